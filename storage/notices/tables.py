"""NoticeRepository on a connection."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotFoundError
from core.ids import ChatKey, NoticeId, PersonId, SchoolId
from core.journal.attachments.model import Attachment
from core.notices.audience import Audience, Known, Reach
from core.notices.model import NewNotice, Notice, State, Words
from core.notices.outcome import Line, Report
from core.notices.ports import Hours, Seen
from core.notices.question import Question
from core.people.model import Name
from storage.attachments import from_files
from storage.names import to_name
from storage.notices import audience as audiences
from storage.notices import changing, known, lines, reports, spreading
from storage.notices.entitled import entitled
from storage.notices.rows import from_audience, from_new, from_question, from_reach, from_words, to_notice
from storage.rights import tell_school_together
from storage.schema.notices import notice as table
from storage.schema.notices import notice_recipient as recipient
from storage.schema.people import person
from storage.schema.preferences import notification_preference as preference


class NoticeTables:
    """A draft changes in its place as long as it is of the version that was seen."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, new: NewNotice) -> NoticeId:
        """Keep a draft."""
        values = {**from_new(new), "version": 1}
        made = await self._connection.execute(table.insert().values(values).returning(table.c.id))
        return NoticeId(made.scalar_one())

    async def notice(self, notice_id: NoticeId) -> Notice:
        """One notice."""
        row = (await self._connection.execute(sa.select(table).where(table.c.id == notice_id))).one_or_none()
        if row is None:
            raise NotFoundError
        return to_notice(row)

    async def listed(
        self, school_id: SchoolId, author_id: PersonId, *, every: bool, limit: int, offset: int = 0
    ) -> tuple[Notice, ...]:
        """What waits, then the newest."""
        seen = table.c.author_id == author_id
        if every:
            seen |= table.c.state != State.DRAFT.value
        query = sa.select(table).where(table.c.school_id == school_id, seen)
        rows = await self._connection.execute(query.order_by(*_WAITING_FIRST).limit(limit).offset(offset))
        return tuple(to_notice(row) for row in rows)

    async def drafts_of(self, author_id: PersonId) -> int:
        """How many drafts there are."""
        own = (table.c.author_id == author_id) & (table.c.state == State.DRAFT.value)
        return await self._connection.scalar(sa.select(sa.func.count()).where(own)) or 0

    async def change(self, notice: Notice, words: Words, audience: Audience) -> bool:
        """Other words and another audience."""
        values = {**from_words(words), "audience": from_audience(audience)}
        return await self._update(notice, values, notice.state)

    async def discard(self, notice: Notice) -> bool:
        """Delete a draft."""
        return bool((await self._connection.execute(table.delete().where(_is(notice, notice.state)))).rowcount)

    async def reach(self, school_id: SchoolId, audience: Audience, day: date, *, consent_needed: bool) -> Reach:
        """Whom it has."""
        people = audiences.people(school_id, audience, day, consent_needed=consent_needed)
        return await spreading.reach(self._connection, people)

    async def parts(self, school_id: SchoolId, audience: Audience, day: date) -> Mapping[str, int]:
        """Whom each part has."""
        rows = await self._connection.execute(audiences.counted(school_id, audience, day))
        return {row.part: row.people for row in rows}

    async def known(
        self,
        school_id: SchoolId,
        day: date,
        *,
        ids: Collection[PersonId] = (),
        uids: Collection[str] = (),
        surnames: Collection[str] = (),
    ) -> tuple[Known, ...]:
        """Who is meant."""
        return await known.known(self._connection, school_id, day, ids, uids, surnames)

    async def unreached(
        self, school_id: SchoolId, audience: Audience, day: date, *, consent_needed: bool
    ) -> tuple[Line, ...]:
        """Whom the bot cannot write to."""
        people = audiences.people(school_id, audience, day, consent_needed=consent_needed)
        return await lines.unreached(self._connection, school_id, audience, people, day)

    async def ask(self, notice: Notice, question: Question) -> bool:
        """What readers are asked."""
        return await self._update(notice, from_question(question), notice.state)

    async def attach(self, notice: Notice, files: Sequence[Attachment]) -> bool:
        """Its files."""
        return await self._update(notice, {"files": from_files(files)}, notice.state)

    async def close(
        self, notice: Notice, until: datetime | None, day: date, at: datetime, *, consent_needed: bool
    ) -> bool:
        """Until when answers are taken."""
        return await self._correct(notice, {"closes_at": until}, day, at, consent_needed=consent_needed)

    async def revise(self, notice: Notice, words: Words, day: date, at: datetime, *, consent_needed: bool) -> bool:
        """Other words of what was sent."""
        return await self._correct(notice, from_words(words), day, at, consent_needed=consent_needed)

    async def withdraw(self, notice: Notice, at: datetime) -> bool:
        """Take back what was sent."""
        if not await self._update(notice, {"state": State.WITHDRAWN.value}, State.SENT):
            return False
        await changing.end(self._connection, notice, at)
        await changing.edit_all(self._connection, notice, at)
        return True

    async def acknowledge(
        self,
        notice_id: NoticeId,
        person_ids: Collection[PersonId],
        at: datetime,
        seen: Seen | None = None,
        answer: int | None = None,
    ) -> bool:
        """Who has read it, or what they answered."""
        own = (recipient.c.notice_id == notice_id) & recipient.c.person_id.in_(person_ids)
        new = recipient.c.read_at.is_(None) | recipient.c.answer.is_distinct_from(answer)
        read = recipient.update().where(own, new).values(read_at=at, answer=answer)
        if not (await self._connection.execute(read)).rowcount:
            return await self._connection.scalar(sa.select(sa.func.count()).select_from(recipient).where(own)) != 0
        await changing.edit_for(self._connection, notice_id, person_ids, at, seen)
        return True

    async def silent(self, notice: Notice, limit: int) -> tuple[Name, ...]:
        """Who has not."""
        return await reports.silent(self._connection, notice, limit)

    async def remind(
        self,
        notice: Notice,
        day: date,
        at: datetime,
        until: datetime,
        quiet: Mapping[Hours, datetime],
        *,
        consent_needed: bool,
    ) -> int:
        """Rows for the chats in which it stands unread, when nobody's right is just being ended."""
        people = await entitled(self._connection, notice, day, consent_needed=consent_needed)
        return await spreading.remind(self._connection, notice, people, at, until, quiet)

    async def note_reminded(self, notice: Notice, at: datetime) -> bool:
        """Count a reminder."""
        same = _is(notice, State.SENT) & (table.c.reminders == notice.reminders)
        values = {"reminders": notice.reminders + 1, "reminded_at": at}
        return bool((await self._connection.execute(table.update().where(same).values(values))).rowcount)

    async def lines(self, notice: Notice, day: date) -> tuple[Line, ...]:
        """Its recipients by name."""
        return await lines.of_notice(self._connection, notice, day)

    async def begin(self, notice: Notice, at: datetime) -> bool:
        """Make it a sent one."""
        return await self._update(notice, {"state": State.SENT.value, "sent_at": at}, notice.state)

    async def schedule(self, notice: Notice, at: datetime, chat_key: ChatKey) -> bool:
        """Set when it goes out."""
        values = {"state": State.SCHEDULED.value, "send_at": at, "chat_id": chat_key}
        return await self._update(notice, values, notice.state)

    async def unschedule(self, notice: Notice) -> bool:
        """A draft again."""
        waits = notice.state in (State.SCHEDULED, State.HELD)
        return waits and await self._update(notice, {"state": State.DRAFT.value, "send_at": None}, notice.state)

    async def adopt(self, notice: Notice, made: NewNotice) -> bool:
        """A draft of another author."""
        return await self._update(notice, {**from_new(made), "send_at": None, "chat_id": None}, State.HELD)

    async def hold(self, notice: Notice) -> bool:
        """Not sent, though its time came."""
        return await self._update(notice, {"state": State.HELD.value}, State.SCHEDULED)

    async def due(self, at: datetime) -> tuple[NoticeId, ...]:
        """Those whose time has come."""
        query = sa.select(table.c.id).where(sa.text("state = 'scheduled'"), table.c.send_at <= at)
        found = await self._connection.scalars(query.order_by(table.c.send_at, table.c.id))
        return tuple(NoticeId(one) for one in found)

    async def enqueue(
        self, notice: Notice, day: date, at: datetime, quiet: Mapping[Hours, datetime], *, consent_needed: bool
    ) -> Reach:
        """Recipients, when nobody's right is just being ended, then rows for their chats."""
        made = notice.made
        await tell_school_together(self._connection, made.school_id)
        people = audiences.people(made.school_id, made.audience, day, consent_needed=consent_needed)
        await spreading.write_down(self._connection, notice.id, people)
        await spreading.enqueue(self._connection, notice, at, quiet)
        reach = await spreading.reach(self._connection, spreading.recipients(notice.id))
        changed = table.update().where(table.c.id == notice.id).values(reach=from_reach(reach))
        await self._connection.execute(changed)
        return reach

    async def quiet_hours(self, school_id: SchoolId) -> frozenset[Hours]:
        """What people of the school chose."""
        query = (
            sa.select(preference.c.quiet_from, preference.c.quiet_to)
            .where(preference.c.school_id == school_id, preference.c.person_id.is_not(None))
            .distinct()
        )
        return frozenset((row.quiet_from, row.quiet_to) for row in await self._connection.execute(query))

    async def report(self, notice_id: NoticeId) -> Report:
        """What became of it."""
        return await reports.report(self._connection, await self.notice(notice_id))

    async def underway(self) -> tuple[NoticeId, ...]:
        """Those that are not over."""
        # As literals: for parameters neither engine would use the index of these.
        over = sa.text("state = 'sent' AND (shown IS NULL OR shown < 100)")
        return tuple(NoticeId(one) for one in await self._connection.scalars(sa.select(table.c.id).where(over)))

    async def note_shown(self, notice_id: NoticeId, share: int) -> None:
        """Of which share the author was told."""
        await self._connection.execute(table.update().where(table.c.id == notice_id).values(shown=share))

    async def beginning(
        self, school_id: SchoolId, surnames: Collection[str], given: Collection[str]
    ) -> tuple[Name, ...]:
        """People by the first letters of their names."""
        query = sa.select(person.c.surname, person.c.given_name, person.c.patronymic).where(
            person.c.school_id == school_id,
            sa.func.substr(person.c.surname, 1, 2).in_(sorted(surnames)),
            sa.func.substr(person.c.given_name, 1, 1).in_(sorted(given)),
        )
        rows = await self._connection.execute(query.distinct())
        return tuple(to_name(row) for row in rows)

    async def _correct(
        self, notice: Notice, values: dict[str, Any], day: date, at: datetime, *, consent_needed: bool
    ) -> bool:
        people = await entitled(self._connection, notice, day, consent_needed=consent_needed)
        if not await self._update(notice, values, State.SENT):
            return False
        await changing.correct(self._connection, notice, people, at)
        return True

    async def _update(self, notice: Notice, values: dict[str, Any], state: State) -> bool:
        changed = table.update().where(_is(notice, state)).values(version=notice.version + 1, **values)
        return bool((await self._connection.execute(changed)).rowcount)


_WAITS = table.c.state.in_((State.SCHEDULED.value, State.HELD.value))
_WAITING_FIRST = (
    sa.case((table.c.state == State.HELD.value, 0), (table.c.state == State.SCHEDULED.value, 1), else_=2),
    sa.case((_WAITS, table.c.send_at)),
    table.c.id.desc(),
)


def _is(notice: Notice, state: State) -> sa.ColumnElement[bool]:
    same = (table.c.id == notice.id) & (table.c.version == notice.version)
    return same & (table.c.state == state.value)
