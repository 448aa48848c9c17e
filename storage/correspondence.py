"""CorrespondenceRepository on a connection."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.correspondence.model import Correspondent, Desk, Letter, Report, Thread, ThreadCard
from core.errors import NotFoundError
from core.ids import ChatKey, LetterId, PersonId, ReportId, SchoolId, ThreadId
from core.people.model import Name, Role
from storage.rows import PERSON_COLUMNS, by_name, holds_on, to_person
from storage.schema.calendar import subject, teaching_load, timetable_entry
from storage.schema.correspondence import letter, letter_desk, letter_report
from storage.schema.correspondence import letter_thread as table
from storage.schema.notifications import outbox
from storage.schema.people import enrolment, group_member, person, role_grant, school_class


class CorrespondenceTables:
    """Letters are inserted; of a thread only what its sides have seen and want, and whether it is closed, changes."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def correspondents(self, pupil_id: PersonId, day: date) -> tuple[Correspondent, ...]:
        """Class teacher and teachers of a pupil."""
        whose = {"pupil": pupil_id, "day": day}
        leaders = {*await self._connection.scalars(_LEADERS, whose)}
        subjects: dict[int, dict[str, None]] = {one: {} for one in leaders}
        for row in await self._connection.execute(_TEACHERS, whose):
            subjects.setdefault(row.teacher_id, {})[row.name] = None
        people = await self._connection.execute(_PEOPLE, {"ids": [*subjects]})
        return tuple(Correspondent(to_person(row), tuple(subjects[row.id]), row.id in leaders) for row in people)

    async def desk(self, person_id: PersonId) -> Desk | None:
        """What somebody has chosen."""
        row = (await self._connection.execute(_DESK, {"person": person_id})).first()
        return Desk(row.accepts, row.opens, row.closes) if row else None

    async def keep_desk(self, school_id: SchoolId, person_id: PersonId, desk: Desk) -> None:
        """Keep a choice."""
        values = {"accepts": desk.accepts, "opens": desk.opens, "closes": desk.closes}
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
        return _thread(row)

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
        self, thread_id: ThreadId, author_id: PersonId, text: str, at: datetime, due_at: datetime
    ) -> LetterId:
        """Keep a letter."""
        values = {"thread_id": thread_id, "author_id": author_id, "text": text, "written_at": at, "due_at": due_at}
        made = await self._connection.scalar(letter.insert().values(values).returning(letter.c.id))
        await self._connection.execute(table.update().where(table.c.id == thread_id).values(last_at=at))
        return LetterId(made)

    async def letters(
        self, thread_id: ThreadId, limit: int, skip: int = 0, until: LetterId | None = None
    ) -> tuple[Letter, ...]:
        """Letters, the latest first."""
        query = _LETTERS if until is None else _LETTERS.where(letter.c.id <= until)
        rows = await self._connection.execute(query, {"thread": thread_id, "most": limit, "skip": skip})
        return tuple(letter_of(row) for row in rows)

    async def written(self, author_id: PersonId, since: datetime) -> tuple[datetime, ...]:
        """When a person wrote."""
        return tuple(await self._connection.scalars(_WRITTEN, {"author": author_id, "since": since}))

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
            return None
        told = (await self._connection.execute(_LETTER, {"letter": int(content["letter"])})).one()
        return ThreadId(told.thread_id)

    async def add_report(self, thread_id: ThreadId, reporter_id: PersonId, last: LetterId, at: datetime) -> ReportId:
        """Keep a report."""
        same = {"thread_id": thread_id, "reporter_id": reporter_id, "last_letter_id": last}
        found = await self._connection.scalar(sa.select(letter_report.c.id).filter_by(**same))
        if found is None:
            new = letter_report.insert().values(same | {"reported_at": at}).returning(letter_report.c.id)
            found = (await self._connection.execute(new)).scalar_one()
        return ReportId(found)

    async def report(self, report_id: ReportId) -> Report:
        """One report."""
        row = (await self._connection.execute(_REPORT, {"report": report_id})).first()
        if row is None:
            raise NotFoundError
        sides = ThreadId(row.thread_id), PersonId(row.reporter_id), LetterId(row.last_letter_id)
        return Report(ReportId(row.id), *sides, row.reported_at)

    async def _set(self, thread_id: ThreadId, **values: Any) -> None:
        await self._connection.execute(table.update().where(table.c.id == thread_id).values(values))


_guardian, _staff, _pupil = person.alias("guardian"), person.alias("staff"), person.alias("pupil")
DAY = sa.bindparam("day", type_=sa.Date)
_READER = sa.bindparam("reader", type_=table.c.staff_id.type)
_PUPIL = sa.bindparam("pupil", type_=enrolment.c.pupil_id.type)
_SEEN = sa.case((table.c.staff_id == _READER, table.c.staff_seen), else_=table.c.guardian_seen)
_UNREAD = (
    sa.select(sa.func.count())
    .where(letter.c.thread_id == table.c.id, letter.c.author_id != _READER, letter.c.id > _SEEN)
    .scalar_subquery()
)


