"""Linking a chat to a person, and the end of it (D02, D12, D13)."""

import asyncio
from contextlib import suppress
from datetime import datetime

from core.audit.model import AuditLine
from core.errors import NotFoundError, RepeatedError
from core.ids import ChatKey, LinkId
from core.people.links import rules
from core.people.links.errors import CodeWrongError
from core.people.links.model import Address, Chat, Code, Identity, Link, Linked, Voice
from core.people.links.news import news_of_end, news_of_link
from core.people.model import Actor, Person, Role
from core.people.pupils import check_pupils_read, is_only_pupil
from core.unit_of_work import Database, UnitOfWork


async def link_by_code(
    database: Database,
    address: Address,
    code: str,
    now: datetime,
    *,
    language: str | None = None,
    tries: int = rules.TRIES,
) -> Linked:
    """Link a chat by a code alone, as the link of a slip carries it. Failed tries count for the chat only.

    `language` is what the chat gets its news in until another is chosen there. `tries` failed ones within an hour
    make the chat wait. Raises CodeWrongError, CodeUsedError, CodeRevokedError,
    CodeExpiredError, TooManyTriesError or, for a pupil where the school lets only parents in, PupilsKeptOutError.
    """
    code_hash = await _hashed(code)
    async with database.writing() as unit:
        chat = await unit.links.ensure_chat(address)
        rules.check_tries(await unit.links.tries_of_chat(chat.key, now - rules.TRIES_WINDOW), tries)
        kept = await unit.links.code(code_hash)
        if kept is None:
            await _count_failure(unit, chat, None, now)
            raise CodeWrongError
        return await _redeem(unit, chat, kept, now, language)


async def link_by_uid(
    database: Database,
    address: Address,
    uid: str,
    code: str,
    now: datetime,
    *,
    language: str | None = None,
    tries: int = rules.TRIES,
) -> Linked:
    """Link a chat by a UID and a code typed by hand. Failed tries count for the chat and for the UID.

    Raises what `link_by_code` raises; an unknown UID and the code of another UID are CodeWrongError too.
    """
    code_hash = await _hashed(code)
    async with database.writing() as unit:
        chat = await unit.links.ensure_chat(address)
        since = now - rules.TRIES_WINDOW
        rules.check_tries(await unit.links.tries_of_chat(chat.key, since), tries)
        rules.check_tries(await unit.links.tries_of_uid(uid, since), tries)
        kept = await unit.links.code(code_hash)
        named = {person.id for person in await unit.links.people_with_uid(uid)}
        if kept is None or kept.person_id not in named:
            await _count_failure(unit, chat, uid, now)
            raise CodeWrongError
        return await _redeem(unit, chat, kept, now, language)


async def unlink(database: Database, address: Address, link_id: LinkId, now: datetime) -> Person:
    """End a link of this chat, or of another chat of somebody it speaks for, and tell those chats; who it spoke for.

    NotFoundError for any other link.
    """
    async with database.writing() as unit:
        here, link = await _own_link(unit, address, link_id)
        person = await unit.people.person(link.person_id)
        await unit.links.end_link(link.id, now, "unlinked")
        await unit.outbox.enqueue(await news_of_end(unit, link, person, now, here), now)
        await unit.audit.append(_line("link.ended", link, person, now))
        await unit.commit()
        return person


async def identify(database: Database, address: Address, now: datetime) -> Identity:
    """Who speaks in a chat, with the functions that each of them holds on the present day of their own school."""
    async with database.reading() as unit:
        links = await unit.links.links_of(address)
        actors = [await _actor(unit, link, now) for link in links]
        return Identity(address, await unit.links.chat(address), links, tuple(actors))


async def _actor(unit: UnitOfWork, link: Link, now: datetime) -> Actor:
    school = await unit.people.school(link.school_id)
    return await unit.people.actor(link.person_id, school.today(now))


async def voices(database: Database, identity: Identity, now: datetime) -> tuple[Voice, ...]:
    """For each person that the chat speaks for: the school and the children of today."""
    async with database.reading() as unit:
        spoken_for = zip(identity.links, identity.actors, strict=True)
        return tuple([await _voice(unit, link, actor, now) for link, actor in spoken_for])


async def chat_blocked(database: Database, address: Address, now: datetime) -> None:
    """The bot was blocked in a chat. An unknown chat stays unknown."""
    await _set_blocked(database, address, now)


