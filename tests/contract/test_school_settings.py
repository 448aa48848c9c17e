"""What a school sets for itself."""

from dataclasses import replace

import pytest

from core.errors import NotFoundError
from core.ids import SchoolId
from core.unit_of_work import Database
from tests.contract.school import ELSEWHERE, MARIA, NOW, SCHOOL
from tests.contract.writing import BOT, linked, news, put


async def test_a_school_is_kept_as_it_was_changed(school: Database) -> None:
    async with school.writing() as unit:
        before = await unit.people.school_to_change(SCHOOL)
        other = await unit.people.school(ELSEWHERE)
        changed = replace(
            before,
            short_name="Лицей 900",
            full_name="Лицей № 900",
            time_zone="Asia/Irkutsk",
            profile="pyatigorsk-2012",
            content_mode="initials",
            profile_overrides={"entry_grace_days": 7, "late_entry_needs_reason": False, "correction": "forbid"},
        )
        await unit.people.save_school(changed)
        await unit.commit()
    async with school.reading() as unit:
        assert await unit.people.school(SCHOOL) == changed
        assert await unit.people.schools() == (changed, other)


async def test_what_is_not_committed_is_forgotten(school: Database) -> None:
    async with school.writing() as unit:
        before = await unit.people.school_to_change(SCHOOL)
        await unit.people.save_school(replace(before, content_mode="discreet"))
    async with school.reading() as unit:
        assert await unit.people.school(SCHOOL) == before


async def test_a_school_that_is_not_there_is_not_found(school: Database) -> None:
    async with school.writing() as unit:
        with pytest.raises(NotFoundError):
            await unit.people.school_to_change(SchoolId(99))


async def test_news_that_waits_is_told_as_the_school_has_it_when_it_is_sent(school: Database) -> None:
    async with school.writing() as unit:
        await put(unit, news(await linked(unit, MARIA, 1)))
        await unit.people.save_school(replace(await unit.people.school(SCHOOL), content_mode="discreet"))
        (delivery,) = await unit.outbox.claim(BOT, "a", 10, NOW, NOW)
    assert delivery.content_mode == "discreet"
