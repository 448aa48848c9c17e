"""`peremena substitutions`: the journal of substitutions of a month as a workbook."""

from datetime import date
from pathlib import Path

import typer

from bot.cli.frame import WRONG_CALL, CommandError, finish, print_json
from bot.cli.opening import chosen_school, opened
from bot.clock import SystemClock
from bot.config import Config
from bot.deputies.substitutions_sheet import workbook
from bot.i18n import texts
from core.calendar.changes.substitutions import Month, month
from core.people.model import console


def write(config: Config, out: Path, named: str | None, number: str | None, *, as_json: bool) -> None:
    """Write the file; an old one is replaced. CommandError for what is no month, or a file that cannot be written."""
    found = finish(_month(config, _first(named), number))
    try:
        out.write_bytes(workbook(found, texts(config.school.language, found.school.zone)))
    except OSError:
        raise CommandError(f"В файл {out} записать нельзя: проверьте папку и права.") from None
    if as_json:
        print_json({"file": str(out), "month": f"{found.first:%Y-%m}", "lines": len(found.lines)})
    else:
        typer.echo(f"Журнал замен за {found.first:%m.%Y} записан в {out}, замен: {len(found.lines)}.")


async def _month(config: Config, first: date | None, number: str | None) -> Month:
    async with opened(config) as database:
        async with database.reading() as unit:
            school = await chosen_school(unit, config, number)
        return await month(database, console(school), first, SystemClock().now())


def _first(named: str | None) -> date | None:
    if named is None:
        return None
    try:
        return date.fromisoformat(f"{named.strip()}-01")
    except ValueError:
        raise CommandError(f"«{named}» — не месяц. Напишите год и месяц: --month 2026-10.", WRONG_CALL) from None
