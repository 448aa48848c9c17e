"""The diary by subjects: the list of a period, a subject, absences, marks of periods, which mark is needed."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.common.diary_data import OpenAbsences, OpenNeeded, OpenSubject, OpenSubjects, OpenTermMarks, asked_by
from bot.guardians.diary_asking import Asking, lay_asking
from bot.guardians.diary_current import or_current
from bot.guardians.diary_needed_views import needed_screen
from bot.guardians.diary_pages import subjects_page
from bot.guardians.diary_subject_views import absences_screen, subject_screen, term_marks_screen
from bot.teachers.taps import day_of
from core.diary.progress import needed, progress, term_marks
from core.errors import NotFoundError
from core.ids import SubjectId


def build_router() -> Router:
    """The screens and their buttons."""
    router = Router(name="diary subjects")
    lay_asking(router)
    router.callback_query.register(or_current(open_subjects), OpenSubjects.filter())
    router.callback_query.register(or_current(open_subject), OpenSubject.filter())
    router.callback_query.register(or_current(open_absences), OpenAbsences.filter())
    router.callback_query.register(or_current(open_term_marks), OpenTermMarks.filter())
    router.callback_query.register(or_current(open_needed), OpenNeeded.filter())
    return router


async def open_subjects(callback: CallbackQuery, callback_data: OpenSubjects, asking: Asking) -> None:
    """The subjects of a period with their averages."""
    await (await subjects_page(asking, callback_data.pupil, callback_data.code)).edit(callback)


async def open_subject(callback: CallbackQuery, callback_data: OpenSubject, asking: Asking) -> None:
    """All marks of a subject."""
    family, actor, pupil = await asking.whose(callback_data.pupil)
    found = await progress(asking.database, actor, pupil, asked_by(callback_data.code), asking.now)
    line = found.subject(SubjectId(callback_data.subject))
    if line is None:
        raise NotFoundError
    await subject_screen(found, line, family, asking.texts).edit(callback)


async def open_absences(callback: CallbackQuery, callback_data: OpenAbsences, asking: Asking) -> None:
    """What was missed in a period."""
    family, actor, pupil = await asking.whose(callback_data.pupil)
    found = await progress(asking.database, actor, pupil, asked_by(callback_data.code), asking.now)
    await absences_screen(found, family, asking.texts).edit(callback)


async def open_term_marks(callback: CallbackQuery, callback_data: OpenTermMarks, asking: Asking) -> None:
    """The marks of quarters, half-years and the year."""
    family, actor, pupil = await asking.whose(callback_data.pupil)
    found = await term_marks(asking.database, actor, pupil, asking.now, day_of(callback_data.day))
    await term_marks_screen(found, family, asking.texts).edit(callback)


async def open_needed(callback: CallbackQuery, callback_data: OpenNeeded, asking: Asking) -> None:
    """Which marks are needed for the wanted one."""
    family, actor, pupil = await asking.whose(callback_data.pupil)
    place = SubjectId(callback_data.subject), asked_by(callback_data.code)
    found, answer = await needed(asking.database, actor, pupil, *place, callback_data.wanted, asking.now)
    await needed_screen(found, answer, family, asking.texts).edit(callback)
