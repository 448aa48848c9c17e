"""`peremena consents`: the register of consents with names, for schools that let none into the messenger too."""

import typer

from bot.cli.frame import finish, print_json
from bot.cli.opening import chosen_school, opened
from bot.clock import SystemClock
from bot.common.consent_words import standing
from bot.config import Config
from bot.i18n import Texts, texts
from core.consents.model import Entry
from core.consents.register import Register, register
from core.people.model import console


def show(config: Config, number: str | None, *, as_json: bool) -> None:
    """A line for each guardian and child."""
    found = finish(_register(config, number))
    own = texts(config.school.language, found.school.zone)
    if as_json:
        print_json([_facts(found, one) for one in found.entries])
        return
    for one in found.entries:
        typer.echo(_line(one, own))
    given = sum(one.agreed is True for one in found.entries)
    typer.echo(f"Согласий дано: {given} из {len(found.entries)}.")


async def _register(config: Config, number: str | None) -> Register:
    async with opened(config) as database:
        async with database.reading() as unit:
            school = await chosen_school(unit, config, number)
        return await register(database, console(school), SystemClock().now())


def _line(one: Entry, own: Texts) -> str:
    title = one.class_title or "—"
    return f"{title:4} {one.pupil.name.short} · {one.guardian.name.full}: {standing(one, own)}"


def _facts(found: Register, one: Entry) -> dict[str, object]:
    consent = one.consent
    return {
        "class": one.class_title,
        "pupil": one.pupil.name.full,
        "guardian": one.guardian.name.full,
        "standing": found.standing(one).value,
        "form": consent.form if consent else None,
        "scope": consent.scope.value if consent else None,
        "way": consent.way.value if consent else ("paper" if one.paper_on else None),
        "given": consent.given_at.isoformat() if consent else (one.paper_on.isoformat() if one.paper_on else None),
        "withdrawn": consent.withdrawn_at.isoformat() if consent and consent.withdrawn_at else None,
    }
