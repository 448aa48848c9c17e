"""Chats, links, one-time codes and tries in the database."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import ChatKey, LinkId, PersonId, SchoolId
from core.people.links.model import Address, Chat, Code, Link
from core.people.model import Person
from storage.notifications import OutboxTable
from storage.rights import end_alone
from storage.rows import PERSON_COLUMNS, to_person
from storage.schema.links import account_link, chat, link_code, link_try
from storage.schema.people import person

_LINK_COLUMNS = (
    account_link.c.id,
    account_link.c.chat_id,
    account_link.c.person_id,
    account_link.c.linked_at,
    person.c.school_id,
)
_ACTIVE = account_link.c.ended_at.is_(None)
_UNUSED = link_code.c.used_at.is_(None) & link_code.c.revoked_at.is_(None)


class LinkTables:
    """Implements the core's port of links on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def chat(self, address: Address) -> Chat | None:
        """The chat as it is known, or None."""
        row = (await self._connection.execute(sa.select(chat).where(_at(address)))).first()
        return _chat(row) if row else None

    async def ensure_chat(self, address: Address) -> Chat:
        """The chat, made known now if it is new; locked until the unit of work ends."""
        locked = sa.select(chat).where(_at(address)).with_for_update()
        row = (await self._connection.execute(locked)).first()
        if row is None:
            await self._add_chat(address)
            row = (await self._connection.execute(locked)).one()
        return _chat(row)

    async def _add_chat(self, address: Address) -> None:
        """Another transaction may add the same chat at this moment: then theirs is taken."""
        insert = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        values = {"channel": address.channel, "bot": address.bot, "address": address.chat}
        await self._connection.execute(insert(chat).values(values).on_conflict_do_nothing())

    async def set_language(self, chat_key: ChatKey, language: str) -> None:
        """The language chosen in a chat."""
        await self._connection.execute(chat.update().where(chat.c.id == chat_key).values(language=language))

    async def set_blocked(self, chat_key: ChatKey, at: datetime | None, why: str | None = None) -> None:
        """The bot was blocked there at that time (or otherwise cannot write), or may write again (None)."""
        change = chat.update().where(chat.c.id == chat_key).values(blocked_at=at, blocked_why=why)
        await self._connection.execute(change)

    async def links_of(self, address: Address) -> tuple[Link, ...]:
        """The active links of a chat, oldest first."""
        query = (
            sa.select(*_LINK_COLUMNS)
            .join_from(account_link, chat)
            .join(person, person.c.id == account_link.c.person_id)
            .where(_at(address), _ACTIVE)
            .order_by(account_link.c.id)
        )
        return tuple(_link(row) for row in await self._connection.execute(query))

    async def links_to(self, person_id: PersonId) -> tuple[tuple[Link, Chat], ...]:
        """The active links to a person with their chats, oldest first."""
        query = (
            sa.select(*_LINK_COLUMNS, *(column for column in chat.c if column is not chat.c.id))
            .join_from(account_link, chat)
            .join(person, person.c.id == account_link.c.person_id)
            .where(account_link.c.person_id == person_id, _ACTIVE)
            .order_by(account_link.c.id)
        )
        return tuple((_link(row), _chat(row, row.chat_id)) for row in await self._connection.execute(query))

    async def linked(self, person_ids: tuple[PersonId, ...]) -> frozenset[PersonId]:
        """Those who have an active link."""
        query = sa.select(account_link.c.person_id).where(account_link.c.person_id.in_(person_ids), _ACTIVE)
        return frozenset(PersonId(row.person_id) for row in await self._connection.execute(query))

    async def active(self, person_ids: tuple[PersonId, ...]) -> tuple[Link, ...]:
        """The active links to these people, oldest first."""
        query = (
            sa.select(*_LINK_COLUMNS)
            .join(person, person.c.id == account_link.c.person_id)
            .where(account_link.c.person_id.in_(person_ids), _ACTIVE)
            .order_by(account_link.c.id)
        )
        return tuple(_link(row) for row in await self._connection.execute(query))

    async def last_codes(self, person_ids: tuple[PersonId, ...]) -> dict[PersonId, Code]:
        """The last code of each."""
        last = sa.select(sa.func.max(link_code.c.id)).where(link_code.c.person_id.in_(person_ids))
        query = sa.select(link_code).where(link_code.c.id.in_(last.group_by(link_code.c.person_id)))
        return {PersonId(row.person_id): _code(row) for row in await self._connection.execute(query)}

    async def add_link(self, chat_key: ChatKey, person_id: PersonId, at: datetime) -> LinkId:
        """A new active link."""
        new = account_link.insert().values(chat_id=chat_key, person_id=person_id, linked_at=at)
        return LinkId(await self._connection.scalar(new.returning(account_link.c.id)))

    async def end_link(self, link_id: LinkId, at: datetime, why: str) -> None:
        """End a link; the row stays. What is open for its person in its chat is superseded."""
        ended = account_link.update().where(account_link.c.id == link_id, _ACTIVE)
        rows = await self._connection.execute(
            ended.values(ended_at=at, ended_why=why).returning(account_link.c.chat_id, account_link.c.person_id)
        )
        for chat_id, person_id in rows.all():
            await end_alone(self._connection, person_id)
            await OutboxTable(self._connection).supersede_for(chat_id, person_id, at, why)

    async def used(self, chat_key: ChatKey, day: date) -> None:
        """One update, which changes nothing where that day or a later one stands."""
        earlier = account_link.c.seen_on.is_(None) | (account_link.c.seen_on < day)
        own = account_link.update().where(account_link.c.chat_id == chat_key, _ACTIVE, earlier)
        await self._connection.execute(own.values(seen_on=day))

    async def add_code(self, code: Code) -> None:
        """Keep a code's hash."""
        await self._connection.execute(
            link_code.insert().values(
                person_id=code.person_id,
                code_hash=code.code_hash,
                issued_by=code.issued_by,
                issued_at=code.issued_at,
                expires_at=code.expires_at,
            )
        )

    async def code(self, code_hash: str) -> Code | None:
        """A code by its hash, locked until the unit of work ends; None if there is none."""
        query = sa.select(link_code).where(link_code.c.code_hash == code_hash).with_for_update()
        row = (await self._connection.execute(query)).first()
        return _code(row) if row else None

    async def use_code(self, code_hash: str, chat_key: ChatKey, at: datetime) -> None:
        """Mark a code as used by a chat."""
        used = link_code.update().where(link_code.c.code_hash == code_hash)
        await self._connection.execute(used.values(used_at=at, used_chat_id=chat_key))

    async def revoke_codes(self, person_id: PersonId, at: datetime) -> int:
        """Revoke the unused codes of a person; how many there were."""
        unused = link_code.update().where(link_code.c.person_id == person_id, _UNUSED)
        return (await self._connection.execute(unused.values(revoked_at=at))).rowcount

    async def people_with_uid(self, uid: str) -> tuple[Person, ...]:
        """Those with this UID, one per school at most (D02)."""
        query = sa.select(*PERSON_COLUMNS).where(person.c.uid == uid).order_by(person.c.id)
        return tuple(to_person(row) for row in await self._connection.execute(query))

    async def add_try(self, chat_key: ChatKey, uid: str | None, at: datetime) -> None:
        """Count a failed try of a chat and, if it named one, of a UID."""
        await self._connection.execute(link_try.insert().values(chat_id=chat_key, uid=uid, at=at))

    async def tries_of_chat(self, chat_key: ChatKey, since: datetime) -> tuple[datetime, ...]:
        """When a chat failed after that moment, the latest first."""
        return await self._tries(link_try.c.chat_id == chat_key, since)

    async def tries_of_uid(self, uid: str, since: datetime) -> tuple[datetime, ...]:
        """When anybody failed with this UID after that moment, the latest first."""
        return await self._tries(link_try.c.uid == uid, since)

    async def _tries(self, of: sa.ColumnElement[bool], since: datetime) -> tuple[datetime, ...]:
        query = sa.select(link_try.c.at).where(of, link_try.c.at > since).order_by(link_try.c.at.desc())
        return tuple(await self._connection.scalars(query))


def _at(address: Address) -> sa.ColumnElement[bool]:
    same_bot = (chat.c.channel == address.channel) & (chat.c.bot == address.bot)
    return same_bot & (chat.c.address == address.chat)


def _chat(row: Any, key: int | None = None) -> Chat:
    return Chat(ChatKey(key or row.id), Address(row.channel, row.bot, row.address), row.language, row.blocked_at)


def _link(row: Any) -> Link:
    return Link(LinkId(row.id), ChatKey(row.chat_id), PersonId(row.person_id), SchoolId(row.school_id), row.linked_at)


def _code(row: Any) -> Code:
    return Code(
        PersonId(row.person_id),
        row.code_hash,
        PersonId(row.issued_by) if row.issued_by is not None else None,
        row.issued_at,
        row.expires_at,
        row.used_at,
        ChatKey(row.used_chat_id) if row.used_chat_id is not None else None,
        row.revoked_at,
    )
