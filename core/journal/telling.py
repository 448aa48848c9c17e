"""Telling families what an entry changed: the lesson before and after it, for the pupils of that day's list."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.deadlines.profiles import profile_of
from core.ids import EntryId, PersonId
from core.journal.model import LessonKey, LessonRecord
from core.notifications.comparing import compare
from core.notifications.planning import LessonChange
from core.notifications.service import announce
from core.unit_of_work import UnitOfWork


async def tell(
    unit: UnitOfWork,
    author_id: PersonId,
    before: LessonRecord,
    entry_id: EntryId,
    now: datetime,
    grace: timedelta,
    pupils: Sequence[PersonId] | None = None,
) -> int:
    """Enqueue the news of an entry; how many chats are told.

    The list of `pupils` is that of the lesson's day, read if it is not known; their guardians are those of today: who
    was one is not told.
    """
    after = await unit.journal.lesson_by_id(before.id)
    pupils = pupils or await pupils_of(unit, after.key)
    school = await unit.people.school(after.key.school_id)
    late = (school.today(now) - after.key.day).days > profile_of(school).entry_grace_days
    change = LessonChange(school.id, before.id, entry_id, author_id, *compare(before, after, pupils), late)
    return await announce(unit, change, school, now, grace)


async def pupils_of(unit: UnitOfWork, key: LessonKey) -> tuple[PersonId, ...]:
    """The pupils of the lesson's class, and group, on its day."""
    enrolled = (await unit.people.class_pupils((key.class_id,)))[key.class_id]
    return tuple(one.pupil.id for one in enrolled if one.on(key.day) and one.learns_in(key.group_id, key.day))
