"""`peremena code list`: who has come in, and what became of the codes."""

from datetime import datetime

import typer

from bot.cli.codes import class_of
from bot.cli.frame import finish, print_json
from bot.cli.opening import chosen_school, opened
from bot.clock import SystemClock
from bot.config import Config
from bot.coordinators.holder_lines import full_line
from bot.i18n import texts
from core.people.links.holders import Holder, holders_of
from core.people.links.model import CodeRequest, WholeStaff
from core.people.model import School, console


def show(config: Config, class_title: str | None, *, pupils: bool, school: str | None, as_json: bool) -> None:
    """The guardians or pupils of a class, or the whole staff where none is named. CommandError for an unknown class."""
    now = SystemClock().now()
    at_school, found = finish(_found(config, class_title, pupils, school, now))
    words = texts(config.school.language, at_school.zone)
    if as_json:
        print_json({"people": [_as_json(one, now) for one in found]})
    else:
        typer.echo("\n".join(full_line(one, now, words) for one in found) or "В списках никого нет.")


async def _found(
    config: Config, class_title: str | None, pupils: bool, number: str | None, now: datetime
) -> tuple[School, tuple[Holder, ...]]:
    async with opened(config) as database:
        async with database.reading() as unit:
            school = await chosen_school(unit, config, number)
            request: CodeRequest = WholeStaff()
            if class_title is not None:
                request = await class_of(unit, school, class_title, now, pupils=pupils)
        return school, await holders_of(database, console(school), request, now)


def _as_json(one: Holder, now: datetime) -> dict[str, object]:
    code = one.code
    return {
        "name": one.receiver.person.name.full,
        "uid": one.receiver.person.uid,
        "children": [child.pupil.name.full for child in one.receiver.children],
        "access": one.access(now).value,
        "linked_at": [link.linked_at.isoformat() for link in one.links],
        "issued_at": code.issued_at.isoformat() if code else None,
        "expires_at": code.expires_at.isoformat() if code else None,
        "used_at": code.used_at.isoformat() if code and code.used_at else None,
        "revoked_at": code.revoked_at.isoformat() if code and code.revoked_at else None,
    }
