"""Functions and absences of the staff: who may, what must not happen, what the log says (A17, L09, L10, N01)."""

from collections.abc import Awaitable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.deadlines.model import Leave
from core.errors import DomainError, ForbiddenError, NotFoundError
from core.ids import ClassId, GrantId, PersonId
from core.people.model import Actor, Grant, Role
from core.people.staff import granting, leaves
from core.people.staff.days import read_days
from core.people.staff.errors import (
    DaysNotReadError,
    DeputyAwayError,
    FunctionHeldError,
    LastAdministratorError,
    OwnAdministratorError,
    StaleConfirmationError,
    TermError,
)
from core.people.staff.functions import OF_2010, OF_2018, functions_of
from core.people.staff.model import Term
from core.people.staff.service import card, staff_list
from tests.contract.school import (
    CLASS_6B,
    IGOR,
    NINA,
    NOW,
    OLGA,
    SCHOOL,
    SECRETARY,
    TEACHER_ELSEWHERE,
    TODAY,
    TOMORROW,
    YESTERDAY,
    made_up_school,
)
from tests.fakes.database import MemoryDatabase
from tests.fakes.directories import Days, Function

ADMINISTRATOR = Grant(Role.ADMINISTRATOR)
ALWAYS = Term(TODAY)


@pytest.fixture
def database() -> MemoryDatabase:
    """Olga administers the school besides teaching."""
    of = made_up_school()
    of.functions.append(Function(OLGA, ADMINISTRATOR, Days(YESTERDAY)))
    return MemoryDatabase(of)


async def acting(database: MemoryDatabase, person_id: PersonId) -> Actor:
    async with database.reading() as unit:
        return await unit.people.actor(person_id, TODAY)


async def give(
    database: MemoryDatabase, by: PersonId, to: PersonId, key: str, term: Term = ALWAYS, of: ClassId | None = None
) -> None:
    await granting.give(database, await acting(database, by), to, key, of, term, NOW, NOW)


async def grants(database: MemoryDatabase, person_id: PersonId) -> frozenset[Grant]:
    return (await acting(database, person_id)).grants


async def held(database: MemoryDatabase, person_id: PersonId, role: Role) -> GrantId:
    async with database.reading() as unit:
        staff = await unit.staff.employees(SCHOOL, TODAY)
    return next(one.id for who in staff if who.person.id == person_id for one in who.held if one.grant.role is role)


async def take(database: MemoryDatabase, by: PersonId, of: PersonId, role: Role) -> None:
    actor = await acting(database, by)
    await granting.take_back(database, actor, of, await held(database, of, role), NOW, NOW)


async def actions(database: MemoryDatabase) -> list[tuple[str, str]]:
    async with database.reading() as unit:
        return [(one.line.action, one.line.subject) for one in await unit.audit.lines(SCHOOL)]


async def refused(call: Awaitable[object], error: type[DomainError], database: MemoryDatabase) -> None:
    """It is refused, and leaves no line in the log."""
    before = await actions(database)
    with pytest.raises(error):
        await call
    assert await actions(database) == before


async def test_a_united_function_brings_all_its_roles_and_a_line_for_each(database: MemoryDatabase) -> None:
    await give(database, OLGA, SECRETARY, "measures")
    found = await grants(database, SECRETARY)
    assert {one.role for one in found} == {Role.CLERK, Role.DATA_OFFICER, Role.ADMINISTRATOR}
    assert await actions(database) == [("staff.granted", f"person:{SECRETARY}")] * 2  # the clerk's was held
    await refused(give(database, OLGA, SECRETARY, "measures"), FunctionHeldError, database)


async def test_functions_of_a_class_and_of_other_days(database: MemoryDatabase) -> None:
    await refused(give(database, OLGA, NINA, "class_teacher"), NotFoundError, database)
    await give(database, OLGA, NINA, "class_teacher", of=CLASS_6B)
    await give(database, OLGA, NINA, "deputy", Term(TOMORROW, TOMORROW))
    assert Grant(Role.CLASS_TEACHER, CLASS_6B) in await grants(database, NINA)
    assert Grant(Role.DEPUTY) not in await grants(database, NINA)
    for wrong in (Term(YESTERDAY), Term(TOMORROW, TODAY), Term(TODAY, TODAY + timedelta(days=800))):
        await refused(give(database, OLGA, NINA, "operator", wrong), TermError, database)


async def test_only_an_administrator_gives_and_takes(database: MemoryDatabase) -> None:
    """The denial twin: a director's deputy sees the staff and says who is away, but gives nothing."""
    await give(database, OLGA, IGOR, "deputy")
    assert await staff_list(database, await acting(database, IGOR), NOW)
    for actor in (IGOR, NINA):
        await refused(give(database, actor, SECRETARY, "deputy"), ForbiddenError, database)
        await refused(take(database, actor, OLGA, Role.TEACHER), ForbiddenError, database)
    await refused(staff_list(database, await acting(database, NINA), NOW), ForbiddenError, database)
    await refused(card(database, await acting(database, NINA), OLGA, NOW), ForbiddenError, database)
    await refused(give(database, OLGA, TEACHER_ELSEWHERE, "deputy"), NotFoundError, database)
    await refused(give(database, OLGA, NINA, "applications"), NotFoundError, database)  # of 2010, not of this school


async def test_a_function_taken_back_is_closed_at_once(database: MemoryDatabase) -> None:
    await take(database, OLGA, NINA, Role.TEACHER)
    assert await grants(database, NINA) == frozenset()
    async with database.reading() as unit:
        assert (await unit.people.actor(NINA, YESTERDAY)).holds(Role.TEACHER)
    assert await actions(database) == [("staff.revoked", f"person:{NINA}")]


