"""The words of a push that brings a letter. Where names are kept out of the messenger it is only a notice."""

from collections.abc import Iterator
from functools import lru_cache
from html import escape

from bot.common.complaints_views import OUTCOMES, outcome_words
from bot.common.letters_data import ChooseChild, OpenComplaint, OpenThread, ReadOutcome, WriteHere
from bot.common.letters_thread_views import not_official
from bot.common.letters_views import child_of, other_side
from bot.delivery.file_push import FilePush
from bot.i18n import Html, Texts
from core.correspondence.model import LetterNews
from core.correspondence.reporting import CLOSED
from core.notifications.model import Delivery
from core.people.model import FULL

Buttons = tuple[tuple[str, str], ...]


def letter_push(news: LetterNews, content_mode: str, texts: Texts) -> tuple[str, Buttons]:
    """HTML and buttons. Words of people may name anybody: only in `full` they come unasked, else by a button."""
    thread = news.card.thread.id
    if content_mode != FULL:
        read = (texts.t("Прочитать"), OpenThread(thread=thread).pack())
        return _notice(news, content_mode, texts), (read,)
    buttons = (
        (texts.t("Ответить"), WriteHere(thread=thread, fresh=True).pack()),
        (texts.t("Вся переписка"), OpenThread(thread=thread, fresh=True).pack()),
    )
    return "\n\n".join(_words(news, texts)), buttons


def _words(news: LetterNews, texts: Texts) -> Iterator[Html]:
    """Of files only that there are some: the words stay as they are when a further one of an album comes."""
    yield Html(f"✉️ {_heading(news, texts)}")
    if news.letter.text:
        yield Html(escape(news.letter.text, quote=False))
    if news.letter.attachments:
        yield texts.h("К сообщению приложены файлы, они ниже.")
    if news.first:
        yield not_official(texts)


def _heading(news: LetterNews, texts: Texts) -> Html:
    return texts.h(
        "<b>{who}</b>\nО ребёнке: {child}",
        who=other_side(news.card, FULL, as_staff=news.to_staff),
        child=child_of(news.card, FULL),
    )


def letter_files(news: LetterNews, content_mode: str, texts: Texts) -> tuple[FilePush, ...]:
    """The files of a letter; where its words do not come unasked, they do not either."""
    if content_mode != FULL:
        return ()
    return tuple(FilePush(one, _heading(news, texts)) for one in news.letter.attachments)


def complaint_push(facts: dict[str, str], content_mode: str, texts: Texts) -> tuple[str, Buttons]:
    """A complaint, for who judges it: no word of it stands in the chat before it is opened. Or what it came to.

    What somebody wrote of it comes unasked only in `full`, as letters do.
    """
    report = int(facts["report"])
    if facts.get("event") != CLOSED:
        text = texts.h(
            "Пожаловались на переписку родителя и сотрудника. Прочтите последние сообщения и решите, что делать."
        )
        return text, ((texts.t("Прочитать"), OpenComplaint(report=report).pack()),)
    outcome = facts["outcome"]
    if content_mode == FULL or outcome in OUTCOMES:
        return texts.h("Вашу жалобу на переписку рассмотрели. Ответ: {words}", words=outcome_words(outcome, texts)), ()
    read = (texts.t("Прочитать ответ"), ReadOutcome(report=report).pack())
    return texts.h("Вашу жалобу на переписку рассмотрели."), (read,)


def _notice(news: LetterNews, content_mode: str, texts: Texts) -> str:
    who = other_side(news.card, content_mode, as_staff=news.to_staff)
    return texts.h("✉️ Вам написали: {who}. Откройте сообщение кнопкой.", who=who)


def writing_button(delivery: Delivery, texts: Texts) -> Buttons:
    """«Написать учителю» under the news of a lesson, if anybody is written to there."""
    written = delivery.takes_letters and not delivery.to_pupil
    pupil_id = delivery.news.pupil_id if delivery.news and written else None
    if pupil_id is None:
        return ()
    return ((texts.t("Написать учителю"), _teachers_of(pupil_id)),)


@lru_cache(maxsize=1024)
def _teachers_of(pupil_id: int) -> str:
    return ChooseChild(pupil=pupil_id, fresh=True).pack()
