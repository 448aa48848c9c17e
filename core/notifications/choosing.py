"""Who hears of pupils chooses of what and when, alone: another guardian of the same child is not touched by it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import time

from core.errors import NotFoundError
from core.ids import PersonId
from core.notifications.preferences import Choices, Mode, Settings, Topic
from core.people.model import Actor, Role
from core.people.pupils import check_pupils_read, is_only_pupil
from core.unit_of_work import Database, UnitOfWork

TOLD = (Role.GUARDIAN, Role.PUPIL)
"""Who hears of pupils."""


async def own_settings(database: Database, actor: Actor) -> Settings:
    """What holds for the actor. NotFoundError for who is neither guardian nor pupil: nobody tells them of any.

    PupilsKeptOutError for a pupil where the school lets only parents in.
    """
    person_id = _told(actor)
    async with database.reading() as unit:
        await _check_let_in(unit, actor)
        return (await unit.preferences.settings(actor.school_id, (person_id,)))[person_id]


async def choose_mode(database: Database, actors: Sequence[Actor], topic: Topic, mode: Mode) -> None:
    """News of this kind comes in this way from now on, to each of the actors. NotFoundError."""
    await _change(database, actors, lambda chosen: replace(chosen, modes={**chosen.modes, topic: mode}))


async def choose_quiet_hours(database: Database, actors: Sequence[Actor], start: time, end: time) -> None:
    """No push comes between these times; none are quiet if they are the same. NotFoundError."""
    await _change(database, actors, lambda chosen: replace(chosen, quiet_from=start, quiet_to=end))


async def choose_digest_time(database: Database, actors: Sequence[Actor], at: time) -> None:
    """The evening digest comes at this time. NotFoundError."""
    await _change(database, actors, lambda chosen: replace(chosen, digest_at=at))


async def _change(database: Database, actors: Sequence[Actor], change: Callable[[Choices], Choices]) -> None:
    async with database.writing() as unit:
        for actor in actors:
            person_id = _told(actor)
            await _check_let_in(unit, actor)
            chosen = await unit.preferences.choices(actor.school_id, person_id)
            await unit.preferences.save(actor.school_id, person_id, change(chosen))
        await unit.commit()


async def _check_let_in(unit: UnitOfWork, actor: Actor) -> None:
    if is_only_pupil(actor):
        check_pupils_read(await unit.people.school(actor.school_id))


def _told(actor: Actor) -> PersonId:
    if actor.person_id is None or not actor.holds(*TOLD):
        raise NotFoundError
    return actor.person_id
