"""Homework as a list of what is to be done, with ticks that belong to one person alone."""

from datetime import datetime, timedelta

from core.diary import rules
from core.diary.access import guardian, own_schooling
from core.diary.model import Chore, Chores
from core.errors import NotFoundError
from core.ids import PersonId, TaskId
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork

WITHOUT_DAY = timedelta(days=7)
"""Homework that was given for no certain day is shown for so long."""


async def chores(database: Database, actor: Actor, pupil_id: PersonId, now: datetime) -> Chores:
    """What an own child has to do from today on. NotFoundError for other children."""
    async with database.reading() as unit:
        return await _chores(unit, actor, pupil_id, now)


async def tick(
    database: Database, actor: Actor, pupil_id: PersonId, task_id: TaskId, now: datetime, *, done: bool
) -> Chores:
    """Tick off homework of an own child, or take the tick back. NotFoundError for what is not on the list."""
    async with database.writing() as unit:
        shown = await _chores(unit, actor, pupil_id, now)
        if task_id not in [one.task.id for one in shown.chores]:
            raise NotFoundError
        await unit.diary.tick(guardian(shown.own), pupil_id, task_id, now if done else None)
        changed = await _chores(unit, actor, pupil_id, now)
        await unit.commit()
        return changed


async def _chores(unit: UnitOfWork, actor: Actor, pupil_id: PersonId, now: datetime) -> Chores:
    of = await own_schooling(unit, actor, pupil_id, now)
    found = await unit.diary.tasks(of.class_ids, of.today - WITHOUT_DAY)
    known = [one for one in found if of.learns(one.class_id, one.group_id, one.day)]
    known = [one for one in known if one.due is None or one.due >= of.today]
    ticked = await unit.diary.ticked(guardian(of.own), pupil_id, [one.id for one in known])
    names = {one.id: one.name for one in await unit.calendar.subjects(of.own.school.id)}
    listed = [Chore(one, names.get(one.subject_id, ""), one.id in ticked) for one in known]
    return Chores(of.own, of.today, rules.in_order(listed, of.today), await unit.diary.updated(of.class_ids))
