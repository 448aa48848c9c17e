"""A pupil who left yesterday: today's lesson does not have them, yesterday's does."""

from dataclasses import replace

import pytest

from core.journal.drafts import show
from core.journal.errors import DraftChangedError
from tests.contract.school import EGOR, NOW, SOFIA, TODAY, YESTERDAY
from tests.core.journal.conftest import World, mark


async def test_a_message_of_today_asks_who_is_meant(world: World) -> None:
    (draft,) = await world.read("5А матем Жуков 5")
    assert draft.reading.day == TODAY
    assert [one.pupil_id for one in draft.reading.marks] == [None]
    assert draft.reading.questions or draft.reading.unread


async def test_a_message_about_yesterday_knows_them(world: World) -> None:
    _taught_yesterday(world)
    (draft,) = await world.read("5А матем вчера Жуков 5")
    assert (draft.reading.day, [one.pupil_id for one in draft.reading.marks]) == (YESTERDAY, [EGOR])


async def test_who_left_since_the_draft_gets_no_mark(world: World) -> None:
    _taught_yesterday(world)
    (draft,) = await world.read("5А матем Ёлкина 5")
    gone = replace(draft, reading=replace(draft.reading, marks=(*draft.reading.marks, mark(EGOR))))
    async with world.database.writing() as unit:
        await unit.journal.change_draft(gone, NOW)
        await unit.commit()
    with pytest.raises(DraftChangedError):
        await world.record(draft.id)
    shown = await show(world.database, await world.actor(), draft.id)
    assert [one.pupil_id for one in shown.reading.marks] == [SOFIA]
    await world.record(draft.id)
    assert [one.pupil_id for one in (await world.lesson()).marks] == [SOFIA]


async def test_yesterdays_lesson_still_takes_it(world: World) -> None:
    _taught_yesterday(world)
    await world.say(day=YESTERDAY, marks=(mark(EGOR),))


def _taught_yesterday(world: World) -> None:
    entries = world.database.directories.entries
    entries.append(replace(entries[0], weekday=YESTERDAY.weekday()))
