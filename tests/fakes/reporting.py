"""ReportingFacts over plain collections."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from core.deadlines.model import About
from core.ids import ClassId, PersonId, SchoolId
from core.notifications import model as outbox
from core.notifications.upkeep import RETRYABLE
from core.people.links.model import Link
from core.people.model import Person
from core.reporting.model import Circle, Counted, Families, Standing
from core.reporting.ports import Closed, Lost, Reach, Relative, Since, Wish
from core.reporting.rules import PASSING
from tests.fakes.directories import Directories

if TYPE_CHECKING:
    from tests.fakes.state import State

Members = set[tuple[ClassId | None, PersonId]]


class MemoryReporting:
    """Reads the directories and the links."""

    def __init__(self, of: Directories, state: "State") -> None:
        self._of, self._links, self._outbox = of, state.links, state.outbox
        self._journal, self._wishes = state.journal, state.wishes

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

    async def closed_guardians(self, class_ids: Collection[ClassId], day: date) -> tuple[Closed, ...]:
        found = [
            self._closed(one.guardian_id, Circle.GUARDIANS, class_id, self._of.people[pupil_id])
            for class_id, pupil_id in sorted(self._pupils(class_ids, day), key=lambda pair: self._of.named(pair[1]))
            for one in self._of.guardianships
            if one.pupil_id == pupil_id and day in one.days
        ]
        return tuple(one for one in found if one is not None)

    async def closed_pupils(self, class_ids: Collection[ClassId], day: date) -> tuple[Closed, ...]:
        found = [self._closed(pupil, Circle.PUPILS, of, None) for of, pupil in self._pupils(class_ids, day)]
        return tuple(one for one in found if one is not None)

    async def closed_staff(self, school_id: SchoolId, day: date) -> tuple[Closed, ...]:
        own = [one for one in self._of.employments if one.school_id == school_id and day in one.days]
        found = [self._closed(one.person_id, Circle.STAFF, None, None) for one in own]
        return tuple(one for one in found if one is not None)

    def _closed(
        self, person_id: PersonId, circle: Circle, class_id: ClassId | None, pupil: Person | None
    ) -> Closed | None:
        chats = [self._links.chats[link.chat_key] for link in self._active(person_id)]
        blocked = [chat for chat in chats if chat.blocked_at is not None]
        if not chats or len(blocked) < len(chats):
            return None
        since = max(chat.blocked_at for chat in blocked if chat.blocked_at is not None)
        why = max((self._links.why[chat.key] for chat in blocked if chat.key in self._links.why), default=None)
        return Closed(self._of.people[person_id], circle, class_id, pupil, since, why)

    async def lost(self, school_id: SchoolId, since: datetime) -> tuple[Lost, ...]:
        rows = [row for row in self._outbox.rows.values() if row.planned.school_id == school_id]
        ended = [row for row in rows if row.state in RETRYABLE and row.planned.kind not in PASSING]
        late = [row for row in ended if self._outbox.times[row.id].changed_at >= since]
        expired = outbox.State.EXPIRED
        found = Counter(
            (row.planned.person_id, "expired" if row.state is expired else row.reason or "") for row in late
        )
        return tuple(Lost(person, reason, count) for (person, reason), count in found.items())

    async def recorded(
        self, class_ids: Collection[ClassId], first: date, last: date
    ) -> tuple[tuple[About, datetime], ...]:
        found = []
        for lesson_id, key in self._journal.between(class_ids, first, last):
            said = self._journal.held.of(lesson_id)
            if any(fact.stands for fact in said):
                of = About(key.class_id, key.group_id, key.subject_id, key.day, key.number)
                found.append((of, min(self._journal.entries[fact.entry_id].at for fact in said)))
        return tuple(found)

    async def absent(self, class_ids: Collection[ClassId], first: date, last: date) -> tuple[int, int]:
        known: dict[tuple[date, PersonId], bool] = {}
        for lesson_id, key in self._journal.between(class_ids, first, last):
            for fact in self._journal.attendance.standing(lesson_id):
                if fact.value.kind == "absent":
                    one = key.day, fact.value.pupil_id
                    known[one] = known.get(one, False) or fact.value.reason is not None
        return len(known), sum(not one for one in known.values())

    async def wishes(self, school_id: SchoolId) -> tuple[Wish, ...]:
        own = [wish for wish, of in self._wishes.items() if of == school_id]
        return tuple(sorted(own, key=lambda one: (one.person_id, one.scope)))

    async def wish(self, school_id: SchoolId, wish: Wish, on: bool, at: datetime) -> bool:
        changed = (wish in self._wishes) != on
        if on:
            self._wishes[wish] = school_id
        else:
            self._wishes.pop(wish, None)
        return changed

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
