"""Asking the class teacher about a pupil who was at a lesson while a note says that they are away."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from core.classroom.rules import came_back
from core.ids import PersonId
from core.journal.model import LessonKey
from core.journal.notes.model import AbsenceNote
from core.notifications.model import Kind, Planned
from core.people.model import School
from core.unit_of_work import UnitOfWork


async def ask_of_return(
    unit: UnitOfWork,
    school: School,
    key: LessonKey,
    notes: Iterable[AbsenceNote],
    seen: Collection[PersonId],
    now: datetime,
) -> None:
    """Ask, once for each note and day, whether those with an open note are back. Nothing is closed by this."""
    days = [(pupil_id, key.day) for pupil_id in seen]
    back = [note for note in notes if came_back(note, school.today(note.made.entered_at), days)]
    if back:
        await unit.outbox.enqueue(await _questions(unit, school, key, back, now), now)


async def _questions(
    unit: UnitOfWork, school: School, key: LessonKey, notes: Sequence[AbsenceNote], now: datetime
) -> tuple[Planned, ...]:
    names = {one.stated.pupil_id: (await unit.people.person(one.stated.pupil_id)).name for one in notes}
    teachers = await unit.people.class_teachers(key.class_id, school.today(now))
    chats = [(teacher.id, chat.key) for teacher in teachers for _, chat in await unit.links.links_to(teacher.id)]
    return tuple(
        Planned(
            school.id,
            chat_key,
            teacher_id,
            Kind.RETURN,
            f"return:{note.id}:{key.day}:{chat_key}",
            now,
            content={
                "note": str(note.id),
                "pupil": names[note.stated.pupil_id].short,
                "since": note.stated.first_day.isoformat(),
                "day": key.day.isoformat(),
                "number": str(key.number),
            },
        )
        for teacher_id, chat_key in chats
        for note in notes
    )
