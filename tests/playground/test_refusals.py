"""Refusals in the server's own words, asked for over plain HTTP."""

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from playground import Person, Playground
from tests.playground.conftest import TOKEN


class Wire:
    """Calls methods without any library between."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self.url = url

    async def call(self, method: str, token: str = TOKEN, **params: Any) -> dict[str, Any]:
        async with self._session.post(f"{self.url}/bot{token}/{method}", json=params) as response:
            body: dict[str, Any] = await response.json()
            assert response.status == body.get("error_code", 200)
            return body

    async def refusal(self, method: str, **params: Any) -> str:
        body = await self.call(method, **params)
        assert body["ok"] is False, body
        return str(body["description"])


@pytest.fixture
async def wire(playground: Playground) -> AsyncIterator[Wire]:
    async with aiohttp.ClientSession() as session:
        yield Wire(session, playground.url)


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


async def test_unknown_token_and_method(wire: Wire) -> None:
    assert await wire.call("getMe", token="1:x") == {
        "ok": False,
        "error_code": 401,
        "description": "Unauthorized",
    }
    assert await wire.call("sendTelepathy") == {"ok": False, "error_code": 404, "description": "Not Found"}


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"text": "  "}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": "а" * 4097}, "message is too long"),
        ({"text": "а", "reply_markup": inline(text="а", callback_data="я" * 33)}, "BUTTON_DATA_INVALID"),
        ({"text": "а", "reply_markup": inline(text="а", callback_data="")}, "BUTTON_DATA_INVALID"),
        (
            {"text": "а", "reply_markup": inline(text="а")},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "а", "reply_markup": inline(callback_data="а")},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            {"text": "а", "reply_markup": {"inline_keyboard": [{"text": "а"}]}},
            "can't parse inline keyboard button: Field must be an Array of Arrays",
        ),
        (
            {"text": "а", "reply_markup": {"inline_keyboard": [[{"text": "а", "callback_data": "а"}] * 101]}},
            "reply markup is too long",
        ),
        ({"text": "а", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "а", "reply_markup": "[1]"}, "object expected as reply markup"),
        ({"text": "а", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "а", "entities": [{"type": "bold"}]}, "can't parse MessageEntity"),
        ({"text": "а", "chat_id": ""}, "chat_id is empty"),
        ({"text": "а", "chat_id": "@school"}, "chat not found"),
    ],
)
async def test_faulty_messages(wire: Wire, olga: Person, params: dict[str, Any], description: str) -> None:
    refusal = await wire.refusal("sendMessage", **{"chat_id": olga.id, **params})

    assert refusal == f"Bad Request: {description}"
    assert not any(message.from_bot for message in olga.messages)


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("setMyCommands", {"commands": [{"command": "help"}]}),
        ("setMyCommands", {"commands": {}}),
        ("setMyCommands", {"commands": [], "scope": [1]}),
        ("setChatMenuButton", {"menu_button": [1]}),
    ],
)
async def test_faulty_objects(wire: Wire, method: str, params: dict[str, Any]) -> None:
    assert (await wire.refusal(method, **params)).startswith("Bad Request: can't parse ")


async def test_4096_characters_count_after_parsing(wire: Wire, olga: Person) -> None:
    text = f"<b>{'я' * 4096}</b>"

    assert (await wire.call("sendMessage", chat_id=olga.id, text=text, parse_mode="HTML"))["ok"]


async def test_edits_that_cannot_be(wire: Wire, olga: Person) -> None:
    sent = (await wire.call("sendMessage", chat_id=olga.id, text="Урок"))["result"]["message_id"]
    keyboard = {"keyboard": [["Дневник"]]}
    menu = (await wire.call("sendMessage", chat_id=olga.id, text="Меню", reply_markup=keyboard))["result"]
    own = await olga.say("моё")
    at = {"chat_id": olga.id}

    assert (await wire.refusal("editMessageText", **at, message_id=sent, text="Урок")).startswith(
        "Bad Request: message is not modified: specified new message content and reply markup are exactly"
    )
    for message_id, reason in [
        (4040, "message to edit not found"),
        (own, "message can't be edited"),
        (menu["message_id"], "message can't be edited"),
    ]:
        edit = await wire.refusal("editMessageText", **at, message_id=message_id, text="Новое")
        assert edit == f"Bad Request: {reason}"
    caption = await wire.refusal("editMessageCaption", **at, message_id=sent, caption="а")
    assert caption == "Bad Request: there is no caption in the message to edit"
    media = await wire.refusal("editMessageMedia", **at, message_id=sent, media={"type": "photo", "media": "а"})
    assert media == "Bad Request: there is no media in the message to edit"


async def test_a_message_deleted_by_the_person_is_gone(wire: Wire, olga: Person) -> None:
    sent = (await wire.call("sendMessage", chat_id=olga.id, text="Урок"))["result"]["message_id"]
    olga.delete(sent)
    at = {"chat_id": olga.id, "message_id": sent}

    assert await wire.refusal("editMessageText", **at, text="а") == "Bad Request: message to edit not found"
    assert await wire.refusal("deleteMessage", **at) == "Bad Request: message to delete not found"
    assert (await wire.call("deleteMessages", chat_id=olga.id, message_ids=[sent]))["ok"]


async def test_gone_people_and_moved_groups(wire: Wire, playground: Playground, olga: Person) -> None:
    playground.migrate(-100, -1001234)
    moved = await wire.call("sendMessage", chat_id=-100, text="а")
    assert moved["error_code"] == 400
    assert moved["parameters"] == {"migrate_to_chat_id": -1001234}

    olga.deactivate()
    gone = await wire.call("sendMessage", chat_id=olga.id, text="а")
    assert (gone["error_code"], gone["description"]) == (403, "Forbidden: user is deactivated")


async def test_a_press_is_answered_once(wire: Wire, olga: Person) -> None:
    keyboard = inline(text="Да", callback_data="yes")
    sent = (await wire.call("sendMessage", chat_id=olga.id, text="?", reply_markup=keyboard))["result"]
    press = olga.begin_press(sent["message_id"], "forged")
    (update,) = (await wire.call("getUpdates"))["result"]
    query = update["callback_query"]
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"

    assert query["data"] == "forged"
    assert (await wire.call("answerCallbackQuery", callback_query_id=query["id"], show_alert="True"))["ok"]
    assert (await press.answer).show_alert
    assert await wire.refusal("answerCallbackQuery", callback_query_id=query["id"]) == too_old
    assert await wire.refusal("answerCallbackQuery", callback_query_id="1") == too_old


async def test_a_press_grows_old(wire: Wire) -> None:
    playground = Playground(TOKEN, callback_lifetime=-1)
    await playground.start()
    wire.url = playground.url
    person = playground.person("Пётр")
    await person.start()
    person.begin_press(1, "x")
    query = (await wire.call("getUpdates"))["result"][1]["callback_query"]

    refusal = await wire.refusal("answerCallbackQuery", callback_query_id=query["id"])

    assert "query is too old" in refusal
    await playground.stop()


async def test_messages_older_than_two_days_stay(wire: Wire) -> None:
    now = [1_790_000_000.0]
    playground = Playground(TOKEN, clock=lambda: now[0])
    await playground.start()
    wire.url = playground.url
    person = playground.person("Пётр")
    message_id = await person.start()
    now[0] += 49 * 3600

    refusal = await wire.refusal("deleteMessage", chat_id=person.id, message_id=message_id)

    assert refusal == "Bad Request: message can't be deleted"
    assert int(person.messages[0].date.timestamp()) == 1_790_000_000
    await playground.stop()


@pytest.mark.parametrize("way", ["query", "form", "multipart", "json"])
async def test_parameters_arrive_in_every_way(wire: Wire, olga: Person, way: str) -> None:
    params = {"chat_id": str(olga.id), "text": "Здравствуйте", "protect_content": "yes"}
    address = f"{wire.url}/bot{TOKEN}/SENDmessage"
    multipart = aiohttp.FormData(default_to_multipart=True)
    for name, value in params.items():
        multipart.add_field(name, value)
    ways: dict[str, dict[str, Any]] = {
        "query": {"params": params},
        "form": {"data": params},
        "multipart": {"data": multipart},
        "json": {"data": json.dumps(params), "headers": {"Content-Type": "application/json"}},
    }
    async with aiohttp.ClientSession() as session, session.post(address, **ways[way]) as response:
        answer = await response.json()

    assert answer["result"]["text"] == "Здравствуйте"
    assert answer["result"]["has_protected_content"] is True
