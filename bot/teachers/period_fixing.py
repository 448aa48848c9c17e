"""Correcting a mark of a period: with a reason tapped or typed, by order when it is closed; taking it back (P12)."""

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Filter, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.common.reasons import CORRECTING
from bot.screens import Screen
from bot.teachers.desk import Desk
from bot.teachers.period_fixing_views import Tapped, order_screen, reason_screen, typing_screen
from bot.teachers.period_taps import ChoosePeriodMark, CorrectPeriodMark, TypePeriodReason, WithdrawPeriodRequest
from bot.teachers.periods_views import sheet_screen
from core.approvals.service import withdraw as take_back
from core.clock import Clock
from core.deadlines.profiles import CorrectionPolicy
from core.errors import NotFoundError
from core.ids import PersonId, RequestId
from core.journal.periods import asking, service
from core.journal.periods.errors import PeriodOrderNeededError, PeriodReasonNeededError
from core.journal.taps.model import WORDS_AWAITED

LONGEST_REASON = 500


class Typing(StatesGroup):
    """A teacher who is about to type the reason, or the order; what is corrected stands in the state's data."""

    reason = State()
    order = State()


class Awaited(Filter):
    """Lets pass the words that were asked for a few minutes ago; after them a message is an entry again."""

    async def __call__(self, message: Message, state: FSMContext, clock: Clock) -> bool:  # noqa: ARG002 - any words
        """Whether they are still awaited."""
        since = (await state.get_data()).get("since")
        return since is not None and clock.now() - datetime.fromisoformat(since) <= WORDS_AWAITED


def register(router: Router) -> None:
    """The buttons and the words of corrections."""
    words = (F.text, ~F.text.startswith("/"), Awaited())
    router.message.register(take_reason, StateFilter(Typing.reason), *words)
    router.message.register(take_order, StateFilter(Typing.order), *words)
    router.callback_query.register(choose, ChoosePeriodMark.filter())
    router.callback_query.register(correct, CorrectPeriodMark.filter())
    router.callback_query.register(type_reason, TypePeriodReason.filter())
    router.callback_query.register(withdraw, WithdrawPeriodRequest.filter())


async def choose(callback: CallbackQuery, callback_data: ChoosePeriodMark, desk: Desk, state: FSMContext) -> None:
    """A value for a pupil; back to the list. What is not free any more asks why, or for the order."""
    await state.clear()
    key, pupil, value = callback_data.key, PersonId(callback_data.pupil), callback_data.value or None
    try:
        shown = await service.choose(desk.database, desk.actor, key, pupil, value, desk.now)
        screen = sheet_screen(shown, callback_data.page, desk.texts)
    except PeriodReasonNeededError as error:
        shown = await service.sheet(desk.database, desk.actor, key, desk.now)
        screen = reason_screen(shown, callback_data, CorrectionPolicy(str(error.data["policy"])), desk.texts)
    except PeriodOrderNeededError:
        shown = await service.sheet(desk.database, desk.actor, key, desk.now)
        await _await(state, Typing.order, callback_data, desk)
        screen = order_screen(shown, callback_data, desk.texts)
    await screen.edit(callback)


async def correct(callback: CallbackQuery, callback_data: CorrectPeriodMark, desk: Desk, state: FSMContext) -> None:
    """The reason of a correction: it is made, or a deputy is asked."""
    if callback_data.reason not in CORRECTING:
        raise NotFoundError
    await state.clear()
    await (await _corrected(desk, callback_data, callback_data.reason)).edit(callback)


async def type_reason(callback: CallbackQuery, callback_data: TypePeriodReason, desk: Desk, state: FSMContext) -> None:
    """The next message is the reason."""
    shown = await service.sheet(desk.database, desk.actor, callback_data.key, desk.now)
    if all(one.pupil.id != callback_data.pupil for one in shown.lines):
        raise NotFoundError
    await _await(state, Typing.reason, callback_data, desk)
    await typing_screen(shown, callback_data, desk.texts).edit(callback)


async def take_reason(message: Message, desk: Desk, state: FSMContext) -> None:
    """The typed reason: the correction is made or asked for."""
    reason = (message.text or "").strip()[:LONGEST_REASON]
    await (await _corrected(desk, await _wanted(state), reason)).answer(message)
    await state.clear()  # last: after a kill the same message comes again and needs what was kept


async def take_order(message: Message, desk: Desk, state: FSMContext) -> None:
    """Number and date of the order: the director is asked. What was not read is said, and is still awaited."""
    wanted, words = await _wanted(state), message.text or ""
    pupil = PersonId(wanted.pupil)
    asked = await asking.correct_by_order(
        desk.database, desk.actor, wanted.key, pupil, wanted.value, words, desk.now, desk.grace
    )
    desk.wake()
    waits = desk.texts.t("Запрос ушёл директору, ответ придёт сюда. Пока в журнале прежняя отметка.")
    await sheet_screen(asked.sheet, wanted.page, desk.texts, done=waits if asked.waits else "").answer(message)
    await state.clear()  # last, as above


async def withdraw(callback: CallbackQuery, callback_data: WithdrawPeriodRequest, desk: Desk) -> None:
    """«Отозвать запрос»; one that was decided meanwhile is only shown as it stands."""
    card = await take_back(desk.database, desk.actor, RequestId(callback_data.request), desk.now)
    desk.wake()
    shown = await service.sheet(desk.database, desk.actor, callback_data.key, desk.now)
    decided = desk.texts.t("Этот запрос уже решён, отозвать его нельзя.")
    done = desk.texts.t("Запрос отозван, отметка прежняя.") if card.request.withdrawn else decided
    await sheet_screen(shown, callback_data.page, desk.texts, done=done).edit(callback)


async def _corrected(desk: Desk, wanted: CorrectPeriodMark | TypePeriodReason, reason: str) -> Screen:
    pupil, texts = PersonId(wanted.pupil), desk.texts
    asked = await asking.correct_with_reason(
        desk.database, desk.actor, wanted.key, pupil, wanted.value, reason, desk.now, desk.grace
    )
    desk.wake()
    waits = texts.t("Запрос ушёл заместителю директора, ответ придёт сюда. Пока в журнале прежняя отметка.")
    done = waits if asked.waits else texts.t("Исправлено, причина записана в журнал.")
    return sheet_screen(asked.sheet, wanted.page, texts, done=done)


async def _await(state: FSMContext, what: State, of: Tapped, desk: Desk) -> None:
    await state.set_state(what)
    await state.set_data({"wanted": of.model_dump(), "since": desk.now.isoformat()})


async def _wanted(state: FSMContext) -> TypePeriodReason:
    return TypePeriodReason(**(await state.get_data())["wanted"])
