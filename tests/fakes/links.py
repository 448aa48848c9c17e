"""LinkRepository over plain collections."""

from dataclasses import replace
from datetime import date, datetime

from core.ids import ChatKey, LinkId, PersonId
from core.people.links.model import Address, Chat, Code, Link
from core.people.model import Person
from tests.fakes.directories import Directories
from tests.fakes.outbox import MemoryOutbox
from tests.fakes.state import LinkState


class MemoryLinks:
    """Reads and writes one copy of the state."""

    def __init__(self, directories: Directories, state: LinkState, outbox: MemoryOutbox) -> None:
        self._of = directories
        self._state = state
        self._outbox = outbox

    async def chat(self, address: Address) -> Chat | None:
        return next((chat for chat in self._state.chats.values() if chat.address == address), None)

    async def ensure_chat(self, address: Address) -> Chat:
        known = await self.chat(address)
        chat = known or Chat(ChatKey(len(self._state.chats) + 1), address)
        self._state.chats[chat.key] = chat
        return chat

    async def set_language(self, chat_key: ChatKey, language: str) -> None:
        self._state.chats[chat_key] = replace(self._state.chats[chat_key], language=language)

    async def set_blocked(self, chat_key: ChatKey, at: datetime | None, why: str | None = None) -> None:
        self._state.chats[chat_key] = replace(self._state.chats[chat_key], blocked_at=at)
        self._state.why = {key: reason for key, reason in self._state.why.items() if key != chat_key}
        self._state.why |= {chat_key: why} if why else {}

    async def links_of(self, address: Address) -> tuple[Link, ...]:
        chat = await self.chat(address)
        return tuple(link for link in self._state.active() if chat and link.chat_key == chat.key)

    async def links_to(self, person_id: PersonId) -> tuple[tuple[Link, Chat], ...]:
        own = [link for link in self._state.active() if link.person_id == person_id]
        return tuple((link, self._state.chats[link.chat_key]) for link in own)

    async def linked(self, person_ids: tuple[PersonId, ...]) -> frozenset[PersonId]:
        return frozenset(link.person_id for link in self._state.active() if link.person_id in person_ids)

    async def active(self, person_ids: tuple[PersonId, ...]) -> tuple[Link, ...]:
        return tuple(link for link in self._state.active() if link.person_id in person_ids)

    async def last_codes(self, person_ids: tuple[PersonId, ...]) -> dict[PersonId, Code]:
        return {code.person_id: code for code in self._state.codes.values() if code.person_id in person_ids}

    async def add_link(self, chat_key: ChatKey, person_id: PersonId, at: datetime) -> LinkId:
        link_id = LinkId(len(self._state.links) + 1)
        self._state.links[link_id] = Link(link_id, chat_key, person_id, self._of.school_of(person_id), at)
        return link_id

    async def end_link(self, link_id: LinkId, at: datetime, why: str) -> None:
        link = self._state.links[link_id]
        if link.ended_at is None:
            self._state.links[link_id] = replace(link, ended_at=at)
            self._outbox.supersede_for(link.chat_key, link.person_id, at, why)

    async def used(self, chat_key: ChatKey, day: date) -> None:
        for link in self._state.active():
            if link.chat_key == chat_key:
                self._state.seen[link.id] = max(day, self._state.seen.get(link.id, day))

    async def add_code(self, code: Code) -> None:
        self._state.codes[code.code_hash] = code

    async def code(self, code_hash: str) -> Code | None:
        return self._state.codes.get(code_hash)

    async def use_code(self, code_hash: str, chat_key: ChatKey, at: datetime) -> None:
        self._state.codes[code_hash] = replace(self._state.codes[code_hash], used_at=at, used_by=chat_key)

    async def revoke_codes(self, person_id: PersonId, at: datetime) -> int:
        own = [code for code in self._state.codes.values() if code.person_id == person_id]
        unused = [code for code in own if code.used_at is None and code.revoked_at is None]
        self._state.codes |= {code.code_hash: replace(code, revoked_at=at) for code in unused}
        return len(unused)

    async def people_with_uid(self, uid: str) -> tuple[Person, ...]:
        return tuple(person for person in self._of.people.values() if person.uid == uid)

    async def add_try(self, chat_key: ChatKey, uid: str | None, at: datetime) -> None:
        self._state.tries.append((chat_key, uid, at))

    async def tries_of_chat(self, chat_key: ChatKey, since: datetime) -> tuple[datetime, ...]:
        return _latest_first([at for chat, _, at in self._state.tries if chat == chat_key], since)

    async def tries_of_uid(self, uid: str, since: datetime) -> tuple[datetime, ...]:
        return _latest_first([at for _, tried, at in self._state.tries if tried == uid], since)


def _latest_first(moments: list[datetime], since: datetime) -> tuple[datetime, ...]:
    return tuple(sorted((at for at in moments if at > since), reverse=True))
