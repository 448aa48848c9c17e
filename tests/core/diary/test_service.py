"""Whose diary one may see, and what of the journal stands in it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.diary import access
from core.diary.chores import chores, tick
from core.diary.days import diary
from core.diary.errors import KeptFromChatError
from core.diary.model import Asked
from core.diary.progress import chart, needed, progress, term_marks
from core.errors import NotFoundError
from core.ids import PersonId, SubjectId, TaskId
from core.journal.model import Homework, LessonKey
from core.journal.periods.model import Course, NewPeriodMark, SheetKey
from core.journal.ports import NewAttendance
from core.people.model import Actor
from core.unit_of_work import UnitOfWork
from tests.contract.school import (
    ARTYOM,
    BEGAN,
    CLASS_4A,
    CLASS_5A,
    CLASS_6B,
    DMITRY,
    EGOR,
    ENGLISH,
    GLEB,
    GROUP_1,
    GUARDIAN_ELSEWHERE,
    IVANOV,
    LEV,
    MARIA,
    MATHS,
    NOW,
    OLEG,
    OLGA,
    PETROVA,
    PUPIL_ELSEWHERE,
    SCHOOL,
    SOFIA,
    TODAY,
    TOMORROW,
    VERA,
    YESTERDAY,
    ZHUKOVA,
    made_up_school,
)
from tests.contract.writing import a_mark, begun
from tests.fakes.database import MemoryDatabase
from tests.fakes.directories import Days, Enrolment

IN_ENGLISH = LessonKey(SCHOOL, CLASS_5A, GROUP_1, ENGLISH, TODAY, 3)
THURSDAY = TODAY + timedelta(days=2)


@pytest.fixture
async def database() -> MemoryDatabase:
    """Mathematics and English of today are written."""
    made = MemoryDatabase(made_up_school())
    async with made.writing() as unit:
        await _written(unit)
        await unit.commit()
    return made


async def _written(unit: UnitOfWork) -> None:
    maths, entry = await begun(unit)
    await unit.journal.set_topic(maths, entry, "Дроби")
    await unit.journal.set_homework(maths, entry, Homework("№ 1", due=THURSDAY))
    marks = (a_mark(SOFIA, "5", "Контрольная работа"), a_mark(SOFIA, "3"), a_mark(ARTYOM, "2"))
    await unit.journal.add_marks(maths, entry, marks)
    await unit.journal.set_attendance(maths, entry, (NewAttendance(LEV, "absent", "НУ"),))
    english, said = await begun(unit, IN_ENGLISH)
    await unit.journal.set_homework(english, said, Homework("стр. 5", due=TOMORROW))


async def actor(database: MemoryDatabase, person_id: PersonId) -> Actor:
    async with database.reading() as unit:
        return await unit.people.actor(person_id, TODAY)


async def test_a_day_holds_the_lessons_and_the_childs_own_facts(database: MemoryDatabase) -> None:
    found = await diary(database, await actor(database, MARIA), SOFIA, None, 1, NOW)
    (day,) = found.days
    assert [held.lesson.subject for held in day.lessons] == ["Математика", "Английский язык"]
    record = day.lessons[0].record
    assert record is not None
    assert ([mark.value for mark in record.marks], record.topic, record.attendance) == (["5", "3"], "Дроби", ())
    assert (found.updated, found.left, found.today) == (NOW, None, TODAY)


async def test_homework_stands_at_the_lesson_for_which_it_is(database: MemoryDatabase) -> None:
    (day,) = (await diary(database, await actor(database, MARIA), SOFIA, THURSDAY, 1, NOW)).days
    assert [[task.text for task in held.due] for held in day.lessons] == [["№ 1"]]


async def test_a_lesson_of_another_group_is_not_the_childs(database: MemoryDatabase) -> None:
    """Neither its homework (field.md: one daughter sees the other's homework)."""
    parent = await actor(database, PETROVA)
    (day,) = (await diary(database, parent, LEV, None, 1, NOW)).days
    assert [held.lesson.subject for held in day.lessons] == ["Математика"]
    assert [one.task.text for one in (await chores(database, parent, LEV, NOW)).chores] == ["№ 1"]
    own = await chores(database, await actor(database, MARIA), SOFIA, NOW)
    assert [one.task.text for one in own.chores] == ["стр. 5", "№ 1"]


async def test_twins_in_one_class_have_each_their_own_facts(database: MemoryDatabase) -> None:
    parent = await actor(database, PETROVA)
    for pupil_id, missed in ((LEV, 1), (GLEB, 0)):
        (day,) = (await diary(database, parent, pupil_id, None, 1, NOW)).days
        record = day.lessons[0].record
        assert record is not None
        assert len(record.attendance) == missed
        assert len((await progress(database, parent, pupil_id, None, NOW)).absences) == missed


async def test_holidays_and_a_pupil_who_left(database: MemoryDatabase) -> None:
    mother = await actor(database, MARIA)
    (day,) = (await diary(database, mother, SOFIA, TODAY + timedelta(days=14), 1, NOW)).days
    assert (day.lessons, day.holiday) == ((), "Осенние каникулы")
    archive = await diary(database, await actor(database, ZHUKOVA), EGOR, None, 1, NOW)
    assert (archive.left, archive.days[0].day) == (YESTERDAY, YESTERDAY)


async def test_the_week_in_which_the_year_begins_has_its_lessons(database: MemoryDatabase) -> None:
    """Its Monday is still in the summer."""
    found = await diary(database, await actor(database, MARIA), SOFIA, BEGAN - timedelta(days=1), 7, NOW)
    assert [day.day for day in found.days if day.lessons] == [BEGAN, BEGAN + timedelta(days=2)]


async def test_a_pupil_who_changed_class_keeps_what_was_there(database: MemoryDatabase) -> None:
    earlier = LessonKey(SCHOOL, CLASS_6B, None, MATHS, TODAY - timedelta(days=14), 4)
    async with database.writing() as unit:
        lesson_id, entry = await begun(unit, earlier)
        await unit.journal.add_marks(lesson_id, entry, (a_mark(VERA, "4"),))
        await unit.commit()
    mother = await actor(database, PersonId(27))
    (day,) = (await diary(database, mother, VERA, earlier.day, 1, NOW)).days
    record = day.lessons[0].record
    assert record is not None
    assert [mark.value for mark in record.marks] == ["4"]
    maths = (await progress(database, mother, VERA, Asked(TODAY, "q1"), NOW)).subject(MATHS)
    assert maths is not None
    assert [mark.value for mark in maths.marks] == ["4"]


async def test_a_past_school_year_opens_by_its_day_and_leads_nowhere_else() -> None:
    """«q1» of which year: the day says it. Marks of one year never stand in another."""
    autumn, school = date(2025, 10, 1), made_up_school()
    school.enrolments.append(Enrolment(SOFIA, CLASS_4A, Days(date(2025, 9, 1), date(2026, 5, 31))))
    database = MemoryDatabase(school)
    async with database.writing() as unit:
        await _written(unit)
        lesson_id, entry = await begun(unit, LessonKey(SCHOOL, CLASS_4A, None, MATHS, autumn, 1))
        await unit.journal.add_marks(lesson_id, entry, (a_mark(SOFIA, "2"),))
        keys = [SheetKey(Course(of, None, MATHS), "q1") for of in (CLASS_4A, CLASS_5A)]
        given = zip(keys, "34", strict=True)
        await unit.periods.add([NewPeriodMark(SCHOOL, key, SOFIA, value, OLGA, NOW) for key, value in given])
        await unit.commit()
    mother = await actor(database, MARIA)
    now = await progress(database, mother, SOFIA, None, NOW)
    assert (now.year.past, now.year.earlier) == (False, date(2026, 5, 31))
    assert "2" not in [mark.value for line in now.subjects for mark in line.marks]
    last = await progress(database, mother, SOFIA, Asked(date(2026, 5, 31)), NOW)
    assert (last.year.past, last.year.earlier, last.year.begins) == (True, None, date(2025, 9, 1))
    assert [mark.value for line in last.subjects for mark in line.marks] == ["2"]
    assert (await progress(database, mother, SOFIA, Asked(autumn, "q1"), NOW)).period == last.period
    assert (await term_marks(database, mother, SOFIA, NOW, autumn)).marks == {"Математика": {"q1": "3"}}
    assert (await term_marks(database, mother, SOFIA, NOW)).marks == {"Математика": {"q1": "4"}}
    for day in (date(1, 1, 1), date(9999, 12, 31)):
        with pytest.raises(NotFoundError):
            await progress(database, mother, SOFIA, Asked(day, "q1"), NOW)


async def test_a_list_that_nobody_closed_in_spring_brings_no_marks_into_this_year() -> None:
    school = made_up_school()
    school.enrolments.append(Enrolment(SOFIA, CLASS_4A, Days(date(2025, 9, 1))))
    database = MemoryDatabase(school)
    async with database.writing() as unit:
        keys = [SheetKey(Course(of, None, MATHS), "q1") for of in (CLASS_5A, CLASS_4A)]
        given = zip(keys, "43", strict=True)
        await unit.periods.add([NewPeriodMark(SCHOOL, key, SOFIA, value, OLGA, NOW) for key, value in given])
        await unit.commit()
    mother = await actor(database, MARIA)
    assert (await term_marks(database, mother, SOFIA, NOW)).marks == {"Математика": {"q1": "4"}}
    assert (await term_marks(database, mother, SOFIA, NOW, date(2025, 10, 1))).marks == {"Математика": {"q1": "3"}}


async def test_the_average_is_the_weighted_one_of_the_period(database: MemoryDatabase) -> None:
    found = await progress(database, await actor(database, MARIA), SOFIA, None, NOW)
    assert [(line.name, line.average) for line in found.subjects] == [
        ("Английский язык", None),
        ("Математика", Decimal("4.20")),
    ]
    with pytest.raises(NotFoundError):
        await progress(database, await actor(database, MARIA), SOFIA, Asked(TODAY, "h1"), NOW)


async def test_what_is_needed_counts_with_the_kinds_of_the_school(database: MemoryDatabase) -> None:
    mother = await actor(database, MARIA)
    _, five = await needed(database, mother, SOFIA, MATHS, Asked(TODAY, "q1"), 5, NOW)
    assert [(way.value, way.weight, way.count) for way in five.ways] == [
        ("5", Decimal("1.0"), 2),
        ("5", Decimal("1.5"), 1),
    ]
    _, four = await needed(database, mother, SOFIA, MATHS, Asked(TODAY, "q1"), 4, NOW)
    assert (four.reached, four.ways) == (True, ())
    for wanted in (2, 6):
        with pytest.raises(NotFoundError):
            await needed(database, mother, SOFIA, MATHS, Asked(TODAY, "q1"), wanted, NOW)


async def test_marks_of_periods_are_the_childs_own(database: MemoryDatabase) -> None:
    key = SheetKey(Course(CLASS_5A, None, MATHS), "q1")
    async with database.writing() as unit:
        await unit.periods.add([NewPeriodMark(SCHOOL, key, one, "5", OLGA, NOW) for one in (SOFIA, ARTYOM)])
        await unit.commit()
    found = await term_marks(database, await actor(database, MARIA), SOFIA, NOW)
    assert found.marks == {"Математика": {"q1": "5"}}
    assert (await term_marks(database, await actor(database, PETROVA), LEV, NOW)).marks == {}


async def test_each_parent_ticks_off_alone(database: MemoryDatabase) -> None:
    mother, father = await actor(database, MARIA), await actor(database, DMITRY)
    first = (await chores(database, mother, SOFIA, NOW)).chores[0]
    after = await tick(database, mother, SOFIA, first.task.id, NOW, done=True)
    assert [(one.task.text, one.done) for one in after.chores] == [("№ 1", False), ("стр. 5", True)]
    assert not any(one.done for one in (await chores(database, father, SOFIA, NOW)).chores)
    back = await tick(database, mother, SOFIA, first.task.id, NOW, done=False)
    assert not any(one.done for one in back.chores)


async def test_a_task_of_another_group_cannot_be_ticked_off(database: MemoryDatabase) -> None:
    english = (await chores(database, await actor(database, MARIA), SOFIA, NOW)).chores[0].task.id
    for task_id in (english, TaskId(99)):
        with pytest.raises(NotFoundError):
            await tick(database, await actor(database, PETROVA), LEV, task_id, NOW, done=True)


STRANGERS = [
    (MARIA, ARTYOM),
    (MARIA, PUPIL_ELSEWHERE),
    (MARIA, PersonId(99)),
    (GUARDIAN_ELSEWHERE, SOFIA),
    (IVANOV, PersonId(12)),
    (ZHUKOVA, OLEG),
    (OLGA, SOFIA),
    (SOFIA, ARTYOM),
    (EGOR, EGOR),
]
"""Another family's, another school's, nobody's; a guardianship that ended and one to come; a teacher's; a pupil's,
and one who left."""


@pytest.mark.parametrize(("who", "pupil_id"), STRANGERS)
async def test_every_way_to_a_child_that_is_not_ones_own_is_closed(
    database: MemoryDatabase, who: PersonId, pupil_id: PersonId
) -> None:
    asking = await actor(database, who)
    with pytest.raises(NotFoundError):
        await diary(database, asking, pupil_id, None, 1, NOW)
    with pytest.raises(NotFoundError):
        await progress(database, asking, pupil_id, None, NOW)
    with pytest.raises(NotFoundError):
        await term_marks(database, asking, pupil_id, NOW)
    with pytest.raises(NotFoundError):
        await needed(database, asking, pupil_id, MATHS, Asked(TODAY, "q1"), 5, NOW)
    with pytest.raises(NotFoundError):
        await chores(database, asking, pupil_id, NOW)
    with pytest.raises(NotFoundError):
        await tick(database, asking, pupil_id, TaskId(1), NOW, done=True)
    with pytest.raises(NotFoundError):
        await access.choose(database, asking, pupil_id, NOW)


async def test_a_school_that_lets_nothing_out_keeps_the_whole_diary_back(database: MemoryDatabase) -> None:
    guardian = await actor(database, GUARDIAN_ELSEWHERE)
    (own,) = await access.families(database, (guardian,), NOW)
    assert not own.personal
    with pytest.raises(KeptFromChatError):
        await diary(database, guardian, PUPIL_ELSEWHERE, None, 1, NOW)
    with pytest.raises(KeptFromChatError):
        await chores(database, guardian, PUPIL_ELSEWHERE, NOW)
    with pytest.raises(KeptFromChatError):
        await tick(database, guardian, PUPIL_ELSEWHERE, TaskId(1), NOW, done=True)
    with pytest.raises(KeptFromChatError):
        await progress(database, guardian, PUPIL_ELSEWHERE, None, NOW)
    with pytest.raises(KeptFromChatError):
        await term_marks(database, guardian, PUPIL_ELSEWHERE, NOW)
    with pytest.raises(KeptFromChatError):
        await needed(database, guardian, PUPIL_ELSEWHERE, MATHS, Asked(TODAY, "q1"), 5, NOW)


async def test_the_child_looked_at_last_comes_first(database: MemoryDatabase) -> None:
    mother = await actor(database, PETROVA)
    children = [own.child.pupil.id for own in await access.families(database, (mother,), NOW)]
    await access.choose(database, mother, children[1], NOW)
    again = [own.child.pupil.id for own in await access.families(database, (mother,), NOW)]
    assert again == children[::-1]
    assert await access.families(database, (await actor(database, SOFIA),), NOW) == ()


async def test_a_chart_holds_the_childs_own_marks_in_the_look_that_was_chosen(database: MemoryDatabase) -> None:
    """Another's mark of the same lesson is in none (D07); a chosen child does not forget the look."""
    mother = await actor(database, MARIA)
    found = await chart(database, mother, SOFIA, None, MATHS, NOW)
    assert [one.value for one in found.marks] == ["5", "3"]
    assert [step.average for step in found.steps] == [Decimal("4.20")]
    assert not found.dark
    await access.choose_look(database, mother, SOFIA, NOW, dark=True)
    await access.choose(database, mother, SOFIA, NOW)
    assert (await chart(database, mother, SOFIA, None, None, NOW)).dark
    assert not (await chart(database, await actor(database, DMITRY), SOFIA, None, None, NOW)).dark


async def test_a_chart_of_another_child_is_not_there(database: MemoryDatabase) -> None:
    mother = await actor(database, MARIA)
    with pytest.raises(NotFoundError):
        await chart(database, mother, ARTYOM, None, None, NOW)
    with pytest.raises(NotFoundError):
        await access.choose_look(database, mother, ARTYOM, NOW, dark=True)
    with pytest.raises(NotFoundError):
        await chart(database, mother, SOFIA, None, SubjectId(999), NOW)
