"""The directories: who is where on a day. Both ends of days of validity are included."""

from datetime import date, timedelta

import pytest

from core.errors import NotFoundError
from core.ids import ClassId, PersonId, SchoolId
from core.people.details import Details
from core.people.model import Grant, Membership, Name, Person, Role
from core.unit_of_work import Database
from tests.contract.school import (
    ARTYOM,
    BEGAN,
    BELOVA,
    CLASS_4A,
    CLASS_5A,
    CLASS_6B,
    CLASS_ELSEWHERE,
    DANIIL,
    DIRECTOR,
    DMITRY,
    EGOR,
    ELSEWHERE,
    GLEB,
    GROUP_1,
    GROUP_2,
    GUARDIAN_ELSEWHERE,
    IGOR,
    IVANOV,
    IVANOVA,
    LEV,
    MARIA,
    MOVED_ON,
    NINA,
    OLEG,
    OLGA,
    PETROVA,
    PUPIL_ELSEWHERE,
    RETIRED,
    SCHOOL,
    SIDOROVA,
    SOFIA,
    TEACHER_ELSEWHERE,
    TODAY,
    TOMORROW,
    VERA,
    YESTERDAY,
    ZHUKOVA,
)


def _ids(people: tuple[Person, ...]) -> list[PersonId]:
    return [person.id for person in people]


async def test_schools_come_by_number(school: Database) -> None:
    async with school.reading() as unit:
        first, second = await unit.people.schools()
        assert (first.id, first.number, first.content_mode) == (SCHOOL, "900", "full")
        assert (second.id, second.profile, second.content_mode) == (ELSEWHERE, "pyatigorsk-2012", "discreet")
        assert second == await unit.people.school(ELSEWHERE)
        assert str(second.zone) == "Asia/Vladivostok"


async def test_a_person_has_name_school_and_uid(school: Database) -> None:
    async with school.reading() as unit:
        sofia, vera = await unit.people.person(SOFIA), await unit.people.person(VERA)
    assert (sofia.name.full, sofia.school_id, sofia.uid) == ("Ёлкина Софья Дмитриевна", SCHOOL, "7800100015")
    assert (vera.name.full, vera.name.patronymic, vera.uid) == ("Белова Вера", None, None)


async def test_who_is_not_there_is_not_found(school: Database) -> None:
    async with school.reading() as unit:
        with pytest.raises(NotFoundError):
            await unit.people.school(SchoolId(99))
        with pytest.raises(NotFoundError):
            await unit.people.person(PersonId(99))
        with pytest.raises(NotFoundError):
            await unit.people.actor(PersonId(99), TODAY)


async def test_an_actor_holds_the_functions_of_the_day(school: Database) -> None:
    teaches, leads = Grant(Role.TEACHER), Grant(Role.CLASS_TEACHER, CLASS_5A)
    async with school.reading() as unit:
        today, yesterday = await unit.people.actor(OLGA, TODAY), await unit.people.actor(OLGA, YESTERDAY)
    assert (today.school_id, today.person_id, today.name.given) == (SCHOOL, OLGA, "Ольга")
    assert today.grants == {teaches, leads, Grant(Role.GUARDIAN)}
    assert yesterday.grants == today.grants | {Grant(Role.DEPUTY)}


async def test_a_function_of_one_day_holds_on_that_day_alone(school: Database) -> None:
    async with school.reading() as unit:
        held = [(await unit.people.actor(DIRECTOR, day)).grants for day in (YESTERDAY, TODAY, TOMORROW)]
    assert held == [set(), {Grant(Role.DIRECTOR)}, set()]


async def test_guardians_and_pupils_act_as_such_while_they_are(school: Database) -> None:
    async with school.reading() as unit:
        people = unit.people
        assert (await people.actor(IVANOV, YESTERDAY)).grants == {Grant(Role.GUARDIAN)}
        assert (await people.actor(IVANOV, TODAY)).grants == frozenset()
        assert (await people.actor(EGOR, YESTERDAY)).grants == {Grant(Role.PUPIL)}
        assert (await people.actor(EGOR, TODAY)).grants == frozenset()


async def test_children_come_by_class_and_name(school: Database) -> None:
    async with school.reading() as unit:
        twins = await unit.people.children(PETROVA, TODAY)
        in_two_classes = await unit.people.children(ZHUKOVA, TOMORROW)
    assert [(child.pupil.id, child.class_title) for child in twins] == [(GLEB, "5А"), (LEV, "5А")]
    assert [(child.pupil.id, child.class_title) for child in in_two_classes] == [(OLEG, "6Б"), (EGOR, None)]


