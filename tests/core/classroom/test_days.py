"""The day of a class: who sees it, who is away, what is not recorded, other days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.classroom.days import class_day
from core.classroom.model import ClassDay
from core.errors import ForbiddenError
from core.ids import ClassId, PersonId
from core.journal.model import Reason
from core.journal.notes import service
from core.journal.notes.model import Stated
from core.journal.quick_entry.model import DraftAbsence, DraftLateness, DraftRemark
from tests.contract.school import (
    ARTYOM,
    CLASS_5A,
    CLASS_6B,
    EGOR,
    LEV,
    NINA,
    NOW,
    OLGA,
    SOFIA,
    TODAY,
    TOMORROW,
    YESTERDAY,
)  # fmt: skip
from tests.core.journal.conftest import GRACE, World, mark

ILL = Stated(pupil_id=SOFIA, first_day=TODAY, last_day=TODAY, reason=Reason.ILLNESS)
OPEN = replace(ILL, first_day=YESTERDAY, last_day=None)


async def look(world: World, day: date | None = None) -> ClassDay:
    return await class_day(world.database, await world.actor(), CLASS_5A, NOW, day)


@pytest.mark.parametrize(("person", "class_id"), [(NINA, CLASS_5A), (OLGA, CLASS_6B)])
async def test_another_class_is_not_seen(world: World, person: PersonId, class_id: ClassId) -> None:
    with pytest.raises(ForbiddenError):
        await class_day(world.database, await world.actor(person), class_id, NOW)


async def test_who_is_away_late_remarked(world: World) -> None:
    await world.say(
        absences=(DraftAbsence(ARTYOM),),
        lateness=(DraftLateness(LEV, 5),),
        remarks=(DraftRemark(SOFIA, "не готова"),),
    )
    note = replace(ILL, first_day=TOMORROW, last_day=TOMORROW)
    await service.add_note(world.database, await world.actor(), note, NOW, GRACE)
    day = await look(world)
    shown = [(one.pupil.id, len(one.absences), len(one.notes), one.unexplained) for one in day.away]
    assert shown == [(SOFIA, 0, 1, False), (ARTYOM, 1, 0, True)]
    assert [(one.name, one.number, one.minutes) for one in day.late] == [("Петров Лев", 2, 5)]
    assert [(one.name, one.text) for one in day.remarks] == [("Ёлкина Софья", "не готова")]
    assert (len(day.everyone), day.lessons, day.own) == (6, 2, True)


async def test_lessons_that_are_over_and_not_recorded(world: World) -> None:
    """B18: by whom; what was recorded is no more among them."""
    assert [(one.number, one.group, one.teacher) for one in (await look(world)).unentered] == [
        (2, None, "Смирнова Ольга Викторовна"),
        (3, "1 группа", "Фёдорова Нина Львовна"),
        (3, "2 группа", "Титов Игорь Олегович"),
    ]
    await world.say(all_present=True)
    assert [one.number for one in (await look(world)).unentered] == [3, 3]


async def test_other_days(world: World) -> None:
    """Thursday is the other day with lessons; today can always be gone back to."""
    today = await look(world)
    thursday, coming = TODAY - timedelta(days=5), TODAY + timedelta(days=2)
    assert (today.earlier, today.later) == (thursday, coming)
    past = await look(world, thursday)
    assert (past.day, past.later, [one.number for one in past.unentered]) == (thursday, TODAY, [2])
    future = await look(world, coming)
    assert (future.day, future.unentered) == (coming, ())


async def test_holidays_weekends_and_days_out_of_reach(world: World) -> None:
    """rosariosis #206: nothing is missing on a day without lessons."""
    holiday = NOW + timedelta(days=15)
    day = await class_day(world.database, await world.actor(), CLASS_5A, holiday)
    assert (day.holiday, day.lessons, day.unentered) == (True, 0, ())
    assert (await look(world, date(2026, 8, 1))).day == TODAY
    assert (await look(world, TODAY + timedelta(days=60))).day == TODAY


async def test_the_list_is_that_of_the_day(world: World) -> None:
    """Egor left yesterday: he stands on the list of that day and not on today's."""
    assert EGOR not in [one.pupil.id for one in (await look(world)).everyone]
    assert EGOR in [one.pupil.id for one in (await look(world, YESTERDAY)).everyone]


async def test_a_pupil_with_an_open_note_who_was_at_a_later_lesson_is_asked_about(world: World) -> None:
    await service.add_note(world.database, await world.actor(), OPEN, NOW - timedelta(days=1), GRACE)
    assert (await look(world)).pupil(SOFIA).back is None  # type: ignore[union-attr]
    await world.say(marks=(mark(SOFIA),))
    away = (await look(world)).pupil(SOFIA)
    assert away
    assert (away.back, away.open_note is not None) == (TODAY, True)


async def test_what_was_known_when_the_note_was_entered_says_nothing_against_it(world: World) -> None:
    await world.say(marks=(mark(SOFIA),))
    await service.add_note(world.database, await world.actor(), OPEN, NOW, GRACE)
    away = (await look(world)).pupil(SOFIA)
    assert away
    assert away.back is None
