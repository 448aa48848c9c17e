"""The screens of who asks the school's administrators."""

from collections.abc import Callable, Iterator, Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.attachments import attachments_line, counted
from bot.common.menu import Open, Place, button, column
from bot.common.question_data import Ask, AskAnyway, Done, GoOn, ListFaq, Offered, OwnFiles, ShowOwn
from bot.i18n import Html, Texts
from bot.markup import shortened
from bot.screens import Screen
from core.consultations.model import Card, Faq, Page, Sent, State, Words
from core.deadlines.profiles import profile_of
from core.people.model import FULL, Actor, Role, School

_MARKS = {State.WAITING: "⏳", State.ANSWERED: "💬", State.CLOSED: "✔️"}
_BEGINNING = 32
_DAY = 9
"""Hours of the office in a day: so soon an answer may be promised, where the school wants it no later."""
_ROOM = 3000
"""Units of all words on a page: its heading needs what is left of a message."""


def schools_screen(schools: Sequence[School], texts: Texts) -> Screen:
    """Whose administrators are asked?"""
    choices = (button(one.short_name, Ask(school=one.id)) for one in schools)
    text = texts.h("<b>Вопрос администратору школы</b>\nВ какую школу вопрос?")
    return Screen(text, column(*choices, _home(texts)))


def typing_screen(school: School, own: Sequence[Card], actors: Sequence[Actor], texts: Texts) -> Screen:
    """The next message is the question."""
    lines = [
        texts.h(
            "<b>Вопрос администратору школы</b>\nНапишите вопрос одним сообщением: о подключении, доступе, работе в"
            " этом чате. Ответ придёт сюда."
        )
    ]
    if actors:
        lines.append(texts.h("Можно приложить снимок экрана или файл."))
    if any(actor.holds(Role.GUARDIAN) for actor in actors):
        lines.append(texts.h("Об отметках, заданиях и уроках спросите учителя: /write."))
    if school.content_mode != FULL:
        lines.append(
            texts.h(
                "Не называйте, пожалуйста, фамилий и отметок и не показывайте их на снимках: школа не передаёт их через"
                " мессенджер."
            )
        )
    if own:
        lines.append(texts.h("Ваши прежние вопросы — кнопками ниже."))
    kept = button(texts.t("Частые вопросы"), ListFaq())
    return Screen("\n\n".join(lines), column(*(_own_button(one, texts) for one in own), kept, _home(texts)))


def offers_screen(like: Sequence[Faq], draft: int, texts: Texts) -> Screen:
    """Kept answers that may do; the question, which came with the message `draft`, is not sent yet."""
    several = len(like) > 1
    parts = [texts.h("<b>Может быть, ответ уже есть</b>\nВаш вопрос пока не отправлен.")]
    for number, one in enumerate(like, 1):
        title = f"{number}. {one.made.question}" if several else one.made.question
        parts.append(texts.h("<b>{question}</b>\n{answer}", question=title, answer=one.made.answer))
    rows = [
        button(
            texts.t("Помог ответ {number}", number=number) if several else texts.t("Помогло"),
            Offered(faq=one.id, draft=draft),
        )
        for number, one in enumerate(like, 1)
    ]
    return Screen("\n\n".join(parts), column(*rows, button(texts.t("Всё равно спросить"), AskAnyway(draft=draft))))


def helped_screen(texts: Texts) -> Screen:
    """Nothing was sent."""
    text = texts.h("Хорошо, что ответ нашёлся. Ваш вопрос не отправлен.")
    again = button(texts.t("Задать другой вопрос"), Open(place=Place.QUESTION))
    return Screen(text, column(again, _home(texts)))


def sent_screen(sent: Sent, texts: Texts) -> Screen:
    """It was sent; who is there to read it. A file without words is asked about."""
    text = _sent(sent, texts)
    if not sent.page.card.last.text:
        explain = texts.h("Теперь напишите, что не получается: следующее сообщение дополнит ваш вопрос.")
        text = Html(f"{text}\n\n{explain}")
    opened = button(texts.t("Открыть вопрос"), ShowOwn(question=sent.page.card.question.id))
    return Screen(text, column(opened, _home(texts)))


