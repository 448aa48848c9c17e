import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from playground import Hint, Playground


@pytest.fixture
async def browser(playground: Playground) -> AsyncIterator[aiohttp.ClientSession]:
    playground.persona("mother", "Марина Ёлкина", "мама Софьи", "Это мама.")
    playground.hints([Hint("Спросите дневник.", "mother", "/diary")])
    async with aiohttp.ClientSession(playground.url) as session:
        yield session


async def act(browser: aiohttp.ClientSession, kind: str, **details: Any) -> int:
    async with browser.post("/play/act", json={"person": "mother", "act": kind, **details}) as response:
        return response.status


async def state(browser: aiohttp.ClientSession) -> dict[str, Any]:
    async with browser.get("/play/state") as response:
        told: dict[str, Any] = await response.json()
        return told


async def test_what_the_page_does_shows_in_its_state(browser: aiohttp.ClientSession) -> None:
    before = (await state(browser))["personas"][0]
    assert (before["name"], before["screen"]["started"]) == ("Марина Ёлкина", False)

    assert await act(browser, "start", payload="K7") == 200
    assert await act(browser, "say", text="Здравствуйте") == 200
    assert await act(browser, "contact") == 200
    assert await act(browser, "document", name="а.txt", data="aGk=") == 200
    assert await act(browser, "language", language="en") == 200
    assert await act(browser, "delete", message_id=2) == 200
    assert await act(browser, "block") == 200

    after = (await state(browser))["personas"][0]
    assert [message["text"] for message in after["messages"]] == ["/start K7", "", ""]
    assert (after["screen"]["blocked"], after["screen"]["language"]) == (True, "en")
    assert after["messages"][2]["document"]["name"] == "а.txt"


@pytest.mark.parametrize(
    "faulty",
    [
        {"person": "nobody", "act": "start"},
        {"person": "mother", "act": "fly"},
        {"person": "mother", "act": "tap", "label": "нет такой"},
        {"person": "mother", "act": "photo", "data": "aGk="},
    ],
)
async def test_impossible_acts_are_refused(browser: aiohttp.ClientSession, faulty: dict[str, str]) -> None:
    async with browser.post("/play/act", json=faulty) as response:
        assert response.status == 400


async def test_events_stream(browser: aiohttp.ClientSession) -> None:
    async with browser.get("/play/events") as stream:
        assert await stream.content.readexactly(13) == b"retry: 1000\n\n"
        assert await _event(stream) == "tick"
        await act(browser, "start")
        assert await _event(stream) == "message"
        async with browser.post("/play/trouble", json={"act": "flood", "calls": 2}) as response:
            assert (await response.json())["trouble"][0]["calls"] == 2
        assert await _event(stream) == "tick"


async def _event(stream: aiohttp.ClientResponse) -> str:
    line = await stream.content.readline()
    await stream.content.readline()
    return str(json.loads(line.removeprefix(b"data: "))["kind"])


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_other_sites_cannot_drive_it(
    playground: Playground, browser: aiohttp.ClientSession, headers: dict[str, str]
) -> None:
    body = {"person": "mother", "act": "start"}
    async with browser.post("/play/act", json=body, headers=headers) as response:
        assert response.status == 403
    async with browser.get("/play/state", headers=headers) as response:
        assert response.status == 403
    async with browser.get("/", headers=headers) as response:
        assert response.status == (403 if "Host" in headers else 200)
    assert (await state(browser))["personas"][0]["messages"] == []


async def test_forms_of_other_sites_have_the_wrong_type(browser: aiohttp.ClientSession) -> None:
    async with browser.post("/play/act", data='{"person": "mother", "act": "start"}') as response:
        assert response.status == 415


async def test_only_files_of_the_page_are_served(browser: aiohttp.ClientSession) -> None:
    async with browser.get("/page/app.js") as response:
        assert response.status == 200
    for path in ("/page/..%2Fserver.py", "/page/nothing.js", "/play/file/nothing"):
        async with browser.get(path) as response:
            assert response.status == 404
