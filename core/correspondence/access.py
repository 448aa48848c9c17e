"""Who may read a thread: its guardian while the child is theirs, and its one of the staff while they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.consents.access import open_child
from core.consents.errors import ConsentNeededError
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
    """The actor as a side of a thread. NotFoundError: absent, another's and ended look the same.

    ConsentNeededError for a guardian whose child is closed without a consent.
    """
    thread = await unit.correspondence.thread(thread_id)
    if actor.person_id is None or actor.school_id != thread.school_id:
        raise NotFoundError
    school = await unit.people.school(actor.school_id)
    if actor.person_id == thread.staff_id and actor.holds(*STAFF):
        return Reader(thread, school, actor.person_id, as_staff=True)
    if actor.person_id == thread.guardian_id:
        await open_child(unit, school, actor.person_id, thread.pupil_id, now)
        return Reader(thread, school, actor.person_id, as_staff=False)
    raise NotFoundError


async def whose(database: Database, actors: Iterable[Actor], thread_id: ThreadId, now: datetime) -> Actor:
    """Which of those for whom a chat speaks is a side of the thread. NotFoundError, ConsentNeededError."""
    refused = NotFoundError()
    async with database.reading() as unit:
        for actor in actors:
            try:
                await reader_of(unit, actor, thread_id, now)
            except NotFoundError as error:
                refused = error if isinstance(error, ConsentNeededError) else refused
                continue
            return actor
    raise refused