async def test_a_school_never_loses_its_last_administrator(database: MemoryDatabase) -> None:
    await refused(take(database, OLGA, OLGA, Role.ADMINISTRATOR), LastAdministratorError, database)
    await give(database, OLGA, NINA, "measures", Term(TODAY, TOMORROW))  # who leaves tomorrow does not count
    await refused(take(database, NINA, OLGA, Role.ADMINISTRATOR), LastAdministratorError, database)
    await give(database, OLGA, NINA, "measures")
    await refused(take(database, OLGA, OLGA, Role.ADMINISTRATOR), OwnAdministratorError, database)
    await take(database, NINA, OLGA, Role.ADMINISTRATOR)
    assert ADMINISTRATOR not in await grants(database, OLGA)


async def test_a_yes_that_comes_late_changes_nothing(database: MemoryDatabase) -> None:
    actor, late = await acting(database, OLGA), NOW + timedelta(minutes=5, seconds=1)
    role, leave = await held(database, NINA, Role.TEACHER), Leave(NINA, TODAY, TODAY)
    for call in (
        granting.give(database, actor, NINA, "operator", None, ALWAYS, NOW, late),
        granting.take_back(database, actor, NINA, role, NOW, late),
        leaves.add_leave(database, actor, leave, NOW, late),
        leaves.end_leave(database, actor, NINA, TODAY, late, NOW),  # from the future: forged
    ):
        await refused(call, StaleConfirmationError, database)


async def test_absences_with_who_stands_in(database: MemoryDatabase) -> None:
    olga, leave = await acting(database, OLGA), Leave(NINA, TODAY, TOMORROW, IGOR)
    await leaves.add_leave(database, olga, leave, NOW, NOW)
    found = await card(database, olga, NINA, NOW)
    assert [(one, deputy and deputy.id) for one, deputy in found.leaves] == [(leave, IGOR)]
    away = Leave(OLGA, TOMORROW, TOMORROW, NINA)
    await refused(leaves.add_leave(database, olga, away, NOW, NOW), DeputyAwayError, database)
    await refused(
        leaves.add_leave(database, olga, Leave(OLGA, TODAY, TODAY, OLGA), NOW, NOW), DeputyAwayError, database
    )
    stranger = Leave(OLGA, TODAY, TODAY, TEACHER_ELSEWHERE)
    await refused(leaves.add_leave(database, olga, stranger, NOW, NOW), NotFoundError, database)
    igor = await acting(database, IGOR)
    await refused(leaves.add_leave(database, igor, leave, NOW, NOW), ForbiddenError, database)
    await refused(leaves.end_leave(database, igor, NINA, TODAY, NOW, NOW), ForbiddenError, database)
    await leaves.end_leave(database, olga, NINA, TODAY, NOW, NOW)
    await refused(leaves.end_leave(database, olga, NINA, TODAY, NOW, NOW), NotFoundError, database)
    assert [action for action, _ in await actions(database)] == ["staff.away", "staff.back"]


async def test_search_by_the_beginning_of_a_name_or_position(database: MemoryDatabase) -> None:
    olga = await acting(database, OLGA)

    async def found(words: str) -> list[PersonId]:
        return [one.person.id for one in await staff_list(database, olga, NOW, words)]

    assert await found("федор") == [NINA]
    assert await found("нина ФЁД") == [NINA]
    assert await found("учит смирн") == [OLGA]
    assert await found("Неттакой") == []


def test_the_documents_differ_in_what_they_unite() -> None:
    assert [functions_of(one) for one in ("spb-2010", "pyatigorsk-2012")] == [OF_2010, OF_2010]
    assert functions_of("spb-2018") == OF_2018
    assert {role for one in OF_2010 for role in one.roles} == {role for one in OF_2018 for role in one.roles}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("с 16 по 20", date(2026, 10, 16), date(2026, 10, 20)),
        ("с 30 по 5 ноября", date(2026, 10, 30), date(2026, 11, 5)),
        ("с 1 по 20 декабря", date(2026, 12, 1), date(2026, 12, 20)),
        ("1–14 декабря", date(2026, 12, 1), date(2026, 12, 14)),
        ("до пятницы", TODAY, date(2026, 10, 16)),
        ("завтра.", TOMORROW, TOMORROW),
        ("с 1 ноября", date(2026, 11, 1), None),
        ("01.11.2026 по 31.05.2027", date(2026, 11, 1), date(2027, 5, 31)),
        ("14.10-20.10", date(2026, 10, 14), date(2026, 10, 20)),
        ("14.10.2026 – 20.10.2026", date(2026, 10, 14), date(2026, 10, 20)),
    ],
)
def test_days_as_they_are_typed(text: str, first: date, last: date | None) -> None:
    assert read_days(text, TODAY) == Term(first, last)


@pytest.mark.parametrize(
    "text", ["", "с", "по", "никогда", "с 16 по", "с 16 с 17", "болеет с 12 по 16", "31.02", "9" * 99]
)
def test_what_is_not_days(text: str) -> None:
    with pytest.raises(DaysNotReadError):
        read_days(text, TODAY)


@given(st.text(max_size=120))
def test_any_text_is_days_or_refused(text: str) -> None:
    try:
        read_days(text, TODAY)
    except DaysNotReadError:
        return


@given(st.dates(TODAY, date(2027, 5, 31)), st.dates(TODAY, date(2027, 5, 31)))
def test_two_dates_are_read_as_they_are_written(first: date, last: date) -> None:
    assert read_days(f"с {first:%d.%m.%Y} по {last:%d.%m.%Y}", TODAY) == Term(first, last)
