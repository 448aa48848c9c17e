"""`peremena applications`: what was applied for and how long it waits, on the screen or as JSON (E06)."""

from collections.abc import Iterable
from datetime import date

import typer

from bot.cli.frame import WRONG_CALL, CommandError, finish, print_json
from bot.cli.opening import chosen_school, opened
from bot.cli.outbox_texts import Facts, page, plain
from bot.clock import SystemClock
from bot.config import Config
from core.applications.model import WAITING, Case, Form, State
from core.applications.service import listed
from core.people.model import School, console

_SENT = tuple(one for one in State if one not in (State.FILLING, State.EXPIRED))
"""The states of what was sent."""


def show_list(
    config: Config, states: Iterable[str], number: str | None, limit: int, *, overdue: bool, as_json: bool
) -> None:
    """Print those in these states, the waiting ones if none is named, the oldest first; no names."""
    wanted = tuple(map(_state, states)) or WAITING
    school, cases = finish(_listed(config, wanted, number))
    today = school.today(SystemClock().now())
    chosen = [one for one in cases if not overdue or _overdue(one, today)][:limit]
    if as_json:
        print_json({"applications": [plain(_facts(one, today)) for one in chosen]})
    elif chosen:
        typer.echo("\n".join(_line(one, today) for one in chosen))
    else:
        typer.echo("Таких заявлений нет.")


def show_one(config: Config, application: int, number: str | None, *, people: bool, as_json: bool) -> None:
    """Print all about one by its number; with `people`, also what the applicant wrote. CommandError if none."""
    school, cases = finish(_listed(config, _SENT, number))
    found = next((one for one in cases if one.application.number == application), None)
    if found is None:
        raise CommandError(f"Заявления № {application} в этой школе нет.")
    shown = _facts(found, school.today(SystemClock().now())) | (_people(found) if people else {})
    if as_json:
        print_json(plain(shown))
    else:
        typer.echo(page(shown, school.zone))


async def _listed(config: Config, states: tuple[State, ...], number: str | None) -> tuple[School, tuple[Case, ...]]:
    async with opened(config) as database:
        async with database.reading() as unit:
            school = await chosen_school(unit, config, number)
        return school, await listed(database, console(school), states)


def _state(text: str) -> State:
    found = next((one for one in _SENT if one.value == text), None)
    if found is None:
        raise CommandError(f"Состояния «{text}» нет. Есть: {', '.join(one.value for one in _SENT)}.", WRONG_CALL)
    return found


def _overdue(case: Case, today: date) -> int:
    """Days since it should have been decided; 0 for what is decided or in time."""
    return max((today - case.due).days, 0) if case.application.waiting else 0


def _facts(case: Case, today: date) -> Facts:
    """All that is known of one but whom it names."""
    one = case.application
    return {
        "number": one.number,
        "state": one.state.value,
        "age_days": (today - case.received).days,
        "due": case.due.isoformat(),
        "overdue_days": _overdue(case, today),
        "way": "paper" if one.on_paper else "chat",
        "class": one.form.class_title,
        "received": one.received_at,
        "checked": one.checked_at,
        "register_number": one.register_number,
        "registered": one.registered_at,
        "decided": one.decided_at,
        "checked_by": one.checked_by,
        "registered_by": one.registered_by,
        "decided_by": one.decided_by,
        "guardian": one.guardian_id,
        "pupil": one.pupil_id,
    }


def _people(case: Case) -> Facts:
    form: Form = case.application.form
    return {
        "applicant_name": form.guardian.full if form.guardian else None,
        "child_name": form.child.full if form.child else None,
        "relation": form.relation.value if form.relation else None,
        "phone": form.phone,
        "uid": form.uid,
        "reason": case.application.reason,
    }


def _line(case: Case, today: date) -> str:
    one, late = case.application, _overdue(case, today)
    parts = [
        f"№ {one.number}",
        one.state.value,
        one.form.class_title or "",
        f"дней в школе: {(today - case.received).days}",
    ]
    if one.waiting:
        parts.append(f"просрочено дней: {late}" if late else f"решить до {case.due:%d.%m.%Y}")
    return " · ".join(parts)
