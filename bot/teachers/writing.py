"""«Записать» and a corrected mark: written at once, or asked why first."""

from bot.screens import Screen
from bot.teachers.desk import Desk
from bot.teachers.done_cards import recorded_card
from bot.teachers.fixing import REMOVE, correcting_screen, late_screen, marks_screen, order_screen
from bot.teachers.periods_views import sheet_screen
from core.deadlines.profiles import CorrectionPolicy
from core.ids import DraftId, MarkId
from core.journal import correcting, drafts, recording
from core.journal.errors import (
    CorrectionReasonNeededError,
    LateReasonNeededError,
    MarkNotFoundError,
    OrderNeededError,
    PeriodMarksError,
)
from core.journal.periods import service as periods
from core.journal.taps.model import Step


async def recorded(desk: Desk, draft_id: DraftId, reason: str | None) -> Screen:
    """The record, or the question why it comes so late or corrects what stands; marks of a period go to their sheet."""
    try:
        done = await recording.record_lesson(desk.database, desk.actor, draft_id, desk.now, desk.grace, reason)
    except LateReasonNeededError as error:
        draft = await drafts.show(desk.database, desk.actor, draft_id)
        return late_screen(draft, int(str(error.data["days"])), desk.texts)
    except CorrectionReasonNeededError as error:
        draft = await drafts.show(desk.database, desk.actor, draft_id)
        return correcting_screen(draft, CorrectionPolicy(str(error.data["policy"])), desk.texts)
    except PeriodMarksError:
        return sheet_screen(await periods.take_words(desk.database, desk.actor, draft_id, desk.now), 0, desk.texts)
    except OrderNeededError:
        draft = await drafts.await_words(desk.database, desk.actor, draft_id, Step.ORDER, desk.now)
        return order_screen(draft, desk.texts)
    desk.wake()
    return recorded_card(done, desk.now, desk.texts)


async def corrected(desk: Desk, draft_id: DraftId, mark_id: MarkId, tapped: str) -> tuple[Screen, bool]:
    """The marks after the correction, and whether it was made; one that is not free asks why."""
    value = None if tapped == REMOVE else tapped
    fix = (desk.database, desk.actor, draft_id, mark_id, value, desk.now)
    try:
        sheet = await correcting.correct_mark(*fix, desk.grace)
    except CorrectionReasonNeededError as error:
        draft = await correcting.propose_fix(*fix)
        return correcting_screen(draft, CorrectionPolicy(str(error.data["policy"])), desk.texts), False
    except OrderNeededError:
        return order_screen(await correcting.propose_fix(*fix, Step.ORDER), desk.texts), False
    except MarkNotFoundError:  # corrected already, perhaps by this very press before a kill: show how it stands
        return marks_screen(await correcting.sheet(desk.database, desk.actor, draft_id), desk.texts), False
    desk.wake()
    return marks_screen(sheet, desk.texts), True