async def chat_unblocked(database: Database, address: Address) -> None:
    """The bot may write to a chat again. An unknown chat stays unknown."""
    await _set_blocked(database, address, None)


async def set_language(database: Database, address: Address, language: str) -> None:
    """The language chosen in a chat; a stranger may choose one too."""
    async with database.writing() as unit:
        chat = await unit.links.ensure_chat(address)
        if chat.language == language:
            return
        await unit.links.set_language(chat.key, language)
        await unit.commit()


async def _voice(unit: UnitOfWork, link: Link, actor: Actor, now: datetime) -> Voice:
    school = await unit.people.school(link.school_id)
    today = school.today(now)
    oneself = await unit.people.pupil(link.person_id, today) if actor.holds(Role.PUPIL) else None
    return Voice(link, actor, school, await unit.people.children(link.person_id, today), oneself)


async def _redeem(unit: UnitOfWork, chat: Chat, code: Code, now: datetime, language: str | None) -> Linked:
    person = await unit.people.person(code.person_id)
    existing = await _link_to(unit, chat, person)
    if code.used_by == chat.key and existing:
        return Linked(existing.id, person, again=True)
    rules.check_code(code, now)
    await _check_let_in(unit, person, now)
    await unit.links.use_code(code.code_hash, chat.key, now)
    if chat.language is None and language:
        await unit.links.set_language(chat.key, language)
    if chat.blocked_at:  # whoever sends a code has opened the chat again
        await unit.links.set_blocked(chat.key, None)
    linked = await link_person(unit, chat, person, now)
    await unit.commit()
    return linked


async def _check_let_in(unit: UnitOfWork, person: Person, now: datetime) -> None:
    """A slip that was handed to a pupil opens nothing once the school keeps pupils out (P17)."""
    school = await unit.people.school(person.school_id)
    actor = await unit.people.actor(person.id, school.today(now))
    if is_only_pupil(actor):
        check_pupils_read(school)


async def link_person(unit: UnitOfWork, chat: Chat, person: Person, now: datetime) -> Linked:
    """Link a chat to a person in the unit of its cause, and tell the other chats of it; nothing if it is linked."""
    existing = await _link_to(unit, chat, person)
    if existing:
        return Linked(existing.id, person, again=True)
    link_id = await unit.links.add_link(chat.key, person.id, now)
    school = await unit.people.school(person.school_id)
    link = Link(link_id, chat.key, person.id, school.id, now)
    await unit.outbox.enqueue(await news_of_link(unit, link, person, school, now), now)
    await unit.audit.append(_line("link.made", link, person, now))
    return Linked(link_id, person)


async def _count_failure(unit: UnitOfWork, chat: Chat, uid: str | None, now: datetime) -> None:
    """A repeated update is not counted again, yet its refusal is told once more."""
    await unit.links.add_try(chat.key, uid, now)
    with suppress(RepeatedError):
        await unit.commit()


async def _link_to(unit: UnitOfWork, chat: Chat, person: Person) -> Link | None:
    links = await unit.links.links_of(chat.address)
    return next((link for link in links if link.person_id == person.id), None)


async def _own_link(unit: UnitOfWork, address: Address, link_id: LinkId) -> tuple[ChatKey, Link]:
    """The chat that asks and the link that it may end."""
    for own in await unit.links.links_of(address):
        for link, _ in await unit.links.links_to(own.person_id):
            if link.id == link_id:
                return own.chat_key, link
    raise NotFoundError


async def _set_blocked(database: Database, address: Address, at: datetime | None) -> None:
    async with database.writing() as unit:
        chat = await unit.links.chat(address)
        if chat and (chat.blocked_at is None) != (at is None):
            await unit.links.set_blocked(chat.key, at, "blocked" if at else None)
            await unit.commit()


async def _hashed(code: str) -> str:
    """The hash costs 10 ms of a core: it is made beside the loop and before the writer's turn."""
    return await asyncio.to_thread(rules.hashed, rules.normalised(code))


def _line(action: str, link: Link, person: Person, now: datetime) -> AuditLine:
    subject, data = f"person:{person.id}", {"link": link.id, "chat": link.chat_key}
    return AuditLine(person.school_id, now, person.id, action, subject, data)
