"""Who may read a thread: its guardian while the child is theirs, and its one of the staff while they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.correspondence.model import Thread
from core.correspondence.rules import STAFF
from core.errors import NotFoundError
from core.ids import PersonId, ThreadId
from core.people.model import Actor, School
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True, slots=True)
class Reader:
    """One side of a thread."""

    thread: Thread
    school: School
    person_id: PersonId
    as_staff: bool


async def reader_of(unit: UnitOfWork, actor: Actor, thread_id: ThreadId, now: datetime) -> Reader:
    """The actor as a side of a thread. NotFoundError: absent, another's and ended look the same."""
    thread = await unit.correspondence.thread(thread_id)
    if actor.person_id is None or actor.school_id != thread.school_id:
        raise NotFoundError
    school = await unit.people.school(actor.school_id)
    if actor.person_id == thread.staff_id and actor.holds(*STAFF):
        return Reader(thread, school, actor.person_id, as_staff=True)
    if actor.person_id == thread.guardian_id:
        own = await unit.people.children(actor.person_id, school.today(now))
        if thread.pupil_id in {child.pupil.id for child in own}:
            return Reader(thread, school, actor.person_id, as_staff=False)
    raise NotFoundError


async def whose(database: Database, actors: Iterable[Actor], thread_id: ThreadId, now: datetime) -> Actor:
    """Which of those for whom a chat speaks is a side of the thread. NotFoundError."""
    async with database.reading() as unit:
        for actor in actors:
            try:
                await reader_of(unit, actor, thread_id, now)
            except NotFoundError:
                continue
            return actor
    raise NotFoundError
