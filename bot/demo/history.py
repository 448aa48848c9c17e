"""What happened before the demo begins: Monday's lessons stand in the journal."""

from datetime import datetime, timedelta

from core.journal.drafts import interpret_message
from core.journal.recording import record_lesson
from core.unit_of_work import Database

_NO_GRACE = timedelta(0)
_MONDAY = (
    ("T1", 9, "5А матем тема Натуральные числа и шкалы дз п.6 №201, 203; 4 Ёлкина, 5 Белов, 3 Жуков"),
    ("T2", 10, "5А рус дз §12 упр. 134; 5 Ёлкина, 4 Сидоров; н Хасанов у"),
    ("T3", 11, "5А гр.1 англ дз WB p. 22 ex. 1; Ким 5"),
    ("T6", 12, "5А ист дз §9 вопросы 1-4; Ковалёв 4"),
)


async def live_yesterday(database: Database, first_moment: datetime) -> None:
    """Record Monday as its teachers did, hour by hour. Nobody is linked yet, so nobody is told."""
    async with database.reading() as unit:
        (school,) = await unit.people.schools()
        monday = first_moment - timedelta(days=1)
        staff = {number: await unit.people.staff_member(school.id, number) for number, _, _ in _MONDAY}
        actors = {
            number: await unit.people.actor(person.id, monday.date()) for number, person in staff.items() if person
        }
    for number, hour, text in _MONDAY:
        moment = monday.replace(hour=hour, minute=30)
        drafts = await interpret_message(database, actors[number], text, f"history:{number}", moment)
        for draft in drafts:
            await record_lesson(database, actors[number], draft.id, moment, _NO_GRACE)
