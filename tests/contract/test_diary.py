"""What the diary reads and keeps, in memory and in both databases."""

from datetime import date, timedelta
from decimal import Decimal

from core.diary.model import Choice, OwnMark
from core.ids import TaskId
from core.journal.model import Homework, LessonKey
from core.journal.periods.model import Course, NewPeriodMark, SheetKey
from core.unit_of_work import Database
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
    LEV,
    MARIA,
    MATHS,
    NOW,
    OLGA,
    PETROVA,
    SCHOOL,
    SOFIA,
    TODAY,
    TOMORROW,
    VERA,
    YESTERDAY,
)
from tests.contract.writing import a_mark, begun, entry

IN_ENGLISH = LessonKey(SCHOOL, CLASS_5A, GROUP_1, ENGLISH, TODAY, 3)
ELSEWHERE = LessonKey(SCHOOL, CLASS_6B, None, MATHS, YESTERDAY, 4)
LAST_YEAR = date(2025, 9, 1)
LATER = NOW + timedelta(minutes=5)


async def test_the_classes_of_a_pupil_the_latest_first(school: Database) -> None:
    async with school.reading() as unit:
        assert [one.id for one in await unit.diary.classes_of(VERA)] == [CLASS_5A, CLASS_6B]
        assert [one.id for one in await unit.diary.classes_of(EGOR)] == [CLASS_5A]
        assert await unit.diary.classes_of(MARIA) == ()


async def test_lessons_of_these_classes_and_days(school: Database) -> None:
    async with school.writing() as unit:
        for key in (IN_ENGLISH, ELSEWHERE):
            await begun(unit, key)
        await begun(unit)
        found = await unit.diary.lessons((CLASS_5A,), YESTERDAY, TODAY)
        assert [one.key.number for one in found] == [2, 3]
        assert [one.key for one in await unit.diary.lessons((CLASS_5A, CLASS_6B), YESTERDAY, YESTERDAY)] == [ELSEWHERE]