def _named(alias: sa.FromClause, prefix: str) -> tuple[sa.Label[Any], ...]:
    return tuple(alias.c[name].label(f"{prefix}_{name}") for name in ("surname", "given_name", "patronymic"))


CARDS = (
    sa.select(
        table,
        *_named(_guardian, "guardian"),
        *_named(_staff, "staff"),
        *_named(_pupil, "pupil"),
        school_class.c.grade,
        school_class.c.letter,
        _UNREAD.label("unread"),
    )
    .join(_guardian, _guardian.c.id == table.c.guardian_id)
    .join(_staff, _staff.c.id == table.c.staff_id)
    .join(_pupil, _pupil.c.id == table.c.pupil_id)
    .outerjoin(enrolment, (enrolment.c.pupil_id == table.c.pupil_id) & holds_on(enrolment, DAY))
    .outerjoin(school_class, school_class.c.id == enrolment.c.class_id)
)
_OWN = (
    CARDS.where((table.c.guardian_id == _READER) | (table.c.staff_id == _READER), table.c.last_at.is_not(None))
    .order_by(table.c.last_at.desc(), table.c.id.desc())
    .limit(sa.bindparam("most", type_=sa.Integer))
)
_DESK = sa.select(letter_desk).where(letter_desk.c.person_id == sa.bindparam("person"))
_REPORT = sa.select(letter_report).where(letter_report.c.id == sa.bindparam("report"))
_LETTER = sa.select(letter).where(letter.c.id == sa.bindparam("letter"))
_LETTERS = (
    sa.select(letter)
    .where(letter.c.thread_id == sa.bindparam("thread"))
    .order_by(letter.c.id.desc())
    .limit(sa.bindparam("most", type_=sa.Integer))
    .offset(sa.bindparam("skip", type_=sa.Integer))
)
_WRITTEN = (
    sa.select(letter.c.written_at)
    .where(
        letter.c.author_id == sa.bindparam("author"),
        letter.c.written_at > sa.bindparam("since", type_=letter.c.written_at.type),
    )
    .order_by(letter.c.written_at)
)
_TOLD = sa.select(outbox.c.content).where(
    outbox.c.chat_id == sa.bindparam("chat"),
    outbox.c.message_id == sa.bindparam("message"),
    sa.text("outbox.kind = 'message'"),  # as a text, for by a parameter neither engine would use the index
)
_LEADERS = (
    sa.select(role_grant.c.person_id)
    .join(enrolment, enrolment.c.class_id == role_grant.c.class_id)
    .where(
        enrolment.c.pupil_id == _PUPIL,
        holds_on(enrolment, DAY),
        role_grant.c.role == Role.CLASS_TEACHER.value,
        holds_on(role_grant, DAY),
    )
)


def _teaching(of: sa.Table) -> sa.Select[tuple[int, str]]:
    """Who teaches the pupil what, by one of the tables that say so."""
    mine = sa.select(group_member.c.group_id).where(group_member.c.pupil_id == _PUPIL, holds_on(group_member, DAY))
    return (
        sa.select(of.c.teacher_id, subject.c.name)
        .join(enrolment, enrolment.c.class_id == of.c.class_id)
        .join(subject, subject.c.id == of.c.subject_id)
        .where(enrolment.c.pupil_id == _PUPIL, holds_on(enrolment, DAY), holds_on(of, DAY))
        .where(of.c.group_id.is_(None) | of.c.group_id.in_(mine))
    )


_TEACHERS = _teaching(teaching_load).union(_teaching(timetable_entry)).order_by("name")
_PEOPLE = (
    sa.select(*PERSON_COLUMNS).where(person.c.id.in_(sa.bindparam("ids", expanding=True))).order_by(*by_name(person))
)


def _side(thread: Thread, reader_id: PersonId) -> str:
    return "staff" if reader_id == thread.staff_id else "guardian"


def _thread(row: Any) -> Thread:
    return Thread(
        ThreadId(row.id),
        SchoolId(row.school_id),
        PersonId(row.guardian_id),
        PersonId(row.staff_id),
        PersonId(row.pupil_id),
        row.guardian_muted,
        row.staff_muted,
        row.blocked_at,
        row.block_reason,
    )


def card_of(row: Any, reader_id: PersonId) -> ThreadCard:
    """A row of `CARDS` as one of its sides sees it."""
    guardian, staff, pupil = (_name(row, prefix) for prefix in ("guardian", "staff", "pupil"))
    title = f"{row.grade}{row.letter}" if row.grade else ""
    return ThreadCard(_thread(row), guardian, staff, pupil, title, row.unread, row.staff_id == reader_id)


def _name(row: Any, prefix: str) -> Name:
    values = row._mapping
    return Name(*(values[f"{prefix}_{name}"] for name in ("surname", "given_name", "patronymic")))


def letter_of(row: Any) -> Letter:
    """A row of the letters."""
    return Letter(
        LetterId(row.id),
        ThreadId(row.thread_id),
        PersonId(row.author_id),
        row.text,
        row.written_at,
        row.due_at,
    )
