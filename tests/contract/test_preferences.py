"""What people chose to be told of, over what their school chose for everybody."""

from datetime import time

from core.notifications.preferences import Choices, Mode, Settings, Topic
from core.unit_of_work import Database
from tests.contract.school import DMITRY, ELSEWHERE, GUARDIAN_ELSEWHERE, MARIA, SCHOOL

OWN = Choices({Topic.MARK: Mode.DIGEST}, quiet_from=time(21, 30), digest_at=time(18))
OF_SCHOOL = Choices({Topic.MARK: Mode.OFF, Topic.HOMEWORK: Mode.DIGEST}, quiet_to=time(8))


async def test_who_chose_nothing_has_what_is_usual(school: Database) -> None:
    async with school.reading() as unit:
        assert await unit.preferences.settings(SCHOOL, (MARIA,)) == {MARIA: Settings()}
        assert await unit.preferences.settings(SCHOOL, ()) == {}
        assert await unit.preferences.choices(SCHOOL, MARIA) == Choices()


async def test_choices_are_kept_and_replaced(school: Database) -> None:
    async with school.writing() as unit:
        await unit.preferences.save(SCHOOL, MARIA, OWN)
        await unit.preferences.save(SCHOOL, None, OF_SCHOOL)
        await unit.commit()
    async with school.writing() as unit:
        assert await unit.preferences.choices(SCHOOL, MARIA) == OWN
        assert await unit.preferences.choices(SCHOOL, None) == OF_SCHOOL
        await unit.preferences.save(SCHOOL, MARIA, Choices())
        await unit.preferences.save(SCHOOL, None, OWN)
        assert await unit.preferences.choices(SCHOOL, MARIA) == Choices()
        assert await unit.preferences.choices(SCHOOL, None) == OWN


async def test_own_choices_stand_over_those_of_the_school(school: Database) -> None:
    async with school.writing() as unit:
        await unit.preferences.save(SCHOOL, MARIA, OWN)
        await unit.preferences.save(SCHOOL, None, OF_SCHOOL)
        found = await unit.preferences.settings(SCHOOL, (MARIA, DMITRY))
    mother, father = found[MARIA], found[DMITRY]
    assert (mother.modes[Topic.MARK], mother.modes[Topic.HOMEWORK]) == (Mode.DIGEST, Mode.DIGEST)
    assert (mother.quiet_from, mother.quiet_to, mother.digest_at) == (time(21, 30), time(8), time(18))
    assert (father.modes[Topic.MARK], father.modes[Topic.REMARK]) == (Mode.OFF, Mode.NOW)
    assert (father.quiet_from, father.quiet_to, father.digest_at) == (time(22), time(8), time(19))


async def test_what_one_chooses_nobody_else_sees(school: Database) -> None:
    async with school.writing() as unit:
        await unit.preferences.save(SCHOOL, MARIA, OWN)
        await unit.preferences.save(SCHOOL, None, OF_SCHOOL)
        assert await unit.preferences.settings(ELSEWHERE, (GUARDIAN_ELSEWHERE,)) == {GUARDIAN_ELSEWHERE: Settings()}
