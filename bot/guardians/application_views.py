"""The screens of a form and of what became of it."""

from itertools import pairwise

from aiogram.types import InlineKeyboardButton

from bot.common.application_words import FIELDS, RELATIONS, form_lines, reason_text
from bot.common.consent_words import consent_text
from bot.common.menu import Open, Place, button, column
from bot.guardians.application_data import Anew, AskAgain, AskWithdrawal, Begin, Choose, Print, Resume, Send, Withdraw
from bot.i18n import N_, Html, Texts
from bot.screens import Screen
from core.applications.filling import Own
from core.applications.model import Application, Question, State
from core.consents.model import BUILT_IN_FORM
from core.people.model import Name

SHOWN = 5
"""Applications on the screen, the latest first."""
STATES = {
    State.RECEIVED: N_("получено, придите в школу с паспортом"),
    State.CHECKED: N_("паспорт предъявлен, ждёт регистрации"),
    State.REGISTERED: N_("зарегистрировано, ждёт подключения"),
    State.CONNECTED: N_("подключено"),
    State.REFUSED: N_("отказано"),
    State.WITHDRAWN: N_("отозвано вами"),
}
_QUESTIONS = {
    Question.GUARDIAN: N_("Как вас зовут? Пришлите фамилию, имя и отчество, как в паспорте."),
    Question.CHILD: N_("Как зовут ребёнка? Пришлите фамилию, имя и отчество."),
    Question.CLASS: N_("В каком классе ребёнок? Например: 5А."),
    Question.RELATION: N_("Кем вы приходитесь ребёнку?"),
    Question.PHONE: N_("Ваш номер телефона? Пришлите его или нажмите кнопку под полем ввода."),
}
_ON_PAPER = {
    Question.GUARDIAN: N_("Кто подал заявление? Фамилия, имя и отчество, как в бумаге."),
    Question.CHILD: N_("На какого ребёнка? Фамилия, имя и отчество."),
    Question.CLASS: N_("В каком классе ребёнок? Например: 5А."),
    Question.RELATION: N_("Кем заявитель приходится ребёнку?"),
    Question.PHONE: N_("Номер телефона заявителя?"),
}
_BEFORE = {later: earlier for earlier, later in pairwise(Question)}


def own_screen(own: Own, texts: Texts) -> Screen:
    """/apply: the form at hand, what was sent and how it stands, and how to begin."""
    if not own.schools and not own.sent:
        text = texts.h("Школа не принимает заявления в чате: их подают на бумаге, в канцелярии школы.")
        return Screen(text, column(_home(texts)))
    parts = [_intro(own, texts), *(_sent(one, texts) for one in own.sent[:SHOWN])]
    return Screen("\n\n".join(parts), column(*_own_buttons(own, texts), _home(texts)))


def _intro(own: Own, texts: Texts) -> Html:
    if own.form is not None:
        return texts.h("<b>Заявление не закончено</b>\nВсё, что вы написали, сохранено. Можно продолжить.")
    if own.expired:
        return texts.h(
            "<b>Заявление на доступ к дневнику</b>\nПрежнее вы так и не отправили, срок вышел. Начните, пожалуйста,"
            " заново."
        )
    return texts.h(
        "<b>Заявление на доступ к дневнику</b>\n"
        "Несколько вопросов — и заявление в школе. Потом один раз придите с паспортом, и школа подключит этот чат.\n"
        "О каждом шаге придёт сообщение сюда."
    )


def _sent(one: Application, texts: Texts) -> Html:
    day = texts.day_month(one.received_at or one.changed_at)
    first = texts.h("<b>№ {number}</b> от {day}: {state}", number=one.number, day=day, state=texts.t(STATES[one.state]))
    child = texts.h(
        "{child}, {title}", child=one.form.child.full if one.form.child else "", title=one.form.class_title or ""
    )
    why = [texts.h("Причина: {reason}", reason=reason_text(one.reason, texts))] if one.reason else []
    return Html("\n".join([first, child, *why]))


