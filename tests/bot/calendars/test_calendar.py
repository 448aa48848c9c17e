"""The calendar of a child: its screen in the chat, the file, and the address over HTTP."""

import asyncio
import re
import socket
from collections import Counter
from datetime import timedelta

import aiohttp
import sqlalchemy as sa
from icalendar import Calendar

from bot.config import CalendarSection
from core.people.model import DISCREET
from playground import Person
from storage.schema.feeds import calendar_feed
from tests.bot.conftest import MOTHER_OF_EGOR, MOTHER_OF_SOFIA, House
from tests.bot.test_diary import record
from tests.bot.test_lessons import press, rows, screen
from tests.bot.test_substitutions import assigned

PUBLIC = "https://bot.school900.example/calendar"


async def with_addresses(house: House) -> int:
    """The school has switched addresses on; the port behind them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    house.config = house.config.model_copy(update={"calendar": CalendarSection(url=PUBLIC, port=port)})
    await house.restart()
    return port


async def asked(port: int, secret: str, **headers: str) -> tuple[aiohttp.ClientResponse, bytes]:
    """What a telephone gets."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    url = f"http://127.0.0.1:{port}/calendar/{secret}"
    async with aiohttp.ClientSession() as session, session.get(url, headers=named) as answer:
        return answer, await answer.read()


async def taken(mother: Person, label: str = "Получить адрес") -> str:
    """The secret of a new address."""
    await press(mother, label)
    text = (await mother.expect("никому его не пересылайте")).text
    found = re.search(re.escape(PUBLIC) + r"/([\w-]+)", text)
    assert found is not None
    return found[1]


async def test_an_address_gives_lessons_and_homework_until_it_is_revoked(house_on_both: House) -> None:
    house = house_on_both
    port = await with_addresses(house)
    await assigned(house)
    await record(house, "5А русский тема Имена; дз упр. 12; 5 Ёлкина", "7800100054")
    mother = await house.linked(MOTHER_OF_SOFIA)
    await mother.say("/calendar")
    await mother.expect("Адрес — только ваш")
    secret = await taken(mother)
    answer, body = await asked(port, secret)
    assert answer.status == 200
    assert answer.content_type == "text/calendar"
    calendar = Calendar.from_ical(body)
    events = calendar.walk("VEVENT")
    assert len({str(one["uid"]) for one in events}) == len(events) > 60
    assert any("замена" in str(one["summary"]) for one in events)
    assert any("упр. 12" in str(one.get("description", "")) for one in events)
    for kept in ("Ёлкина", "Софья", "Смирнова", "отметк", secret):
        assert kept not in body.decode()
    tag, since = answer.headers["ETag"], answer.headers["Last-Modified"]
    assert (await asked(port, secret, If_None_Match=tag))[0].status == 304
    assert (await asked(port, secret, If_Modified_Since=since))[0].status == 304
    house.clock.pass_(timedelta(minutes=11))
    await record(house, "5А русский дз упр. 14", "7800100054")
    assert (await asked(port, secret, If_None_Match=tag))[0].status == 200
    assert secret not in str(await rows(house, sa.select(calendar_feed)))
    newer = await taken(mother, "Новый адрес")
    assert (await asked(port, secret))[0].status == 404
    assert (await asked(port, newer))[0].status == 200
    await press(mother, "Отозвать адрес")
    await mother.expect("Адрес — только ваш")
    assert (await asked(port, newer))[0].status == 404


async def test_nothing_but_an_address_is_answered_and_none_too_often(house: House) -> None:
    port = await with_addresses(house)
    mother = await house.linked(MOTHER_OF_SOFIA)
    await mother.say("/calendar")
    await mother.expect("календарь телефона")
    secret = await taken(mother)
    wrong = ("", "a" * 32, "robots.txt", secret[:-1], f"{secret}/x", secret.swapcase())
    empty = [await asked(port, one) for one in wrong]
    assert {answer.status for answer, _ in empty} == {404}
    assert {body for _, body in empty} == {empty[0][1]}
    first = [(await asked(port, secret))[0].status for _ in range(31)]
    assert first == [200] * 30 + [429]
    house.clock.pass_(timedelta(minutes=11))
    answer, _ = await asked(port, secret)
    assert answer.status == 200
    assert answer.headers["X-Robots-Tag"].startswith("noindex")
    assert "private" in answer.headers["Cache-Control"]


