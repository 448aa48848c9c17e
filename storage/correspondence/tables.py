"""CorrespondenceRepository on a connection."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.correspondence.model import (
    Correspondent,
    Desk,
    Letter,
    Report,
    ReportCard,
    Taught,
    Thread,
    ThreadCard,
    Written,
)
from core.errors import NotFoundError
from core.ids import ChatKey, LetterId, PersonId, ReportId, SchoolId, ThreadId
from core.journal.attachments.model import Attachment
from core.notifications.model import Kind
from storage.attachments import from_files, to_files
from storage.correspondence import reports, teaching
from storage.correspondence.rows import CARDS, READER, card_of, letter_of, thread_of
from storage.posted import brought, further_of
from storage.schema.correspondence import letter, letter_desk
from storage.schema.correspondence import letter_thread as table
from storage.schema.notifications import outbox


class CorrespondenceTables:
    """Letters are inserted; of a thread only what its sides have seen and want, and whether it is closed, changes."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def correspondents(self, pupil_id: PersonId, day: date) -> tuple[Correspondent, ...]:
        """Class teacher and teachers of a pupil."""
        return await teaching.correspondents(self._connection, pupil_id, day)

    async def taught(self, staff_id: PersonId, day: date) -> tuple[Taught, ...]:
        """Whom somebody teaches."""
        return await teaching.taught(self._connection, staff_id, day)

    async def wrote(self, thread_id: ThreadId, author_id: PersonId) -> datetime | None:
        """When this side wrote last."""
        found: datetime | None = await self._connection.scalar(_WROTE, {"thread": thread_id, "author": author_id})
        return found

    async def desk(self, person_id: PersonId) -> Desk | None:
        """What somebody has chosen."""
        row = (await self._connection.execute(_DESK, {"person": person_id})).first()
        return Desk(row.accepts, row.opens, row.closes, row.welcomes) if row else None

    async def keep_desk(self, school_id: SchoolId, person_id: PersonId, desk: Desk) -> None:
        """Keep a choice."""
        values = {"accepts": desk.accepts, "opens": desk.opens, "closes": desk.closes}
        values["welcomes"] = desk.welcomes
        changed = letter_desk.update().where(letter_desk.c.person_id == person_id).values(values)
        if not (await self._connection.execute(changed)).rowcount:
            key = {"school_id": school_id, "person_id": person_id}
            await self._connection.execute(letter_desk.insert().values(key | values))

    async def ensure(
        self, school_id: SchoolId, guardian_id: PersonId, staff_id: PersonId, pupil_id: PersonId, at: datetime
    ) -> ThreadId:
        """The thread of three."""
        sides = {"guardian_id": guardian_id, "staff_id": staff_id, "pupil_id": pupil_id}
        found = await self._connection.scalar(sa.select(table.c.id).filter_by(**sides))
        if found is None:
            new = table.insert().values(sides | {"school_id": school_id, "begun_at": at})
            found = await self._connection.scalar(new.returning(table.c.id))
        return ThreadId(found)

    async def thread(self, thread_id: ThreadId) -> Thread:
        """One thread, locked on PostgreSQL; on SQLite the writer is alone anyway."""
        found = await self._connection.execute(sa.select(table).where(table.c.id == thread_id).with_for_update())
        row = found.first()
        if row is None:
            raise NotFoundError
        return thread_of(row)

    async def card(self, thread_id: ThreadId, reader_id: PersonId, day: date) -> ThreadCard:
        """A thread with names."""
        one = CARDS.where(table.c.id == sa.bindparam("thread"))
        row = (await self._connection.execute(one, {"thread": thread_id, "reader": reader_id, "day": day})).first()
        if row is None:
            raise NotFoundError
        return card_of(row, reader_id)

    async def cards(self, reader_id: PersonId, day: date, limit: int) -> tuple[ThreadCard, ...]:
        """The threads of a person."""
        rows = await self._connection.execute(_OWN, {"reader": reader_id, "day": day, "most": limit})
        return tuple(card_of(row, reader_id) for row in rows)

    async def add(
        self,
        thread_id: ThreadId,
        author_id: PersonId,
        text: str,
        at: datetime,
        due_at: datetime,
        files: Sequence[Attachment] = (),
    ) -> LetterId:
        """Keep a letter."""
        values = {"thread_id": thread_id, "author_id": author_id, "text": text, "written_at": at, "due_at": due_at}
        values["attachments"] = from_files(files) or None
        made = await self._connection.scalar(letter.insert().values(values).returning(letter.c.id))
        await self._connection.execute(table.update().where(table.c.id == thread_id).values(last_at=at))
        return LetterId(made)

    async def attach(self, letter_id: LetterId, files: Sequence[Attachment]) -> None:
        """Further files of the album that it came with."""
        await self._connection.execute(
            letter.update().where(letter.c.id == letter_id).values(attachments=from_files(files))
        )

    async def letter(self, thread_id: ThreadId, letter_id: LetterId) -> Letter:
        """One letter of a thread."""
        row = (await self._connection.execute(_LETTER, {"letter": letter_id})).first()
        if row is None or row.thread_id != thread_id:
            raise NotFoundError
        return letter_of(row)

    async def letters(
        self, thread_id: ThreadId, limit: int, skip: int = 0, until: LetterId | None = None
    ) -> tuple[Letter, ...]:
        """Letters, the latest first."""
        query = _LETTERS if until is None else _LETTERS.where(letter.c.id <= until)
        rows = await self._connection.execute(query, {"thread": thread_id, "most": limit, "skip": skip})
        return tuple(letter_of(row) for row in rows)

    async def written(self, author_id: PersonId, since: datetime) -> tuple[Written, ...]:
        """When a person wrote, and with how many files."""
        rows = await self._connection.execute(_WRITTEN, {"author": author_id, "since": since})
        return tuple(Written(row.written_at, len(to_files(row.attachments))) for row in rows)

    async def see(self, thread: Thread, reader_id: PersonId) -> None:
        """The reader has seen what there is."""
        last = sa.select(sa.func.coalesce(sa.func.max(letter.c.id), 0)).where(letter.c.thread_id == thread.id)
        await self._set(thread.id, **{f"{_side(thread, reader_id)}_seen": last.scalar_subquery()})

    async def mute(self, thread: Thread, reader_id: PersonId, *, muted: bool) -> None:
        """Whether the reader is disturbed."""
        await self._set(thread.id, **{f"{_side(thread, reader_id)}_muted": muted})

    async def block(self, thread_id: ThreadId, at: datetime | None, reason: str | None) -> None:
        """Close a thread or open it."""
        await self._set(thread_id, blocked_at=at, block_reason=reason)

    async def told_by(self, chat_key: ChatKey, message_id: str) -> ThreadId | None:
        """The thread of a letter by the message that brought it."""
        content = await self._connection.scalar(_TOLD, {"chat": chat_key, "message": message_id})
        if content is None:
            content = await brought(self._connection, _FURTHER, chat_key, message_id)
        if content is None:
            return None
        told = (await self._connection.execute(_LETTER, {"letter": int(content["letter"])})).one()
        return ThreadId(told.thread_id)

    async def add_report(
        self, thread_id: ThreadId, reporter_id: PersonId, last: LetterId, at: datetime, reason: str = ""
    ) -> ReportId:
        """Keep a report."""
        return await reports.add(self._connection, thread_id, reporter_id, last, at, reason)

    async def change_report(self, report: Report) -> None:
        """How far it is judged."""
        await reports.change(self._connection, report)

    async def reports(self, school_id: SchoolId, reader_id: PersonId, day: date, limit: int) -> tuple[ReportCard, ...]:
        """Reports of a school."""
        return await reports.of_school(self._connection, school_id, reader_id, day, limit)

    async def report(self, report_id: ReportId) -> Report:
        """One report."""
        return await reports.one(self._connection, report_id)

    async def _set(self, thread_id: ThreadId, **values: Any) -> None:
        await self._connection.execute(table.update().where(table.c.id == thread_id).values(values))


