"""What applications need from outside."""

from datetime import date, datetime
from typing import Protocol

from core.applications.model import Application, Relation
from core.ids import ApplicationId, ChatKey, PersonId, SchoolId
from core.people.links.model import Chat
from core.people.model import Name, Person


class ApplicationRepository(Protocol):
    """Applications. What was sent is never deleted, and a decided one never changed."""

    async def add(self, application: Application) -> ApplicationId:
        """Keep a new one; its id says nothing yet."""
        ...

    async def application(self, application_id: ApplicationId) -> Application:
        """One, locked until the unit of work ends. NotFoundError."""
        ...

    async def save(self, application: Application) -> None:
        """Keep where it stands now."""
        ...

    async def filling(self, chat_key: ChatKey) -> Application | None:
        """The form that is being filled in a chat, locked."""
        ...

    async def of_chat(self, chat_key: ChatKey) -> tuple[Application, ...]:
        """What was sent from a chat for the one who writes there, the latest first."""
        ...

    async def sent(self, school_id: SchoolId) -> tuple[Application, ...]:
        """What was ever sent to a school, the oldest first."""
        ...

    async def waiting(self, school_id: SchoolId) -> tuple[Application, ...]:
        """What waits at a school, the oldest first."""
        ...

    async def schools_waiting(self) -> tuple[SchoolId, ...]:
        """The schools at which anything waits."""
        ...

    async def sent_since(self, school_id: SchoolId, since: datetime) -> int:
        """How many were sent since then."""
        ...

    async def last_numbers(self, school_id: SchoolId) -> tuple[int, int]:
        """The last number given to an application and the last of the register; 0 for none."""
        ...

    async def chat(self, chat_key: ChatKey) -> Chat:
        """The chat of an application."""
        ...

    async def guardians(self, school_id: SchoolId, day: date) -> tuple[Person, ...]:
        """All guardians of that day."""
        ...

    async def add_guardian(self, school_id: SchoolId, name: Name, phone: str | None) -> Person:
        """A new person in the directory «Родители» (E08)."""
        ...

    async def give_uid(self, person: Person, uid: str) -> None:
        """The portal knows this person by that UID (D02). StorageConflictError if it is somebody else's there."""
        ...

    async def add_guardianship(
        self, guardian: Person, pupil_id: PersonId, relation: Relation | None, day: date, number: str
    ) -> None:
        """The person is the pupil's legal representative from that day on, by an application of this number."""
        ...

    async def end_guardianship(
        self, guardian_id: PersonId, pupil_id: PersonId, last: date, by: PersonId | None
    ) -> None:
        """After that day the person is no guardian of the pupil: somebody at the school has ended it."""
        ...
