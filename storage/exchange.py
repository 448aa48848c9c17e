"""A whole school in and out of the database, in bulk."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.exchange.difference import Difference, TableDifference
from core.exchange.keys import Table
from core.exchange.model import SchoolData, SchoolRecord
from core.exchange.ports import ImportRun, Present
from core.exchange.records import Record
from core.ids import SchoolId
from storage.exchange_rows import CODECS, REFERENCES, Codec, Ids
from storage.rights import alone, locked_school
from storage.schema.people import import_run, municipality, region, school

_NO_REGION = "—"
"""The file names the municipality only."""
_ROW = "row_key"
_REFERRED_TO = frozenset(table for _, table in REFERENCES.values())
"""Only their new keys are asked back: on SQLite that costs a statement for each row."""


class ExchangeTables:
    """Implements the port of the import."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def load(self, school_record: SchoolRecord) -> Present:
        """The school of this number and municipality, with every row of every table that an import may touch."""
        found = await self._school(school_record)
        if found is None:
            return Present()
        school_id = SchoolId(found.id)
        present = _school_record(found)
        tables: dict[str, tuple[Record, ...]] = {Table.SCHOOLS.value: (present,)}
        rows: Ids = {(Table.SCHOOLS, present.key): found.id}
        keys: dict[tuple[Table, int], Any] = {}
        for table, codec in CODECS.items():
            records = await self._records(codec, school_id, keys)
            tables[table.value] = tuple(records.values())
            rows |= {(table, record.key): row_id for row_id, record in records.items()}
            keys |= {(table, row_id): record.key[0] for row_id, record in records.items()}
        return Present(school_id, SchoolData(**tables), rows)  # type: ignore[arg-type]

    async def apply(self, present: Present, difference: Difference, on_table: Callable[[Table], None]) -> SchoolId:
        """Write the changes, each table after those that it refers to."""
        on_table(Table.SCHOOLS)
        school_id = await self._write_school(present, difference.of(Table.SCHOOLS))
        ids: Ids = dict(present.rows)
        for table, codec in CODECS.items():
            on_table(table)
            await self._write(table, codec, difference.of(table), school_id, ids)
        return school_id

    async def record_run(self, school_id: SchoolId, run: ImportRun) -> None:
        """Remember that an import was written."""
        row = {
            "school_id": school_id,
            "at": run.at,
            "source_name": run.source_name,
            "source_sha256": run.source_sha256,
            "counts": dict(run.counts),
        }
        await self._connection.execute(import_run.insert().values(row))

    async def _school(self, record: SchoolRecord) -> sa.Row[Any] | None:
        """The row is locked, so that a second import waits for the first and then sees what it wrote.

        Nobody tells families anything meanwhile: lists end guardianships.
        """
        found = (
            locked_school(*school.c, municipality.c.name.label("municipality"), turn=alone)
            .join_from(school, municipality, school.c.municipality_id == municipality.c.id)
            .join(region, municipality.c.region_id == region.c.id)
            .where(school.c.number == record.number, municipality.c.name == record.municipality)
            .where(region.c.name == _NO_REGION)
        )
        row: sa.Row[Any] | None = (await self._connection.execute(found)).first()
        return row

    async def _records(
        self, codec: Codec, school_id: SchoolId, keys: dict[tuple[Table, int], Any]
    ) -> dict[int, Record]:
        rows = await self._connection.execute(
            sa.select(codec.table).where(codec.of_school(school_id)).order_by(codec.table.c.id)
        )
        return {row["id"]: codec.read(row, keys) for row in rows.mappings()}

    async def _write_school(self, present: Present, change: TableDifference) -> SchoolId:
        for mended in change.changed:
            where = school.update().where(school.c.id == present.school_id)
            await self._connection.execute(where.values(_school_columns(mended.new)))
        if present.school_id is not None:
            return present.school_id
        (record,) = change.added
        return await self._add_school(record)

    async def _add_school(self, record: Record) -> SchoolId:
        if not isinstance(record, SchoolRecord):
            raise TypeError(record)
        region_id = await self._named(region, {"name": _NO_REGION})
        district = await self._named(municipality, {"region_id": region_id, "name": record.municipality})
        values = _school_columns(record) | {"municipality_id": district, "number": record.number}
        return SchoolId(await self._insert_one(school, values))

    async def _named(self, table: sa.Table, values: dict[str, Any]) -> int:
        """The key of the row with these values, which is made if there is none."""
        same = sa.and_(*(table.c[name] == value for name, value in values.items()))
        found: int | None = await self._connection.scalar(sa.select(table.c.id).where(same))
        return found if found is not None else await self._insert_one(table, values)

    async def _insert_one(self, table: sa.Table, values: dict[str, Any]) -> int:
        key: int = (await self._connection.execute(table.insert().values(values).returning(table.c.id))).scalar_one()
        return key

    async def _write(self, table: Table, codec: Codec, change: TableDifference, school_id: SchoolId, ids: Ids) -> None:
        """What never held goes first, then what ends: a new row may take the place of either."""
        target = codec.table
        withdrawn = [{_ROW: ids[table, record.key]} for record in change.withdrawn]
        await self._many(target.delete().where(target.c.id == sa.bindparam(_ROW)), withdrawn)
        ended = [{_ROW: ids[table, end.record.key], "last": end.to_day} for end in change.ended]
        end = target.update().where(target.c.id == sa.bindparam(_ROW))
        if ended:
            await self._many(end.values(to_day=sa.bindparam("last")), ended)
        await self._many(end, [codec.write(c.new, ids) | {_ROW: ids[table, c.old.key]} for c in change.changed])
        await self._add(table, codec, change.added, school_id, ids)

    async def _add(self, table: Table, codec: Codec, records: Sequence[Record], school_id: SchoolId, ids: Ids) -> None:
        if not records:
            return
        of_school = {"school_id": school_id} if "school_id" in codec.table.c else {}
        rows = [codec.write(record, ids) | of_school for record in records]
        if table not in _REFERRED_TO:
            await self._connection.execute(codec.table.insert(), rows)
            return
        insert = codec.table.insert().returning(codec.table.c.id, sort_by_parameter_order=True)
        added = (await self._connection.execute(insert, rows)).scalars()
        ids |= {(table, record.key): key for record, key in zip(records, added, strict=True)}

    async def _many(self, statement: sa.Executable, rows: list[dict[str, Any]]) -> None:
        if rows:
            await self._connection.execute(statement, rows)


def _school_record(row: Any) -> SchoolRecord:
    return SchoolRecord(
        municipality=row.municipality,
        number=row.number,
        short_name=row.short_name,
        full_name=row.full_name,
        time_zone=row.time_zone,
        profile=row.profile,
    )


def _school_columns(record: Any) -> dict[str, Any]:
    names = ("short_name", "full_name", "time_zone", "profile")
    return {name: getattr(record, name) for name in names}
