"""What took effect before a kill is not done again, and is still answered."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.app import build
from playground import Person
from tests.bot.conftest import MATHS, MOTHER_OF_SOFIA, House
from tests.bot.updates.conftest import ENTRY, count, killed_before_the_answer, message, parsed, press, refused, until


async def drafted(house: House, text: str = ENTRY) -> Person:
    """A teacher who looks at the card of this message."""
    teacher = await house.linked(MATHS)
    await teacher.say(text)
    await teacher.expect("5А")
    teacher.mark()
    return teacher


async def recorded(house: House) -> Person:
    teacher = await drafted(house)
    await teacher.press("Записать")
    await teacher.expect("Записано")
    teacher.mark()
    return teacher


async def cancelled(house: House) -> Person:
    teacher = await drafted(house)
    await teacher.press("Отмена")
    await teacher.expect("Черновик отменён")
    teacher.mark()
    return teacher


async def asked(house: House) -> Person:
    return await drafted(house, "5А Иванов 5")


async def correcting(house: House) -> Person:
    teacher = await recorded(house)
    for button in ("Исправить отметку", "Ёлкина Софья: 5"):
        await teacher.press(button)
    teacher.mark()
    return teacher


async def choosing_language(house: House) -> Person:
    mother = await house.linked(MOTHER_OF_SOFIA)
    await mother.say("/language")
    await mother.expect("На каком языке")
    mother.mark()
    return mother


Prepare = Callable[[House], Awaitable[Person]]


async def test_a_message_becomes_one_draft(house_on_both: House) -> None:
    house = house_on_both
    teacher = await house.linked(MATHS)
    async with killed_before_the_answer(house):
        await teacher.say(ENTRY)
    card = await teacher.expect("Ёлкина Софья 5")
    assert "Записать" in card.labels
    assert await count(house, "draft") == 1


@pytest.mark.parametrize(
    ("prepare", "button", "answer", "rows"),
    [
        (drafted, "Записать", "Записано", {"entry": 1, "mark": 1, "draft": 1}),
        (asked, "Иванов Даниил", "Отметки: Иванов Даниил 5", {"entry": 0, "draft": 1}),
        (drafted, "Отмена", "Черновик отменён", {"entry": 0, "draft": 1}),
        (cancelled, "Вернуть черновик", "Ёлкина Софья 5", {"entry": 0, "draft": 1}),
        (recorded, "Отменить запись", "Запись отменена", {"entry": 2, "mark": 1}),
        (correcting, "4", "Какую отметку исправить", {"entry": 2, "mark": 2}),
        (choosing_language, "English", "This chat is connected", {"chat": 1}),
    ],
)
async def test_a_press_takes_effect_once_and_is_answered(
    house: House, prepare: Prepare, button: str, answer: str, rows: dict[str, int]
) -> None:
    person = await prepare(house)
    async with killed_before_the_answer(house):
        pressing = asyncio.create_task(person.press(button))
    await person.expect(answer)
    await pressing
    assert {table: await count(house, table) for table in rows} == rows


async def test_a_correction_is_shown_as_it_stands(house: House) -> None:
    teacher = await correcting(house)
    async with killed_before_the_answer(house):
        pressing = asyncio.create_task(teacher.press("4"))
    screen = await teacher.expect("Какую отметку")
    assert "Ёлкина Софья: 4" in screen.labels
    await pressing


async def test_a_code_links_once(house_on_both: House) -> None:
    house = house_on_both
    mother, code = house.stranger(), await house.code(MOTHER_OF_SOFIA)
    async with killed_before_the_answer(house):
        await mother.start(code)
    assert "Ёлкина" in (await mother.expect("подключён")).text
    assert await count(house, "account_link") == 1


async def test_a_wrong_code_counts_once(house: House) -> None:
    stranger = house.stranger()
    async with killed_before_the_answer(house):
        await stranger.say(f"{MOTHER_OF_SOFIA} AAAA-BBBB-CCCC")
    await stranger.expect("Такой пары UID и кода нет")
    assert await count(house, "link_try") == 1


async def test_a_lost_answer_is_sent_again_and_the_effect_is_not(house: House) -> None:
    """The messenger took the card, but the bot cannot know: a card twice is better than none."""
    teacher = await house.linked(MATHS)
    house.playground.trouble.lose_answers(calls=1)
    await teacher.say(ENTRY)
    await teacher.wait(lambda messages: sum("Ёлкина Софья 5" in one.text for one in messages if one.from_bot) == 2)
    await teacher.press("Записать")
    await teacher.expect("Записано")
    assert await count(house, "draft") == await count(house, "entry") == 1


async def test_one_update_fed_twice_at_once_takes_effect_once(house_on_both: House) -> None:
    """By two processes at that, as happens when a webhook is called again before its first answer."""
    house = house_on_both
    teacher = await house.linked(MATHS)
    other = await build(house.config, house.clock)
    assert house.app is not None
    apps = (house.app, other)
    written = message(teacher, ENTRY)
    await asyncio.gather(*[app.handlings[0].one(parsed(house, written)) for app in apps])
    card = await teacher.expect("Ёлкина Софья 5")
    pressed = press(teacher, card.id, "d:r:1")
    await asyncio.gather(*[app.handlings[0].one(parsed(house, pressed)) for app in apps])
    await teacher.expect("Записано")
    await other.close()
    rows = {table: await count(house, table) for table in ("draft", "entry", "mark")}
    assert rows == {"draft": 1, "entry": 1, "mark": 1}


async def test_a_slow_chat_holds_up_no_other(house: House) -> None:
    """A flood in one chat is obeyed there for a minute; the others are answered meanwhile."""
    teacher, mother = await house.linked(MATHS), await house.linked(MOTHER_OF_SOFIA)
    house.playground.trouble.flood(60, calls=1)
    failed = refused(house)
    await teacher.say(ENTRY)
    await until(lambda: refused(house) > failed)
    await mother.say("/start")
    await mother.expect("Этот чат подключён")
    await house.restart()
    await teacher.expect("Ёлкина Софья 5")
    assert await count(house, "draft") == 1


async def test_a_stop_finishes_what_is_in_hand_and_confirms_it(house: House) -> None:
    teacher = await house.linked(MATHS)
    house.playground.trouble.flood(1, calls=1)
    failed = refused(house)
    await teacher.say(ENTRY)
    await until(lambda: refused(house) > failed)
    await house.close()
    assert "Ёлкина Софья 5" in teacher.messages[-1].text
    assert len(house.playground.bot.queue) == 0


async def test_messages_of_one_chat_are_answered_in_order(house: House) -> None:
    teacher = await house.linked(MATHS)
    for n in range(1, 9):
        await teacher.say(f"5А матем дз № {n}")

    def cards() -> list[str]:
        return [shown.text for shown in teacher.messages if shown.from_bot and "5А · Математика" in shown.text]

    await teacher.wait(lambda _: len(cards()) == 8)
    assert [f"№ {n}" in card for n, card in enumerate(cards(), start=1)] == [True] * 8
