"""What linking needs from outside."""

from datetime import date, datetime
from typing import Protocol

from core.ids import ChatKey, LinkId, PersonId
from core.people.links.model import Address, Chat, Code, Link
from core.people.model import Person


class Randomness(Protocol):
    """Where codes come from; the standard `secrets` module is one."""

    def choice(self, seq: str, /) -> str:
        """One of the characters, which nobody can foretell."""
        ...


class LinkRepository(Protocol):
    """Chats, links, codes and tries."""

    async def chat(self, address: Address) -> Chat | None:
        """The chat as it is known, or None."""
        ...

    async def ensure_chat(self, address: Address) -> Chat:
        """The chat, made known now if it is new; locked until the unit of work ends."""
        ...

    async def set_language(self, chat_key: ChatKey, language: str) -> None:
        """The language chosen in a chat."""
        ...

    async def set_blocked(self, chat_key: ChatKey, at: datetime | None, why: str | None = None) -> None:
        """The bot was blocked there at that time (or otherwise cannot write), or may write again (None)."""
        ...

    async def links_of(self, address: Address) -> tuple[Link, ...]:
        """The active links of a chat, oldest first."""
        ...

    async def links_to(self, person_id: PersonId) -> tuple[tuple[Link, Chat], ...]:
        """The active links to a person with their chats, oldest first."""
        ...

    async def linked(self, person_ids: tuple[PersonId, ...]) -> frozenset[PersonId]:
        """Those of these people who have an active link."""
        ...

    async def active(self, person_ids: tuple[PersonId, ...]) -> tuple[Link, ...]:
        """The active links to these people, oldest first."""
        ...

    async def last_codes(self, person_ids: tuple[PersonId, ...]) -> dict[PersonId, Code]:
        """The last code that each of these people was given, whatever became of it."""
        ...

    async def add_link(self, chat_key: ChatKey, person_id: PersonId, at: datetime) -> LinkId:
        """A new active link."""
        ...

    async def end_link(self, link_id: LinkId, at: datetime, why: str) -> None:
        """End a link; the row stays. What is open for its person in its chat is superseded: it is not tried again."""
        ...

    async def used(self, chat_key: ChatKey, day: date) -> None:
        """The chat was used that day by those for whom it speaks now. Of the days only the last is kept."""
        ...

    async def add_code(self, code: Code) -> None:
        """Keep a code's hash."""
        ...

    async def code(self, code_hash: str) -> Code | None:
        """A code by its hash, locked until the unit of work ends; None if there is none."""
        ...

    async def use_code(self, code_hash: str, chat_key: ChatKey, at: datetime) -> None:
        """Mark a code as used by a chat."""
        ...

    async def revoke_codes(self, person_id: PersonId, at: datetime) -> int:
        """Revoke the unused codes of a person; how many there were."""
        ...

    async def people_with_uid(self, uid: str) -> tuple[Person, ...]:
        """Those with this UID, one per school at most (D02)."""
        ...

    async def add_try(self, chat_key: ChatKey, uid: str | None, at: datetime) -> None:
        """Count a failed try of a chat and, if it named one, of a UID."""
        ...

    async def tries_of_chat(self, chat_key: ChatKey, since: datetime) -> tuple[datetime, ...]:
        """When a chat failed after that moment, the latest first."""
        ...

    async def tries_of_uid(self, uid: str, since: datetime) -> tuple[datetime, ...]:
        """When anybody failed with this UID after that moment, the latest first."""
        ...
