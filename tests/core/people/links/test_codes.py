"""Who may hand out codes to whom, and take access back; each permission with its denial."""

from datetime import timedelta

import pytest

from core.errors import ForbiddenError, NotFoundError
from core.ids import ClassId, PersonId
from core.people.links import service
from core.people.links.codes import desk, withdraw_access
from core.people.links.errors import CodeRevokedError
from core.people.links.model import CodeRequest, GuardiansOfClass, OnePerson, PupilsOfClass, WholeStaff, Withdrawn
from core.people.pupils import PupilsKeptOutError
from core.settings.service import change_settings
from tests.core.people.links.world import (
    ADMINISTRATOR,
    AMINA,
    CHAT,
    CLASS_5A,
    CLASS_6B,
    CLASS_ELSEWHERE,
    CLASS_TEACHER,
    COORDINATOR,
    IRINA,
    IRINA_ELSEWHERE,
    NOW,
    RASHID,
    SARANA,
    SVETLANA,
    TEACHER,
    TIMUR,
    World,
)

CONSOLE = None


async def test_a_class_teacher_gets_a_slip_for_each_guardian_of_the_class(world: World) -> None:
    slips = await world.issue(GuardiansOfClass(CLASS_5A), CLASS_TEACHER)
    assert [(slip.person.id, [child.pupil.name.given for child in slip.children]) for slip in slips] == [
        (IRINA, ["Тимур"]),
        (RASHID, ["Тимур"]),
        (SVETLANA, ["Сарана"]),
    ]
    assert {child.class_title for slip in slips for child in slip.children} == {"5А"}
    assert len({slip.code for slip in slips}) == 3
    assert {slip.expires for slip in slips} == {NOW + timedelta(days=14)}


async def test_codes_are_kept_as_hashes(world: World) -> None:
    slips = await world.issue(GuardiansOfClass(CLASS_5A), CLASS_TEACHER)
    kept = str(await world.rows("link_code")) + str(await world.rows("audit_entry"))
    assert not [slip for slip in slips if slip.code in kept]
    assert await world.actions() == ["code.issued"] * 3


@pytest.mark.parametrize(
    ("by", "request_"),
    [
        (CONSOLE, WholeStaff()),
        (CONSOLE, GuardiansOfClass(CLASS_6B)),
        (ADMINISTRATOR, WholeStaff()),
        (ADMINISTRATOR, GuardiansOfClass(CLASS_5A)),
        (ADMINISTRATOR, OnePerson(TEACHER)),
        (COORDINATOR, GuardiansOfClass(CLASS_6B)),
        (COORDINATOR, OnePerson(IRINA)),
        (CLASS_TEACHER, OnePerson(RASHID)),
    ],
)
async def test_may_issue(world: World, by: PersonId | None, request_: CodeRequest) -> None:
    assert await world.issue(request_, by)


@pytest.mark.parametrize(
    ("by", "request_"),
    [
        (COORDINATOR, WholeStaff()),
        (CLASS_TEACHER, WholeStaff()),
        (TEACHER, WholeStaff()),
        (IRINA, WholeStaff()),
        (CLASS_TEACHER, GuardiansOfClass(CLASS_6B)),
        (TEACHER, GuardiansOfClass(CLASS_5A)),
        (IRINA, GuardiansOfClass(CLASS_5A)),
        (COORDINATOR, OnePerson(TEACHER)),
        (TEACHER, OnePerson(IRINA)),
        (IRINA, OnePerson(IRINA)),
    ],
)
async def test_may_not_issue(world: World, by: PersonId, request_: CodeRequest) -> None:
    with pytest.raises(ForbiddenError):
        await world.issue(request_, by)
    assert await world.rows("link_code") == []


PUPILS = [
    (CONSOLE, OnePerson(TIMUR), [TIMUR]),
    (ADMINISTRATOR, PupilsOfClass(CLASS_6B), [AMINA]),
    (COORDINATOR, OnePerson(TIMUR), [TIMUR]),
    (CLASS_TEACHER, OnePerson(SARANA), [SARANA]),
    (CLASS_TEACHER, PupilsOfClass(CLASS_5A), [TIMUR, SARANA]),
]


