"""`peremena audit verify`: whether the log of actions is as it was written."""

import typer

from bot.cli.frame import FAILED, finish, print_json
from bot.cli.opening import chosen_school, opened
from bot.config import Config
from core.audit.service import Verified, verify
from core.people.model import School, console
from core.unit_of_work import UnitOfWork

Found = list[tuple[School, Verified]]


def check(config: Config, number: str | None, *, as_json: bool) -> None:
    """Check the log of the school that is named, else of every school; exit code 1 if a chain is broken."""
    found = finish(_verified(config, number))
    if as_json:
        print_json({"schools": [_plain(school, log) for school, log in found]})
    else:
        typer.echo("\n".join(_line(school, log) for school, log in found) or "В базе ещё нет школы.")
    if any(log.broken is not None for _, log in found):
        raise typer.Exit(FAILED)


async def _verified(config: Config, number: str | None) -> Found:
    async with opened(config) as database:
        async with database.reading() as unit:
            schools = await _schools(unit, config, number)
        return [(school, await verify(database, console(school))) for school in schools]


async def _schools(unit: UnitOfWork, config: Config, number: str | None) -> tuple[School, ...]:
    """The default school of the configuration is no reason to leave the others unchecked."""
    if number is None:
        return await unit.people.schools()
    return (await chosen_school(unit, config, number),)


def _plain(school: School, log: Verified) -> dict[str, object]:
    return {"school": school.number, "lines": log.lines, "head": log.head, "broken": log.broken}


def _line(school: School, log: Verified) -> str:
    if log.broken is None:
        return f"Школа {school.number}: журнал действий цел, записей {log.lines}, последняя {log.head[:16]}…"
    return f"Школа {school.number}: журнал действий нарушен, первая неверная запись — {log.broken}."
