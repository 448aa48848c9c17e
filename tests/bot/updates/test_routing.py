"""The table of handlers chooses what a walk through all routers would choose, and asks few filters for it."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest
from aiogram import BaseMiddleware, Dispatcher, Router
from aiogram.filters import Command, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Chat, Message, PhotoSize, TelegramObject, User

from bot import front
from bot.administrators.views import SetContent
from bot.common.linking import Linking
from bot.common.menu import AskUnlink, Open, Place, Speak, Unlink
from bot.common.news_choices import SetDigest, SetMode, SetQuiet, SetSchoolDigest, SetSchoolMode, SetSchoolQuiet
from bot.config import BotSection, Config
from bot.coordinators.views import AskCodes, IssueCodes
from bot.i18n import texts
from bot.teachers.callbacks import Act, Choice, DraftAct, FixMark, Late
from bot.updates.polling import ALLOWED
from bot.updates.routing import EVENTS, Pressed, table
from core.ids import ChatKey, LinkId, PersonId
from core.notifications.preferences import Mode, Topic
from core.people.links.model import Address, Identity, Link
from core.people.model import Actor, Grant, Name, Role
from tests.bot.conftest import ShiftedClock
from tests.contract.school import MARIA, SCHOOL, made_up_school
from tests.fakes.database import MemoryDatabase

CHAT, USER = Chat(id=7, type="private"), User(id=7, is_bot=False, first_name="Мария")
LINK = Link(LinkId(1), ChatKey(1), MARIA, SCHOOL, datetime(2026, 9, 1, tzinfo=UTC))
WHEN = datetime(2026, 10, 13, 12, 30, tzinfo=UTC)
COMMANDS = ("start", "start KXQW", "help", "help@another_bot", "Help", "language", "unlink", "codes", "notifications",
    "school")  # fmt: skip
WORDS = (*(f"/{name}" for name in COMMANDS), "/nothing", "/", "Спасибо!", "7800103310 K7QF-W2MX-9TRD", "K7QF-W2MX-9TRD")
DATA: tuple[CallbackData, ...] = (
    *(Open(place=place) for place in Place),
    *(DraftAct(act=act, draft=1) for act in Act),
    *(Speak(language=language) for language in ("ru", "en", "de")),
    *(SetQuiet(start=start, end=7) for start in (22, 99)),
    AskUnlink(link_id=1),
    Unlink(link_id=1),
    AskCodes(of="g1", missing=True),
    IssueCodes(of="g1", missing=True, person=PersonId(0), language="ru"),
    SetMode(topic=Topic.MARK, mode=Mode.NOW),
    SetDigest(hour=19),
    SetSchoolMode(topic=Topic.MARK, mode=Mode.NOW),
    *(SetSchoolQuiet(start=start, end=7) for start in (22, 99)),
    SetSchoolDigest(hour=19),
    *(SetContent(mode=mode) for mode in ("full", "everything")),
    Choice(draft=1, question="q", option="o"),
    Late(draft=1, reason="ill"),
    FixMark(draft=1, mark=2),
)
BROKEN = ("open", "open:nowhere", "open:home:more", "d:r", "gone:1", "", "unlink", ":")


class Noticed(BaseMiddleware):
    """Remembers which handler aiogram would call, and calls none."""

    name: str | None = None

    async def __call__(self, _handler: Any, _event: TelegramObject, data: dict[str, Any]) -> None:
        self.name = _name(data["handler"].callback)


@pytest.fixture(scope="module")
def walked() -> tuple[Dispatcher, Noticed]:
    """The same routers as aiogram would ask them."""
    dispatcher, noticed = Dispatcher(), Noticed()
    for kind in EVENTS:
        dispatcher.observers[kind].middleware(noticed)
    dispatcher.include_routers(*front.routers())
    return dispatcher, noticed


@pytest.mark.parametrize("role", [None, Role.GUARDIAN, Role.TEACHER, Role.COORDINATOR])
@pytest.mark.parametrize("state", [None, Linking.awaited.state])
async def test_the_table_chooses_as_a_walk_would(
    walked: tuple[Dispatcher, Noticed], role: Role | None, state: str | None
) -> None:
    dispatcher, noticed = walked
    tables = front.tables()
    for kind, event in _events():
        noticed.name = None
        await dispatcher.propagate_event(kind, event, **_data(role, state))
        chosen = await tables[kind].choose(event, _data(role, state))
        assert (chosen and _name(chosen[0].handler.callback)) == noticed.name, event


async def test_only_those_who_may_want_a_command_or_a_button_are_asked() -> None:
    asked: list[str] = []
    router = Router()
    for name in ("one", "two", "three"):
        router.message.register(_nothing, Command(name), _asks(asked, name))
        router.callback_query.register(_nothing, Pressed(AskUnlink(link_id=len(name))), _asks(asked, name))
    router.callback_query.register(_nothing, Unlink.filter(), _asks(asked, "unlink"))
    messages, presses = table("message", router), table("callback_query", router)

    assert await messages.choose(_message("/two"), {"bot": _Me()}) is not None
    assert await presses.choose(_press(AskUnlink(link_id=5).pack()), {}) is not None
    assert await presses.choose(_press(Unlink(link_id=1).pack()), {}) is not None
    assert await messages.choose(_message("Спасибо"), {}) is None
    assert asked == ["two", "three", "unlink"]


@pytest.mark.parametrize(
    ("filters", "talking"),
    [
        ((Linking.awaited,), True),
        ((StateFilter(Linking.awaited),), True),
        ((StateFilter(None, Linking.awaited),), False),
        ((StateFilter("*"),), False),
        ((State("*"),), False),
        ((StateFilter(Linking),), False),
        ((), False),
    ],
)
async def test_a_chat_at_rest_is_not_asked_for_its_conversation(filters: tuple[Any, ...], talking: bool) -> None:
    asked: list[str] = []
    router = Router()
    router.message.register(_nothing, _asks(asked, "first"), *filters)
    messages = table("message", router)
    taken = [await messages.choose(_message("Спасибо"), _data(None, state)) for state in (None, Linking.awaited.state)]
    assert asked == ["first"] * (2 - talking)
    assert taken[1] is not None


def test_a_router_with_a_middleware_of_its_own_is_refused() -> None:
    router = Router()
    router.message.middleware(Noticed())
    with pytest.raises(ValueError, match="dispatcher"):
        table("message", router)


def test_all_that_is_polled_for_has_a_table() -> None:
    assert list(EVENTS) == ALLOWED


def _events() -> Iterable[tuple[str, TelegramObject]]:
    for kind, word in product(("message", "edited_message"), WORDS):
        yield kind, _message(word)
    photo = [PhotoSize(file_id="1", file_unique_id="1", width=1, height=1)]
    yield "message", Message(message_id=1, date=WHEN, chat=CHAT, from_user=USER, photo=photo)
    yield "message", Message(message_id=1, date=WHEN, chat=CHAT, from_user=USER, photo=photo, caption="/help")
    for data in (*(one.pack() for one in DATA), *BROKEN):
        yield "callback_query", _press(data)


def _data(role: Role | None, state: str | None) -> dict[str, Any]:
    actor = Actor(SCHOOL, MARIA, Name("Ёлкина", "Мария"), frozenset({Grant(role)} if role else ()))
    return {
        "identity": Identity(Address("telegram", "1", "7"), None, (LINK,) if role else (), (actor,) if role else ()),
        "database": MemoryDatabase(made_up_school()),
        "clock": ShiftedClock(),
        "settings": Config(bot=BotSection()),
        "texts": texts("ru"),
        "wake": lambda: None,
        "raw_state": state,
        "bot": _Me(),
    }


class _Me:
    """What a command with a name behind it asks of the bot."""

    async def me(self) -> User:
        return User(id=1, is_bot=True, first_name="Перемена", username="peremena_bot")


def _message(text: str) -> Message:
    return Message(message_id=1, date=WHEN, chat=CHAT, from_user=USER, text=text)


def _press(data: str) -> CallbackQuery:
    return CallbackQuery(id="1", from_user=USER, chat_instance="1", message=_message("Меню"), data=data)


def _asks(asked: list[str], name: str) -> Callable[[TelegramObject], bool]:
    def asks(_event: TelegramObject) -> bool:
        asked.append(name)
        return True

    return asks


async def _nothing(_event: TelegramObject) -> None:
    """A handler."""


def _name(callback: Any) -> str:
    return f"{callback.__module__}.{callback.__name__}"
