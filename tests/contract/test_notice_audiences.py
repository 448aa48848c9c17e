"""Whom a notice goes to, in memory and in both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.ids import PersonId
from core.journal.model import Reason
from core.journal.notes.model import NewNote, Source, Stated
from core.journal.ports import NewAttendance
from core.notices.audience import LISTED, Audience, Reader
from core.notices.model import NewNotice, Words
from core.notices.outcome import End
from core.people.model import SchoolClass
from core.unit_of_work import Database, UnitOfWork
from tests.contract.school import (
    ARTYOM,
    CLASS_5A,
    CLASS_6B,
    DANIIL,
    DIRECTOR,
    DMITRY,
    ELSEWHERE,
    GLEB,
    GROUP_1,
    GROUP_2,
    GUARDIAN_ELSEWHERE,
    LEV,
    MARIA,
    NINA,
    NOW,
    OLEG,
    OLGA,
    PETROVA,
    RETIRED,
    SCHOOL,
    SIDOROVA,
    SOFIA,
    TODAY,
    VERA,
    YESTERDAY,
    ZHUKOVA,
)
from tests.contract.writing import begun, linked

GUARDIANS, PUPILS, ABSENT = (frozenset({one}) for one in (Reader.GUARDIANS, Reader.PUPILS, Reader.ABSENT))
OF_5A = SchoolClass(CLASS_5A, 5, "А")


async def people(unit: UnitOfWork, audience: Audience) -> set[PersonId]:
    """Who has it if it is sent: everybody of the audience is written down."""
    new = NewNotice(SCHOOL, DIRECTOR, Words("Слова"), audience, None, NOW)
    draft = await unit.notices.notice(await unit.notices.add(new))
    assert draft.made.audience == audience
    assert await unit.notices.begin(draft, NOW)
    await unit.notices.enqueue(draft, TODAY, NOW, {(None, None): NOW}, consent_needed=False)
    found = await unit.notices.known(SCHOOL, TODAY, ids=[*map(PersonId, range(1, 40))])
    names = {one.name.full for one in await unit.notices.lines(await unit.notices.notice(draft.id), TODAY)}
    return {one.person.id for one in found if one.person.name.full in names}


async def missing(unit: UnitOfWork, lesson: int = 2) -> None:
    """Sofia was not at a lesson; Lev was, late."""
    lesson_id, entry_id = await begun(unit)
    facts = (NewAttendance(SOFIA, "absent", "Б"), NewAttendance(LEV, "late", minutes=5))
    await unit.journal.set_attendance(lesson_id, entry_id, facts)


async def announced(unit: UnitOfWork, pupil: PersonId, days: int = 0, reason: Reason = Reason.ILLNESS) -> None:
    """A note that holds from yesterday on."""
    said = Stated(
        pupil_id=pupil,
        first_day=YESTERDAY,
        last_day=YESTERDAY + timedelta(days=days),
        reason=reason,
        source=Source.GUARDIAN,
    )
    note = NewNote(school_id=SCHOOL, stated=said, entered_by=OLGA, entered_at=NOW)
    await unit.notes.add(note)


async def test_a_group_has_its_members_of_that_day(school: Database) -> None:
    async with school.writing() as unit:
        assert await people(unit, Audience(GUARDIANS, groups=frozenset({GROUP_1}))) == {MARIA, DMITRY}
        assert await people(unit, Audience(PUPILS, groups=frozenset({GROUP_2}))) == {ARTYOM, DANIIL}
        both = Audience(GUARDIANS, groups=frozenset({GROUP_1}), classes=frozenset({CLASS_6B}))
        assert await people(unit, both) == {MARIA, DMITRY, SIDOROVA, OLGA}
        teachers = Audience(frozenset({Reader.CLASS_TEACHERS}), groups=frozenset({GROUP_1}))
        assert await people(unit, teachers) == {OLGA}


async def test_guardians_of_who_is_absent_today(school: Database) -> None:
    async with school.writing() as unit:
        await missing(unit)
        await announced(unit, GLEB, days=1)
        await announced(unit, ARTYOM)  # until yesterday
        await announced(unit, OLEG, days=1, reason=Reason.UNEXCUSED)  # foretells nothing
        assert await people(unit, Audience(ABSENT)) == {MARIA, DMITRY, PETROVA}
        assert await people(unit, Audience(ABSENT, groups=frozenset({GROUP_1}))) == {MARIA, DMITRY}
        assert await people(unit, Audience(ABSENT, classes=frozenset({CLASS_6B}))) == set()
        audience = Audience(ABSENT, classes=frozenset({CLASS_5A}))
        assert audience.anywhere == Audience(GUARDIANS, people=audience.people)
        (petrova,) = [
            one
            for one in await unit.notices.unreached(SCHOOL, audience, TODAY, consent_needed=False)
            if one.name.surname == "Петрова"
        ]
        assert [one.given for one in petrova.children] == ["Глеб"]  # and not Lev, who came


async def test_a_list_of_pupils_and_adults(school: Database) -> None:
    async with school.writing() as unit:
        listed = Audience(GUARDIANS, pupils=frozenset({SOFIA, OLEG}), people=frozenset({NINA, PETROVA}))
        assert await people(unit, listed) == {MARIA, DMITRY, SIDOROVA, OLGA, NINA, PETROVA}
        alone = Audience(people=frozenset({NINA, RETIRED, GUARDIAN_ELSEWHERE}))
        assert await people(unit, alone) == {NINA}
        assert await unit.notices.parts(SCHOOL, listed, TODAY) == {"guardians": 4, LISTED: 2}
        assert await unit.notices.parts(SCHOOL, Audience(), TODAY) == {}


async def test_nobody_but_of_the_own_classes(school: Database) -> None:
    """The denial twin: what a class teacher chose is bounded when it is asked, whatever it says."""
    within = frozenset({CLASS_5A})
    async with school.writing() as unit:
        whole = await people(unit, Audience(GUARDIANS, within=within))
        assert (SIDOROVA in whole, {MARIA, PETROVA} <= whole) == (False, True)
        chosen = Audience(
            GUARDIANS, pupils=frozenset({SOFIA, OLEG}), people=frozenset({NINA, SIDOROVA, PETROVA}), within=within
        )
        assert await people(unit, chosen) == {MARIA, DMITRY, PETROVA}
        assert await people(unit, replace(chosen, within=frozenset())) >= {NINA, SIDOROVA, OLGA}


async def test_who_is_known_by_what_was_written(school: Database) -> None:
    async with school.reading() as unit:
        found = await unit.notices.known(SCHOOL, TODAY, uids=["7800100021"], surnames=["Петров", "Елкин"])
        assert [(one.person.id, one.of, one.staff, one.guards) for one in found] == [
            (DMITRY, None, False, (OF_5A,)),
            (MARIA, None, False, (OF_5A,)),
            (GLEB, OF_5A, False, ()),
            (LEV, OF_5A, False, ()),
        ]
        of_both = await unit.notices.known(SCHOOL, TODAY, ids=[OLGA, RETIRED, VERA])
        assert [(one.person.id, one.staff, {*one.classes}) for one in of_both] == [
            (VERA, False, {CLASS_5A}),
            (OLGA, True, {CLASS_6B}),
        ]
        assert await unit.notices.known(ELSEWHERE, TODAY, ids=[OLGA]) == ()
        assert await unit.notices.known(SCHOOL, TODAY, ids=[ZHUKOVA]) == ()


@pytest.mark.parametrize("needed", [True, False])
async def test_whom_the_bot_cannot_write_to(school: Database, *, needed: bool) -> None:
    async with school.writing() as unit:
        await linked(unit, MARIA, 900)
        await linked(unit, DMITRY, 901)
        audience = Audience(GUARDIANS | PUPILS, classes=frozenset({CLASS_5A, CLASS_6B}))
        found = await unit.notices.unreached(SCHOOL, audience, TODAY, consent_needed=needed)
        told = await unit.notices.reach(SCHOOL, audience, TODAY, consent_needed=needed)
        assert len(found) == told.unlinked + told.unasked
        ends = {one.name.full: (one.end, one.classes) for one in found}
        assert ("Ёлкина Мария Олеговна" in ends, "Ёлкин Дмитрий Павлович" in ends) == (needed, False)
        assert ends["Петрова Инна Юрьевна"] == (End.UNASKED if needed else End.UNLINKED, ("5А",))
        assert ends["Сидоров Олег Игоревич"] == (End.UNLINKED, ("6Б",))
        assert [one.classes for one in found] == sorted(one.classes for one in found)
        assert ends.keys() >= {"Иванова Елена Олеговна"}
