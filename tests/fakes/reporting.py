"""ReportingFacts over plain collections."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from core.ids import ClassId, PersonId, SchoolId
from core.people.links.model import Link
from core.reporting.model import Circle, Counted, Families, Standing
from core.reporting.ports import Reach, Relative, Since
from tests.fakes.directories import Directories

if TYPE_CHECKING:
    from tests.fakes.state import State

Members = set[tuple[ClassId | None, PersonId]]


class MemoryReporting:
    """Reads the directories and the links."""

    def __init__(self, of: Directories, state: "State") -> None:
        self._of, self._links = of, state.links

    async def guardians(
        self, class_ids: Collection[ClassId], day: date, since: Since, applied: Collection[PersonId]
    ) -> tuple[Counted, ...]:
        children = self._pupils(class_ids, day)
        people: Members = {
            (class_id, one.guardian_id)
            for one in self._of.guardianships
            for class_id, pupil_id in children
            if one.pupil_id == pupil_id and day in one.days
        }
        return self._both(people, Circle.GUARDIANS, since, applied)

    async def pupils(self, class_ids: Collection[ClassId], day: date, since: Since) -> tuple[Counted, ...]:
        return self._both(self._pupils(class_ids, day), Circle.PUPILS, since)

    async def staff(self, school_id: SchoolId, day: date, since: Since) -> tuple[Counted, ...]:
        own = [one for one in self._of.employments if one.school_id == school_id and day in one.days]
        return self._counted({(None, one.person_id) for one in own}, Circle.STAFF, since)

    async def families(
        self, class_ids: Collection[ClassId], day: date, week_ago: datetime, month_ago: datetime
    ) -> Mapping[ClassId, Families]:
        pupils = self._pupils(class_ids, day)
        return {
            class_id: self._families([pupil for of, pupil in pupils if of == class_id], day, week_ago, month_ago)
            for class_id in class_ids
            if any(of == class_id for of, _ in pupils)
        }

    async def relatives(
        self, class_ids: Collection[ClassId], surnames: Collection[str], day: date
    ) -> tuple[Relative, ...]:
        wanted = {_plain(one) for one in surnames}
        found = [
            Relative(self._of.people[one.guardian_id], self._of.people[one.pupil_id], class_id)
            for one in self._of.guardianships
            for class_id, pupil_id in self._pupils(class_ids, day)
            if class_id and one.pupil_id == pupil_id and day in one.days
        ]
        meant = [one for one in found if _plain(one.guardian.name.surname) in wanted]
        return tuple(sorted(meant, key=lambda one: (one.guardian.id, one.pupil.id)))

    async def reach(self, person_ids: Collection[PersonId]) -> Mapping[PersonId, Reach]:
        found = {}
        for person_id in person_ids:
            own = [self._links.chats[link.chat_key].blocked_at for link in self._active(person_id)]
            if own:
                blocked = [at for at in own if at is not None]
                found[person_id] = Reach(True) if len(blocked) < len(own) else Reach(False, max(blocked))
        return found

    def _families(self, pupils: Collection[PersonId], day: date, *moments: datetime) -> Families:
        week_ago, month_ago = moments
        family = {
            pupil: [one.guardian_id for one in self._of.guardianships if one.pupil_id == pupil and day in one.days]
            for pupil in pupils
        }
        everybody = {one for adults in family.values() for one in adults}
        own = [link for link in self._links.links.values() if link.person_id in everybody]
        return Families(
            len(family),
            sum(not adults for adults in family.values()),
            sum(any(self._open(link) for one in adults for link in self._active(one)) for adults in family.values()),
            sum(self._stood(adults, week_ago) for adults in family.values()),
            sum(self._stood(adults, month_ago) for adults in family.values()),
            min((link.linked_at.date() for link in own), default=None),
        )

    def _stood(self, adults: Collection[PersonId], moment: datetime) -> bool:
        return any(
            link.linked_at <= moment
            and (link.ended_at is None or link.ended_at > moment)
            and ((at := self._links.chats[link.chat_key].blocked_at) is None or at > moment)
            for link in self._links.links.values()
            if link.person_id in adults
        )

    def _pupils(self, class_ids: Collection[ClassId], day: date) -> Members:
        own = [one for one in self._of.enrolments if one.class_id in class_ids and day in one.days]
        return {(one.class_id, one.pupil_id) for one in own}

    def _both(
        self, people: Members, circle: Circle, since: Since, applied: Collection[PersonId] = ()
    ) -> tuple[Counted, ...]:
        everybody: Members = {(None, person_id) for _, person_id in people}
        return self._counted(people, circle, since, applied) + self._counted(everybody, circle, since, applied)

    def _counted(
        self, people: Iterable[tuple[ClassId | None, PersonId]], circle: Circle, since: Since,
        applied: Collection[PersonId] = (),
    ) -> tuple[Counted, ...]:  # fmt: skip
        found = Counter((class_id, self._standing(one, since, applied)) for class_id, one in people)
        return tuple(Counted(circle, class_id, standing, count) for (class_id, standing), count in found.items())

    def _standing(self, person_id: PersonId, since: Since, applied: Collection[PersonId]) -> Standing:
        links = self._active(person_id)
        reached = [link for link in links if self._open(link)]
        return Standing(
            applied=person_id in applied,
            issued=any(code.person_id == person_id for code in self._links.codes.values()),
            linked=bool(links),
            reachable=bool(reached),
            recent=any(self._used(link, since) for link in reached),
        )

    def _used(self, link: Link, since: Since) -> bool:
        seen = self._links.seen.get(link.id)
        return link.linked_at >= since.moment or (seen is not None and seen >= since.day)

    def _active(self, person_id: PersonId) -> list[Link]:
        return [link for link in self._links.active() if link.person_id == person_id]

    def _open(self, link: Link) -> bool:
        return self._links.chats[link.chat_key].blocked_at is None


def _plain(text: str) -> str:
    return text.replace("Ё", "Е").replace("ё", "е")