async def test_a_child_is_ones_own_on_both_ends_of_the_guardianship(school: Database) -> None:
    async with school.reading() as unit:
        of_vera = [await unit.people.children(BELOVA, day) for day in (YESTERDAY, TODAY, TOMORROW)]
        of_daniil = [await unit.people.children(IVANOV, day) for day in (BEGAN, YESTERDAY, TODAY)]
        before = await unit.people.children(MARIA, BEGAN - timedelta(days=1))
    assert [len(children) for children in of_vera] == [0, 1, 0]
    assert [len(children) for children in of_daniil] == [1, 1, 0]
    assert before == ()


async def test_a_pupil_is_one_on_the_days_in_a_class(school: Database) -> None:
    async with school.reading() as unit:
        of_egor = [await unit.people.pupil(EGOR, day) for day in (YESTERDAY, TODAY)]
        of_vera = [await unit.people.pupil(VERA, day) for day in (MOVED_ON - timedelta(days=1), MOVED_ON)]
        teacher = await unit.people.pupil(OLGA, TODAY)
    assert [one.class_title if one else None for one in (*of_egor, *of_vera)] == ["5А", None, "6Б", "5А"]
    assert (of_vera[0].pupil.id if of_vera[0] else None, teacher) == (VERA, None)


async def test_children_of_another_school_are_another_familys(school: Database) -> None:
    async with school.reading() as unit:
        ours, theirs = await unit.people.children(MARIA, TODAY), await unit.people.children(GUARDIAN_ELSEWHERE, TODAY)
    assert [child.pupil.id for child in ours] == [SOFIA]
    assert [child.pupil.id for child in theirs] == [PUPIL_ELSEWHERE]


async def test_classes_are_those_of_the_year_by_grade(school: Database) -> None:
    async with school.reading() as unit:
        assert [one.title for one in await unit.people.classes(SCHOOL, TODAY)] == ["5А", "6Б"]
        assert [one.id for one in await unit.people.classes(SCHOOL, BEGAN - timedelta(days=100))] == [CLASS_4A]
        assert [one.id for one in await unit.people.classes(ELSEWHERE, TODAY)] == [CLASS_ELSEWHERE]


async def test_staff_are_those_employed_that_day_by_name(school: Database) -> None:
    async with school.reading() as unit:
        assert _ids(await unit.people.staff(SCHOOL, YESTERDAY)) == [DIRECTOR, OLGA, IGOR, RETIRED, NINA]
        assert _ids(await unit.people.staff(SCHOOL, TODAY)) == [DIRECTOR, OLGA, IGOR, NINA]
        assert _ids(await unit.people.staff(SCHOOL, TOMORROW)) == [DIRECTOR, OLGA, NINA]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("T1", OLGA),
        ("Смирнова Ольга Викторовна", OLGA),
        ("  Смирнова   Ольга Викторовна ", OLGA),
        ("T3", IGOR),
        ("Титов Игорь Олегович", None),
        ("Смирнова Ольга", None),
        ("T99", None),
    ],
)
async def test_an_employee_is_found_by_number_or_full_name(
    school: Database, asked: str, found: PersonId | None
) -> None:
    async with school.reading() as unit:
        member = await unit.people.staff_member(SCHOOL, asked)
    assert (member.id if member else None) == found


async def test_a_staff_number_is_the_schools_own(school: Database) -> None:
    async with school.reading() as unit:
        member = await unit.people.staff_member(ELSEWHERE, "T1")
    assert member
    assert member.id == TEACHER_ELSEWHERE


async def test_staff_numbers_are_those_of_one_school(school: Database) -> None:
    async with school.reading() as unit:
        numbers = await unit.people.staff_numbers(SCHOOL)
        elsewhere = await unit.people.staff_numbers(ELSEWHERE)
    assert numbers[OLGA] == "T1"
    assert elsewhere == {TEACHER_ELSEWHERE: "T1"}


async def test_a_class_list_is_of_the_whole_year_by_name_with_yo_beside_ye(school: Database) -> None:
    async with school.reading() as unit:
        lists = await unit.people.class_pupils((CLASS_5A, CLASS_6B))
    assert [one.pupil.id for one in lists[CLASS_5A]] == [VERA, SOFIA, EGOR, ARTYOM, DANIIL, GLEB, LEV]
    assert [one.pupil.id for one in lists[CLASS_6B]] == [VERA, OLEG]


