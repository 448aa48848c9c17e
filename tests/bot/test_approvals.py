"""A correction after the free minutes: from the teacher's tap to the deputy's decision and the family's message."""

from datetime import timedelta

import sqlalchemy as sa

from playground import Person
from storage.schema.approvals import approval_request
from storage.schema.journal import entry, mark
from tests.bot.conftest import DEPUTY, DIRECTOR, MATHS, MOTHER_OF_SOFIA, House
from tests.bot.test_teachers import count, recorded, settled

LATER = timedelta(minutes=16)


async def asked(house: House) -> Person:
    """A teacher who has asked for a correction of a mark: five taps, the reason is one of them."""
    teacher = await recorded(house)
    house.grace_passes()
    await settled(house)
    house.clock.pass_(LATER)
    for button in ("Исправить отметку", "Ёлкина Софья: 5", "4"):
        await teacher.press(button)
    assert "разрешает заместитель" in (await teacher.expect("Почему исправляете?")).text
    await teacher.press("Описка при вводе")
    await teacher.expect("Ждёт решения")
    return teacher


async def marks(house: House) -> list[str]:
    """The values that stand."""
    async with house.database.reading() as unit:
        rows = await unit.connection.execute(sa.select(mark.c.value).where(mark.c.ended_entry_id.is_(None)))
        return [row.value for row in rows]


async def test_a_deputy_allows_a_correction_with_one_tap(house_on_both: House) -> None:
    """P12, B29: both names stand in the journal; the message that the family has is edited (freewulkanowy #9)."""
    house = house_on_both
    deputy = await house.linked(DEPUTY, "Светлана Юрьевна")
    mother = await house.linked(MOTHER_OF_SOFIA)
    teacher = await asked(house)
    push = await deputy.expect("Нужно ваше решение")
    for words in ("5А · Математика · вт 13 октября", "Ёлкина Софья: 5 → 4", "Смирнова Ольга Викторовна", "Описка"):
        assert words in push.text
    assert await marks(house) == ["5"]
    await deputy.press("Разрешить")
    assert "Разрешено: Климова" in (await deputy.expect("Разрешено")).text
    told = await teacher.expect("Разрешено: Климова")
    assert "5 → 4" in told.text
    assert (await mother.expect("→ 4")).edited
    assert await marks(house) == ["4"]
    assert await count(house, entry, entry.c.approved_by_id.is_not(None), entry.c.reason == "slip") == 1


async def test_a_double_tap_and_a_second_deputy_decide_nothing_anew(house: House) -> None:
    deputy, director = await house.linked(DEPUTY), await house.linked(DIRECTOR)
    await asked(house)
    push = await deputy.expect("Нужно ваше решение")
    other = await director.expect("Нужно ваше решение")
    await deputy.press("Разрешить")
    await deputy.expect("Разрешено: Климова")
    await deputy.press_data(push.id, "rq+:1")
    assert "Разрешено: Климова" in (await director.expect("Разрешено")).text, "the other message is edited"
    await director.press_data(other.id, "rqno:1:")
    assert "Разрешено: Климова" in (await director.expect("Разрешено")).text
    assert await marks(house) == ["4"]
    assert await count(house, entry) == 2


async def test_a_refusal_carries_its_answer_to_the_teacher(house: House) -> None:
    deputy = await house.linked(DEPUTY)
    teacher = await asked(house)
    await deputy.expect("Нужно ваше решение")
    await deputy.press("Отклонить")
    await deputy.expect("Что ответить учителю?")
    await deputy.press("Оснований недостаточно")
    assert "Ответ: Оснований недостаточно" in (await teacher.expect("Отклонено: Климова")).text
    assert await marks(house) == ["5"]


async def test_a_typed_answer_is_told_word_for_word(house: House) -> None:
    deputy = await house.linked(DEPUTY)
    teacher = await asked(house)
    await deputy.expect("Нужно ваше решение")
    for button in ("Отклонить", "Написать ответ"):
        await deputy.press(button)
    await deputy.expect("следующим сообщением")
    await deputy.say("Принесите <работу>")
    assert "Ответ: Принесите <работу>" in (await teacher.expect("Отклонено: Климова")).text


async def test_what_waits_survives_a_restart_is_seen_and_withdrawn(house: House) -> None:
    deputy = await house.linked(DEPUTY)
    teacher = await asked(house)
    await house.restart()
    await teacher.say("/lessons")
    await teacher.expect("исправление ждёт решения", timeout=20)
    await teacher.press("◽️ 2. 5А · Математика")
    assert "Ёлкина Софья: 5 → 4" in (await teacher.expect("Ждёт решения")).text
    await teacher.press("Отозвать запрос")
    await teacher.wait(lambda messages: "Ждёт решения" not in messages[-1].text)
    await deputy.say("/approvals")
    await deputy.expect("ничего не ждёт вашего решения")
    push = next(message for message in deputy.messages if "Математика" in message.text)
    await deputy.press_data(push.id, "rq+:1")
    await deputy.expect("Учитель отозвал запрос")
    assert await marks(house) == ["5"]


async def test_approvals_lists_what_waits_the_oldest_first(house: House) -> None:
    deputy = await house.linked(DEPUTY)
    await asked(house)
    await deputy.expect("Нужно ваше решение")  # before the list: its button is pressed on whichever came last
    await deputy.say("/approvals")
    listed = await deputy.expect("Ждёт решения: 1 запрос")
    assert listed.labels[0].startswith("5А · Математика · 13 октября · Ёлкина Софья 5 → 4")
    await deputy.press(listed.labels[0])
    await deputy.expect("Причина: Описка")
    await deputy.press("Разрешить")
    await deputy.expect("Разрешено: Климова")
    await deputy.press("‹ Все запросы")
    await deputy.expect("ничего не ждёт")