@pytest.mark.parametrize(("by", "request_", "to"), PUPILS)
async def test_pupils_get_codes_where_the_school_lets_them_in(
    world: World, by: PersonId | None, request_: CodeRequest, to: list[PersonId]
) -> None:
    with pytest.raises(PupilsKeptOutError):
        await world.issue(request_, by)
    assert await world.rows("link_code") == []
    console = await world.actor(CONSOLE)
    await change_settings(world.database, console, {"profile.pupil_access": "read"}, NOW)
    slips = await world.issue(request_, by)
    assert [slip.person.id for slip in slips] == to
    assert {slip.class_title for slip in slips} <= {"5А", "6Б"}
    await change_settings(world.database, console, {"profile.pupil_access": "none"}, NOW)
    assert (await withdraw_access(world.database, await world.actor(by), to[0], NOW)).codes == 1


@pytest.mark.parametrize(
    ("by", "request_"),
    [
        (CLASS_TEACHER, PupilsOfClass(CLASS_6B)),
        (TEACHER, PupilsOfClass(CLASS_5A)),
        (IRINA, OnePerson(TIMUR)),
        (TIMUR, OnePerson(TIMUR)),
        (CLASS_TEACHER, OnePerson(AMINA)),
    ],
)
async def test_may_not_issue_to_pupils(world: World, by: PersonId, request_: CodeRequest) -> None:
    await change_settings(world.database, await world.actor(CONSOLE), {"profile.pupil_access": "read"}, NOW)
    with pytest.raises((ForbiddenError, NotFoundError)):
        await world.issue(request_, by)
    assert await world.rows("link_code") == []


@pytest.mark.parametrize(
    ("by", "request_"),
    [
        (ADMINISTRATOR, GuardiansOfClass(CLASS_ELSEWHERE)),
        (ADMINISTRATOR, OnePerson(IRINA_ELSEWHERE)),
        (CONSOLE, OnePerson(IRINA_ELSEWHERE)),
        (ADMINISTRATOR, OnePerson(PersonId(999))),
        (ADMINISTRATOR, GuardiansOfClass(ClassId(999))),
        (CLASS_TEACHER, OnePerson(TEACHER)),
        (CLASS_TEACHER, OnePerson(PersonId(999))),
    ],
)
async def test_what_one_cannot_see_is_not_there(world: World, by: PersonId | None, request_: CodeRequest) -> None:
    with pytest.raises(NotFoundError):
        await world.issue(request_, by)


@pytest.mark.parametrize(
    ("by", "titles"),
    [
        (CONSOLE, ["5А", "6Б"]),
        (ADMINISTRATOR, ["5А", "6Б"]),
        (COORDINATOR, ["5А", "6Б"]),
        (CLASS_TEACHER, ["5А"]),
        (TEACHER, []),
        (IRINA, []),
    ],
)
async def test_one_is_offered_the_classes_one_may_issue_to(
    world: World, by: PersonId | None, titles: list[str]
) -> None:
    own = await desk(world.database, await world.actor(by), NOW)
    assert [one.title for one in own.classes] == titles


async def test_a_guardian_with_children_in_two_classes_sees_both_named_by_the_coordinator(world: World) -> None:
    slip = (await world.issue(OnePerson(IRINA), COORDINATOR))[0]
    assert [child.class_title for child in slip.children] == ["5А", "6Б"]


async def test_a_class_teacher_sees_the_children_of_own_class_only(world: World) -> None:
    slip = (await world.issue(OnePerson(IRINA), CLASS_TEACHER))[0]
    assert [child.class_title for child in slip.children] == ["5А"]


async def test_a_new_code_leaves_used_ones_and_links_alone(world: World) -> None:
    linked = await service.link_by_code(world.database, CHAT, await world.code(IRINA), NOW)
    await world.issue(OnePerson(IRINA), CLASS_TEACHER)
    assert [link.id for link in (await service.identify(world.database, CHAT, NOW)).links] == [linked.link_id]
    assert (await world.rows("link_code"))[0]["revoked_at"] is None


async def test_access_is_withdrawn_after_a_lost_telephone(world: World) -> None:
    await service.link_by_code(world.database, CHAT, await world.code(IRINA), NOW)
    unused = await world.code(IRINA)
    done = await withdraw_access(world.database, await world.actor(CLASS_TEACHER), IRINA, NOW)
    assert done == Withdrawn(codes=1, links=1)
    assert (await service.identify(world.database, CHAT, NOW)).is_stranger
    assert (await world.actions())[-1] == "access.withdrawn"
    with pytest.raises(CodeRevokedError):
        await service.link_by_code(world.database, CHAT, unused, NOW)


async def test_others_cannot_withdraw_it(world: World) -> None:
    await service.link_by_code(world.database, CHAT, await world.code(IRINA), NOW)
    with pytest.raises(ForbiddenError):
        await withdraw_access(world.database, await world.actor(TEACHER), IRINA, NOW)
    assert not (await service.identify(world.database, CHAT, NOW)).is_stranger
