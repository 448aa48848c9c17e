"""/mydata: a guardian looks at own and the children's personal data, and asks for a change (A23)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command, Filter, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.common.menu import Open, Place
from bot.guardians import own_data_views as views
from bot.guardians.own_data_views import ChangeData, SendChange, ShowData, TakeBackChange
from bot.i18n import Texts
from bot.screens import Screen
from bot.updates.routing import Pressed
from core.approvals.service import withdraw
from core.clock import Clock
from core.errors import ForbiddenError, NotFoundError
from core.ids import PersonId
from core.people.details import Detail
from core.people.links.model import Identity
from core.people.model import Actor, Role
from core.personal import service
from core.personal.service import Kept
from core.unit_of_work import Database


class Changing(StatesGroup):
    """A guardian who is about to type a new value, or to send the one that was typed; the state's data has it."""

    awaited = State()
    typed = State()


@dataclass(frozen=True, slots=True)
class Card:
    """The guardians who speak here, the moment, and the means."""

    database: Database
    actors: tuple[Actor, ...]
    now: datetime
    texts: Texts
    wake: Callable[[], None]

    async def all(self) -> Screen:
        """Everybody whose data is seen here. ForbiddenError where no guardian speaks."""
        if not self.actors:
            raise ForbiddenError
        kept = [one for actor in self.actors for one in await service.own_data(self.database, actor, self.now)]
        return views.all_screen(kept, self.texts)

    async def of(self, person: int) -> tuple[Actor, Kept]:
        """The guardian who sees this person's data, and the data. NotFoundError for anybody else."""
        for actor in self.actors:
            for one in await service.own_data(self.database, actor, self.now):
                if one.person_id == person:
                    return actor, one
        raise NotFoundError

    async def one(self, person: int) -> Screen:
        """One person's screen."""
        _, kept = await self.of(person)
        return views.person_screen(kept, self.texts)


class Guarding(Filter):
    """Finds the guardians among those who speak here; always passes."""

    async def __call__(
        self,
        event: TelegramObject,  # noqa: ARG002 - who speaks is known already
        identity: Identity,
        database: Database,
        clock: Clock,
        texts: Texts,
        wake: Callable[[], None],
    ) -> dict[str, Card]:
        """What the handlers need."""
        actors = tuple(actor for actor in identity.actors if actor.holds(Role.GUARDIAN))
        return {"card": Card(database, actors, clock.now(), texts, wake)}


def build_router() -> Router:
    """The screens of personal data."""
    router = Router(name="own_data")
    router.message.register(show, Command("mydata"), Guarding())
    router.message.register(take_value, StateFilter(Changing.awaited), F.text, ~F.text.startswith("/"), Guarding())
    router.callback_query.register(open_all, Pressed(Open(place=Place.MYDATA)), Guarding())
    router.callback_query.register(show_person, ShowData.filter(), Guarding())
    router.callback_query.register(ask_value, ChangeData.filter(), Guarding())
    router.callback_query.register(send, SendChange.filter(), StateFilter(Changing.typed), Guarding())
    router.callback_query.register(take_back, TakeBackChange.filter(), Guarding())
    return router


async def show(message: Message, card: Card, state: FSMContext) -> None:
    """Whose data."""
    await state.clear()
    await (await card.all()).answer(message)


async def open_all(callback: CallbackQuery, card: Card, state: FSMContext) -> None:
    """The same by a button."""
    await state.clear()
    await (await card.all()).edit(callback)


async def show_person(callback: CallbackQuery, callback_data: ShowData, card: Card, state: FSMContext) -> None:
    """One person's."""
    await state.clear()
    await (await card.one(callback_data.person)).edit(callback)


async def ask_value(callback: CallbackQuery, callback_data: ChangeData, card: Card, state: FSMContext) -> None:
    """The next message is the new value."""
    _, kept = await card.of(callback_data.person)
    await state.set_state(Changing.awaited)
    await state.set_data({"person": callback_data.person, "detail": callback_data.detail.value})
    await views.asking_screen(kept, callback_data.detail, card.texts).edit(callback)


async def take_value(message: Message, card: Card, state: FSMContext) -> None:
    """It is read and shown; a wrong one is asked for again and loses nothing."""
    data = await state.get_data()
    person, detail, text = PersonId(data["person"]), Detail(data["detail"]), message.text or ""
    actor, _ = await card.of(person)
    kept, value = await service.check(card.database, actor, person, detail, text, card.now)
    await state.set_data({**data, "text": text})
    await state.set_state(Changing.typed)
    await views.confirming_screen(kept, detail, value, card.texts).answer(message)


async def send(callback: CallbackQuery, card: Card, state: FSMContext) -> None:
    """The class teacher is asked."""
    data = await state.get_data()
    person, detail = PersonId(data["person"]), Detail(data["detail"])
    actor, _ = await card.of(person)
    kept = await service.propose(card.database, actor, person, detail, data["text"], card.now)
    await state.clear()
    card.wake()
    await views.person_screen(kept, card.texts).edit(callback)


async def take_back(callback: CallbackQuery, callback_data: TakeBackChange, card: Card) -> None:
    """The request is withdrawn; one that was decided meanwhile stays as it is."""
    actor, _ = await card.of(callback_data.person)
    await withdraw(card.database, actor, callback_data.request, card.now)
    card.wake()
    await (await card.one(callback_data.person)).edit(callback)
