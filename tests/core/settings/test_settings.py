"""A school's settings: what holds and why, who may change what, and the line in the log."""

from dataclasses import fields, replace

import pytest

from core.deadlines.profiles import CorrectionPolicy, Profile, profile_of
from core.errors import ForbiddenError
from core.notifications.preferences import Mode, Topic
from core.people.model import Role
from core.settings.catalogue import SETTINGS, canonical, standing
from core.settings.errors import NothingUsualError, SettingValueError, UnknownSettingError
from core.settings.model import CONTENT_MODES, Held, Origin, Own, lets_more_out
from core.settings.service import own_settings
from tests.contract.school import MARIA, SCHOOL, made_up_school
from tests.core.settings.conftest import CLERK, World

OTHERS = [role for role in Role if role not in (Role.ADMINISTRATOR, Role.COORDINATOR)]


async def test_who_chose_nothing_has_what_is_usual_and_what_the_profile_says(world: World) -> None:
    held = {one.key: one for one in standing(await own_settings(world.database, world.operator))}
    assert [*held] == [*SETTINGS]
    assert held["content"] == Held("content", "full", Origin.USUAL)
    assert held["profile.grace_days"] == Held("profile.grace_days", "3", Origin.PROFILE)
    assert held["profile.late_reason"].value == "yes"
    assert held["profile.correction"].value == "request_approve"
    assert (held["quiet"].value, held["digest"].value) == ("22:00-07:00", "19:00")
    assert held["news.mark"] == Held("news.mark", "now", Origin.USUAL)
    assert held["name"] == Held("name", "Школа 900", Origin.HERE)


def test_every_switch_of_a_profile_can_be_set() -> None:
    """A new switch needs its line in the catalogue."""
    switches = [one for one in SETTINGS if one.startswith("profile.")]
    assert len(switches) == len(fields(Profile))


@pytest.mark.parametrize(
    ("key", "value", "other"),
    [
        ("name", "Лицей 900", None),
        ("full_name", "Лицей № 900", None),
        ("time_zone", "Asia/Irkutsk", None),
        ("content", "discreet", "full"),
        ("profile", "pyatigorsk-2012", None),
        ("profile.grace_days", "0", "3"),
        ("profile.late_reason", "no", "yes"),
        ("profile.correction", "self_with_reason", "request_approve"),
        ("profile.free_minutes", "30", "15"),
        *((f"news.{topic}", "off", "now") for topic in Topic),
        ("quiet", "off", "22:00-07:00"),
        ("digest", "18:30", "19:00"),
    ],
)
async def test_each_key_is_set_and_goes_back(world: World, key: str, value: str, other: str | None) -> None:
    (change,) = await world.set(**{key.replace(".", "__"): value})
    assert change.new == await world.held(key) == Held(key, value, Origin.HERE)
    reset = {key.replace(".", "__"): None}
    if other is None:
        with pytest.raises(NothingUsualError):
            await world.set(**reset)
        return
    (change,) = await world.set(**reset)
    assert (change.old.value, change.new.value) == (value, other)
    assert (await world.held(key)).origin is not Origin.HERE


async def test_what_is_set_is_what_the_journal_and_the_news_ask(world: World) -> None:
    await world.set(profile__correction="forbid", profile__late_reason="no", news__mark="digest", quiet="21:30-8:00")
    async with world.database.reading() as unit:
        profile = profile_of(await unit.people.school(SCHOOL))
        settings = (await unit.preferences.settings(SCHOOL, (MARIA,)))[MARIA]
    assert (profile.correction, profile.late_entry_needs_reason) == (CorrectionPolicy.FORBID, False)
    assert (settings.modes[Topic.MARK], settings.quiet_from.minute, settings.quiet_to.hour) == (Mode.DIGEST, 30, 8)


async def test_another_profile_leaves_own_switches(world: World) -> None:
    await world.set(profile__grace_days="7")
    await world.set(profile="pyatigorsk-2012")
    assert (await world.held("profile.grace_days")).value == "7"
    assert await world.held("profile.correction") == Held("profile.correction", "forbid", Origin.PROFILE)


