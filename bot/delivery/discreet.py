"""What a push says in a school that lets nothing personal into the messenger: that there is something, and where (O03).

Every push of such a school comes from here, whatever its kind. The words are fixed: of a row only its kind, its event
and the keys that lead staff to a screen of their own are used, never a name, a mark, a subject, a day or what somebody
wrote.
"""

from collections.abc import Callable

from aiogram.filters.callback_data import CallbackData

from bot.common.letters_data import OpenThread
from bot.common.menu import Open, Place
from bot.delivery.application_push import application_push
from bot.delivery.letter_push import complaint_push
from bot.delivery.link_push import ended, own_chats
from bot.delivery.question_push import question_push
from bot.delivery.reception_push import reception_push
from bot.delivery.remark_push import remark_notice
from bot.delivery.summary_push import summary_push
from bot.delivery.timetable_push import staff_buttons
from bot.i18n import Texts
from bot.teachers.callbacks import Act, DraftAct
from bot.teachers.family_notes_views import AskRefusal, ConfirmNote
from core.approvals.model import DataChange
from core.journal.notes import family_news as notes
from core.journal.operators.notices import Event
from core.notifications.model import Delivery, Kind
from core.people import guardianships
from core.people.links import news as links

Buttons = tuple[tuple[str, str], ...]
Told = tuple[str, Buttons]


def discreet_push(delivery: Delivery, texts: Texts) -> Told:
    """HTML and buttons. LookupError for a kind that has no words here."""
    return _PUSHES[delivery.kind](delivery, texts)


def _news(delivery: Delivery, texts: Texts) -> Told:
    """No button: the key of a child in it would say whom they are about."""
    if delivery.restated:
        return texts.h("В дневнике исправлена запись. Откройте дневник на сайте школы."), ()
    return texts.h("В дневнике есть новая запись. Откройте дневник на сайте школы."), ()


def _link(delivery: Delivery, texts: Texts) -> Told:
    event = _facts(delivery)["event"]
    return _linked(event, texts), own_chats(event, texts)


def _linked(event: str, texts: Texts) -> str:
    match event:
        case links.ENDED:
            return ended(texts)
        case guardianships.PARTED:
            return texts.h(
                "По спискам школы вы больше не представитель одного из детей, и его дневник закрыт. Если это ошибка,"
                " сообщите в школу."
            )
        case links.OWN_ENDED:
            return texts.h("Один из ваших чатов отключён от школы. Если вы этого не делали, сообщите в школу.")
        case links.OWN:
            return texts.h(
                "К вашей учётной записи подключён ещё один чат.\n\n"
                "Если вы этого не делали, нажмите кнопку, отключите тот чат и сообщите в школу."
            )
    return texts.h(
        "К дневнику подключён ещё один чат.\n\n"
        "Если для вас это неожиданность, сообщите классному руководителю или в школу."
    )


def _approval(delivery: Delivery, texts: Texts) -> Told:
    made = delivery.approval.request if delivery.approval else None
    if made is not None and made.waiting:
        listed = _button(texts.t("Что ждёт решения"), Open(place=Place.APPROVALS))
        return texts.h("Есть запрос, который ждёт вашего решения."), listed
    if made is not None and isinstance(made.made.matter, DataChange):
        return texts.h("Запрос об изменении личных данных решён. О решении спросите классного руководителя."), ()
    return texts.h("Запрос на согласование решён. Посмотреть можно в боте: учителю — /lessons."), ()


def _draft(delivery: Delivery, texts: Texts) -> Told:
    shown = _button(texts.t("Открыть запись"), DraftAct(act=Act.SHOW, draft=int(_facts(delivery)["draft"])))
    match _facts(delivery)["event"]:
        case Event.HANDED:
            return texts.h("Оператор ввёл за вас урок. Откройте запись, чтобы подтвердить её."), shown
        case Event.RECORDED:
            return texts.h("Учитель подтвердил вашу запись."), shown
        case _:
            return texts.h("Учитель не подтвердил вашу запись. Черновик снова у вас."), shown


def _application(delivery: Delivery, texts: Texts) -> Told:
    """Numbers and a state; the clerk's own words may name people and stay in the bot."""
    return application_push({**_facts(delivery), "reason": ""}, texts)


def _staff_timetable(delivery: Delivery, texts: Texts) -> Told:
    return texts.h("В ваших уроках есть изменение. Откройте его кнопкой."), staff_buttons(_facts(delivery), texts)


