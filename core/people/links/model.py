"""Chats, links and one-time codes."""

from dataclasses import dataclass, field
from datetime import datetime

from core.ids import ChatKey, ClassId, LinkId, PersonId, SchoolId
from core.people.model import Actor, Child, Person, School, SchoolClass


@dataclass(frozen=True, slots=True)
class Address:
    """A chat of a messenger. `bot` is the id of the bot that the chat belongs to; the chat is the bot's own."""

    channel: str
    bot: str
    chat: str


@dataclass(frozen=True, slots=True)
class Chat:
    """A private chat with the bot. `language` as chosen there; None means as the messenger says."""

    key: ChatKey
    address: Address
    language: str | None = None
    blocked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A chat that speaks for a person, until it is ended."""

    id: LinkId
    chat_key: ChatKey
    person_id: PersonId
    school_id: SchoolId
    linked_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A one-time code as it is kept: its hash only."""

    person_id: PersonId
    code_hash: str
    issued_by: PersonId | None
    issued_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    used_by: ChatKey | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who speaks in a chat: nobody known, or an actor for each active link, in the order of the links."""

    address: Address
    chat: Chat | None = None
    links: tuple[Link, ...] = ()
    actors: tuple[Actor, ...] = ()

    @property
    def is_stranger(self) -> bool:
        """Whether the chat speaks for nobody."""
        return not self.links


@dataclass(frozen=True, slots=True)
class Voice:
    """One of the people a chat speaks for, as that person sees it: own school, own children; a pupil with own class."""

    link: Link
    actor: Actor
    school: School
    children: tuple[Child, ...]
    oneself: Child | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """A chat speaks for this person now. `again` if it did before: nothing was written."""

    link_id: LinkId
    person: Person
    again: bool = False


@dataclass(frozen=True, slots=True)
class GuardiansOfClass:
    """A wish for codes for every guardian of a class (D12)."""

    class_id: ClassId


@dataclass(frozen=True, slots=True)
class PupilsOfClass:
    """A wish for codes for every pupil of a class, where the school lets pupils read (D12, P17)."""

    class_id: ClassId


@dataclass(frozen=True, slots=True)
class WholeStaff:
    """A wish for codes for everybody employed (D11)."""


@dataclass(frozen=True, slots=True)
class OnePerson:
    """A wish for a code for one person."""

    person_id: PersonId


CodeRequest = GuardiansOfClass | PupilsOfClass | WholeStaff | OnePerson


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who gets a code, with those own children whom the issuer may see; a pupil with own class."""

    person: Person
    children: tuple[Child, ...] = ()
    class_title: str | None = None


@dataclass(frozen=True, slots=True)
class Slip:
    """What is handed to a person. It alone holds the code in clear, which is kept nowhere else."""

    person: Person
    children: tuple[Child, ...]
    code: str = field(repr=False)
    expires: datetime
    class_title: str | None = None
    """The class of a pupil."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody hands out codes: the school, the classes, and whether the staff get theirs here too."""

    school: School
    classes: tuple[SchoolClass, ...]
    staff: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """How many unused codes and how many links of a person were ended."""

    codes: int
    links: int
