"""The register of consents: who has not given one, what came on paper, the words (O01, P20)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aiogram import Bot, F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import BufferedInputFile, CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.common.desk import Desk, Holds
from bot.coordinators import consents_views as views
from bot.coordinators.consents_data import (
    DownloadRegister,
    EndTie,
    ExpireOld,
    KeepWording,
    MarkPaper,
    OpenClass,
    OpenEntry,
    OpenRegister,
    WithdrawOnPaper,
    WriteWording,
)
from bot.coordinators.consents_sheet import workbook
from bot.i18n import Texts
from bot.names import NAMED
from bot.screens import Screen
from bot.updates.routing import Pressed
from core.consents import register as use
from core.consents.model import Entry
from core.consents.register import Register
from core.consents.rules import SEEING
from core.consents.wording import check_length, rewrite
from core.errors import NotFoundError
from core.ids import PersonId
from core.people.guardianships import end_guardianship
from core.people.model import Actor
from core.unit_of_work import Database


class TypingWording(StatesGroup):
    """A coordinator who is about to type the words; then those that wait to be accepted, in the state's data."""

    awaited = State()


@dataclass(frozen=True, slots=True)
class Keeper(Desk):
    """Who sees the register, the moment, and the means."""

    async def register(self) -> Register:
        """The register of today."""
        return await use.register(self.database, self.actor, self.now)

    async def screen(self) -> Screen:
        """The counts by class."""
        return await register_screen(self.database, self.actor, self.now, self.texts)

    async def entry(self, guardian: int, pupil: int) -> tuple[Register, Entry]:
        """A guardian and a child in it. NotFoundError, and where the school sends no names through the messenger."""
        return _named(await self.register(), guardian, pupil)


async def register_screen(database: Database, actor: Actor, now: datetime, texts: Texts) -> Screen:
    """The counts by class."""
    return views.overview(await use.register(database, actor, now), texts)


class Keeping(Holds):
    """Lets pass the chats that speak for somebody who sees the register."""

    wanted = (SEEING,)
    laid = Keeper
    name = "keeper"


def build_router() -> Router:
    """The buttons; the command is that of the guardians."""
    router = Router(name="register of consents")
    for observer in (router.message, router.callback_query):
        observer.filter(Keeping())
    router.message.register(take_wording, StateFilter(TypingWording.awaited), F.text & ~F.text.startswith("/"))
    press = router.callback_query.register
    press(open_register, Pressed(OpenRegister()))
    press(open_class, OpenClass.filter())
    press(open_entry, OpenEntry.filter())
    press(mark_paper, MarkPaper.filter())
    press(withdraw, WithdrawOnPaper.filter())
    press(end_tie, EndTie.filter())
    press(write_wording, Pressed(WriteWording()))
    press(keep_wording, Pressed(KeepWording()))
    press(expire_old, ExpireOld.filter())
    press(download, Pressed(DownloadRegister()))
    return router


async def open_register(callback: CallbackQuery, keeper: Keeper, state: FSMContext) -> None:
    """The counts by class."""
    await state.clear()
    await (await keeper.screen()).edit(callback)


async def open_class(callback: CallbackQuery, callback_data: OpenClass, keeper: Keeper) -> None:
    """One class."""
    await views.class_screen(await keeper.register(), callback_data, keeper.texts).edit(callback)


async def open_entry(callback: CallbackQuery, callback_data: OpenEntry, keeper: Keeper) -> None:
    """A guardian and a child."""
    found, entry = await keeper.entry(callback_data.guardian, callback_data.pupil)
    await views.entry_screen(found, entry, keeper.texts).edit(callback)


async def mark_paper(callback: CallbackQuery, callback_data: MarkPaper, keeper: Keeper) -> None:
    """Signed on paper."""
    guardian, pupil = PersonId(callback_data.guardian), PersonId(callback_data.pupil)
    found = await use.mark_on_paper(keeper.database, keeper.actor, guardian, pupil, keeper.now)
    await views.entry_screen(*_named(found, guardian, pupil), keeper.texts).edit(callback)


async def withdraw(callback: CallbackQuery, callback_data: WithdrawOnPaper, keeper: Keeper) -> None:
    """Taken back on paper, after a question."""
    guardian, pupil = PersonId(callback_data.guardian), PersonId(callback_data.pupil)
    if not callback_data.sure:
        found, entry = await keeper.entry(guardian, pupil)
        await views.withdrawal_screen(found, entry, keeper.texts).edit(callback)
        return
    found = await use.withdraw_for(keeper.database, keeper.actor, guardian, pupil, keeper.now)
    await views.entry_screen(*_named(found, guardian, pupil), keeper.texts).edit(callback)


async def end_tie(
    callback: CallbackQuery,
    callback_data: EndTie,
    keeper: Keeper,
    wake: Callable[[], None],
    callback_answer: CallbackAnswer,
) -> None:
    """The guardian is none any more, after a question."""
    found, entry = await keeper.entry(callback_data.guardian, callback_data.pupil)
    if not callback_data.sure:
        await views.ending_screen(found, entry, keeper.texts).edit(callback)
        return
    await end_guardianship(keeper.database, keeper.actor, entry.guardian.id, entry.pupil.id, keeper.now)
    wake()
    callback_answer.text = keeper.texts.t("Представительство закончено")
    wanted = OpenClass(class_id=entry.class_id or 0)
    await views.class_screen(await keeper.register(), wanted, keeper.texts).edit(callback)


async def write_wording(callback: CallbackQuery, keeper: Keeper, state: FSMContext) -> None:
    """The next message is the new text."""
    found = await keeper.register()
    await state.set_state(TypingWording.awaited)
    await views.wording_screen(found, keeper.texts).edit(callback)


async def take_wording(message: Message, keeper: Keeper, state: FSMContext) -> None:
    """The text as parents will see it; nothing holds yet."""
    words = (message.text or "").strip()
    check_length(words)
    await state.set_data({"words": words})
    await views.typed_screen(words, keeper.texts).answer(message)


async def keep_wording(callback: CallbackQuery, keeper: Keeper, state: FSMContext) -> None:
    """It holds from now on. NotFoundError where nothing was typed, or it is forgotten."""
    words = (await state.get_data()).get("words")
    if words is None:
        raise NotFoundError
    await rewrite(keeper.database, keeper.actor, words, keeper.now)
    await state.clear()
    await (await keeper.screen()).edit(callback)


async def expire_old(callback: CallbackQuery, callback_data: ExpireOld, keeper: Keeper) -> None:
    """Consents to earlier words end, after a question."""
    if not callback_data.sure:
        await views.expiry_screen(await keeper.register(), keeper.texts).edit(callback)
        return
    await use.expire_outdated(keeper.database, keeper.actor, keeper.now)
    await (await keeper.screen()).edit(callback)


async def download(callback: CallbackQuery, keeper: Keeper, bot: Bot) -> None:
    """The register as a file, for schools that let names into the messenger."""
    found = await keeper.register()
    if found.school.content_mode not in NAMED:
        raise NotFoundError
    name = keeper.texts.t("Согласия.xlsx")
    await bot.send_document(callback.from_user.id, BufferedInputFile(workbook(found, keeper.texts), name))


def _named(found: Register, guardian: int, pupil: int) -> tuple[Register, Entry]:
    ids = (guardian, pupil)
    entry = next((one for one in found.entries if (one.guardian.id, one.pupil.id) == ids), None)
    if entry is None or found.school.content_mode not in NAMED:
        raise NotFoundError
    return found, entry