def _sent(sent: Sent, texts: Texts) -> Html:
    if sent.told and 0 < profile_of(sent.page.school).question_hours <= _DAY:
        return texts.h("✅ Вопрос отправлен. Ответ придёт сюда, обычно в течение рабочего дня.")
    if sent.told:
        return texts.h("✅ Вопрос отправлен. Ответ придёт сюда.")
    return texts.h(
        "✅ Вопрос сохранён. Но сейчас к боту не подключён ни один администратор школы, и ответ может прийти не"
        " скоро. Если дело срочное, позвоните в школу."
    )


def going_on_screen(page: Page, texts: Texts) -> Screen:
    """The next message belongs to this question."""
    text = texts.h(
        "Напишите, что ещё неясно, одним сообщением. Оно продолжит ваш вопрос: «{beginning}»",
        beginning=beginning(about(page.card), texts),
    )
    return Screen(text, column(button(texts.t("Не писать"), ShowOwn(question=page.card.question.id))))


def own_screen(page: Page, texts: Texts) -> Screen:
    """A question with what was said."""
    question = page.card.question
    lines = [texts.h("<b>Ваш вопрос</b> · {state}", state=_state(question.state, texts)), *_said(page.words, texts)]
    rows = [button(texts.t("Написать ещё"), GoOn(question=question.id))]
    rows += files_buttons(page, lambda one: OwnFiles(question=question.id, words=one.id), texts)
    if question.state is State.ANSWERED:
        rows.insert(0, button(texts.t("Помогло, спасибо"), Done(question=question.id)))
    elif question.waiting:
        rows.append(button(texts.t("Больше не нужно"), Done(question=question.id)))
    back = button(texts.t("‹ Вопросы"), Open(place=Place.QUESTION))
    return Screen("\n\n".join(lines), column(*rows, back))


def about(card: Card) -> Words:
    """What a question is known by: its first words, or the last ones where it began with files alone."""
    return card.first if card.first.text else card.last


def beginning(words: Words, texts: Texts) -> str:
    """How words begin, in one line; of files alone how many there are."""
    return shortened(" ".join(words.text.split()), _BEGINNING) or counted(words.attachments, texts)


def rooms(words: Sequence[Words]) -> Iterator[tuple[Words, str]]:
    """Each with as much of its text as lets all of them stand in one message."""
    room = _ROOM // max(len(words), 1)
    left = _ROOM - sum(min(len(one.text), room) for one in words)
    for one in words:
        yield one, shortened(one.text, room + left if one is words[-1] else room)


def content(words: Words, text: str, texts: Texts) -> str:
    """The words, and how many files of which kind; their names may name anybody."""
    files = attachments_line(words.attachments, texts) if words.attachments else ""
    return "\n".join(one for one in (text, files) if one)


def files_buttons(page: Page, data: Callable[[Words], CallbackData], texts: Texts) -> Iterator[InlineKeyboardButton]:
    """A button for the files of each of the words that have some."""
    for one in page.words:
        if one.attachments:
            shown = {"day": texts.day_month(one.at), "time": texts.time(one.at)}
            yield button(
                texts.t("Показать: {files}, {day}, {time}", files=counted(one.attachments, texts), **shown), data(one)
            )


def _said(words: Sequence[Words], texts: Texts) -> Iterator[Html]:
    for one, text in rooms(words):
        when = {"day": texts.day_month(one.at), "time": texts.time(one.at), "text": content(one, text, texts)}
        if one.by_staff:
            yield texts.h("<b>Школа</b>, {day}, {time}\n{text}", **when)
        else:
            yield texts.h("<b>Вы</b>, {day}, {time}\n{text}", **when)


def _state(state: State, texts: Texts) -> str:
    match state:
        case State.WAITING:
            return texts.t("ждёт ответа")
        case State.ANSWERED:
            return texts.t("есть ответ")
        case State.CLOSED:
            return texts.t("закрыт")


def _own_button(card: Card, texts: Texts) -> InlineKeyboardButton:
    label = f"{_MARKS[card.question.state]} {beginning(about(card), texts)}"
    return button(label, ShowOwn(question=card.question.id, listed=True))


def _home(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("← Назад"), Open(place=Place.HOME))
