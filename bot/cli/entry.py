"""`peremena entry parse`: readings of teachers' messages for other programs. The database is only read."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import typer

from bot.cli.frame import FAILED, finish, print_json
from bot.cli.opening import chosen_school, opened
from bot.config import Config
from core.journal.context import load_context
from core.journal.drafts import TEXT_LIMIT
from core.journal.quick_entry.rendering import as_json
from core.journal.quick_entry.service import interpret
from core.people.model import FULL, School
from core.unit_of_work import UnitOfWork


class BadLineError(Exception):
    """A line that cannot be answered; the sentence goes to its line of the output."""


@dataclass(frozen=True, slots=True)
class Line:
    """A message: who wrote it, and when on the school's clock."""

    text: str
    teacher: str
    at: datetime


def parse(config: Config, school: str | None) -> None:
    """Answer each line of standard input with one line; exit code 1 if some could not be answered."""
    if finish(_answer_all(config, school, _lines(sys.stdin.buffer))):
        raise typer.Exit(FAILED)


async def _answer_all(config: Config, number: str | None, lines: Iterable[str]) -> int:
    bad = 0
    async with opened(config) as database, database.reading() as unit:
        school = await chosen_school(unit, config, number)
        for line in lines:
            try:
                print_json(await _answer(unit, school, read_line(line)))
            except BadLineError as error:
                print_json({"error": str(error)})
                bad += 1
    return bad


async def _answer(unit: UnitOfWork, school: School, line: Line) -> dict[str, object]:
    teacher = await unit.people.staff_member(school.id, line.teacher)
    if teacher is None:
        raise BadLineError("Такого сотрудника нет или их несколько: назовите табельный номер.")
    moment = line.at.astimezone(school.zone) if line.at.tzinfo else line.at.replace(tzinfo=school.zone)
    numbers = await unit.people.staff_numbers(school.id)
    context = replace(await load_context(unit, school, teacher, moment), staff_numbers=numbers, content_mode=FULL)
    return as_json(interpret(line.text, context), context)


def read_line(line: str) -> Line:
    """A line of input. BadLineError says what is wrong with it."""
    try:
        values = json.loads(line)
        text, teacher, at = (values[key] for key in ("text", "teacher", "at"))
    except ValueError:
        raise BadLineError("Это не JSON.") from None
    except (KeyError, TypeError):
        raise BadLineError('Нужен объект с ключами "text", "teacher" и "at".') from None
    if not (isinstance(text, str) and isinstance(teacher, str) and isinstance(at, str)):
        raise BadLineError('Значения "text", "teacher" и "at" — строки.')
    if len(text) > TEXT_LIMIT:
        raise BadLineError(f"Текст длиннее {TEXT_LIMIT} знаков.")
    return Line(text, teacher, _moment(at))


def _moment(at: str) -> datetime:
    try:
        return datetime.fromisoformat(at)
    except ValueError:
        raise BadLineError('Время "at" пишется так: 2026-10-13T15:30.') from None


def _lines(source: Iterable[bytes]) -> Iterator[str]:
    """The lines that hold anything, whatever the terminal's encoding is."""
    return (line.decode("utf-8-sig", "replace") for line in source if line.strip())
