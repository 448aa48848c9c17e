"""Looking at a school's settings and changing them; every change stands in the audit log (domain.md §5)."""

from collections.abc import Mapping
from datetime import datetime

from core.audit.model import AuditLine
from core.errors import ForbiddenError
from core.people.model import Actor, Role
from core.settings.catalogue import canonical, setting
from core.settings.model import Change, Own
from core.unit_of_work import Database, UnitOfWork

SEEING = (Role.ADMINISTRATOR, Role.COORDINATOR)
"""Who sees the settings. A coordinator changes what families are told of and when, and nothing else (N05)."""


async def own_settings(database: Database, actor: Actor) -> Own:
    """What the actor's school has chosen. ForbiddenError unless the actor administers or coordinates it."""
    if not actor.holds(*SEEING):
        raise ForbiddenError
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        return Own(school, await unit.preferences.choices(actor.school_id, None))


async def change_settings(
    database: Database, actor: Actor, wanted: Mapping[str, str | None], now: datetime
) -> tuple[Change, ...]:
    """Set keys, or let them be as usual again where the value is None; all of them or, if one is refused, none.

    What is so already is left out. ForbiddenError, UnknownSettingError, SettingValueError or NothingUsualError.
    """
    values = {key: None if text is None else canonical(key, text) for key, text in wanted.items()}
    _require_right(actor, values)
    async with database.writing() as unit:
        changes = await apply(unit, actor, values, now)
        if changes:
            await unit.commit()
        return changes


async def apply(unit: UnitOfWork, actor: Actor, values: Mapping[str, str | None], now: datetime) -> tuple[Change, ...]:
    """Write canonical values with their audit lines; whether the actor may is decided before."""
    school = await unit.people.school_to_change(actor.school_id)
    before = Own(school, await unit.preferences.choices(actor.school_id, None))
    after = _changed(before, values)
    changes = _changes(before, after, values)
    if changes:
        await unit.people.save_school(after.school)
        await unit.preferences.save(actor.school_id, None, after.news)
        for change in changes:
            await unit.audit.append(_line(actor, change, now))
    return changes


def may_change(actor: Actor, key: str) -> bool:
    """Whether this key is the actor's to change."""
    return actor.holds(Role.ADMINISTRATOR) or (actor.holds(Role.COORDINATOR) and setting(key).of_news)


def _require_right(actor: Actor, keys: Mapping[str, str | None]) -> None:
    if not actor.holds(*SEEING) or not all(may_change(actor, key) for key in keys):
        raise ForbiddenError


def _changed(own: Own, values: Mapping[str, str | None]) -> Own:
    for key, value in values.items():
        own = setting(key).changed(own, value)
    return own


def _changes(before: Own, after: Own, keys: Mapping[str, str | None]) -> tuple[Change, ...]:
    found = (Change(setting(key).held(before), setting(key).held(after)) for key in keys)
    return tuple(change for change in found if change.old != change.new)


def _line(actor: Actor, change: Change, now: datetime) -> AuditLine:
    data = {
        "old": change.old.value,
        "new": change.new.value,
        "old_from": change.old.origin.value,
        "new_from": change.new.origin.value,
    }
    return AuditLine(actor.school_id, now, actor.person_id, "school.setting", f"setting:{change.new.key}", data)
