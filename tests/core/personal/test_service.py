"""Who may see and change whose personal data, what is read, how often (A23, D07)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.applications.errors import NameNotReadError, PhoneNotReadError
from core.approvals import service as approvals
from core.approvals.errors import OwnRequestError
from core.approvals.model import Card, State
from core.errors import DomainError, ForbiddenError, NotFoundError
from core.ids import PersonId, RequestId
from core.people.details import Detail, Details
from core.people.model import Grant, Name, Role
from core.personal import rules, service
from core.personal.errors import (
    BornNotReadError,
    DataAskedError,
    DataOnPaperError,
    EmailNotReadError,
    NoClassError,
    SameValueError,
    TooManyChangesError,
)
from tests.contract.school import (
    BEGAN,
    CLASS_6B,
    DIRECTOR,
    DMITRY,
    EGOR,
    GUARDIAN_ELSEWHERE,
    LEV,
    MARIA,
    NINA,
    NOW,
    OLEG,
    OLGA,
    PUPIL_ELSEWHERE,
    SOFIA,
    TODAY,
    ZHUKOVA,
    made_up_school,
)
from tests.fakes.database import MemoryDatabase
from tests.fakes.directories import Days, Function

PHONE = "8 921 123-45-67"
GRACE = timedelta(minutes=2)


@pytest.fixture
def school() -> MemoryDatabase:
    """Olga leads 5А, nobody leads 6Б; Maria and Dmitry are Sofia's parents."""
    return MemoryDatabase(made_up_school())


async def ask(
    database: MemoryDatabase, by: PersonId = MARIA, about: PersonId = MARIA, detail: Detail = Detail.PHONE,
    text: str = PHONE, later: timedelta = timedelta(),
) -> RequestId:  # fmt: skip
    async with database.reading() as unit:
        actor = await unit.people.actor(by, TODAY)
    kept = await service.propose(database, actor, about, detail, text, NOW + later)
    return kept.waiting[-1].id


async def decide(database: MemoryDatabase, request: RequestId, by: PersonId, *, allowed: bool = True) -> Card:
    async with database.reading() as unit:
        actor = await unit.people.actor(by, TODAY)
    return await approvals.decide(database, actor, request, allowed=allowed, now=NOW, grace=GRACE)


async def details(database: MemoryDatabase, person: PersonId) -> Details:
    async with database.reading() as unit:
        return await unit.people.details(person)


def grant(database: MemoryDatabase, person: PersonId, role: Role, class_id: object = None) -> None:
    database.directories.functions.append(Function(person, Grant(role, class_id), Days(BEGAN)))  # type: ignore[arg-type]


async def test_the_class_teacher_allows_and_the_directory_changes(school: MemoryDatabase) -> None:
    request = await ask(school, about=SOFIA, detail=Detail.NAME, text="ёлкина-белова софья дмитриевна")
    card = await decide(school, request, OLGA)
    assert card.request.state is State.ALLOWED
    assert card.class_title == "5А"
    assert (await details(school, SOFIA)).name == Name("Ёлкина-Белова", "Софья", "Дмитриевна")
    async with school.reading() as unit:
        assert (await unit.people.person(SOFIA)).name.surname == "Ёлкина-Белова"


async def test_a_refusal_and_a_withdrawal_change_nothing(school: MemoryDatabase) -> None:
    request = await ask(school)
    assert (await decide(school, request, OLGA, allowed=False)).request.state is State.REFUSED
    assert (await details(school, MARIA)).phone is None


async def test_a_directory_that_has_changed_meanwhile_is_not_overwritten(school: MemoryDatabase) -> None:
    request = await ask(school)
    async with school.writing() as unit:
        await unit.people.save_details(MARIA, replace(await unit.people.details(MARIA), phone="+79990000000"))
        await unit.commit()
    assert (await decide(school, request, OLGA)).request.state is State.OUTDATED
    assert (await details(school, MARIA)).phone == "+79990000000"


@pytest.mark.parametrize("by", [NINA, DIRECTOR, DMITRY, GUARDIAN_ELSEWHERE])
async def test_nobody_else_decides_or_finds_it(school: MemoryDatabase, by: PersonId) -> None:
    """A teacher who is not the class teacher, the director, the other parent, another school."""
    request = await ask(school)
    with pytest.raises(NotFoundError):
        await decide(school, request, by)
    assert (await details(school, MARIA)).phone is None


