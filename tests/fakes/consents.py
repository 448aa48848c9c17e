"""ConsentRepository over plain collections."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from core.consents.model import Consent, End, Entry, Scope, Wording
from core.ids import ConsentId, PersonId, SchoolId
from core.people.model import SchoolClass
from tests.fakes.directories import Directories, Guardianship, by_name


@dataclass
class ConsentState:
    """The register by key, and the words of each school, the latest last."""

    consents: dict[ConsentId, Consent] = field(default_factory=dict)
    wordings: tuple[tuple[SchoolId, Wording], ...] = ()

    def copy(self) -> "ConsentState":
        """A state of its own for one unit."""
        return ConsentState(self.consents.copy(), self.wordings)

    def latest(self, person_id: PersonId, pupil_id: PersonId) -> Consent | None:
        """The consent entered last for these two."""
        own = [one for one in self.consents.values() if (one.person_id, one.pupil_id) == (person_id, pupil_id)]
        return own[-1] if own else None

    def agreed(self, of: Guardianship) -> bool | None:
        """Whether a consent stands; None if there never was one."""
        latest = self.latest(of.guardian_id, of.pupil_id)
        return latest.stands if latest else (True if of.consent_on else None)

    def may_be_told(self, of: Guardianship, *, needed: bool) -> bool:
        """Whether the guardian may be sent news."""
        latest = self.latest(of.guardian_id, of.pupil_id)
        if latest:
            return latest.stands and latest.scope is Scope.MESSAGES
        return of.consent_on is not None or not needed


class MemoryConsents:
    """Reads and writes one copy of the state."""

    def __init__(self, directories: Directories, state: ConsentState) -> None:
        self._of = directories
        self._state = state

    async def take_turn(self, person_id: PersonId) -> None:
        """One unit writes at a time."""

    async def add(self, consent: Consent) -> None:
        consent_id = ConsentId(len(self._state.consents) + 1)
        self._state.consents[consent_id] = replace(consent, id=consent_id)

    async def end(self, consent_id: ConsentId, at: datetime, by: PersonId | None, why: End) -> None:
        kept = self._state.consents[consent_id]
        if kept.stands:
            self._state.consents[consent_id] = replace(kept, withdrawn_at=at, withdrawn_by=by, end=why)

    async def standing(self, person_id: PersonId, pupil_id: PersonId) -> Consent | None:
        latest = self._state.latest(person_id, pupil_id)
        return latest if latest and latest.stands else None

    async def history(self, person_id: PersonId, pupil_id: PersonId) -> tuple[Consent, ...]:
        own = [one for one in self._state.consents.values() if (one.person_id, one.pupil_id) == (person_id, pupil_id)]
        return tuple(own[::-1])

    async def register(self, school_id: SchoolId, day: date, guardian_id: PersonId | None = None) -> tuple[Entry, ...]:
        own = [
            self._entry(one, day)
            for one in self._of.guardianships
            if day in one.days
            and self._of.school_of(one.pupil_id) == school_id
            and guardian_id in (None, one.guardian_id)
        ]
        return tuple(entry for _, entry in sorted(own, key=lambda one: one[0]))

    async def unasked(self, school_id: SchoolId, day: date) -> int:
        of_year = {one.school_class.id for one in self._of.classes if day in one.year.days}
        learning = [one for one in await self.register(school_id, day) if one.class_id in of_year]
        return len({one.guardian.id for one in learning if one.agreed is None})

    async def wording(self, school_id: SchoolId) -> Wording | None:
        own = [one for whose, one in self._state.wordings if whose == school_id]
        return own[-1] if own else None

    async def worded(self, school_id: SchoolId, version: str) -> Wording | None:
        own = (one for whose, one in self._state.wordings if whose == school_id and one.version == version)
        return next(own, None)

    async def add_wording(self, school_id: SchoolId, wording: Wording, by: PersonId | None, at: datetime) -> None:
        self._state.wordings = (*self._state.wordings, (school_id, replace(wording, made_at=at)))

    def _entry(self, one: Guardianship, day: date) -> tuple[tuple[object, ...], Entry]:
        guardian, pupil = self._of.people[one.guardian_id], self._of.people[one.pupil_id]
        of = self._class_on(one.pupil_id, day)
        place = (of.grade, of.letter) if of else (12, "")
        latest = self._state.latest(guardian.id, pupil.id)
        entry = Entry(guardian, pupil, of.id if of else None, of.title if of else None, latest, one.consent_on)
        return (*place, by_name(pupil), by_name(guardian)), entry

    def _class_on(self, pupil_id: PersonId, day: date) -> SchoolClass | None:
        found = [one for one in self._of.enrolments if one.pupil_id == pupil_id and day in one.days]
        return self._of.class_of(found[0].class_id) if found else None
