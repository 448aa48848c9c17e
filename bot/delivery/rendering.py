"""The one way in which a push gets its words. Pure; what a school keeps out of foreign messengers is kept out here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.delivery.application_push import application_push
from bot.delivery.approval_push import approval_push
from bot.delivery.correction_push import correction_push
from bot.delivery.diary_button import diary_buttons
from bot.delivery.digest_push import digest_push
from bot.delivery.discreet import discreet_push
from bot.delivery.draft_push import draft_push
from bot.delivery.family_push import absence_buttons, family_push
from bot.delivery.file_push import FilePush, file_pushes
from bot.delivery.lesson_push import lesson_push
from bot.delivery.letter_push import complaint_push, letter_files, letter_push, writing_button
from bot.delivery.link_push import link_push
from bot.delivery.notice_push import notice_files, notice_push
from bot.delivery.question_push import question_files, question_push
from bot.delivery.reception_push import reception_push
from bot.delivery.remark_push import remark_push
from bot.delivery.reminder_push import reminder_push
from bot.delivery.return_push import return_push
from bot.delivery.roster_push import roster_push
from bot.delivery.shown_files import shown_files
from bot.delivery.summary_push import summary_push
from bot.delivery.term_push import term_push
from bot.delivery.timetable_push import timetable_push
from bot.i18n import Texts, whole
from core.approvals.model import DataChange
from core.approvals.news import DECIDED
from core.consultations.news import ASKED
from core.correspondence.reporting import CLOSED
from core.journal.notes.family_news import ANSWERED
from core.notifications.model import Delivery, Kind
from core.people.model import DISCREET, INITIALS

FOR_STAFF = frozenset(
    {
        Kind.QUEUE,
        Kind.APPROVAL,  # but for the answer to a family that asked to change its data
        Kind.DRAFT,
        Kind.RECEPTION,
        Kind.STAFF_TIMETABLE,
        Kind.RETURN,
        Kind.ROSTER,
        Kind.REMINDER,
        Kind.SUMMARY,
        Kind.NOTICE_PROGRESS,
        Kind.NOTICE_HELD,
        Kind.REMARK,
    }
)
"""News that only staff read."""
_TO_FAMILY = {Kind.FAMILY: ANSWERED, Kind.COMPLAINT: CLOSED}
"""News that both read, by the event of which families are told; a letter says itself whom it is to."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message: HTML of any length, buttons as (label, data), and the files that follow it.

    `surplus` is for what was a further part of the message when there was more to tell.
    """

    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    surplus: str = ""
    files: tuple[FilePush, ...] = ()


def render(delivery: Delivery, texts: Texts) -> Rendered:
    """The message of a claimed row in the recipient's language and the school's zone.

    `full` names the child by the given name, `initials` by initials; `discreet` carries no personal data at all: no
    name, mark, subject or homework, only that there is something new. Raises LookupError for a row that has no words.
    What is for staff is in Russian where the recipient chose a language that only families' texts are in.
    """
    return _rendered(delivery, texts if _for_family(delivery) else whole(texts))


def _for_family(delivery: Delivery) -> bool:
    """Whether a guardian or a pupil reads it."""
    if delivery.kind in _TO_FAMILY:
        return (delivery.content or {}).get("event") == _TO_FAMILY[delivery.kind]
    if delivery.letter is not None:
        return not delivery.letter.to_staff
    if delivery.consultation is not None:
        return (delivery.content or {}).get("event") != ASKED
    if delivery.approval is not None and isinstance(delivery.approval.request.made.matter, DataChange):
        return (delivery.content or {}).get("event") == DECIDED
    return delivery.kind not in FOR_STAFF


def _rendered(delivery: Delivery, texts: Texts) -> Rendered:
    """The same in the words of whoever reads it."""
    if delivery.kind is Kind.QUEUE:
        return Rendered(_queue_push(delivery, texts))
    if delivery.kind is Kind.FILES:
        return Rendered(*shown_files(delivery, texts))
    if delivery.notice is not None:
        return Rendered(*notice_push(delivery, texts), files=notice_files(delivery))
    if delivery.content_mode == DISCREET:
        return Rendered(*discreet_push(delivery, texts), surplus=_surplus(texts))
    return _named(delivery, texts)


def _named(delivery: Delivery, texts: Texts) -> Rendered:
    """What names people, in full or as initials."""
    if delivery.approval is not None:
        to_asker = (delivery.content or {}).get("event") == DECIDED
        return Rendered(*approval_push(delivery.approval, texts, delivery.content_mode, to_asker=to_asker))
    if delivery.letter is not None:
        files = letter_files(delivery.letter, delivery.content_mode, texts)
        return Rendered(*letter_push(delivery.letter, delivery.content_mode, texts), files=files)
    if delivery.kind is Kind.COMPLAINT:
        return Rendered(*complaint_push(delivery.content or {}, delivery.content_mode, texts))
    if delivery.kind is Kind.QUESTION:
        return Rendered(*question_push(delivery, texts), files=question_files(delivery, texts))
    if (by_facts := _BY_FACTS.get(delivery.kind)) is not None:
        return Rendered(*by_facts(delivery, texts))
    if delivery.kind is Kind.APPLICATION:
        return Rendered(*application_push(delivery.content or {}, texts))
    if delivery.typed is not None:
        event = (delivery.content or {})["event"]
        return Rendered(*draft_push(delivery.typed, event, delivery.content_mode, texts))
    answers = () if delivery.to_pupil else absence_buttons(delivery.told, texts)
    buttons = (*answers, *diary_buttons(delivery, texts), *writing_button(delivery, texts))
    return Rendered(_words(delivery, texts), buttons, _surplus(texts), file_pushes(delivery, texts))


def _surplus(texts: Texts) -> str:
    return texts.h("Продолжения больше нет: запись стала короче.")


def _words(delivery: Delivery, texts: Texts) -> str:
    initials = delivery.content_mode == INITIALS
    if delivery.term is not None:
        return term_push(delivery.term, texts, initials=initials)
    if delivery.restated:
        return correction_push(delivery.told, texts, initials=initials)
    if delivery.news is not None:
        return lesson_push(delivery.news, texts, initials=initials)
    return digest_push(delivery.digest, texts, initials=initials)


def _queue_push(delivery: Delivery, texts: Texts) -> str:
    """What `core.notifications.watching` tells administrators: times and a number, in every content mode."""
    facts = delivery.content or {}
    at, since = (datetime.fromisoformat(facts[name]) for name in ("at", "since"))
    return texts.h(
        "Извещения задерживаются.\nВ {at} ждали отправки: {due}. Самое старое ждёт с {since_time}, {since_day}.\n\n"
        "Что проверить, скажет команда <code>peremena doctor --online</code> на сервере.",
        at=texts.time(at),
        due=facts["due"],
        since_time=texts.time(since),
        since_day=texts.day_month(since),
    )


_BY_FACTS: dict[Kind, Callable[[Delivery, Texts], tuple[str, tuple[tuple[str, str], ...]]]] = {
    Kind.STAFF_TIMETABLE: timetable_push,
    Kind.TIMETABLE: timetable_push,
    Kind.RETURN: return_push,
    Kind.ROSTER: roster_push,
    Kind.RECEPTION: reception_push,
    Kind.FAMILY: family_push,
    Kind.REMINDER: reminder_push,
    Kind.REMARK: remark_push,
    Kind.SUMMARY: summary_push,
    Kind.LINK: link_push,
}
"""Pushes whose words come from the facts that the row carries."""
