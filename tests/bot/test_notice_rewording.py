"""Other words of a notice that was sent: seen first, then put in everybody's place by a press, and by nothing else."""

from datetime import timedelta

import sqlalchemy as sa

from bot.common.notice_data import Replace
from playground import Person
from storage.schema.notices import notice
from tests.bot.conftest import MOTHER_OF_TWO, House
from tests.bot.test_notices import asked


async def text_of(house: House) -> str | None:
    async with house.database.reading() as unit:
        return await unit.connection.scalar(sa.select(notice.c.text))


async def rewording(author: Person) -> None:
    await author.press("Исправить текст")
    await author.expect("Исправить отправленное объявление")


async def test_only_a_press_replaces_what_was_sent(house_on_both: House) -> None:
    house = house_on_both
    author, mother, _ = await asked(house)
    await rewording(author)
    await author.say("Собрание в пятницу")
    first = await author.expect("Пока оно прежнее:")
    assert first.labels == ["Заменить у 2 человек", "Изменить текст", "Не менять"]
    assert await text_of(house) == "Собрание в четверг"
    await author.press("Изменить текст")
    await author.expect("Исправить отправленное объявление")
    await author.say("Собрание в субботу")
    second = await author.expect("Собрание в субботу")
    said = [one.id for one in author.messages if one.text == "Собрание в пятницу"]
    stale = await author.press_data(second.id, Replace(notice=1, version=2, said=said[0]).pack())
    assert "тем временем изменили" in (stale.text or "")
    assert await text_of(house) == "Собрание в четверг"
    await author.press("Заменить у 2 человек")
    await mother.expect("Собрание в субботу")
    assert await text_of(house) == "Собрание в субботу"


async def test_not_changed(house: House) -> None:
    author, mother, _ = await asked(house)
    await rewording(author)
    await author.say("Собрание в пятницу")
    offered = await author.expect("Пока оно прежнее:")
    (said,) = [one.id for one in author.messages if one.text == "Собрание в пятницу"]
    await author.press("Не менять")
    await author.expect("«Собрание в четверг»")
    put = Replace(notice=1, version=3, said=said).pack()
    for person in (author, mother, await house.linked(MOTHER_OF_TWO)):
        await person.say("/start")
        await person.press_data(offered.id if person is author else person.messages[-1].id, put)
    assert await text_of(house) == "Собрание в четверг"


async def test_a_message_of_hours_later_is_not_taken(house: House) -> None:
    author, _, _ = await asked(house)
    await rewording(author)
    house.clock.pass_(timedelta(minutes=16))
    await author.say("Это для другого")
    await author.say("/notices")
    await author.expect("Черновики видите только вы")
    assert not any("Пока оно прежнее" in one.text for one in author.messages)
    assert await text_of(house) == "Собрание в четверг"


async def test_the_tail_of_a_text_cut_by_the_messenger_replaces_nothing(house: House) -> None:
    author, _, _ = await asked(house)
    await rewording(author)
    whole = "Уважаемые родители! " * 249 + "и сменную обувь."
    await author.say(whole[:4096])
    await author.expect("Помещается 3500 символов")
    await author.say(whole[4096:])
    await author.say("/notices")
    await author.expect("Черновики видите только вы")
    assert not any("Пока оно прежнее" in one.text for one in author.messages)
    assert await text_of(house) == "Собрание в четверг"
