"""Which hints a teacher has seen, and that they are wanted no more."""

from dataclasses import replace
from datetime import timedelta

from core.journal.hints.model import Hint, Seen, Shown
from core.unit_of_work import Database
from tests.contract.school import NINA, NOW, OLGA, SCHOOL
from tests.contract.test_drafts import FULL
from tests.contract.writing import a_draft

LATER = NOW + timedelta(days=1)


async def test_a_hint_is_kept_once(school: Database) -> None:
    async with school.writing() as unit:
        first, second = [await unit.journal.add_draft(a_draft(FULL, f"1:100:{one}"), NOW) for one in range(2)]
        assert await unit.hints.seen(OLGA) == Seen()
        await unit.hints.keep(SCHOOL, OLGA, Shown(Hint.TOPIC, first, NOW))
        await unit.hints.keep(SCHOOL, OLGA, Shown(Hint.HOMEWORK, second, LATER))
        await unit.hints.keep(SCHOOL, OLGA, Shown(Hint.TOPIC, second, LATER))
        await unit.commit()
    async with school.reading() as unit:
        seen = await unit.hints.seen(OLGA)
        assert seen == Seen((Shown(Hint.TOPIC, first, NOW), Shown(Hint.HOMEWORK, second, LATER)))
        assert seen.under(first) is Hint.TOPIC
        assert await unit.hints.seen(NINA) == Seen()


async def test_hints_are_turned_off_and_on(school: Database) -> None:
    for wanted in (True, False, False, True, False):
        async with school.writing() as unit:
            await unit.hints.want(SCHOOL, OLGA, wanted, NOW)
            await unit.commit()
        async with school.reading() as unit:
            assert (await unit.hints.seen(OLGA)).off is not wanted
            assert not (await unit.hints.seen(NINA)).off


async def test_lessons_by_taps_are_counted(school: Database) -> None:
    async with school.writing() as unit:
        for number, (text, state) in enumerate((("", "recorded"), ("", "open"), ("5А", "recorded"), ("", "recorded"))):
            draft = replace(a_draft(FULL, f"1:100:{number}"), text=text)
            draft_id = await unit.journal.add_draft(draft, NOW)
            await unit.journal.change_draft(replace(draft, id=draft_id, state=state), NOW)
        assert await unit.hints.tapped_lessons(OLGA) == 2
        assert await unit.hints.tapped_lessons(NINA) == 0
