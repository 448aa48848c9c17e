"""Checks, counts of the paper journal, remarks and what happened to them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotFoundError
from core.ids import ClassId, PersonId, RemarkId, SchoolId, SubjectId
from core.supervision.model import OPEN, Check, Count, Event, NewRemark, Page, Past, Remark, State, Written
from core.supervision.verified import Cell, Verification
from storage.among import among
from storage.schema.people import person
from storage.schema.supervision import check_remark, check_remark_event, diary_verification, journal_check, paper_count
from storage.supervision import facts
from storage.supervision.rows import REMARKS, page_of, to_past, to_remark, to_verification, values_of


class SupervisionTables:
    """Reads of many classes at once; a remark changes its state, and everything that happened is added."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert

    async def take_turn(self, class_id: ClassId) -> None:
        """A lock of the class on PostgreSQL; on SQLite the writer is alone anyway."""
        if self._connection.dialect.name == "postgresql":
            await self._connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_TURNS + class_id)))

    async def written(self, class_ids: Collection[ClassId], first: date, last: date) -> tuple[Written, ...]:
        """The lessons of these days."""
        return await facts.written(self._connection, class_ids, first, last)

    async def marked(
        self, class_ids: Collection[ClassId], first: date, last: date
    ) -> Mapping[tuple[ClassId, SubjectId], Mapping[PersonId, int]]:
        """Marks of pupils."""
        return await facts.marked(self._connection, class_ids, first, last)

    async def checks(self, class_ids: Collection[ClassId], month: date) -> tuple[Check, ...]:
        """The checks of a month."""
        query = sa.select(journal_check).where(journal_check.c.class_id.in_(class_ids), journal_check.c.month == month)
        rows = await self._connection.execute(query.order_by(journal_check.c.id))
        return tuple(Check(page_of(row), PersonId(row.checked_by_id), row.at, row.remarks) for row in rows)

    async def add_check(self, check: Check) -> bool:
        """One row for a page; of two who check it at once the second finds it there."""
        values = {**_page(check.page), "checked_by_id": check.by, "at": check.at, "remarks": check.remarks}
        new = self._insert(journal_check).values(values).on_conflict_do_nothing(index_elements=_PAGE)
        return bool((await self._connection.execute(new)).rowcount)

    async def drop_check(self, page: Page) -> bool:
        """What was there stands in the audit log."""
        gone = journal_check.delete().where(*(journal_check.c[name] == value for name, value in _page(page).items()))
        return bool((await self._connection.execute(gone)).rowcount)

    async def paper(self, class_ids: Collection[ClassId], month: date) -> Mapping[Page, Count]:
        """The counts of a month."""
        query = sa.select(paper_count).where(paper_count.c.class_id.in_(class_ids), paper_count.c.month == month)
        return {page_of(row): Count(row.lessons, row.marks) for row in await self._connection.execute(query)}

    async def put_paper(self, page: Page, count: Count, by: PersonId, at: datetime) -> None:
        """The last count stands."""
        said = {"lessons": count.lessons, "marks": count.marks, "counted_by_id": by, "at": at}
        new = self._insert(paper_count).values({**_page(page), **said})
        await self._connection.execute(new.on_conflict_do_update(index_elements=_PAGE, set_=said))

    async def add_remark(self, remark: NewRemark) -> RemarkId:
        """Keep a new remark."""
        made = await self._connection.execute(
            check_remark.insert().values(values_of(remark)).returning(check_remark.c.id)
        )
        return RemarkId(made.scalar_one())

    async def remark(self, remark_id: RemarkId) -> Remark:
        """One remark, locked on PostgreSQL; on SQLite the writer is alone anyway."""
        query = REMARKS.where(check_remark.c.id == remark_id).with_for_update(of=check_remark)
        row = (await self._connection.execute(query)).first()
        if row is None:
            raise NotFoundError
        return to_remark(row)

    async def happened(
        self, remark_id: RemarkId, event: Event, by: PersonId, at: datetime, state: State, text: str | None = None
    ) -> None:
        """One more line of its history."""
        line = {"remark_id": remark_id, "event": event.value, "person_id": by, "at": at, "text": text}
        await self._connection.execute(check_remark_event.insert().values(line))
        await self._change(remark_id, state=state.value, changed_at=at)

    async def extend(self, remark_id: RemarkId, due: date) -> None:
        """Another last day."""
        await self._change(remark_id, due=due)

    async def open_remarks(self, school_id: SchoolId) -> tuple[Remark, ...]:
        """What waits for somebody."""
        waits = check_remark.c.state.in_([one.value for one in sorted(OPEN)])
        query = REMARKS.where(check_remark.c.school_id == school_id, waits)
        rows = await self._connection.execute(query.order_by(check_remark.c.due, check_remark.c.id))
        return tuple(map(to_remark, rows))

    async def remarks(self, school_id: SchoolId, month: date) -> tuple[Remark, ...]:
        """Those about a month that were not taken back."""
        query = REMARKS.where(
            check_remark.c.school_id == school_id,
            check_remark.c.month == month,
            check_remark.c.state != State.WITHDRAWN.value,
        )
        return tuple(map(to_remark, await self._connection.execute(query.order_by(check_remark.c.id))))

    async def cells(self, class_id: ClassId, first: date, last: date) -> tuple[Cell, ...]:
        """Marks and attendance of a class."""
        return await facts.cells(self._connection, class_id, first, last)

    async def verifications(self, class_ids: Collection[ClassId], month: date) -> tuple[Verification, ...]:
        """What was said of a month."""
        rows = await self._connection.execute(_VERIFICATIONS, {"classes": [*class_ids], "month": month})
        return tuple(map(to_verification, rows))

    async def add_verification(self, said: Verification) -> None:
        """One more word on a scope."""
        scope = said.scope
        values = {
            "class_id": scope.class_id,
            "subject_id": scope.subject_id,
            "group_id": scope.group_id,
            "month": scope.month,
            "person_id": said.by,
            "at": said.at,
            "text": said.text,
        }
        await self._connection.execute(diary_verification.insert().values(values))

    async def past(self, remark_ids: Collection[RemarkId]) -> Mapping[RemarkId, tuple[Past, ...]]:
        """The history of each."""
        found: defaultdict[RemarkId, list[Past]] = defaultdict(list)
        for row in await self._connection.execute(_PAST, {"ids": [*remark_ids]}):
            found[RemarkId(row.remark_id)].append(to_past(row))
        return {remark_id: tuple(past) for remark_id, past in found.items()}

    async def _change(self, remark_id: RemarkId, **values: object) -> None:
        await self._connection.execute(check_remark.update().where(check_remark.c.id == remark_id).values(**values))


_TURNS = 0x434B_0000_0000_0000
"""Apart from other locks that somebody may take in this database; the class's key is added."""
_PAGE = ["class_id", "subject_id", "month"]
_VERIFICATIONS = (
    sa.select(diary_verification, person.c.surname, person.c.given_name, person.c.patronymic)
    .join(person, person.c.id == diary_verification.c.person_id)
    .where(
        among(diary_verification.c.class_id, "classes"),
        diary_verification.c.month == sa.bindparam("month", type_=sa.Date),
    )
    .order_by(diary_verification.c.id)
)
_PAST = (
    sa.select(check_remark_event, person.c.surname, person.c.given_name, person.c.patronymic)
    .join(person, person.c.id == check_remark_event.c.person_id)
    .where(among(check_remark_event.c.remark_id, "ids"))
    .order_by(check_remark_event.c.id)
)


def _page(page: Page) -> dict[str, object]:
    return {"class_id": page.class_id, "subject_id": page.subject_id, "month": page.month}