async def test_a_class_teacher_of_another_class_finds_nothing_a_coordinator_does(school: MemoryDatabase) -> None:
    request = await ask(school)
    grant(school, NINA, Role.CLASS_TEACHER, CLASS_6B)
    with pytest.raises(NotFoundError):
        await decide(school, request, NINA)
    grant(school, DIRECTOR, Role.COORDINATOR)
    assert (await decide(school, request, DIRECTOR)).request.state is State.ALLOWED


async def test_nobody_decides_an_own_request(school: MemoryDatabase) -> None:
    """Olga is Oleg's guardian and becomes his class teacher."""
    grant(school, OLGA, Role.CLASS_TEACHER, CLASS_6B)
    request = await ask(school, OLGA, OLEG)
    with pytest.raises(OwnRequestError):
        await decide(school, request, OLGA)


@pytest.mark.parametrize(
    ("by", "about", "error"),
    [
        (MARIA, LEV, NotFoundError),
        (MARIA, DMITRY, NotFoundError),
        (MARIA, PUPIL_ELSEWHERE, NotFoundError),
        (MARIA, PersonId(999), NotFoundError),
        (NINA, NINA, ForbiddenError),
        (GUARDIAN_ELSEWHERE, GUARDIAN_ELSEWHERE, DataOnPaperError),
        (ZHUKOVA, EGOR, NoClassError),
    ],
)
async def test_whose_data_may_not_be_asked_for(
    school: MemoryDatabase, by: PersonId, about: PersonId, error: type[DomainError]
) -> None:
    with pytest.raises(error):
        await ask(school, by, about)


async def test_one_thing_is_asked_for_once_and_so_many_wait(school: MemoryDatabase) -> None:
    await ask(school)
    with pytest.raises(DataAskedError):
        await ask(school, text="8 999 123-45-67")
    await ask(school, DMITRY, SOFIA, Detail.EMAIL, "s@example.ru")  # each parent's requests are their own
    for about, detail, text in (
        (MARIA, Detail.EMAIL, "m@example.ru"),
        (MARIA, Detail.NAME, "Ёлкина Мария"),
        (SOFIA, Detail.PHONE, PHONE),
        (SOFIA, Detail.EMAIL, "s@example.ru"),
    ):
        await ask(school, about=about, detail=detail, text=text)
    with pytest.raises(TooManyChangesError):
        await ask(school, about=SOFIA, detail=Detail.BORN, text="01.02.2015")


async def test_what_is_written_already_is_no_change(school: MemoryDatabase) -> None:
    with pytest.raises(SameValueError):
        await ask(school, detail=Detail.NAME, text="Ёлкина Мария Олеговна")


@pytest.mark.parametrize(
    ("detail", "text", "error"),
    [
        (Detail.NAME, "Мария", NameNotReadError),
        (Detail.PHONE, "двадцать", PhoneNotReadError),
        (Detail.EMAIL, "olga@", EmailNotReadError),
        (Detail.EMAIL, "a b@example.ru", EmailNotReadError),
        (Detail.BORN, "31.02.2015", BornNotReadError),
        (Detail.BORN, "01.01.2030", BornNotReadError),
        (Detail.BORN, "вчера", BornNotReadError),
    ],
)
def test_what_is_not_read(detail: Detail, text: str, error: type[DomainError]) -> None:
    with pytest.raises(error):
        rules.read_value(detail, text, TODAY)


@given(st.sampled_from(Detail), st.text(max_size=40))
def test_whatever_is_typed_is_refused_or_kept_as_it_was_read(detail: Detail, text: str) -> None:
    """A value that was read can be written and says the same."""
    try:
        value = rules.read_value(detail, text, TODAY)
    except DomainError:
        return
    assert Details(Name("А", "Б")).changed(detail, value).value(detail) == value


@given(st.dates(date(1950, 1, 1), TODAY - timedelta(days=1)))
def test_dates_of_birth_are_read(born: date) -> None:
    assert rules.read_value(Detail.BORN, born.strftime("%d.%m.%Y"), TODAY) == born.isoformat()
