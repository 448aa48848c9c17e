"""Absences that wait for a reason: who, since when, and one reason for all days of a pupil (B09)."""

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram.utils.callback_answer import CallbackAnswer

from bot.screens import Screen
from bot.teachers.absences_data import ExplainAll, ShowGap, ShowGaps
from bot.teachers.closed_notes import answer_with_shut
from bot.teachers.desk import Desk, Leading
from bot.teachers.gaps_views import gap_screen, gaps_screen
from core.classroom.gaps import class_gaps, explain_days
from core.ids import ClassId, PersonId


def build_router() -> Router:
    """The screens behind «Ждут причины»."""
    router = Router(name="gaps")
    router.callback_query.filter(Leading())
    router.callback_query.register(show_all, ShowGaps.filter())
    router.callback_query.register(show_one, ShowGap.filter())
    router.callback_query.register(explain_all, ExplainAll.filter())
    return router


async def show_all(callback: CallbackQuery, callback_data: ShowGaps, desk: Desk) -> None:
    """Whose absences wait."""
    await (await _screen(desk, callback_data.class_id)).edit(callback)


async def show_one(callback: CallbackQuery, callback_data: ShowGap, desk: Desk) -> None:
    """One pupil; who waits no more, or is not the own, leads back to the list."""
    found = await class_gaps(desk.database, desk.actor, ClassId(callback_data.class_id), desk.now)
    own = desk.actor.leads(ClassId(callback_data.class_id))
    one = next((gaps for gaps in found if gaps.pupil.id == callback_data.pupil and own), None)
    screen = gap_screen(one, callback_data, desk.texts) if one else await _screen(desk, callback_data.class_id)
    await screen.edit(callback)


async def explain_all(
    callback: CallbackQuery, callback_data: ExplainAll, desk: Desk, callback_answer: CallbackAnswer
) -> None:
    """«Все эти дни — болезнь»."""
    said = (ClassId(callback_data.class_id), PersonId(callback_data.pupil), callback_data.reason, callback_data.source)
    done = await explain_days(desk.database, desk.actor, *said, desk.now, desk.grace)
    desk.wake()
    answer_with_shut(callback_answer, desk.texts.t("Причина внесена") if done.notes else "", done.shut, desk.texts)
    await (await _screen(desk, callback_data.class_id)).edit(callback)


async def _screen(desk: Desk, class_id: int) -> Screen:
    found = await class_gaps(desk.database, desk.actor, ClassId(class_id), desk.now)
    return gaps_screen(class_id, found, desk.texts, own=desk.actor.leads(ClassId(class_id)))
