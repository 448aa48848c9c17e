"""Who hears of what a family says of an absence: class teachers; of their answer, who said it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from core.consents.access import may_be_told
from core.ids import ChatKey, ClassId, PersonId
from core.journal.notes.model import AbsenceNote
from core.notifications.model import Kind, Operation, Planned, Priority, State
from core.notifications.timing import after_quiet
from core.people.model import Actor, Name, Person, School
from core.unit_of_work import UnitOfWork

SAID, SHORTENED, CALL, ANSWERED, CERTIFICATE = "said", "shortened", "call", "answered", "certificate"
"""What a message is about: a new note, a shorter one, a wish to be called; to the guardian, the answer."""
WAITS, CONFIRMED, REFUSED, WITHDRAWN, REPLACED = "waits", "confirmed", "refused", "withdrawn", "replaced"
"""How the note stands, as a message says it."""
WORTH_READING = timedelta(days=7)


async def tell_class_teachers(
    unit: UnitOfWork, school: School, class_id: ClassId | None, note: AbsenceNote, event: str, now: datetime
) -> int:
    """A row for each chat of the class teachers, after their quiet hours; how many."""
    facts = await _facts(unit, note, event, CONFIRMED if note.confirmed_at else WAITS)
    rows = []
    for teacher, chat_key in await _chats(unit, school, class_id, now):
        moment = await _awake(unit, school, teacher, now)
        rows.append(_row(note, teacher, chat_key, _key(note, chat_key), moment, facts))
    await unit.outbox.enqueue(tuple(rows), now)
    return len(rows)


async def tell_certificate(
    unit: UnitOfWork, school: School, class_id: ClassId | None, note: AbsenceNote, now: datetime
) -> int:
    """A row for each chat of the class teachers, once for a note; how many. What is in it nobody is told."""
    facts = await _facts(unit, note, CERTIFICATE, CONFIRMED if note.confirmed_at else WAITS)
    rows = []
    for teacher, chat_key in await _chats(unit, school, class_id, now):
        moment = await _awake(unit, school, teacher, now)
        rows.append(_row(note, teacher, chat_key, f"{_key(note, chat_key)}:certificate", moment, facts))
    await unit.outbox.enqueue(tuple(rows), now)
    return len(rows)


async def ask_for_call(
    unit: UnitOfWork,
    school: School,
    class_id: ClassId | None,
    pupil: Person,
    by: Actor,
    day: date,
    now: datetime,
) -> int:
    """The class teachers are told at once, whatever the hour: the child may be missing."""
    facts = {"event": CALL, "pupil": pupil.name.short, "who": by.name.full, "day": day.isoformat()}
    chats = await _chats(unit, school, class_id, now)
    rows = tuple(
        Planned(
            school.id,
            chat_key,
            teacher,
            Kind.FAMILY,
            f"family:call:{pupil.id}:{day}:{by.person_id}:{chat_key}",
            now,
            priority=Priority.URGENT,
            content=facts,
            expires_at=now + WORTH_READING,
        )
        for teacher, chat_key in chats
    )
    await unit.outbox.enqueue(rows, now)
    return len(rows)


async def renew(unit: UnitOfWork, school: School, class_id: ClassId | None, note: AbsenceNote, now: datetime) -> None:
    """The class teachers' messages say what a guardian has added."""
    await _restate(unit, school, class_id, note, WAITS, now)


async def tell_ended(
    unit: UnitOfWork, school: School, class_id: ClassId | None, note: AbsenceNote, how: str, now: datetime
) -> None:
    """The class teachers' messages say that the note does not stand, or how it was decided; unread ones do not come."""
    await _restate(unit, school, class_id, note, how, now)


async def answer(unit: UnitOfWork, school: School, note: AbsenceNote, how: str, now: datetime) -> None:
    """The guardian who said it hears of the class teacher's answer, after the quiet hours, if they may be told."""
    guardian, pupil_id = note.made.entered_by, note.stated.pupil_id
    if not await may_be_told(unit, school, guardian, pupil_id, now):
        return
    facts = await _facts(unit, note, ANSWERED, how)
    moment = await _awake(unit, school, guardian, now)
    rows = tuple(
        replace(_row(note, guardian, chat.key, f"family:{note.id}:{how}:{chat.key}", moment, facts), pupil_id=pupil_id)
        for _, chat in await unit.links.links_to(guardian)
    )
    await unit.outbox.enqueue(rows, now)


async def _restate(
    unit: UnitOfWork, school: School, class_id: ClassId | None, note: AbsenceNote, how: str, now: datetime
) -> None:
    chats = await _chats(unit, school, class_id, now)
    rows = await unit.outbox.with_keys([_key(note, chat_key) for _, chat_key in chats])
    facts = await _facts(unit, note, SAID, how)
    if how != WAITS:
        await unit.outbox.withdraw([row.id for row in rows if row.state is State.PENDING], now)
    edits = tuple(
        Planned(
            school.id,
            row.planned.chat_key,
            row.planned.person_id,
            Kind.FAMILY,
            f"edit:{row.id}:{how}:{now.isoformat()}",
            now,
            operation=Operation.EDIT,
            follows=row.id,
            content=facts,
            expires_at=now + WORTH_READING,
        )
        for row in rows
        if row.state in (State.SENT, State.CLAIMED) or (how == WAITS and row.state is State.PENDING)
    )
    await unit.outbox.enqueue(edits, now)


async def _chats(
    unit: UnitOfWork, school: School, class_id: ClassId | None, now: datetime
) -> list[tuple[PersonId, ChatKey]]:
    teachers = await unit.people.class_teachers(class_id, school.today(now)) if class_id is not None else ()
    return [(one.id, chat.key) for one in teachers for _, chat in await unit.links.links_to(one.id)]


async def _awake(unit: UnitOfWork, school: School, person_id: PersonId, now: datetime) -> datetime:
    settings = (await unit.preferences.settings(school.id, (person_id,)))[person_id]
    return after_quiet(now, settings, school.zone)


async def _facts(unit: UnitOfWork, note: AbsenceNote, event: str, how: str) -> dict[str, str]:
    stated = note.stated
    pupil = (await unit.people.person(stated.pupil_id)).name
    who: Name = (await unit.people.person(note.made.entered_by)).name
    return {
        "event": event,
        "state": how,
        "note": str(note.id),
        "pupil_id": str(stated.pupil_id),
        "pupil": pupil.short,
        "who": who.full,
        "first": stated.first_day.isoformat(),
        "last": stated.last_day.isoformat() if stated.last_day else "",
        "lessons": " ".join(str(one) for one in sorted(stated.lessons)),
        "reason": stated.reason.value,
        "comment": note.comment or "",
        "refusal": note.refusal or "",
    }


def _key(note: AbsenceNote, chat_key: ChatKey) -> str:
    return f"family:{note.id}:{chat_key}"


def _row(
    note: AbsenceNote, person_id: PersonId, chat_key: ChatKey, key: str, moment: datetime, facts: dict[str, str]
) -> Planned:
    return Planned(
        note.made.school_id,
        chat_key,
        person_id,
        Kind.FAMILY,
        key,
        moment,
        content=facts,
        expires_at=moment + WORTH_READING,
    )
