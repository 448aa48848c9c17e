"""`peremena outbox`: the rows of news on the screen or as JSON, tried anew, or deleted."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

import typer

from bot.cli.frame import CommandError, finish, print_json
from bot.cli.opening import chosen_school, opened
from bot.cli.outbox_texts import Facts, facts, line, page, plain
from bot.clock import SystemClock
from bot.config import Config
from core.ids import OutboxId
from core.notifications.model import OPEN, Selection, Standing, State
from core.notifications.upkeep import KEPT, RETRYABLE, Retried, find_rows, purge, retry
from core.people.model import School, console
from core.unit_of_work import Database, UnitOfWork

_AGE = re.compile(r"(\d{1,5})\s*([mhdмчд])")
_UNITS = {"m": "minutes", "м": "minutes", "h": "hours", "ч": "hours", "d": "days", "д": "days"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What was named in the call: states, an age like «7d», numbers of rows; and the school."""

    states: tuple[str, ...] = ()
    older_than: str | None = None
    ids: tuple[int, ...] = ()
    school: str | None = None

    def selection(self, now: datetime, default: frozenset[State]) -> Selection:
        """The rows that are meant. CommandError with exit code 2 for a state or an age that is none."""
        before = now - age(self.older_than) if self.older_than is not None else None
        ids = frozenset(map(OutboxId, self.ids)) if self.ids else None
        return Selection(frozenset(map(_state, self.states)) or default, before, ids)


def age(text: str) -> timedelta:
    """«30m», «12h», «7d», also as «30м», «12ч», «7д». CommandError for anything else."""
    found = _AGE.fullmatch(text.strip().lower())
    if found is None:
        raise CommandError(f"«{text}» — не срок. Напишите число и единицу: 30m, 12h или 7d.", 2)
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def show_list(config: Config, wish: Wish, *, limit: int, as_json: bool) -> None:
    """Print rows, the newest first, without anything personal but keys of the database."""
    now = SystemClock().now()
    school, rows = finish(_found(config, wish.school, wish.selection(now, frozenset(State)), limit))
    if as_json:
        print_json({"rows": [plain(facts(row)) for row in rows]})
    elif rows:
        typer.echo("\n".join(line(row, school.zone) for row in rows))
    else:
        typer.echo("Таких извещений нет.")


def show_one(config: Config, row_id: int, *, school: str | None, people: bool, as_json: bool) -> None:
    """Print all about a row; with `people`, also names and what the row itself carries. CommandError if none."""
    found, at_school = finish(_one(config, row_id, school, people=people))
    if as_json:
        print_json(plain(found))
    else:
        typer.echo(page(found, at_school.zone))


def try_anew(config: Config, wish: Wish, *, as_json: bool) -> None:
    """Have rows tried anew. CommandError unless rows or states are named, or if one of these is never retried."""
    if not wish.ids and not wish.states:
        raise CommandError("Назовите номера извещений или состояние: --state failed.", 2)
    now = SystemClock().now()
    selection = wish.selection(now, RETRYABLE)
    if wrong := selection.states - RETRYABLE:
        raise CommandError(f"Извещения в состоянии {_names(wrong)} не повторяют. Можно: {_names(RETRYABLE)}.", 2)
    done = finish(_retried(config, wish.school, selection, now))
    if as_json:
        print_json({"retried": done.again, "left": done.left})
    else:
        typer.echo(f"Будут отправлены снова: {done.again}.")
        if done.left:
            typer.echo(f"Не тронуты, потому что этот чат или человек больше не должен их получать: {done.left}.")


def delete(config: Config, wish: Wish, *, as_json: bool) -> None:
    """Delete old rows. CommandError for rows that have not ended, or ended too lately."""
    now = SystemClock().now()
    selection = wish.selection(now, frozenset(State) - OPEN)
    if waiting := selection.states & OPEN:
        raise CommandError(f"Извещения в состоянии {_names(waiting)} ещё не завершены: удалить их нельзя.", 2)
    if selection.before is None or selection.before > now - KEPT:
        raise CommandError("Удалить можно только завершённые не меньше трёх дней назад: --older-than 3d.", 2)
    count = finish(_purged(config, wish.school, selection, now))
    if as_json:
        print_json({"purged": count})
    else:
        typer.echo(f"Удалено извещений: {count}.")


async def _found(
    config: Config, number: str | None, selection: Selection, limit: int
) -> tuple[School, tuple[Standing, ...]]:
    async with opened(config) as database:
        school = await _school(database, config, number)
        return school, await find_rows(database, console(school), selection, limit)


async def _one(config: Config, row_id: int, number: str | None, *, people: bool) -> tuple[Facts, School]:
    async with opened(config) as database:
        school = await _school(database, config, number)
        rows = await find_rows(database, console(school), Selection(ids=frozenset({OutboxId(row_id)})), 1)
        if not rows:
            raise CommandError(f"Извещения {row_id} в этой школе нет.")
        found = facts(rows[0])
        if people:
            async with database.reading() as unit:
                found |= await _people(unit, rows[0])
        return found, school


async def _people(unit: UnitOfWork, standing: Standing) -> Facts:
    planned = standing.row.planned
    person = await unit.people.person(planned.person_id)
    pupil = await unit.people.person(planned.pupil_id) if planned.pupil_id is not None else None
    content = {f"content_{name}": value for name, value in (planned.content or {}).items()}
    return {"person_name": person.name.full, "pupil_name": pupil.name.full if pupil else None, **content}


async def _retried(config: Config, number: str | None, selection: Selection, now: datetime) -> Retried:
    async with opened(config) as database:
        return await retry(database, console(await _school(database, config, number)), selection, now)


async def _purged(config: Config, number: str | None, selection: Selection, now: datetime) -> int:
    async with opened(config) as database:
        return await purge(database, console(await _school(database, config, number)), selection, now)


async def _school(database: Database, config: Config, number: str | None) -> School:
    async with database.reading() as unit:
        return await chosen_school(unit, config, number)


def _state(text: str) -> State:
    try:
        return State(text)
    except ValueError:
        raise CommandError(f"Состояния «{text}» нет. Есть: {_names(frozenset(State))}.", 2) from None


def _names(states: frozenset[State]) -> str:
    return ", ".join(state.value for state in State if state in states)