_OWN = (
    CARDS.where((table.c.guardian_id == READER) | (table.c.staff_id == READER), table.c.last_at.is_not(None))
    .order_by(table.c.last_at.desc(), table.c.id.desc())
    .limit(sa.bindparam("most", type_=sa.Integer))
)
_DESK = sa.select(letter_desk).where(letter_desk.c.person_id == sa.bindparam("person"))
_LETTER = sa.select(letter).where(letter.c.id == sa.bindparam("letter"))
_LETTERS = (
    sa.select(letter)
    .where(letter.c.thread_id == sa.bindparam("thread"))
    .order_by(letter.c.id.desc())
    .limit(sa.bindparam("most", type_=sa.Integer))
    .offset(sa.bindparam("skip", type_=sa.Integer))
)
_WRITTEN = (
    sa.select(letter.c.written_at, letter.c.attachments)
    .where(
        letter.c.author_id == sa.bindparam("author"),
        letter.c.written_at > sa.bindparam("since", type_=letter.c.written_at.type),
    )
    .order_by(letter.c.written_at)
)
_WROTE = sa.select(sa.func.max(letter.c.written_at)).where(
    letter.c.thread_id == sa.bindparam("thread"), letter.c.author_id == sa.bindparam("author")
)
_TOLD = sa.select(outbox.c.content).where(
    outbox.c.chat_id == sa.bindparam("chat"),
    outbox.c.message_id == sa.bindparam("message"),
    sa.text("outbox.kind = 'message'"),  # as a text, for by a parameter neither engine would use the index
)

_FURTHER = further_of(Kind.MESSAGE)


def _side(thread: Thread, reader_id: PersonId) -> str:
    return "staff" if reader_id == thread.staff_id else "guardian"
