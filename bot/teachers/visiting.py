"""«Я заменяю…»: a teacher says to hold a colleague's lesson, or that a cancelled lesson was held after all (B11).

Where the school assigns substitutions, the teacher asks for it here.
"""

from aiogram import F, Router
from aiogram.types import CallbackQuery
from aiogram.utils.callback_answer import CallbackAnswer

from bot.teachers.callbacks import WithdrawStandIn
from bot.teachers.desk import Desk, Teaching
from bot.teachers.taps import AskToStandIn, BringBack, ChooseColleague, StandFor, StandIn, day_of
from bot.teachers.visiting_views import asked_screen, colleagues_screen, lessons_screen, offer_screen
from core.ids import PersonId, RequestId
from core.journal import visiting


def build_router() -> Router:
    """The screens behind the list of lessons; chats that speak for no teacher pass by."""
    router = Router(name="visiting")
    router.callback_query.filter(Teaching())
    router.callback_query.register(choose_colleague, ChooseColleague.filter())
    router.callback_query.register(choose_lesson, StandFor.filter())
    router.callback_query.register(hold, StandIn.filter(F.sure))
    router.callback_query.register(ask, StandIn.filter())
    router.callback_query.register(request, AskToStandIn.filter())
    router.callback_query.register(withdraw, WithdrawStandIn.filter())
    router.callback_query.register(bring_back, BringBack.filter())
    return router


async def choose_colleague(callback: CallbackQuery, callback_data: ChooseColleague, desk: Desk) -> None:
    """Whose lesson it is."""
    found = await visiting.colleagues(desk.database, desk.actor, day_of(callback_data.day), desk.now)
    await colleagues_screen(found, callback_data.page, desk.texts).edit(callback)


async def choose_lesson(callback: CallbackQuery, callback_data: StandFor, desk: Desk) -> None:
    """Which of the colleague's lessons."""
    found = await visiting.colleagues(desk.database, desk.actor, day_of(callback_data.day), desk.now)
    await lessons_screen(found, PersonId(callback_data.teacher), desk.texts).edit(callback)


async def ask(callback: CallbackQuery, callback_data: StandIn, desk: Desk) -> None:
    """Whether the teacher holds this very lesson; own lessons at the same time are named."""
    offer = await visiting.offer(desk.database, desk.actor, callback_data.ref(), desk.now)
    await offer_screen(offer, desk.texts).edit(callback)


async def hold(callback: CallbackQuery, callback_data: StandIn, desk: Desk, callback_answer: CallbackAnswer) -> None:
    """The lesson is the teacher's to enter now; what was typed about it is there."""
    draft = await visiting.hold(desk.database, desk.actor, callback_data.ref(), desk.now)
    desk.wake()
    callback_answer.text = desk.texts.t("Урок открыт вам")
    await (await desk.screen(draft)).edit(callback)


async def request(
    callback: CallbackQuery, callback_data: AskToStandIn, desk: Desk, callback_answer: CallbackAnswer
) -> None:
    """A deputy decides whether the teacher holds the lesson."""
    ref = callback_data.ref()
    asked = await visiting.request(desk.database, desk.actor, ref, callback_data.why, desk.now)
    desk.wake()
    callback_answer.text = desk.texts.t("Запрос отправлен")
    await asked_screen(asked, desk.texts).edit(callback)


async def withdraw(
    callback: CallbackQuery, callback_data: WithdrawStandIn, desk: Desk, callback_answer: CallbackAnswer
) -> None:
    """The teacher does not ask for it any more; one that was decided meanwhile is shown."""
    asked = await visiting.withdraw(desk.database, desk.actor, RequestId(callback_data.request), desk.now)
    desk.wake()
    if asked.card.request.withdrawn:
        callback_answer.text = desk.texts.t("Запрос отозван")
    await asked_screen(asked, desk.texts).edit(callback)


async def bring_back(
    callback: CallbackQuery, callback_data: BringBack, desk: Desk, callback_answer: CallbackAnswer
) -> None:
    """The lesson was held: it can be entered again."""
    draft = await visiting.restore(desk.database, desk.actor, callback_data.ref(), desk.now)
    desk.wake()
    callback_answer.text = desk.texts.t("Урок возвращён")
    await (await desk.screen(draft)).edit(callback)