async def test_marks_that_stand_with_what_they_are_for(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, first = await begun(unit)
        marks = (a_mark(SOFIA, "4", "Контрольная работа", "дроби"), a_mark(ARTYOM, "3"), a_mark(SOFIA, "5"))
        await unit.journal.add_marks(lesson_id, first, marks)
        record = await unit.journal.lesson_by_id(lesson_id)
        wrong = next(one for one in record.marks if one.pupil_id == SOFIA and one.value == "5")
        await unit.journal.end_mark(wrong.id, await entry(unit, lesson_id))
        elsewhere, said = await begun(unit, ELSEWHERE)
        await unit.journal.add_marks(elsewhere, said, (a_mark(SOFIA, "2"),))
        assert await unit.diary.marks(SOFIA, YESTERDAY, TODAY) == (
            OwnMark(MATHS, YESTERDAY, "2", Decimal(1)),
            OwnMark(MATHS, TODAY, "4", Decimal("1.5"), "Контрольная работа", "дроби"),
        )
        assert await unit.diary.marks(SOFIA, TOMORROW, TOMORROW) == ()


async def test_marks_of_periods_that_stand(school: Database) -> None:
    key = SheetKey(Course(CLASS_5A, None, MATHS), "q1")
    async with school.writing() as unit:
        await unit.periods.add([NewPeriodMark(SCHOOL, key, pupil_id, "5", OLGA, NOW) for pupil_id in (SOFIA, ARTYOM)])
        (old,) = await unit.diary.period_marks(SOFIA, BEGAN)
        await unit.periods.add([NewPeriodMark(SCHOOL, key, SOFIA, "4", OLGA, LATER, replaces=old.id)])
        assert [one.value for one in await unit.diary.period_marks(SOFIA, BEGAN)] == ["4"]
        assert await unit.diary.period_marks(SOFIA, LAST_YEAR) == ()


async def test_a_pupils_marks_of_periods_are_of_the_year_of_their_class(school: Database) -> None:
    async with school.writing() as unit:
        keys = [SheetKey(Course(of, None, MATHS), "q1") for of in (CLASS_4A, CLASS_5A, CLASS_6B)]
        given = zip(keys, "345", strict=True)
        await unit.periods.add([NewPeriodMark(SCHOOL, key, VERA, value, OLGA, NOW) for key, value in given])
        assert [one.value for one in await unit.diary.period_marks(VERA, LAST_YEAR)] == ["3"]
        assert [one.value for one in await unit.diary.period_marks(VERA, BEGAN)] == ["4", "5"]
        assert await unit.diary.period_marks(VERA, TODAY) == ()


async def test_homework_that_stands_is_a_task_and_changed_homework_another(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, first = await begun(unit)
        await unit.journal.set_homework(lesson_id, first, Homework("№ 1", due=TOMORROW))
        english, said = await begun(unit, IN_ENGLISH)
        await unit.journal.set_homework(english, said, Homework("стр. 5"))
        (maths, words) = await unit.diary.tasks((CLASS_5A,), TODAY)
        assert (maths.subject_id, maths.due, maths.text, maths.group_id) == (MATHS, TOMORROW, "№ 1", None)
        assert (words.subject_id, words.due, words.day, words.group_id) == (ENGLISH, None, TODAY, GROUP_1)
        assert [one.id for one in await unit.diary.tasks((CLASS_5A,), TOMORROW)] == [maths.id]
        assert await unit.diary.tasks((CLASS_6B,), TODAY) == ()
        await unit.journal.set_homework(lesson_id, await entry(unit, lesson_id), Homework("№ 2", due=TOMORROW))
        assert maths.id not in [one.id for one in await unit.diary.tasks((CLASS_5A,), TODAY)]
        await unit.journal.set_homework(english, await entry(unit, english), Homework("", given=False))
        assert [one.text for one in await unit.diary.tasks((CLASS_5A,), TODAY)] == ["№ 2"]


async def test_when_the_journal_of_a_class_was_last_written(school: Database) -> None:
    async with school.writing() as unit:
        assert await unit.diary.updated((CLASS_5A,)) is None
        await begun(unit, at=NOW)
        await begun(unit, IN_ENGLISH, at=LATER)
        assert await unit.diary.updated((CLASS_5A,)) == LATER
        assert await unit.diary.updated((CLASS_6B,)) is None


async def test_ticks_are_a_persons_own_and_are_taken_back(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, first = await begun(unit)
        await unit.journal.set_homework(lesson_id, first, Homework("№ 1", due=TOMORROW))
        (task,) = await unit.diary.tasks((CLASS_5A,), TODAY)
        for _ in range(2):
            await unit.diary.tick(PETROVA, LEV, task.id, NOW)
        assert await unit.diary.ticked(PETROVA, LEV, [task.id]) == {task.id}
        assert await unit.diary.ticked(PETROVA, LEV, [TaskId(999)]) == frozenset()
        assert await unit.diary.ticked(PETROVA, GLEB, [task.id]) == frozenset()
        assert await unit.diary.ticked(DMITRY, LEV, [task.id]) == frozenset()
        await unit.diary.tick(PETROVA, LEV, task.id, None)
        assert await unit.diary.ticked(PETROVA, LEV, [task.id]) == frozenset()


async def test_the_last_choice_is_kept_for_each_person(school: Database) -> None:
    async with school.writing() as unit:
        await unit.diary.choose(Choice(PETROVA, LEV, NOW))
        await unit.diary.choose(Choice(MARIA, SOFIA, LATER))
        assert [one.pupil_id for one in await unit.diary.choices([PETROVA, MARIA])] == [SOFIA, LEV]
        await unit.diary.choose(Choice(PETROVA, GLEB, LATER + timedelta(minutes=1)))
        assert [one.pupil_id for one in await unit.diary.choices([PETROVA, MARIA])] == [GLEB, SOFIA]
        assert [one.dark for one in await unit.diary.choices([PETROVA])] == [False]
        dark = Choice(PETROVA, GLEB, LATER + timedelta(minutes=2), dark=True)
        await unit.diary.choose(dark)
        assert await unit.diary.choices([PETROVA]) == (dark,)
        assert await unit.diary.choices([DMITRY]) == ()