def _timetable(delivery: Delivery, texts: Texts) -> Told:
    opened = _button(texts.t("Расписание"), Open(place=Place.TIMETABLE))
    if delivery.to_pupil:
        return texts.h("В вашем расписании есть изменение. Откройте его кнопкой."), opened
    return texts.h("В расписании вашего ребёнка есть изменение. Откройте его кнопкой."), opened


def _letter(delivery: Delivery, texts: Texts) -> Told:
    if delivery.letter is None:
        raise LookupError("the letter is nobody's to read")
    read = _button(texts.t("Прочитать"), OpenThread(thread=delivery.letter.card.thread.id))
    return texts.h("✉️ Вам написали. Откройте сообщение кнопкой."), read


def _complaint(delivery: Delivery, texts: Texts) -> Told:
    return complaint_push(_facts(delivery), delivery.content_mode, texts)


def _return(_: Delivery, texts: Texts) -> Told:
    return texts.h("На уроке отмечен ученик, чья записка ещё открыта. Он вышел из болезни?"), _absent(texts)


def _roster(_: Delivery, texts: Texts) -> Told:
    listed = _button(texts.t("Сверка списка класса"), Open(place=Place.ROSTER))
    return texts.h("Классный руководитель нашёл ошибку в списке класса. Что именно, показано в сверке."), listed


def _reminder(_: Delivery, texts: Texts) -> Told:
    opened = _button(texts.t("Весь список"), Open(place=Place.DUE))
    return texts.h("<b>Что осталось сделать</b>\nПодробности — по кнопке."), opened


def _family(delivery: Delivery, texts: Texts) -> Told:
    facts = _facts(delivery)
    match facts["event"]:
        case notes.CALL:
            return texts.h("Родитель не знает, почему ребёнка нет в школе, и просит позвонить."), _absent(texts)
        case notes.ANSWERED:
            return _answer(facts["state"], texts)
        case notes.SHORTENED:
            return texts.h("<b>Записка от родителей стала короче</b>\nПодробности — по кнопке."), _absent(texts)
    if facts["state"] != notes.WAITS:
        return texts.h("<b>Записка от родителей изменилась</b>\nПодробности — по кнопке."), _absent(texts)
    number = int(facts["note"])
    buttons = (
        *_button(texts.t("Подтвердить"), ConfirmNote(note=number)),
        *_button(texts.t("Отклонить…"), AskRefusal(note=number)),
        *_absent(texts),
    )
    return texts.h("<b>Записка от родителей: подтвердите её</b>\nПодробности — по кнопке."), buttons


def _answer(state: str, texts: Texts) -> Told:
    form = _button(texts.t("Пропуск занятий"), Open(place=Place.ABSENCE))
    if state == notes.CONFIRMED:
        return texts.h("<b>Классный руководитель подтвердил записку</b>\nПодробности — по кнопке."), form
    return texts.h("Классный руководитель не принял записку. Свяжитесь с ним."), form


def _absent(texts: Texts) -> Buttons:
    return _button(texts.t("Кто отсутствует"), Open(place=Place.ABSENCES))


def _button(label: str, data: CallbackData) -> Buttons:
    return ((label, data.pack()),)


def _facts(delivery: Delivery) -> dict[str, str]:
    return delivery.content or {}


_PUSHES: dict[Kind, Callable[[Delivery, Texts], Told]] = {
    Kind.LESSON: _news,
    Kind.DIGEST: _news,
    Kind.TERM: _news,
    Kind.LINK: _link,
    Kind.APPROVAL: _approval,
    Kind.DRAFT: _draft,
    Kind.APPLICATION: _application,
    Kind.RECEPTION: reception_push,
    Kind.STAFF_TIMETABLE: _staff_timetable,
    Kind.TIMETABLE: _timetable,
    Kind.MESSAGE: _letter,
    Kind.COMPLAINT: _complaint,
    Kind.RETURN: _return,
    Kind.ROSTER: _roster,
    Kind.FAMILY: _family,
    Kind.REMINDER: _reminder,
    Kind.QUESTION: question_push,
    Kind.REMARK: remark_notice,
    Kind.SUMMARY: summary_push,
}
"""All kinds but those that are alike in every mode: `QUEUE` is times and a number; `FILES` of a letter come to who
asked for them by a button, without any name; notices are the school's own words to many."""
