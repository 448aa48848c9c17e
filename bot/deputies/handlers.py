"""/approvals: what waits for a decision; a push about a request has the same buttons (P12, B29)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiogram import F, Router
from aiogram.filters import Filter, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.common.first_screen import register_first
from bot.common.menu import Place
from bot.common.reasons import REFUSING, REFUSING_DATA
from bot.config import Config
from bot.deputies import views
from bot.deputies.views import Allow, AskRefusal, OpenRequest, Refuse, TypeRefusal
from bot.i18n import Texts
from bot.screens import Screen
from core.approvals import service
from core.approvals.model import Card
from core.approvals.rules import DECIDING
from core.clock import Clock
from core.ids import RequestId
from core.people.links.model import Identity
from core.people.model import Actor
from core.unit_of_work import Database

LONGEST_ANSWER = 500


class TypingAnswer(StatesGroup):
    """A deputy who is about to type why a request is refused; which one is kept in the state's data."""

    awaited = State()


@dataclass(frozen=True, slots=True)
class Office:
    """Who decides, the moment, and the means."""

    database: Database
    actor: Actor
    now: datetime
    grace: timedelta
    texts: Texts
    content_mode: str
    wake: Callable[[], None]

    async def decide(self, request: int, *, allowed: bool, answer: str | None = None) -> Screen:
        """The request as it stands after the decision, whoever made it."""
        card = await service.decide(
            self.database,
            self.actor,
            RequestId(request),
            allowed=allowed,
            now=self.now,
            grace=self.grace,
            answer=answer,
        )
        self.wake()
        return self.shown(card)

    async def card(self, request: int) -> Card:
        """One request."""
        return await service.card(self.database, self.actor, RequestId(request))

    def shown(self, card: Card) -> Screen:
        """Its screen."""
        return views.request_screen(card, self.texts, self.content_mode)


class Deciding(Filter):
    """Lets pass the chats that speak for somebody who decides requests."""

    async def __call__(
        self,
        event: TelegramObject,  # noqa: ARG002 - who speaks is known already
        identity: Identity,
        database: Database,
        clock: Clock,
        settings: Config,
        texts: Texts,
        wake: Callable[[], None],
    ) -> bool | dict[str, Office]:
        """The office of the first who decides among those that the chat speaks for."""
        actor = next((actor for actor in identity.actors if actor.holds(*DECIDING)), None)
        if actor is None:
            return False
        async with database.reading() as unit:
            school = await unit.people.school(actor.school_id)
        grace = timedelta(seconds=settings.delivery.grace_seconds)
        return {"office": Office(database, actor, clock.now(), grace, texts, school.content_mode, wake)}


def build_router() -> Router:
    """The screens of requests; chats that speak for nobody who decides pass by."""
    router = Router(name="deputies")
    register_first(router, "approvals", Place.APPROVALS, _list, Deciding(), desk="office")
    answering = (StateFilter(TypingAnswer.awaited), F.text, ~F.text.startswith("/"))
    router.message.register(take_answer, *answering, Deciding())
    router.callback_query.register(open_request, OpenRequest.filter(), Deciding())
    router.callback_query.register(allow, Allow.filter(), Deciding())
    router.callback_query.register(ask_refusal, AskRefusal.filter(), Deciding())
    router.callback_query.register(type_refusal, TypeRefusal.filter(), Deciding())
    router.callback_query.register(refuse, Refuse.filter(), Deciding())
    return router


async def open_request(callback: CallbackQuery, callback_data: OpenRequest, office: Office, state: FSMContext) -> None:
    """One request."""
    await state.clear()
    await office.shown(await office.card(callback_data.request)).edit(callback)


async def allow(callback: CallbackQuery, callback_data: Allow, office: Office) -> None:
    """«Разрешить»; the second to decide sees who did."""
    await (await office.decide(callback_data.request, allowed=True)).edit(callback)


async def ask_refusal(callback: CallbackQuery, callback_data: AskRefusal, office: Office) -> None:
    """With what answer? A request that is decided already is shown instead."""
    card = await office.card(callback_data.request)
    waiting = card.request.waiting
    screen = views.refusal_screen(card, office.texts, office.content_mode) if waiting else office.shown(card)
    await screen.edit(callback)


async def type_refusal(callback: CallbackQuery, callback_data: TypeRefusal, office: Office, state: FSMContext) -> None:
    """The next message is the answer."""
    card = await office.card(callback_data.request)
    if not card.request.waiting:
        await office.shown(card).edit(callback)
        return
    await state.set_state(TypingAnswer.awaited)
    await state.set_data({"request": callback_data.request})
    await views.typing_screen(card, office.texts).edit(callback)


async def take_answer(message: Message, office: Office, state: FSMContext) -> None:
    """Refused with these words."""
    data = await state.get_data()
    await state.clear()
    answer = (message.text or "").strip()[:LONGEST_ANSWER]
    await (await office.decide(int(data["request"]), allowed=False, answer=answer)).answer(message)


async def refuse(callback: CallbackQuery, callback_data: Refuse, office: Office) -> None:
    """Refused with a common answer, or with none."""
    answer = callback_data.answer if callback_data.answer in (REFUSING | REFUSING_DATA) else None
    await (await office.decide(callback_data.request, allowed=False, answer=answer)).edit(callback)


async def _list(office: Office) -> Screen:
    cards = await service.waiting(office.database, office.actor)
    return views.waiting_screen(cards, office.texts, office.content_mode)
