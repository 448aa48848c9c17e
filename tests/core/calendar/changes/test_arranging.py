"""The deputy's decisions about lessons: who may decide what, and who hears of it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from core.calendar.changes.arranging import Act, Wish, decide, give_day, revoke, school_day
from core.calendar.changes.day import SchoolDay
from core.calendar.changes.errors import (
    LessonGoneError,
    LessonRecordedError,
    NoLessonsThatDayError,
    NothingChangesError,
    SameTeacherError,
)
from core.calendar.changes.model import Why
from core.calendar.changes.rules import candidates
from core.calendar.changes.substitutions import month
from core.errors import DomainError, ForbiddenError, NotFoundError
from core.ids import ChangeId, PersonId
from core.journal.model import EntryKind, LessonKey
from core.journal.ports import NewEntry
from core.journal.taps.model import LessonRef
from core.notifications.model import Kind
from core.people.model import Actor, Grant, Name, Role
from tests.contract.school import (
    CLASS_5A,
    CLASS_6B,
    DIRECTOR,
    ELSEWHERE,
    ENGLISH,
    GROUP_1,
    IGOR,
    MARIA,
    MATHS,
    NINA,
    NOW,
    OLGA,
    SCHOOL,
    TODAY,
    TOMORROW,
    made_up_school,
)
from tests.contract.writing import LESSON, linked
from tests.fakes.database import MemoryDatabase

MATHS_5A = LessonRef(CLASS_5A, None, MATHS, TODAY, 2)
ENGLISH_1 = LessonRef(CLASS_5A, GROUP_1, ENGLISH, TODAY, 3)
BY_NINA = Wish(Act.SUBSTITUTE, MATHS_5A, Why.ILLNESS, teacher=NINA)
MORNING = NOW - timedelta(hours=4)


def someone(role: Role, school_id: object = SCHOOL) -> Actor:
    return Actor(school_id, DIRECTOR, Name("Климова", "Светлана"), frozenset({Grant(role)}))  # type: ignore[arg-type]


DEPUTY = someone(Role.DEPUTY)


@pytest.fixture
async def database() -> MemoryDatabase:
    made = MemoryDatabase(made_up_school())
    async with made.writing() as unit:
        for chat, person in enumerate((OLGA, NINA, IGOR, MARIA), 1):
            await linked(unit, person, chat)
        await unit.commit()
    return made


async def do(database: MemoryDatabase, wish: Wish, now: datetime = NOW) -> SchoolDay:
    return await decide(database, DEPUTY, wish, now)


def held(day: SchoolDay) -> list[tuple[object, int, int]]:
    return [(slot.class_id, slot.number, slot.teacher_id) for slot in day.slots]


def told(database: MemoryDatabase, kind: Kind = Kind.STAFF_TIMETABLE) -> list[tuple[PersonId, str]]:
    rows = [row.planned for row in database.shared.state.outbox.rows.values() if row.planned.kind is kind]
    return sorted((one.person_id, (one.content or {}).get("event", "")) for one in rows)


async def actions(database: MemoryDatabase) -> list[str]:
    async with database.reading() as unit:
        return [chained.line.action for chained in await unit.audit.lines(SCHOOL)]


async def test_a_substitute_holds_the_lesson_and_both_hear_of_it(database: MemoryDatabase) -> None:
    day = await do(database, BY_NINA)
    assert (CLASS_5A, 2, NINA) in held(day)
    assert told(database) == [(OLGA, "covered"), (NINA, "substitute")]
    assert await actions(database) == ["timetable.changed"]
    (kept,) = day.changes
    assert (kept.made.why, kept.made.made_by, kept.made.declared) == (Why.ILLNESS, DIRECTOR, False)


async def test_a_substitution_is_revoked_and_both_hear_of_it(database: MemoryDatabase) -> None:
    day = await do(database, BY_NINA)
    after = await revoke(database, DEPUTY, day.changes[0].id, NOW)
    assert (CLASS_5A, 2, OLGA) in held(after)
    assert after.changes == ()
    assert told(database) == [(OLGA, "covered"), (OLGA, "returned"), (NINA, "released"), (NINA, "substitute")]
    await revoke(database, DEPUTY, day.changes[0].id, NOW)  # twice is once
    assert await actions(database) == ["timetable.changed", "timetable.restored"]


async def test_another_substitute_takes_the_place_of_the_first(database: MemoryDatabase) -> None:
    first = await do(database, BY_NINA)
    day = await do(database, replace(BY_NINA, teacher=IGOR))
    assert (CLASS_5A, 2, IGOR) in held(day)
    (kept,) = day.changes
    assert kept.made.replaces == first.changes[0].id
    assert kept.made.was is not None
    assert kept.made.was.teacher_id == OLGA
    assert (NINA, "released") in told(database)


async def test_the_first_teacher_again_is_no_change(database: MemoryDatabase) -> None:
    await do(database, BY_NINA)
    day = await do(database, replace(BY_NINA, teacher=OLGA))
    assert day.changes == ()


async def test_a_lesson_is_cancelled(database: MemoryDatabase) -> None:
    day = await do(database, Wish(Act.CANCEL, MATHS_5A, Why.EVENT))
    assert [slot.number for slot in day.cancelled] == [2]
    assert told(database) == [(OLGA, "cancelled")]


async def test_a_lesson_is_moved_to_another_day(database: MemoryDatabase) -> None:
    await do(database, Wish(Act.MOVE, MATHS_5A, Why.OTHER, day=TOMORROW, number=6))
    tomorrow = await school_day(database, DEPUTY, TOMORROW, NOW)
    assert held(tomorrow) == [(CLASS_5A, 6, OLGA)]
    assert told(database) == [(OLGA, "moved")]


async def test_lessons_of_a_class_change_places_with_all_groups_and_end_together(database: MemoryDatabase) -> None:
    day = await do(database, Wish(Act.SWAP, MATHS_5A, Why.OTHER, number=3))
    assert [one for one in held(day) if one[0] == CLASS_5A] == [
        (CLASS_5A, 2, NINA),
        (CLASS_5A, 2, IGOR),
        (CLASS_5A, 3, OLGA),
    ]
    after = await revoke(database, DEPUTY, day.changes[-1].id, NOW)
    assert after.changes == ()


async def test_two_classes_exchange_lessons_of_their_teacher(database: MemoryDatabase) -> None:
    day = await do(database, Wish(Act.CROSS, MATHS_5A, Why.OTHER, number=4))
    assert {(CLASS_5A, 4, OLGA), (CLASS_6B, 2, OLGA)} <= {*held(day)}


async def test_a_lesson_more(database: MemoryDatabase) -> None:
    wish = Wish(Act.EXTRA, replace(MATHS_5A, number=6), Why.OTHER, teacher=IGOR)
    day = await do(database, wish)
    assert (CLASS_5A, 6, IGOR) in held(day)
    assert told(database) == [(IGOR, "extra")]
    after = await revoke(database, DEPUTY, day.changes[0].id, NOW)
    assert (IGOR, "cancelled") in told(database)
    assert after.changes == ()


async def test_a_whole_day_goes_to_one_substitute_in_one_message(database: MemoryDatabase) -> None:
    day = await give_day(database, DEPUTY, OLGA, NINA, TODAY, Why.TRIP, NOW)
    assert {(CLASS_5A, 2, NINA), (CLASS_6B, 4, NINA)} <= {*held(day)}
    rows = [row.planned for row in database.shared.state.outbox.rows.values()]
    (content,) = [row.content for row in rows if row.person_id == NINA]
    assert content is not None
    assert content["lessons"] == "2. 5А · Математика\n4. 6Б · Математика"
    assert content["who"] == "Смирнова Ольга Викторовна"
    one = await revoke(database, DEPUTY, day.changes[0].id, NOW)  # each can be revoked alone
    assert len(one.changes) == 1


@pytest.mark.parametrize("role", [Role.TEACHER, Role.GUARDIAN, Role.COORDINATOR, Role.ADMINISTRATOR, Role.CLERK])
async def test_others_decide_nothing(database: MemoryDatabase, role: Role) -> None:
    with pytest.raises(ForbiddenError):
        await decide(database, someone(role), BY_NINA, NOW)
    with pytest.raises(ForbiddenError):
        await give_day(database, someone(role), OLGA, NINA, TODAY, Why.OTHER, NOW)
    assert await actions(database) == []


@pytest.mark.parametrize(
    ("role", "may"), [(Role.COORDINATOR, True), (Role.ADMINISTRATOR, False), (Role.TEACHER, False)]
)
async def test_a_coordinator_revokes_and_others_do_not(database: MemoryDatabase, role: Role, may: bool) -> None:
    day = await do(database, BY_NINA)
    if may:
        assert (await revoke(database, someone(role), day.changes[0].id, NOW)).changes == ()
        return
    with pytest.raises(ForbiddenError):
        await revoke(database, someone(role), day.changes[0].id, NOW)


async def test_a_teacher_does_not_see_the_whole_school(database: MemoryDatabase) -> None:
    with pytest.raises(ForbiddenError):
        await school_day(database, someone(Role.TEACHER), TODAY, NOW)
    assert (await school_day(database, someone(Role.ADMINISTRATOR), TODAY, NOW)).slots


async def test_a_change_of_another_school_is_not_there(database: MemoryDatabase) -> None:
    day = await do(database, BY_NINA)
    with pytest.raises(NotFoundError):
        await revoke(database, someone(Role.DEPUTY, ELSEWHERE), day.changes[0].id, NOW)
    with pytest.raises(NotFoundError):
        await revoke(database, DEPUTY, ChangeId(99), NOW)


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        pytest.param(replace(BY_NINA, teacher=OLGA), SameTeacherError, id="the teacher is the substitute"),
        pytest.param(replace(BY_NINA, ref=replace(MATHS_5A, number=5)), LessonGoneError, id="no such lesson"),
        pytest.param(replace(BY_NINA, ref=replace(MATHS_5A, day=TOMORROW)), LessonGoneError, id="not on that day"),
        pytest.param(
            Wish(Act.MOVE, MATHS_5A, Why.OTHER, day=date(2026, 10, 27), number=1), NoLessonsThatDayError, id="holidays"
        ),
        pytest.param(Wish(Act.MOVE, MATHS_5A, Why.OTHER, number=2), NothingChangesError, id="where it stands"),
        pytest.param(Wish(Act.SWAP, MATHS_5A, Why.OTHER, number=7), LessonGoneError, id="nothing to exchange with"),
        pytest.param(
            Wish(Act.EXTRA, replace(MATHS_5A, number=6), Why.OTHER, teacher=MARIA), LessonGoneError, id="a mother"
        ),
    ],
)
async def test_bad_wishes_are_refused(database: MemoryDatabase, wish: Wish, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        await do(database, wish)
    assert await actions(database) == []


async def _write(
    database: MemoryDatabase, author: PersonId, instead_of: PersonId | None = None, key: LessonKey = LESSON
) -> None:
    async with database.writing() as unit:
        lesson_id = await unit.journal.ensure_lesson(key, author)
        entry = NewEntry(lesson_id, EntryKind.RECORD, author, author, NOW, instead_of=instead_of)
        await unit.journal.set_topic(lesson_id, await unit.journal.add_entry(entry), "Дроби")
        await unit.commit()


async def test_what_was_held_is_neither_cancelled_nor_moved(database: MemoryDatabase) -> None:
    await _write(database, OLGA)
    for wish in (Wish(Act.CANCEL, MATHS_5A, Why.OTHER), Wish(Act.MOVE, MATHS_5A, Why.OTHER, number=6)):
        with pytest.raises(LessonRecordedError):
            await do(database, wish)


async def test_who_held_a_recorded_lesson_stays_when_it_is_revoked(database: MemoryDatabase) -> None:
    day = await do(database, BY_NINA)
    await _write(database, NINA, OLGA)
    await revoke(database, DEPUTY, day.changes[0].id, NOW)
    async with database.reading() as unit:
        (line,) = await unit.changes.substituted(SCHOOL, TODAY, TODAY)
    assert line.recorded
    assert line.kept.ended_at == NOW


async def test_the_free_come_first_and_of_them_those_of_the_subject(database: MemoryDatabase) -> None:
    day = await school_day(database, DEPUTY, TODAY, NOW)
    wanted = [slot for slot in day.slots if slot.number == 3 and slot.teacher_id == NINA]
    found = candidates(day.teachers, day.slots, wanted, day.teaching)
    assert [(one.person.id, len(one.busy), one.teaches) for one in found] == [(OLGA, 0, False), (IGOR, 1, True)]


async def test_a_substitute_who_is_busy_may_be_taken_knowingly(database: MemoryDatabase) -> None:
    day = await do(database, Wish(Act.SUBSTITUTE, ENGLISH_1, Why.ILLNESS, teacher=IGOR))
    assert [one for one in held(day) if one[2] == IGOR] == [(CLASS_5A, 3, IGOR), (CLASS_5A, 3, IGOR)]


async def test_a_family_hears_when_the_day_begins_or_ends_otherwise(database: MemoryDatabase) -> None:
    await do(database, Wish(Act.CANCEL, MATHS_5A, Why.EVENT), MORNING)
    (row,) = [one.planned for one in database.shared.state.outbox.rows.values() if one.planned.kind is Kind.TIMETABLE]
    assert (row.person_id, row.content and row.content["was_starts"]) == (MARIA, "09:25:00")
    assert row.content is not None
    assert (row.content["now_starts"], row.content["now_ends"]) == ("10:30:00", "11:15:00")


async def test_a_family_is_not_disturbed_by_what_does_not_touch_the_day(database: MemoryDatabase) -> None:
    await do(database, BY_NINA)
    past = Wish(Act.CANCEL, replace(MATHS_5A, day=TODAY - timedelta(days=7)), Why.EVENT)
    await do(database, past)
    assert told(database, Kind.TIMETABLE) == []


@pytest.mark.parametrize(
    "wish",
    [
        Wish(Act.MOVE, replace(MATHS_5A, day=TODAY - timedelta(days=7)), Why.OTHER, day=TODAY, number=6),
        Wish(Act.EXTRA, replace(MATHS_5A, number=6), Why.OTHER, teacher=OLGA),
    ],
)
async def test_a_recorded_lesson_does_not_lose_its_place(database: MemoryDatabase, wish: Wish) -> None:
    await do(database, wish)
    await _write(database, OLGA, key=replace(LESSON, number=6))
    (kept,) = (await school_day(database, DEPUTY, TODAY, NOW)).changes
    with pytest.raises(LessonRecordedError):
        await revoke(database, DEPUTY, kept.id, NOW)
    assert (await school_day(database, DEPUTY, TODAY, NOW)).changes == (kept,)


async def test_a_day_is_not_given_to_the_absent_teacher_nor_where_there_are_no_lessons(
    database: MemoryDatabase,
) -> None:
    with pytest.raises(SameTeacherError):
        await give_day(database, DEPUTY, OLGA, OLGA, TODAY, Why.OTHER, NOW)
    with pytest.raises(LessonGoneError):
        await give_day(database, DEPUTY, OLGA, NINA, TOMORROW, Why.OTHER, NOW)


async def test_the_journal_is_for_those_who_see_what_is_decided(database: MemoryDatabase) -> None:
    await do(database, BY_NINA)
    for role in (Role.DEPUTY, Role.DIRECTOR, Role.COORDINATOR, Role.ADMINISTRATOR):
        (line,) = (await month(database, someone(role), None, NOW)).lines
        assert (line.class_title, line.subject, line.why, line.recorded) == ("5А", "Математика", Why.ILLNESS, False)
        assert (line.absent.id, line.substitute.id) == (OLGA, NINA)
    assert (await month(database, DEPUTY, date(2026, 11, 1), NOW)).lines == ()
    assert (await month(database, someone(Role.DEPUTY, ELSEWHERE), None, NOW)).lines == ()
    for role in (Role.TEACHER, Role.GUARDIAN, Role.CLERK):
        with pytest.raises(ForbiddenError):
            await month(database, someone(role), None, NOW)
