"""The pages of the diary between which a switch of the child, or a button that is out of date, stays."""

from datetime import date, timedelta

from bot.common.diary_data import TOMORROW, Section, asked_by
from bot.guardians.diary_asking import Asking
from bot.guardians.diary_calendar_views import calendar_screen
from bot.guardians.diary_chores_views import chores_screen
from bot.guardians.diary_frame import elsewhere, not_for_you
from bot.guardians.diary_subject_views import subjects_screen
from bot.guardians.diary_views import day_screen, week_screen
from bot.screens import Screen
from bot.teachers.taps import day_of
from core.consents.access import check_not_closed
from core.diary import access
from core.diary.chores import chores
from core.diary.days import diary
from core.diary.feeds.service import own_feed
from core.diary.progress import progress
from core.people.pupils import explain_nothing


async def page(asking: Asking, pupil_id: int, section: Section, day: int) -> Screen:
    """A part of the diary of a child; where the school shows none of it here, where to look.

    The calendar keeps the times of lessons there, and no more.
    """
    family = await asking.family()
    kept = next((one for one in family.children if one.child.pupil.id == pupil_id and not one.personal), None)
    if kept is not None and section is not Section.CALENDAR:
        return elsewhere(kept, family, asking.texts)
    match section:
        case Section.DAY:
            return await day_page(asking, pupil_id, day)
        case Section.WEEK:
            return await week_page(asking, pupil_id, day)
        case Section.SUBJECTS:
            return await subjects_page(asking, pupil_id, "")
        case Section.CHORES:
            return await chores_page(asking, pupil_id, 0)
        case Section.CALENDAR:
            return await calendar_page(asking, pupil_id)


async def first_page(asking: Asking, section: Section = Section.DAY) -> Screen:
    """Today, or another part, of the child looked at last. PupilsKeptOutError for a pupil whom the school keeps out.

    ConsentNeededError for who has but children that are closed.
    """
    first = (await asking.family()).children[:1]
    if not first:
        explain_nothing(asking.identity.actors)
        await check_not_closed(asking.database, asking.identity.actors, asking.now)
        return not_for_you(asking.texts)
    return await page(asking, first[0].child.pupil.id, section, 0)


async def day_page(asking: Asking, pupil_id: int, day: int) -> Screen:
    """A day; one without a number is today, or the last of a child who left.

    A button of news may open another child than the one looked at last, who is remembered then.
    """
    family, actor, pupil = await asking.whose(pupil_id)
    asked = asking.today + timedelta(days=1) if day == TOMORROW else day_of(day)
    found = await diary(asking.database, actor, pupil, asked, 1, asking.now)
    if family.children[0].child.pupil.id != pupil:
        await access.choose(asking.database, actor, pupil, asking.now)
    return day_screen(found, family, asking.texts)


async def week_page(asking: Asking, pupil_id: int, day: int) -> Screen:
    """The week of a day, from Monday on."""
    family, actor, pupil = await asking.whose(pupil_id)
    first = _monday(day_of(day) or asking.today)
    found = await diary(asking.database, actor, pupil, first, 7, asking.now)
    return week_screen(found, family, asking.texts)


async def subjects_page(asking: Asking, pupil_id: int, code: str) -> Screen:
    """The subjects of a period, the present one if no code names another."""
    family, actor, pupil = await asking.whose(pupil_id)
    found = await progress(asking.database, actor, pupil, asked_by(code), asking.now)
    return subjects_screen(found, family, asking.texts)


async def calendar_page(asking: Asking, pupil_id: int) -> Screen:
    """The calendar for a telephone: what it is, and whether there is an address."""
    family, actor, pupil = await asking.whose(pupil_id)
    found = await own_feed(asking.database, actor, pupil, asking.now)
    return calendar_screen(found, family, None, asking.settings.calendar.url, asking.texts)


async def chores_page(asking: Asking, pupil_id: int, number: int) -> Screen:
    """A page of what is to be done."""
    family, actor, pupil = await asking.whose(pupil_id)
    found = await chores(asking.database, actor, pupil, asking.now)
    return chores_screen(found, family, number, asking.texts)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