async def test_nobody_else_decides(house: House) -> None:
    """The denial twin: neither the asker nor another teacher nor a guardian."""
    teacher, mother = await asked(house), await house.linked(MOTHER_OF_SOFIA)
    for person in (teacher, mother):
        await person.press_data(person.messages[-1].id, "rq+:1")
        await person.say("/approvals")
    assert await count(house, approval_request, approval_request.c.state == "waiting") == 1
    assert await marks(house) == ["5"]


async def test_a_reason_may_be_typed_and_a_removal_is_asked_for_in_words(house: House) -> None:
    """«удали 5 у …» is a correction, superseded by none."""
    deputy = await house.linked(DEPUTY)
    teacher = await recorded(house)
    house.clock.pass_(LATER)
    await teacher.say("5А матем сегодня удали 5 у Ёлкиной, ошиблась строкой")
    await teacher.expect("Ёлкина Софья 5 → —")
    await teacher.press("Записать")
    await teacher.expect("Ждёт решения")
    push = await deputy.expect("Нужно ваше решение")
    assert "Ёлкина Софья: 5 — убрать" in push.text
    assert "ошиблась строкой" in push.text
    await deputy.press("Разрешить")
    await teacher.expect("Разрешено: Климова")
    assert await marks(house) == []


async def test_another_topic_later_is_a_correction_what_is_added_is_not(house: House) -> None:
    deputy = await house.linked(DEPUTY)
    teacher = await recorded(house, "5А матем тема Дроби")
    house.clock.pass_(LATER)
    await teacher.say("5А матем тема Проценты; дз п.7; 4 Белов")
    await teacher.expect("Проценты")
    await teacher.press("Записать")
    await teacher.expect("Почему исправляете?")
    await teacher.press("Написать причину")
    await teacher.expect("Напишите причину")
    await teacher.say("перепутала классы")
    await teacher.expect("Причина: перепутала классы")
    await teacher.press("Записать")
    card = await teacher.expect("Ждёт решения")
    assert "Тема: «Дроби» → «Проценты»" in card.text
    assert "Записано" in card.text
    assert await marks(house) == ["4"], "the mark and the homework are no corrections"
    push = await deputy.expect("Нужно ваше решение")
    assert "перепутала классы" in push.text


async def test_with_a_reason_alone_where_the_profile_says_so(house: House) -> None:
    await house.set(**{"profile.correction": "self_with_reason"})
    teacher = await recorded(house)
    house.clock.pass_(LATER)
    for button in ("Исправить отметку", "Ёлкина Софья: 5", "4"):
        await teacher.press(button)
    await teacher.expect("будет внесено сразу")
    await teacher.press("Пересдача")
    await teacher.expect("Записано")
    assert await marks(house) == ["4"]
    assert await count(house, entry, entry.c.reason == "retake") == 1
    assert await count(house, approval_request) == 0


async def test_a_push_says_nothing_where_nothing_personal_may_leave(house: House) -> None:
    await house.set(content="discreet")
    deputy = await house.linked(DEPUTY)
    teacher = await recorded(house)
    house.clock.pass_(LATER)
    for button in ("Исправить отметку", "Ёлкина С.: 5", "4", "Описка при вводе"):
        await teacher.press(button)
    push = await deputy.expect("ждёт вашего решения")
    assert not any(word in push.text for word in ("Ёлкина", "5А", "Математика", "Смирнова"))
    await deputy.press("Что ждёт решения")
    assert "Ёлкина" not in (await deputy.expect("Согласования")).text


async def test_a_closed_period_opens_by_the_directors_order_alone(house: House) -> None:
    """P12: number and date of the order, decided by the director; the deputy is not asked."""
    deputy, director = await house.linked(DEPUTY), await house.linked(DIRECTOR)
    teacher = await recorded(house)
    await house.set(**{"profile.closed_through": "13.10.2026"})
    for button in ("Исправить отметку", "Ёлкина Софья: 5", "4"):
        await teacher.press(button)
    await teacher.expect("Период закрыт")
    await teacher.say("да")
    await teacher.expect("Не понял номер и дату приказа")
    await teacher.say("№ 12-к от 12.10.2026")
    await teacher.expect("Приказ № 12-к от 12 октября")
    await teacher.press("Записать")
    await teacher.expect("Ждёт решения")
    assert "Приказ № 12-к" in (await director.expect("Нужно ваше решение")).text
    await deputy.say("/approvals")
    await deputy.expect("ничего не ждёт")
    await director.press("Разрешить")
    await teacher.expect("Разрешено: Орехова")
    assert await marks(house) == ["4"]


async def test_a_late_entry_that_needs_a_permission_is_written_after_it(house: House) -> None:
    await house.set(**{"profile.late_approval": "yes"})
    deputy = await house.linked(DEPUTY)
    teacher = await house.linked(MATHS)
    await teacher.say("5А матем 06.10 тема Дроби")
    await teacher.expect("Дроби")
    await teacher.press("Записать")
    await teacher.expect("позже срока")
    await teacher.press("Болел учитель")
    await teacher.expect("Ждёт решения")
    assert "Запись через 7 дней после урока" in (await deputy.expect("Нужно ваше решение")).text
    await deputy.press("Разрешить")
    await teacher.expect("Разрешено: Климова")
    await teacher.press("Открыть и записать")
    await teacher.expect("Дроби")
    await teacher.press("Записать")
    await teacher.expect("Записано в журнал")