def _own_buttons(own: Own, texts: Texts) -> list[InlineKeyboardButton]:
    if own.form is not None:
        begin = [button(texts.t("Продолжить"), Resume()), button(texts.t("Начать заново"), Anew())]
    elif len(own.schools) == 1:
        begin = [button(texts.t("Заполнить заявление"), Begin(school=own.schools[0].id))]
    else:
        begin = [button(one.short_name, Begin(school=one.id)) for one in own.schools]
    for one in [one for one in own.sent[:SHOWN] if one.waiting]:
        begin.append(button(texts.t("№ {number}: бланк для печати", number=one.number), Print(application=one.id)))
        begin.append(button(texts.t("№ {number}: отозвать", number=one.number), AskWithdrawal(application=one.id)))
    return begin


def question_screen(form: Application, school: str, texts: Texts) -> Screen:
    """What is asked next; when nothing is, all answers to be looked over."""
    question = form.asked
    if question is None:
        return summary_screen(form, texts)
    if question is Question.CONSENT:
        return _consent_screen(form, school, texts)
    asked = texts.h((_ON_PAPER if form.on_paper else _QUESTIONS)[question])
    relations = [
        button(texts.t(words), Choose(question=question, value=relation.value))
        for relation, words in (RELATIONS.items() if question is Question.RELATION else ())
    ]
    return Screen("\n\n".join([*_before(form, texts), asked]), column(*relations, _back(form, texts)))


def _before(form: Application, texts: Texts) -> list[Html]:
    """What was understood of the answer before, so that a slip is seen at once."""
    understood = {Question.CHILD: form.form.guardian, Question.CLASS: form.form.child}
    name = understood.get(form.asked) if form.asked else None
    return [_name_lines(name, texts)] if name else []


def _name_lines(name: Name, texts: Texts) -> Html:
    return texts.h(
        "Записано так. Фамилия: <b>{surname}</b>, имя: <b>{given}</b>, отчество: <b>{patronymic}</b>.\n"
        "Если не так, нажмите «Назад» и пришлите ещё раз.",
        surname=name.surname,
        given=name.given,
        patronymic=name.patronymic or "—",
    )


def _consent_screen(form: Application, school: str, texts: Texts) -> Screen:
    title = texts.h("<b>Согласие на обработку персональных данных</b>")
    agree = texts.t("Подписано на бумаге") if form.on_paper else texts.t("Согласен")
    yes = button(agree, Choose(question=Question.CONSENT, value=BUILT_IN_FORM))
    return Screen(f"{title}\n\n{consent_text(texts, school)}", column(yes, _back(form, texts)))


def summary_screen(form: Application, texts: Texts) -> Screen:
    """All answers; each can be corrected before it is sent."""
    title = texts.h("<b>Проверьте заявление</b>")
    corrections = [
        button(texts.t("✏️ {field}", field=texts.t(words)), AskAgain(question=question))
        for question, words in FIELDS.items()
        if question is not Question.CONSENT
    ]
    text = "\n".join([title, *form_lines(form.form, texts)])
    return Screen(text, column(button(texts.t("Отправить"), Send()), *corrections, _later(form, texts)))


def sent_screen(form: Application, texts: Texts) -> Screen:
    """It has its number now, and what comes next."""
    text = texts.h(
        "<b>Заявление № {number} отправлено</b>\n"
        "Придите в школу с паспортом: сотрудник сверит имена и зарегистрирует заявление. Данные паспорта нигде не"
        " хранятся.\n"
        "Что с заявлением, покажет /apply.",
        number=form.number,
    )
    return Screen(
        text,
        column(
            button(texts.t("Бланк для печати"), Print(application=form.id)),
            button(texts.t("Мои заявления"), Open(place=Place.APPLY)),
        ),
    )


def withdrawal_screen(one: Application, texts: Texts) -> Screen:
    """Is it meant?"""
    text = texts.h("Отозвать заявление № {number}? Школа не будет его рассматривать.", number=one.number)
    sure = button(texts.t("Отозвать"), Withdraw(application=one.id))
    return Screen(text, column(sure, button(texts.t("← Назад"), Open(place=Place.APPLY))))


def _back(form: Application, texts: Texts) -> InlineKeyboardButton:
    earlier = _BEFORE.get(form.asked) if form.asked else None
    if earlier is None:
        return _later(form, texts)
    return button(texts.t("← Назад"), AskAgain(question=earlier))


def _later(form: Application, texts: Texts) -> InlineKeyboardButton:
    place = Place.APPLICATIONS if form.on_paper else Place.APPLY
    return button(texts.t("Закончу потом"), Open(place=place))


def _home(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("← Назад"), Open(place=Place.HOME))