async def test_yesterday_has_yesterdays_list(school: Database) -> None:
    async with school.reading() as unit:
        lists = await unit.people.class_pupils((CLASS_5A, CLASS_6B))
    left, moved = MOVED_ON - timedelta(days=1), MOVED_ON
    on = {day: [one.pupil.id for one in lists[CLASS_5A] if one.on(day)] for day in (left, YESTERDAY, TODAY)}
    assert on[left] == [SOFIA, EGOR, ARTYOM, DANIIL, GLEB, LEV]
    assert on[YESTERDAY] == [VERA, SOFIA, EGOR, ARTYOM, DANIIL, GLEB, LEV]
    assert on[TODAY] == [VERA, SOFIA, ARTYOM, DANIIL, GLEB, LEV]
    assert [one.pupil.id for one in lists[CLASS_6B] if one.on(moved)] == [OLEG]


async def test_members_of_groups_have_their_days(school: Database) -> None:
    async with school.reading() as unit:
        pupils = {one.pupil.id: one for one in (await unit.people.class_pupils((CLASS_5A,)))[CLASS_5A]}
    last = MOVED_ON - timedelta(days=1)
    assert pupils[DANIIL].groups == (Membership(GROUP_1, BEGAN, last), Membership(GROUP_2, MOVED_ON, None))
    assert [group.on(last) for group in pupils[DANIIL].groups] == [True, False]
    assert pupils[ARTYOM].groups == (Membership(GROUP_2, BEGAN, None),)
    assert pupils[LEV].groups == ()


async def test_groups_come_by_subject_and_title(school: Database) -> None:
    async with school.reading() as unit:
        groups = await unit.people.class_groups((CLASS_5A, CLASS_6B))
    assert [(group.id, group.title) for group in groups[CLASS_5A]] == [(GROUP_1, "1 группа"), (GROUP_2, "2 группа")]
    assert groups[CLASS_6B] == ()


async def test_no_classes_have_no_lists(school: Database) -> None:
    async with school.reading() as unit:
        assert await unit.people.class_pupils(()) == {}
        assert await unit.people.class_groups(()) == {}
        assert await unit.people.class_pupils((ClassId(99),)) == {ClassId(99): ()}


async def test_guardians_of_a_class_have_own_children_in_it(school: Database) -> None:
    async with school.reading() as unit:
        today = await unit.people.class_guardians(CLASS_5A, TODAY)
        tomorrow = await unit.people.class_guardians(CLASS_6B, TOMORROW)
    assert [(guardian.id, _ids(children)) for guardian, children in today] == [
        (BELOVA, [VERA]),
        (MARIA, [SOFIA]),
        (DMITRY, [SOFIA]),
        (IVANOVA, [ARTYOM]),
        (PETROVA, [GLEB, LEV]),
    ]
    assert [(guardian.id, _ids(children)) for guardian, children in tomorrow] == [
        (OLGA, [OLEG]),
        (ZHUKOVA, [OLEG]),
        (SIDOROVA, [OLEG]),
    ]


async def test_class_teachers_are_those_of_the_class_and_the_day(school: Database) -> None:
    async with school.reading() as unit:
        assert _ids(await unit.people.class_teachers(CLASS_5A, TODAY)) == [OLGA]
        assert await unit.people.class_teachers(CLASS_6B, TODAY) == ()
        assert await unit.people.class_teachers(CLASS_5A, BEGAN - timedelta(days=1)) == ()


async def test_holders_of_a_function_are_those_of_the_school_and_the_day(school: Database) -> None:
    async with school.reading() as unit:
        holders = unit.people.holders
        assert set(_ids(await holders(SCHOOL, Role.TEACHER, TODAY))) == {OLGA, NINA, IGOR}
        assert _ids(await holders(ELSEWHERE, Role.TEACHER, TODAY)) == [TEACHER_ELSEWHERE]
        found = [await holders(SCHOOL, Role.DIRECTOR, day) for day in (YESTERDAY, TODAY, TOMORROW)]
        assert [_ids(people) for people in found] == [[], [DIRECTOR], []]
        assert await holders(SCHOOL, Role.ADMINISTRATOR, TODAY) == ()


async def test_details_are_kept_in_place_of_what_they_were(school: Database) -> None:
    async with school.writing() as unit:
        assert await unit.people.details(SOFIA) == Details(Name("Ёлкина", "Софья", "Дмитриевна"))
        new = Details(Name("Ёлкина-Белова", "Софья"), date(2015, 3, 1), "+79211234567", "s@example.ru")
        await unit.people.save_details(SOFIA, new)
        assert await unit.people.details_to_change(SOFIA) == new
        assert (await unit.people.person(SOFIA)).name == new.name
        with pytest.raises(NotFoundError):
            await unit.people.details(PersonId(999))
