"""ApplicationRepository over plain collections. Connecting enters people into the directories: those are added here."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from core.applications.model import WAITING, Application, Relation, State
from core.errors import NotFoundError
from core.ids import ApplicationId, ChatKey, PersonId, SchoolId
from core.people.links.model import Chat
from core.people.model import Name, Person
from tests.fakes.directories import Days, Directories, Guardianship, by_name


@dataclass
class ApplicationState:
    """Applications by key; people, of whom some have a UID only now, and guardianships that connecting entered."""

    rows: dict[ApplicationId, Application] = field(default_factory=dict)
    people: dict[PersonId, Person] = field(default_factory=dict)
    guardianships: list[Guardianship] = field(default_factory=list)
    ended: dict[tuple[PersonId, PersonId, date], date] = field(default_factory=dict)

    def copy(self) -> "ApplicationState":
        """A state of its own for one unit."""
        return ApplicationState(self.rows.copy(), self.people.copy(), self.guardianships.copy(), self.ended.copy())

    def over(self, directories: Directories) -> Directories:
        """The directories of one unit: what was imported, what connecting entered and what the school has ended."""
        ties = [*directories.guardianships, *self.guardianships]
        return replace(
            directories, people=directories.people | self.people, guardianships=[self._until(one) for one in ties]
        )

    def _until(self, one: Guardianship) -> Guardianship:
        last = self.ended.get((one.guardian_id, one.pupil_id, one.days.first))
        return replace(one, days=Days(one.days.first, last)) if last else one


class MemoryApplications:
    """Reads and writes one copy of the state, and the directories of its unit."""

    def __init__(self, directories: Directories, state: ApplicationState, chats: dict[ChatKey, Chat]) -> None:
        self._of = directories
        self._state = state
        self._chats = chats

    async def add(self, application: Application) -> ApplicationId:
        made = ApplicationId(len(self._state.rows) + 1)
        self._state.rows[made] = replace(application, id=made)
        return made

    async def application(self, application_id: ApplicationId) -> Application:
        if application_id not in self._state.rows:
            raise NotFoundError
        return self._state.rows[application_id]

    async def save(self, application: Application) -> None:
        self._state.rows[application.id] = application

    async def filling(self, chat_key: ChatKey) -> Application | None:
        own = (one for one in self._state.rows.values() if one.chat_key == chat_key)
        return next((one for one in own if one.state is State.FILLING), None)

    async def of_chat(self, chat_key: ChatKey) -> tuple[Application, ...]:
        own = [one for one in self._sent() if one.chat_key == chat_key and one.typed_by is None]
        return tuple(reversed(own))

    async def sent(self, school_id: SchoolId) -> tuple[Application, ...]:
        return tuple(one for one in self._sent() if one.school_id == school_id)

    async def waiting(self, school_id: SchoolId) -> tuple[Application, ...]:
        return tuple(one for one in await self.sent(school_id) if one.state in WAITING)

    async def schools_waiting(self) -> tuple[SchoolId, ...]:
        return tuple(sorted({one.school_id for one in self._sent() if one.state in WAITING}))

    async def sent_since(self, school_id: SchoolId, since: datetime) -> int:
        moments = [one.received_at for one in await self.sent(school_id)]
        return sum(at is not None and at > since for at in moments)

    async def last_numbers(self, school_id: SchoolId) -> tuple[int, int]:
        every = await self.sent(school_id)
        return max((one.number or 0 for one in every), default=0), max(
            (one.register_number or 0 for one in every), default=0
        )

    async def chat(self, chat_key: ChatKey) -> Chat:
        if chat_key not in self._chats:
            raise NotFoundError
        return self._chats[chat_key]

    async def guardians(self, school_id: SchoolId, day: date) -> tuple[Person, ...]:
        guarding = {one.guardian_id for one in self._of.guardianships if day in one.days}
        people = [one for one in self._of.people.values() if one.id in guarding and one.school_id == school_id]
        return tuple(sorted(people, key=by_name))

    async def add_guardian(self, school_id: SchoolId, name: Name, phone: str | None) -> Person:
        made = Person(PersonId(max(self._of.people) + 1), school_id, name)
        return self._put(made)

    async def give_uid(self, person: Person, uid: str) -> None:
        self._put(replace(person, uid=uid))

    async def add_guardianship(
        self,
        guardian: Person,
        pupil_id: PersonId,
        relation: Relation | None,
        day: date,
        number: str,
    ) -> None:
        made = Guardianship(guardian.id, pupil_id, Days(day))
        self._state.ended.pop((guardian.id, pupil_id, day), None)
        for ties in (self._of.guardianships, self._state.guardianships):
            ties[:] = [one for one in ties if not _same(one, made)]
            ties.append(made)

    async def end_guardianship(
        self, guardian_id: PersonId, pupil_id: PersonId, last: date, by: PersonId | None
    ) -> None:
        for number, one in enumerate(self._of.guardianships):
            of_pair = (one.guardian_id, one.pupil_id) == (guardian_id, pupil_id)
            if of_pair and (one.days.last is None or one.days.last > last):
                self._state.ended[guardian_id, pupil_id, one.days.first] = last
                self._of.guardianships[number] = replace(one, days=Days(one.days.first, last))

    def _put(self, person: Person) -> Person:
        self._of.people[person.id] = self._state.people[person.id] = person
        return person

    def _sent(self) -> list[Application]:
        sent = [one for one in self._state.rows.values() if one.number is not None]
        return sorted(sent, key=lambda one: one.number or 0)


def _same(one: Guardianship, other: Guardianship) -> bool:
    """Whether they are of the same two and begin on the same day."""
    of, first = (one.guardian_id, one.pupil_id), one.days.first
    return (of, first) == ((other.guardian_id, other.pupil_id), other.days.first)