async def test_who_tries_addresses_waits_and_nobody_else(house: House) -> None:
    """The web server says who asks: what a stranger writes into the header stands before its last name."""
    port = await with_addresses(house)
    mother = await house.linked(MOTHER_OF_SOFIA)
    await mother.say("/calendar")
    await mother.expect("календарь телефона")
    secret, later = await taken(mother), timedelta(minutes=10)
    assert (await asked(port, secret, X_Forwarded_For="203.0.113.7"))[0].status == 200
    tries = [(await asked(port, f"{n}", X_Forwarded_For=f"198.51.100.{n}, 203.0.113.7"))[0] for n in range(61)]
    assert [one.status for one in tries] == [404] * 60 + [429]
    assert tries[-1].headers["Retry-After"] == "600"
    assert (await asked(port, secret, X_Forwarded_For="203.0.113.7"))[0].status == 200, "a known one is answered"
    assert (await asked(port, "other", X_Forwarded_For="203.0.113.8"))[0].status == 404
    assert (await asked(port, "unsaid"))[0].status == 404
    house.clock.pass_(later)
    assert (await asked(port, "again", X_Forwarded_For="203.0.113.7"))[0].status == 404


async def test_addresses_tried_all_at_once_are_counted_too(house: House) -> None:
    """And who is found is not counted: of the sixty tries that a place has, none is spent on an address that is."""
    port = await with_addresses(house)
    mother = await house.linked(MOTHER_OF_SOFIA)
    await mother.say("/calendar")
    await mother.expect("календарь телефона")
    secret, place = await taken(mother), {"X_Forwarded_For": "203.0.113.7"}
    assert (await asked(port, secret, **place))[0].status == 200
    tries = await asyncio.gather(*(asked(port, f"{n}", **place) for n in range(70)))
    assert Counter(answer.status for answer, _ in tries) == {404: 60, 429: 10}


async def test_another_family_has_no_button_to_it(house: House) -> None:
    await with_addresses(house)
    mother, other = await house.linked(MOTHER_OF_SOFIA), await house.linked(MOTHER_OF_EGOR)
    for one in (mother, other):
        await one.say("/calendar")
        await one.expect("календарь телефона")
    shown = screen(other)
    buttons = [one.data or "" for row in screen(mother).buttons for one in row]
    for data in (one for one in buttons if one.startswith("dy")):
        assert "больше нет" in (await other.press_data(shown.id, data)).text
    assert "Сидоров" in screen(other).text
    assert await rows(house, sa.select(calendar_feed.c.id)) == []


async def test_without_an_address_of_the_school_there_is_a_file(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA)
    await mother.say("/calendar")
    shown = await mother.expect("школа пока не включила")
    assert "Получить адрес" not in shown.labels
    await press(mother, "Прислать файлом")
    sent = await mother.expect("Файл не обновляется")
    assert sent.document is not None
    lessons = Calendar.from_ical(sent.document.data).walk("VEVENT")
    assert any(one["summary"] == "Математика" for one in lessons)


async def test_discreet_lets_out_the_times_of_lessons_alone(house: House) -> None:
    await house.set(content=DISCREET)
    await record(house, "5А матем дз №301")
    mother = await house.linked(MOTHER_OF_SOFIA)
    await mother.say("/calendar")
    await mother.expect("так решила школа")
    await press(mother, "Прислать файлом")
    sent = await mother.expect("Файл не обновляется")
    assert sent.document is not None
    events = Calendar.from_ical(sent.document.data).walk("VEVENT")
    assert {re.sub(r"\d", "", str(one["summary"])) for one in events} == {"Урок "}
    assert "301" not in sent.document.data.decode()
