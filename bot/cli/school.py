"""`peremena school`: what a school has set for itself, shown and changed without touching the database by hand."""

from collections.abc import Mapping, Sequence

import typer

from bot.cli.frame import WRONG_CALL, CommandError, finish, print_json
from bot.cli.opening import chosen_school, opened
from bot.cli.school_texts import refusal, table, told
from bot.clock import SystemClock
from bot.config import Config
from core.errors import DomainError
from core.people.model import Actor, console
from core.settings.catalogue import canonical, setting, standing
from core.settings.errors import NothingUsualError
from core.settings.model import Change, Own
from core.settings.service import change_settings, own_settings
from core.unit_of_work import Database

Wanted = Mapping[str, str | None]


def show(config: Config, number: str | None, *, as_json: bool) -> None:
    """Print what holds under each key, and where it comes from."""
    own = finish(_own(config, number))
    held = standing(own)
    if as_json:
        settings = {one.key: {"value": one.value, "from": one.origin.value} for one in held}
        print_json({"school": own.school.number, "settings": settings})
    else:
        typer.echo(table(held))


def change(config: Config, pairs: Sequence[str], number: str | None, *, as_json: bool) -> None:
    """Set keys, all or none. CommandError with exit code 2 says what is wrong with every one of them."""
    wanted: dict[str, str | None] = {}
    wrong = []
    for pair in pairs:
        key, equals, value = pair.partition("=")
        try:
            wanted[key] = canonical(key, value) if equals else _without_value(pair)
        except DomainError as error:
            wrong.append(refusal(error))
    if wrong:
        raise CommandError("\n".join(wrong), WRONG_CALL)
    _report(finish(_changed(config, number, wanted)), as_json=as_json)


def reset(config: Config, keys: Sequence[str], number: str | None, *, as_json: bool) -> None:
    """Let keys be as usual again. CommandError with exit code 2 for a key that is none or has nothing usual."""
    try:
        for key in keys:
            if setting(key).usual is None:
                raise NothingUsualError(key=key)
    except DomainError as error:
        raise CommandError(refusal(error), WRONG_CALL) from None
    _report(finish(_changed(config, number, dict.fromkeys(keys))), as_json=as_json)


def _without_value(pair: str) -> str:
    """CommandError: an argument without «=» is no pair."""
    raise CommandError(f"«{pair}» — не настройка. Напишите ключ и значение: {setting(pair).key}=…", WRONG_CALL)


def _report(changes: tuple[Change, ...], *, as_json: bool) -> None:
    if as_json:
        print_json({"changed": [_plain(one) for one in changes]})
    else:
        typer.echo("\n".join(map(told, changes)) if changes else "Всё так и есть: менять нечего.")


def _plain(change: Change) -> dict[str, str]:
    return {
        "key": change.new.key,
        "old": change.old.value,
        "new": change.new.value,
        "from": change.new.origin.value,
    }


async def _own(config: Config, number: str | None) -> Own:
    async with opened(config) as database:
        return await own_settings(database, await _operator(database, config, number))


async def _changed(config: Config, number: str | None, wanted: Wanted) -> tuple[Change, ...]:
    async with opened(config) as database:
        operator = await _operator(database, config, number)
        return await change_settings(database, operator, wanted, SystemClock().now())


async def _operator(database: Database, config: Config, number: str | None) -> Actor:
    async with database.reading() as unit:
        return console(await chosen_school(unit, config, number))
