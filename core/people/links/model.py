"""Chats, links and one-time codes."""

from dataclasses import dataclass
from datetime import datetime

from core.ids import ChatKey, LinkId, PersonId, SchoolId


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
