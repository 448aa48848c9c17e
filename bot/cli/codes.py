"""`peremena code issue`: one-time codes on the screen, as JSON, or as slips to print."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import typer
from pydantic import SecretStr

from bot.cli.frame import CommandError, finish, print_json
from bot.cli.messenger import NoAnswerError, bot_name
from bot.cli.opening import chosen_school, opened
from bot.clock import SystemClock
from bot.config import Config, ConfigError
from bot.i18n import LANGUAGES, Texts, texts
from bot.slips import deep_link, sheet
from core.people.links.codes import issue_codes, withdraw_access
from core.people.links.model import CodeRequest, GuardiansOfClass, OnePerson, PupilsOfClass, Slip, Withdrawn
from core.people.links.rules import grouped
from core.people.model import Person, School, console
from core.unit_of_work import Database, UnitOfWork

_NAMELESS = (
    "Имя бота узнать не удалось (нет токена или связи с Telegram), поэтому ссылок и QR-кодов нет: "
    "по этим кодам подключаются, прислав боту UID и код."
)
_OF_SEVERAL = "Ссылки и QR-коды ведут к боту @{name}: он первый в bot.token_file. Другого называют ключом --bot."
_LOOK_ALIKE = str.maketrans("ABEKMHOPCTX", "АВЕКМНОРСТХ")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A class, an employee or a UID: one of them. Of a class the guardians, or the pupils."""

    class_title: str | None = None
    staff: str | None = None
    uid: str | None = None
    pupils: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for: whose codes, and slips for which bot, for whom of them, in which language."""

    wanted: Wanted
    bot: str | None = None
    missing: bool = False
    language: str | None = None


def issue(config: Config, order: Order, *, out: Path | None, school: str | None, as_json: bool) -> None:
    """Issue codes to a class's guardians or pupils, an employee or the person with a UID, as the console's operator.

    A code serves in every bot; `order.bot` is the user name of the one that links lead to. CommandError if there is
    nobody to issue a code to, or no such bot or language, or the slips cannot be written.
    """
    language = order.language or config.school.language
    if language not in LANGUAGES:
        raise CommandError(f"Языка «{language}» нет. Есть: {', '.join(LANGUAGES)}.", exit_code=2)
    at_school, slips, bot_name = finish(_issue(config, school, order))
    if bot_name is None:
        typer.echo(_NAMELESS, err=True)
    words = texts(language, at_school.zone)
    if out is not None:
        _write(out, sheet(slips, at_school, words, bot_name))
    if as_json:
        print_json({"codes": [_as_json(slip, bot_name) for slip in slips], "out": str(out) if out else None})
    else:
        typer.echo(_printed(out, slips) if out else "\n".join(_line(slip, words, bot_name) for slip in slips))


def withdraw(config: Config, *, uid: str, school: str | None, as_json: bool) -> None:
    """Take access back from the person with a UID: every chat is unlinked, unused codes are revoked.

    CommandError if there is no such person.
    """
    done = finish(_withdraw(config, uid, school))
    if as_json:
        print_json({"chats": done.links, "codes": done.codes})
    else:
        typer.echo(f"Доступ закрыт. Отключено чатов: {done.links}, отменено кодов: {done.codes}.")


async def _withdraw(config: Config, uid: str, number: str | None) -> Withdrawn:
    now = SystemClock().now()
    async with opened(config) as database:
        async with database.reading() as unit:
            school = await chosen_school(unit, config, number)
            person = _existing(await _by_uid(unit, school, uid))
        return await withdraw_access(database, console(school), person.person_id, now)


async def _issue(config: Config, number: str | None, order: Order) -> tuple[School, tuple[Slip, ...], str | None]:
    now = SystemClock().now()
    async with opened(config) as database:
        school, request = await _request(database, config, number, order.wanted, now)
        bot_name = await _bot_name(config, order.bot)
        days = config.links.code_days
        slips = await issue_codes(
            database, console(school), request, now, source=secrets, days=days, missing=order.missing
        )
    if not slips and order.missing:
        raise CommandError("Кодов не выдано: все эти люди уже подключены.")
    if not slips:
        raise CommandError("Кодов не выдано: в списках этого класса таких людей нет. Проверьте загруженные данные.")
    return school, slips, bot_name


async def _request(
    database: Database, config: Config, number: str | None, wanted: Wanted, now: datetime
) -> tuple[School, CodeRequest]:
    async with database.reading() as unit:
        school = await chosen_school(unit, config, number)
        if wanted.class_title is not None:
            return school, await class_of(unit, school, wanted.class_title, now, pupils=wanted.pupils)
        staff, uid = wanted.staff, wanted.uid
        person = await unit.people.staff_member(school.id, staff) if staff else await _by_uid(unit, school, uid or "")
        return school, _existing(person)


def _existing(person: Person | None) -> OnePerson:
    if person is None:
        raise CommandError("Такого человека в школе нет, или их несколько: назовите табельный номер или UID.")
    return OnePerson(person.id)


async def class_of(
    unit: UnitOfWork, school: School, title: str, now: datetime, *, pupils: bool = False
) -> GuardiansOfClass | PupilsOfClass:
    """The guardians or the pupils of a class by its title, however it is typed. CommandError."""
    classes = await unit.people.classes(school.id, school.today(now))
    for one in classes:
        if _plain(one.title) == _plain(title):
            return PupilsOfClass(one.id) if pupils else GuardiansOfClass(one.id)
    known = ", ".join(one.title for one in classes) or "ни одного"
    raise CommandError(f"Класса «{title}» в этом учебном году нет. Есть: {known}.")


def _plain(title: str) -> str:
    """«5 а», «5-А» and «5A» in Latin letters are one class."""
    return "".join(filter(str.isalnum, title)).upper().translate(_LOOK_ALIKE)


async def _by_uid(unit: UnitOfWork, school: School, uid: str) -> Person | None:
    people = await unit.links.people_with_uid(uid)
    return next((person for person in people if person.school_id == school.id), None)


async def _bot_name(config: Config, wanted: str | None) -> str | None:
    """What the links of the slips are made of; None if there is no token or the messenger does not answer.

    Of several bots the first one, unless one is named. CommandError if there is no bot of that name.
    """
    try:
        tokens = config.bot.read_tokens()
    except ConfigError:
        return None
    if wanted is not None:
        return _named_so([await _answered(config, token) for token in tokens], wanted)
    name = await _answered(config, tokens[0])
    if name is not None and len(tokens) > 1:
        typer.echo(_OF_SEVERAL.format(name=name), err=True)
    return name


async def _answered(config: Config, token: SecretStr) -> str | None:
    try:
        return await bot_name(config.bot, token)
    except NoAnswerError:
        return None


def _named_so(names: Sequence[str | None], wanted: str) -> str | None:
    """The one of those who answered that has this name, in whatever case; None if nobody answered."""
    known = [name for name in names if name is not None]
    for name in known:
        if name.casefold() == wanted.removeprefix("@").casefold():
            return name
    if not known:
        return None
    raise CommandError(f"Бота {wanted} среди настроенных нет. Есть: {', '.join(f'@{name}' for name in known)}.")


def _write(out: Path, pdf: bytes) -> None:
    """The file holds codes: only its owner may read it."""
    try:
        out.touch(mode=0o600)
        out.chmod(0o600)  # a file that was there keeps its mode otherwise
        out.write_bytes(pdf)
    except OSError as error:
        raise CommandError(
            f"Не удалось записать {out}. Укажите другое место и повторите: вместо этих кодов будут выданы новые."
        ) from error


def _printed(out: Path, slips: Sequence[Slip]) -> str:
    return f"Листки: {out}, человек: {len(slips)}. Напечатайте, раздайте лично и удалите файл: в нём коды."


def _line(slip: Slip, words: Texts, bot_name: str | None) -> str:
    parts = [slip.person.name.full, f"UID {slip.person.uid or '—'}", grouped(slip.code)]
    parts.append(f"до {words.day_month(slip.expires)}")
    return " · ".join(parts + ([deep_link(bot_name, slip.code)] if bot_name else []))


def _as_json(slip: Slip, bot_name: str | None) -> dict[str, object]:
    return {
        "name": slip.person.name.full,
        "uid": slip.person.uid,
        "children": [{"name": child.pupil.name.full, "class": child.class_title} for child in slip.children],
        "code": grouped(slip.code),
        "link": deep_link(bot_name, slip.code) if bot_name else None,
        "expires": slip.expires.isoformat(),
    }
