"""`peremena import`: what a file changes is shown first; an existing school is changed only if the person says so."""

import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import typer
from pydantic import SecretStr
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table as Grid

from bot.cli import import_texts
from bot.cli.frame import CommandError, finish, print_json
from bot.cli.opening import is_absent, opened
from bot.clock import SystemClock
from bot.config import Config, DatabaseSection
from core.exchange.keys import Table
from core.exchange.report import ImportReport
from core.exchange.service import Import, OnProgress, Stage
from core.exchange.service import Progress as Step
from core.exchange.service import import_school as run_import
from core.exchange.source import Source, read_source
from storage.database import Database

MOST_LINES = 60
"""As many differences and problems are shown to a person; programs get all of them."""

_STAGES = {Stage.READING: "Читаю", Stage.COMPARING: "Сравниваю", Stage.WRITING: "Записываю"}


def import_school(config: Config, path: Path, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Import a school. CommandError if the file has to be mended first, or if nobody agreed to the changes."""
    source = _source(path)
    report = finish(_import(config, source, dry_run=dry_run, agreed=_agreement(yes=yes, as_json=as_json)))
    if as_json:
        print_json(as_data(report, dry_run=dry_run))
    else:
        _print(report, dry_run=dry_run)
    if report.errors:
        raise CommandError(f"Ничего не записано: исправьте файл ({_errors(report)}) и повторите.")


def _source(path: Path) -> Source:
    try:
        return read_source(path)
    except FileNotFoundError:
        raise CommandError(f"Файла или папки {path} нет.") from None
    except OSError as error:
        raise CommandError(f"{path} не читается: проверьте права.") from error


def _agreement(*, yes: bool, as_json: bool) -> Callable[[ImportReport], None]:
    """What asks whether to change a school that is there already."""

    def agree(report: ImportReport) -> None:
        if yes:
            return
        if as_json or not in_terminal():
            raise CommandError("Школа уже есть, и файл её меняет. Посмотрите --dry-run и повторите с ключом --yes.")
        _print_differences(report)
        if not typer.confirm("Внести эти изменения?"):
            raise CommandError("Ничего не изменено.")

    return agree


def in_terminal() -> bool:
    """Whether a person can be asked."""
    return sys.stdin.isatty()


async def _import(
    config: Config, source: Source, *, dry_run: bool, agreed: Callable[[ImportReport], None]
) -> ImportReport:
    now = SystemClock().now()
    async with _database(config, dry_run=dry_run) as database:
        with _progress() as shown:
            seen = await run_import(database, Import(source, now.date(), now, dry_run=True, on_progress=shown))
        if dry_run or seen.errors or not seen.changes_anything:
            return seen
        if seen.school_id is not None:
            agreed(seen)
        with _progress() as shown:
            return await run_import(database, Import(source, _today(seen, now), now, on_progress=shown))


def _today(report: ImportReport, now: datetime) -> date:
    """The school's own day."""
    return now.astimezone(ZoneInfo(report.school.time_zone) if report.school else None).date()


@asynccontextmanager
async def _database(config: Config, *, dry_run: bool) -> AsyncIterator[Database]:
    """The database, made if there is none; a dry run makes it aside, so that nothing remains of it."""
    if not (dry_run and is_absent(config)):
        async with opened(config, create=True) as database:
            yield database
        return
    with TemporaryDirectory(prefix="peremena-") as folder:
        aside = DatabaseSection(url=SecretStr(f"sqlite+aiosqlite:///{folder}/dry-run.db"))
        async with opened(config.model_copy(update={"database": aside}), create=True) as database:
            yield database


@contextmanager
def _progress() -> Iterator[OnProgress]:
    """A bar in a terminal; nothing where nobody looks."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def show(step: Step) -> None:
            if step.stage is Stage.WRITING:
                table = Table(step.what)
                bar.update(task, total=len(Table), completed=[*Table].index(table))
            bar.update(task, description=f"{_STAGES[step.stage]} {import_texts.TABLES.get(step.what, step.what)}")

        yield show


def _errors(report: ImportReport) -> str:
    return f"ошибок: {len(report.errors) + report.hidden_problems}"


def _print(report: ImportReport, *, dry_run: bool) -> None:
    for found in (*report.errors, *report.warnings)[:MOST_LINES]:
        typer.echo(import_texts.problem(found), err=True)
    if hidden := report.hidden_problems + max(0, len(report.problems) - MOST_LINES):
        typer.echo(f"…и ещё {hidden}", err=True)
    if report.errors:
        return
    if dry_run and report.school_id is not None:
        _print_differences(report)
    typer.echo(_outcome(report, dry_run=dry_run))
    if report.kept:
        typer.echo(f"Группы, заданные в школе через бота, оставлены: у {report.kept} учеников в файле другая группа.")
    if report.changes_anything:
        _print_counts(report)


def _outcome(report: ImportReport, *, dry_run: bool) -> str:
    name = report.school.short_name if report.school else ""
    if report.written:
        return f"{name}: загружено."
    if not report.changes_anything:
        return f"{name}: изменений нет, в базе уже то же самое."
    return f"{name}: проверено, ничего не записано (--dry-run)." if dry_run else f"{name}: не записано."


def _print_differences(report: ImportReport) -> None:
    for line in report.lines[:MOST_LINES]:
        typer.echo(import_texts.difference(line))
    if len(report.lines) > MOST_LINES:
        typer.echo(f"…и ещё {len(report.lines) - MOST_LINES}")


def _print_counts(report: ImportReport) -> None:
    grid = Grid("", *("в файле", "новых", "изменено", "закончено", "нет в файле"), box=None)
    for table, counts in report.counts.items():
        numbers = (counts.read, counts.added, counts.changed, counts.ended, counts.absent)
        if any(numbers):
            grid.add_row(import_texts.TABLES[table], *(str(number) if number else "" for number in numbers))
    Console().print(grid)


def as_data(report: ImportReport, *, dry_run: bool) -> dict[str, object]:
    """The report for programs."""
    return {
        "school": report.school.number if report.school else None,
        "written": report.written,
        "dry_run": dry_run,
        "counts": {
            table.value: {name: getattr(counts, name) for name in ("read", "added", "changed", "ended", "absent")}
            for table, counts in report.counts.items()
        },
        "differences": [
            {
                "table": line.table.value,
                "change": line.change.value,
                "what": line.what,
                "fields": {change.field: [change.old, change.new] for change in line.fields},
            }
            for line in report.lines
        ],
        "problems": [
            {
                "code": found.code.value,
                "place": str(found.place),
                "stops": found.stops,
                "text": import_texts.problem(found),
            }
            for found in report.problems
        ],
        "hidden_problems": report.hidden_problems,
    }
