"""«Записать» and a corrected mark: written at once, or asked why first."""

from bot.screens import Screen
from bot.teachers.desk import Desk
from bot.teachers.fixing import REMOVE, correcting_screen, late_screen, marks_screen, order_screen
from bot.teachers.periods_views import sheet_screen
from core.deadlines.profiles import CorrectionPolicy
from core.ids import DraftId, MarkId
from core.journal import correcting, drafts, recording
from core.journal.errors import (
    CorrectionReasonNeededError,
    DraftChangedError,
    LateReasonNeededError,
    MarkNotFoundError,
    OrderNeededError,
    PeriodMarksError,
    UnsupportedEntryError,
)
from core.journal.operators import confirming
from core.journal.periods import service as periods
from core.journal.taps.model import Step


async def recorded(desk: Desk, draft_id: DraftId, reason: str | None) -> Screen:
    """The record, or the question why it comes so late or corrects what stands; marks of a period go to their sheet."""
    try:
        screen = await _written(desk, draft_id, reason)
    except LateReasonNeededError as error:
        draft = await drafts.show(desk.database, desk.actor, draft_id)
        return late_screen(draft, int(str(error.data["days"])), desk.texts)
    except CorrectionReasonNeededError as error:
        draft = await drafts.show(desk.database, desk.actor, draft_id)
        return correcting_screen(draft, CorrectionPolicy(str(error.data["policy"])), desk.texts)
    except DraftChangedError:
        return await desk.screen(await drafts.show(desk.database, desk.actor, draft_id), changed=True)
    except PeriodMarksError:
        if desk.typing_for is not None:  # a teacher gives them on a sheet of their own
            raise UnsupportedEntryError(what="period") from None
        return sheet_screen(await periods.take_words(desk.database, desk.actor, draft_id, desk.now), 0, desk.texts)
    except OrderNeededError:
        draft = await drafts.await_words(desk.database, desk.actor, draft_id, Step.ORDER, desk.now)
        return order_screen(draft, desk.texts)
    desk.wake()
    return screen


async def _written(desk: Desk, draft_id: DraftId, reason: str | None) -> Screen:
    """What was written; what an operator typed goes to its teacher (B17)."""
    if desk.typing_for is None:
        return await desk.written(
            await recording.record_lesson(desk.database, desk.actor, draft_id, desk.now, desk.grace, reason)
        )
    over = await confirming.hand_over(desk.database, desk.actor, draft_id, desk.now, desk.grace, reason)
    return await desk.written(over.recorded) if over.recorded else await desk.screen(over.draft)


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