async def test_each_change_is_a_line_with_old_and_new(world: World) -> None:
    actor = world.person(Role.ADMINISTRATOR)
    await world.set(actor, content="initials", news__mark="off")
    await world.set(actor, content="initials")
    first, second = await world.audit()
    assert (first.action, first.subject, first.actor_id) == ("school.setting", "setting:content", CLERK)
    assert first.data == {"old": "full", "new": "initials", "old_from": "usual", "new_from": "here"}
    assert second.data == {"old": "now", "new": "off", "old_from": "usual", "new_from": "here"}


async def test_choosing_what_is_usual_is_a_choice(world: World) -> None:
    (change,) = await world.set(profile__grace_days="3")
    assert (change.old.origin, change.new.origin) == (Origin.PROFILE, Origin.HERE)
    assert await world.set(profile__grace_days="03") == ()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("content", "all"),
        ("profile", "msk-2030"),
        ("profile.grace_days", "-1"),
        ("profile.grace_days", "three"),
        ("profile.late_reason", "maybe"),
        ("profile.free_minutes", "1441"),
        ("news.mark", "later"),
        ("quiet", "22:00"),
        ("quiet", "22:00-25:00"),
        ("quiet", "22-7"),
        ("digest", "19:00:30"),
        ("digest", ""),
        ("time_zone", "Moscow"),
        ("time_zone", "../etc/passwd"),
        ("time_zone", ""),
        ("name", "  "),
        ("name", "я" * 101),
    ],
)
async def test_a_value_that_is_none_is_refused_and_nothing_is_written(world: World, key: str, value: str) -> None:
    with pytest.raises(SettingValueError) as refused:
        await world.set(news__remark="off", **{key.replace(".", "__"): value})
    assert refused.value.data == {"key": key, "value": value}
    assert await world.audit() == []
    assert (await world.held("news.remark")).value == "now"


async def test_an_unknown_key_is_refused(world: World) -> None:
    with pytest.raises(UnknownSettingError):
        await world.set(colour="red")
    with pytest.raises(UnknownSettingError):
        await world.set(colour=None)


@pytest.mark.parametrize(
    ("key", "written", "kept"),
    [
        ("quiet", " 7:00-7:00", "off"),
        ("quiet", "OFF", "off"),
        ("digest", "7:05", "07:05"),
        ("content", "Full", "full"),
        ("name", " Школа   900 ", "Школа 900"),
    ],
)
def test_a_value_is_written_down_in_one_way(key: str, written: str, kept: str) -> None:
    assert canonical(key, written) == kept
    assert canonical(key, kept) == kept


async def test_a_coordinator_changes_what_families_hear_of_and_nothing_else(world: World) -> None:
    coordinator = world.person(Role.COORDINATOR)
    assert await world.set(coordinator, news__homework="digest", quiet="23:00-06:00", digest="18:00")
    for key in [key for key, one in SETTINGS.items() if not one.of_news]:
        with pytest.raises(ForbiddenError):
            await world.set(coordinator, news__mark="off", **{key.replace(".", "__"): None})
    assert len(await world.audit()) == 3


@pytest.mark.parametrize("role", OTHERS)
async def test_nobody_else_sees_or_changes_them(world: World, role: Role) -> None:
    with pytest.raises(ForbiddenError):
        await own_settings(world.database, world.person(role))
    with pytest.raises(ForbiddenError):
        await world.set(world.person(role), news__mark="off")
    with pytest.raises(ForbiddenError):
        await world.set(world.person(role))


async def test_another_school_is_not_touched(world: World) -> None:
    before = world.database.directories.schools[0]
    await world.set(content="initials", digest="18:00")
    async with world.database.reading() as unit:
        assert await unit.people.school(before.id) == before
        assert (await unit.preferences.choices(before.id, None)).digest_at is None


def test_what_lets_more_out() -> None:
    pairs = [(old, new) for old in CONTENT_MODES for new in CONTENT_MODES if lets_more_out(old, new)]
    assert pairs == [("discreet", "initials"), ("discreet", "full"), ("initials", "full")]


def test_a_switch_that_is_not_known_yet_stays() -> None:
    school = replace(made_up_school().schools[0], profile_overrides={"something_new": True})
    own = SETTINGS["profile.grace_days"].changed(Own(school), "5")
    assert own.school.profile_overrides == {"entry_grace_days": 5, "something_new": True}
