"""Whose diary one may see: every way to a pupil's data leads through `readable` (D07, P17)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.consents.access import open_child, open_children
from core.diary.errors import KeptFromChatError
from core.diary.model import Choice, Own
from core.errors import NotFoundError
from core.ids import ClassId, GroupId, PersonId
from core.people.model import Actor, Enrolled, Role, SchoolClass
from core.people.pupils import PupilsKeptOutError, reads_own
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True, slots=True)
class Schooling:
    """A child's days in classes, the latest first, and the date on which it is asked for."""

    own: Own
    today: date
    places: tuple[tuple[SchoolClass, Enrolled], ...]

    @property
    def class_ids(self) -> tuple[ClassId, ...]:
        """Every class that the child was in."""
        return tuple(dict.fromkeys(of.id for of, _ in self.places))

    def before(self, begins: date) -> date | None:
        """The last day in a class before that day; None for who was in none yet."""
        last = begins - timedelta(days=1)
        return max((min(one.to_day or last, last) for _, one in self.places if one.from_day <= last), default=None)

    def goes_on(self, ends: date) -> bool:
        """Whether the child has been in a class after that day."""
        return any(ends < one.from_day <= self.today for _, one in self.places)

    @property
    def left(self) -> date | None:
        """The last day of a child who is in no class any more."""
        days = [enrolled.to_day for _, enrolled in self.places]
        past = [day for day in days if day is not None and day < self.today]
        return max(past) if past and len(past) == len(days) else None

    def place(self, day: date) -> tuple[SchoolClass, Enrolled]:
        """The class of a date, or the nearest in time. NotFoundError for who was never in one."""
        on = next((one for one in self.places if one[1].on(day)), None)
        before = next((one for one in self.places if one[1].from_day <= day), None)
        found = on or before or (self.places[-1] if self.places else None)
        if found is None:
            raise NotFoundError
        return found

    def learns(self, class_id: ClassId, group_id: GroupId | None, day: date) -> bool:
        """Whether a lesson of that class or group and day is the child's."""
        return any(
            of.id == class_id and enrolled.on(day) and enrolled.learns_in(group_id, day) for of, enrolled in self.places
        )


async def families(database: Database, actors: Sequence[Actor], now: datetime) -> tuple[Own, ...]:
    """Whom those for whom a chat speaks may read of, the one looked at last first; perhaps nobody."""
    found: list[Own] = []
    async with database.reading() as unit:
        for actor in actors:
            found += await readable(unit, actor, now)
        choices = await unit.diary.choices([one.person_id for one in actors if one.person_id is not None])
    last = {(choice.person_id, choice.pupil_id) for choice in choices[:1]}
    return tuple(sorted(found, key=lambda own: (own.actor.person_id, own.child.pupil.id) not in last))


async def choose(database: Database, actor: Actor, pupil_id: PersonId, now: datetime) -> None:
    """Remember the child at whom the actor looks. NotFoundError for other children."""
    await _choose(database, actor, pupil_id, now)


async def choose_look(database: Database, actor: Actor, pupil_id: PersonId, now: datetime, *, dark: bool) -> None:
    """Remember how the actor likes pictures, and the child too. NotFoundError for other children."""
    await _choose(database, actor, pupil_id, now, dark)


async def likes_dark(unit: UnitOfWork, own: Own) -> bool:
    """Whether who asks wants dark pictures; light ones are usual."""
    return any(one.dark for one in await unit.diary.choices([guardian(own)]))


async def _choose(
    database: Database, actor: Actor, pupil_id: PersonId, now: datetime, dark: bool | None = None
) -> None:
    async with database.writing() as unit:
        own = await own_child(unit, actor, pupil_id, now)
        look = await likes_dark(unit, own) if dark is None else dark
        await unit.diary.choose(Choice(guardian(own), own.child.pupil.id, now, look))
        await unit.commit()


async def own_child(unit: UnitOfWork, actor: Actor, pupil_id: PersonId, now: datetime) -> Own:
    """A pupil of whom the actor may read today. NotFoundError for any other, be there one or not (D04, D07).

    PupilsKeptOutError for a pupil's own data, where the school opens them to guardians only; ConsentNeededError for
    an own child who is closed without a consent (P20).
    """
    found = next((own for own in await readable(unit, actor, now) if own.child.pupil.id == pupil_id), None)
    if found is not None:
        return found
    if pupil_id == actor.person_id and actor.holds(Role.PUPIL):
        raise PupilsKeptOutError
    if actor.person_id is None or not actor.holds(Role.GUARDIAN):
        raise NotFoundError
    school = await unit.people.school(actor.school_id)
    return Own(actor, school, await open_child(unit, school, actor.person_id, pupil_id, now))


async def own_schooling(
    unit: UnitOfWork, actor: Actor, pupil_id: PersonId, now: datetime, *, written: bool = True
) -> Schooling:
    """The same with the classes and groups of the child: the way to what is `written` in the journal.

    KeptFromChatError where a school lets nothing of that into the messenger (O03).
    """
    own = await own_child(unit, actor, pupil_id, now)
    if written and not own.personal:
        raise KeptFromChatError
    classes = await unit.diary.classes_of(pupil_id)
    lists = await unit.people.class_pupils(tuple(one.id for one in classes))
    places = [(of, one) for of in classes for one in lists[of.id] if one.pupil.id == pupil_id]
    places.sort(key=lambda one: one[1].from_day, reverse=True)
    return Schooling(own, own.school.today(now), tuple(places))


def guardian(own: Own) -> PersonId:
    """The person who asks."""
    if own.actor.person_id is None:
        raise NotFoundError
    return own.actor.person_id


async def readable(unit: UnitOfWork, actor: Actor, now: datetime) -> tuple[Own, ...]:
    """All of whom the actor may read today: own children, and oneself where the school lets pupils (D07, P17, P26)."""
    if actor.person_id is None or not actor.holds(Role.GUARDIAN, Role.PUPIL):
        return ()
    school = await unit.people.school(actor.school_id)
    today = school.today(now)
    found = await open_children(unit, school, actor.person_id, now) if actor.holds(Role.GUARDIAN) else ()
    oneself = await unit.people.pupil(actor.person_id, today) if reads_own(actor, school) else None
    return tuple(Own(actor, school, child) for child in (*found, *([oneself] if oneself else [])))
