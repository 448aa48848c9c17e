"""What staff are to do: the evening's message, the list, putting off, through the messenger (B01, B18)."""

from datetime import datetime, timedelta

from core.deadlines.ticking import remind
from playground import Person
from tests.bot.conftest import COORDINATOR, DEPUTY, MATHS, MOTHER_OF_SOFIA, ZONE, House

EVENING = datetime(2026, 10, 13, 18, 0, tzinfo=ZONE)
LESSON = "5А матем тема Дроби; дз не задано"


async def evening(house: House, moment: datetime = EVENING) -> None:
    """The clock strikes, as the timetable of jobs lets it."""
    house.clock.moment = moment
    await remind(house.database, moment)
    assert house.app is not None
    house.app.wake()


async def recorded(teacher: Person) -> None:
    """The school begins to write its journal here."""
    await teacher.say(LESSON)
    await teacher.expect("Дроби")
    await teacher.press("Записать")
    await teacher.expect("Записано")


async def test_the_evenings_message_opens_the_unfilled_lesson(house: House) -> None:
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    await recorded(teacher)
    teacher.mark()
    await evening(house)
    told = await teacher.expect("Что осталось сделать")
    lesson = next(label for label in told.labels if "Математика" in label and "13 октября" in label)
    assert not any(label.startswith("2. 5А") for label in told.labels)
    teacher.mark()
    await teacher.press(lesson)
    card = await teacher.expect("Математика")
    assert "13 октября" in card.text
    await evening(house, EVENING + timedelta(hours=1))
    await teacher.say("/due")
    listed = await teacher.expect("Что сделать")
    assert "Сегодня" in listed.text
    await teacher.press("Напомнить завтра")
    await teacher.expect("отложены до")


async def test_a_deputy_hears_of_what_waits_and_opens_the_day(house: House) -> None:
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    deputy = await house.linked(DEPUTY, "Светлана Юрьевна")
    await recorded(teacher)
    await evening(house)
    await evening(house, EVENING + timedelta(days=6))
    told = await deputy.expect("Другие не сделали вовремя")
    (late,) = [label for label in told.labels if label.startswith("Смирнова")]
    deputy.mark()
    await deputy.press(late)
    left = await deputy.expect("Не сделано вовремя")
    assert "напомнили 1 раз" in left.text
    deputy.mark()
    await deputy.press(left.labels[0])
    await deputy.expect("Уроки не записаны")


async def test_families_have_no_list(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA, "Гульнара")
    await mother.say("/due")
    await mother.expect("/start и /help")


async def test_a_list_of_nothing_says_so(house: House) -> None:
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    await teacher.say("/start")
    await teacher.press("Что сделать")
    await teacher.expect("Всё сделано")
    await teacher.press("Во сколько напоминать")
    await teacher.expect("приходит в 18:00")
    await teacher.press("17:00")
    await teacher.expect("приходит в 17:00")


async def test_a_coordinator_hears_of_families_who_were_never_asked(house: House) -> None:
    coordinator = await house.linked(COORDINATOR, "Олег Викторович")
    await house.set(**{"profile.consent": "ask"})
    await evening(house)
    told = await coordinator.expect("Что осталось сделать")
    (unasked,) = [label for label in told.labels if label.startswith("Согласия: не спрошен")]
    await coordinator.press(unasked)
    await coordinator.expect("Согласия по школе")


async def test_a_report_is_said_to_be_done_by_a_button(house: House) -> None:
    coordinator = await house.linked(COORDINATOR, "Олег Викторович")
    await house.set(**{"profile.weekly_report": "3"})
    await evening(house)
    await coordinator.expect("Что осталось сделать")
    await coordinator.press("Недельный отчёт о работе с дневником")
    await coordinator.expect("Когда сделаете")
    await coordinator.press("Сделано")
    await coordinator.expect("Всё сделано")
