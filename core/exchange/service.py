"""The import of a school: read, compare, and either show or write, all or nothing (A07-A16, L10)."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from core.audit.model import AuditLine
from core.errors import ForbiddenError
from core.exchange.difference import Difference
from core.exchange.keys import Table
from core.exchange.matching import match_people, rekeyed
from core.exchange.model import KindRecord, SchoolData
from core.exchange.naming import lines_of
from core.exchange.ports import ImportRun, Present
from core.exchange.problems import Problems
from core.exchange.reading.file import SchoolFile, read_school
from core.exchange.report import Counts, ImportReport
from core.exchange.rules import difference
from core.exchange.source import Source
from core.ids import PersonId, SchoolId
from core.journal.controls import DEFAULT_CONTROL_KINDS
from core.people.guardianships import STOPPED, Parted, tell_parted
from core.people.model import Actor, Role
from core.unit_of_work import Database, UnitOfWork


class Stage(StrEnum):
    """What an import is doing."""

    READING = "reading"
    COMPARING = "comparing"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an import is: the stage, and in it the sheet (by its name) or the table whose turn it is."""

    stage: Stage
    what: str = ""


OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Import:
    """An import to be run. `actor` is None for the operator at the server's console, who may found a school.

    `today` is the school's own day: what changes, changes from then on. `on_progress` may be called from another
    thread than the one that awaits.
    """

    source: Source
    today: date
    now: datetime
    actor: Actor | None = None
    dry_run: bool = False
    on_progress: OnProgress = lambda _: None


async def import_school(database: Database, request: Import) -> ImportReport:
    """Run an import in one transaction. Nobody is told of it but who is no guardian of a child any more.

    With any stopping problem, with `dry_run` and with nothing to change, nothing is written. ForbiddenError for an
    actor who does not administer this very school.
    """
    problems = Problems()
    file = await asyncio.to_thread(_read, request, problems)
    if file is None:
        return _report(request, problems)
    async with database.reading() if request.dry_run else database.writing() as unit:
        comparison = await _compare(unit, file, request, problems)
        report = _report(request, problems, comparison)
        if request.dry_run or problems.stopping or not comparison.difference:
            return report
        school_id = await _write(unit, comparison, request, report)
    return replace(report, school_id=school_id, written=True)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """A file beside the database, people's keys made the same."""

    file: SchoolData
    present: Present
    difference: Difference


def _read(request: Import, problems: Problems) -> SchoolFile | None:
    return read_school(request.source, problems, lambda sheet: request.on_progress(Progress(Stage.READING, sheet)))


async def _compare(unit: UnitOfWork, file: SchoolFile, request: Import, problems: Problems) -> _Comparison:
    request.on_progress(Progress(Stage.COMPARING))
    present = await unit.exchange.load(file.data.schools[0])
    _require_right(request.actor, present.school_id)
    return await asyncio.to_thread(_differ, present, file, request.today, problems)


def _differ(present: Present, file: SchoolFile, today: date, problems: Problems) -> _Comparison:
    keys = match_people(file.data, present.data, file.places, problems)
    data = rekeyed(file.data, keys)
    if present.school_id is None:
        data = replace(data, kinds=_first_kinds())
    return _Comparison(data, present, difference(present.data, data, today))


def _require_right(actor: Actor | None, school_id: SchoolId | None) -> None:
    if actor is not None and (actor.school_id != school_id or not actor.holds(Role.ADMINISTRATOR)):
        raise ForbiddenError


def _first_kinds() -> tuple[KindRecord, ...]:
    return tuple(KindRecord(kind.name, Decimal(str(kind.weight)), kind.aliases) for kind in DEFAULT_CONTROL_KINDS)


async def _write(unit: UnitOfWork, comparison: _Comparison, request: Import, report: ImportReport) -> SchoolId:
    school_id = await unit.exchange.apply(
        comparison.present,
        comparison.difference,
        lambda table: request.on_progress(Progress(Stage.WRITING, table.value)),
    )
    await unit.outbox.stop_former(school_id, request.today, request.now, STOPPED)
    for parted in _parted(comparison, school_id, request.actor):
        await tell_parted(unit, parted, request.now)
    touched = {table.value: n for table, count in report.counts.items() if (n := count.touched)}
    run = ImportRun(request.now, request.source.name, request.source.sha256, touched)
    await unit.exchange.record_run(school_id, run)
    actor_id = request.actor.person_id if request.actor else None
    data = {"sha256": run.source_sha256, "counts": touched}
    await unit.audit.append(AuditLine(school_id, request.now, actor_id, "school.imported", "school", data))
    await unit.commit()
    return school_id


def _parted(comparison: _Comparison, school_id: SchoolId, actor: Actor | None) -> Iterator[Parted]:
    """Whose guardianships the file has ended."""
    rows, by = comparison.present.rows, actor.person_id if actor else None
    for one in comparison.difference.of(Table.GUARDIANSHIPS).ended:
        guardian, pupil = (PersonId(rows[Table.PEOPLE, (key,)]) for key in one.record.slot)
        yield Parted(school_id, guardian, pupil, by)


def _report(request: Import, problems: Problems, comparison: _Comparison | None = None) -> ImportReport:
    report = ImportReport(request.source.name, problems.found, problems.hidden)
    if comparison is None:
        return report
    return replace(
        report,
        school=comparison.file.schools[0],
        school_id=comparison.present.school_id,
        counts={table: _counts(table, comparison) for table in Table},
        lines=lines_of(comparison.difference, comparison.file, comparison.present.data),
        kept=comparison.difference.kept,
    )


def _counts(table: Table, comparison: _Comparison) -> Counts:
    change = comparison.difference.of(table)
    return Counts(
        read=len(comparison.file.rows(table)),
        added=len(change.added),
        changed=len(change.changed),
        ended=len(change.ended) + len(change.withdrawn),
        absent=change.absent,
    )
