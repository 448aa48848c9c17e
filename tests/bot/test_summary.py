"""The director's week, the deputy's month, the coordinator's day, through the messenger (D09, F06)."""

from datetime import date, datetime, timedelta

from core.people.links.model import Address
from core.reporting.sending import send_summaries
from playground import Person
from tests.bot.conftest import COORDINATOR, DEPUTY, DIRECTOR, MATHS, MOTHER_OF_SOFIA, ZONE, House
from tests.bot.test_due import recorded

LAST_WEEK = date(2026, 10, 6)
MONDAY = datetime(2026, 10, 19, 8, 30, tzinfo=ZONE)


async def test_a_directors_week_in_figures_each_with_its_place(house: House) -> None:
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    await recorded(teacher)
    director = await house.linked(DIRECTOR, "Орехова")
    await director.say("/summary")
    shown = await director.expect("Неделя · 12 октября — 13 октября")
    assert "✅ записаны в тот же день: 1 (" in shown.text
    assert "Семьи: подключены 0 из" in shown.text
    director.mark()
    await director.press("Кто подключён")
    await director.expect("Классы")


async def test_what_was_never_filled_stays_counted_when_the_journal_is_closed(house: House) -> None:
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    await recorded(teacher)
    director = await house.linked(DIRECTOR, "Орехова")
    house.clock.pass_(timedelta(days=1))
    before = await lessons_of(director)
    assert "не записаны или не до конца" in before
    await house.set(**{"profile.closed_through": "2026-10-14"})
    assert await lessons_of(director) == before


async def lessons_of(leader: Person) -> str:
    """What somebody's summary says of lessons."""
    leader.mark()
    await leader.say("/summary")
    shown = await leader.expect("Уроки: ")
    return next(part for part in shown.text.split("\n\n") if part.startswith("Уроки: "))


async def test_a_coordinators_day_and_where_it_leads(house: House) -> None:
    coordinator = await house.linked(COORDINATOR, "Олег Викторович")
    mother = await house.linked(MOTHER_OF_SOFIA, "Гульнара")
    mother.block()
    await coordinator.wait(lambda _: mother.conversation.blocked)
    await coordinator.say("/summary")
    shown = await coordinator.expect("День · вт 13 октября")
    assert "Уроки" not in shown.text
    assert not {"Неделя", "Месяц"} & {*shown.labels}
    for forged in ("sum:week:0", f"sum:week:{LAST_WEEK.toordinal()}"):
        answer = await coordinator.press_data(shown.id, forged)
        assert "недоступно" in (answer.text or "")


async def test_a_week_that_is_over_as_its_lessons_and_links_tell_it(house: House) -> None:
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    await recorded(teacher)
    mother = await house.linked(MOTHER_OF_SOFIA, "Гульнара")
    house.clock.pass_(timedelta(days=8))
    await blocked(house, mother)
    director = await house.linked(DIRECTOR, "Орехова")
    await director.say("/summary")
    now = await director.expect("Неделя · 19 октября — 21 октября")
    assert "Семьи: подключены 0 из " in now.text
    await director.press("‹ Прошлая неделя")
    past = await director.expect("Неделя · 12 октября — 18 октября")
    assert "✅ записаны в тот же день: 1 (" in past.text
    assert "Семьи: подключены 1 из " in past.text
    assert " — на 18 октября. За ту неделю: +1." in past.text
    assert "не хранится" in past.text
    assert not any("не доходят" in label or label.startswith("🔕") for label in past.labels)
    director.mark()
    await director.press("📊 Уроки по дням")
    await director.expect("записаны в тот же день: 1 (")
    await director.press("‹ Сводка")
    await director.expect("Неделя · 12 октября — 18 октября")
    await director.press("‹ Раньше")
    empty = await director.expect("Неделя · 5 октября — 11 октября")
    assert "Уроков в эти дни не было или школа ещё не начала вести здесь журнал" in empty.text
    await director.press("Позже ›")
    await director.expect("Неделя · 12 октября — 18 октября")
    await director.press("Позже ›")
    await director.expect("Неделя · 19 октября — 21 октября")


async def blocked(house: House, person: Person) -> None:
    """Their chat takes nothing from now on."""
    assert house.app is not None
    async with house.database.writing() as unit:
        chat = await unit.links.ensure_chat(Address("telegram", str(house.app.handlings[0].bot.id), str(person.id)))
        await unit.links.set_blocked(chat.key, house.clock.now(), "blocked")
        await unit.commit()


async def test_a_deputy_goes_back_to_the_beginning_of_the_school_year_and_no_further(house: House) -> None:
    deputy = await house.linked(DEPUTY, "Светлана Юрьевна")
    await deputy.say("/summary")
    shown = await deputy.expect("Месяц · 1 октября — 13 октября")
    await deputy.press("‹ Прошлый месяц")
    first = await deputy.expect("Месяц · 1 сентября — 30 сентября")
    assert "‹ Раньше" not in first.labels
    for forged in (date(2026, 8, 31).toordinal(), -1, 10**9):
        answer = await deputy.press_data(shown.id, f"sum:month:{forged}")
        assert "больше нет" in (answer.text or "")


async def test_on_a_monday_the_week_before_last_is_further_back(house: House) -> None:
    house.clock.moment = MONDAY
    director = await house.linked(DIRECTOR, "Орехова")
    await director.say("/summary")
    shown = await director.expect("Неделя · 12 октября — 18 октября")
    assert "Позже ›" not in shown.labels
    await director.press("‹ Раньше")
    await director.expect("Неделя · 5 октября — 11 октября")
    await director.press("Позже ›")
    await director.expect("Неделя · 12 октября — 18 октября")


async def test_who_leads_nothing_has_no_summary(house: House) -> None:
    for uid, name in ((MATHS, "Ольга Викторовна"), (MOTHER_OF_SOFIA, "Гульнара")):
        person = await house.linked(uid, name)
        await person.say("/summary")
        await person.expect("/start и /help")


async def test_it_comes_by_itself_when_it_is_wished(house: House) -> None:
    director = await house.linked(DIRECTOR, "Орехова")
    await director.say("/summary")
    await director.expect("Неделя")
    await director.press("🔕 Присылать по понедельникам утром")
    await director.expect("Неделя")
    for after in (timedelta(), timedelta(hours=1)):
        house.clock.moment = MONDAY + after
        await send_summaries(house.database, house.clock.moment)
    assert house.app is not None
    director.mark()
    house.app.wake()
    came = await director.expect("Неделя · 12 октября — 18 октября")
    assert "Сводка" in came.labels
    assert sum("12 октября — 18 октября" in one.text for one in director.messages) == 1


async def test_pictures_say_the_same_in_words_in_both_colours(house: House) -> None:
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    await recorded(teacher)
    deputy = await house.linked(DEPUTY, "Светлана Юрьевна")
    await deputy.say("/summary")
    await deputy.expect("Месяц · 1 октября — 13 октября")
    await deputy.press("📊 Уроки по дням")
    shown = await deputy.expect("записаны в тот же день: 1 (")
    assert shown.photo is not None
    await deputy.press("Тёмный рисунок")
    await deputy.wait(lambda messages: any("Светлый рисунок" in one.labels for one in messages))
    await deputy.press("‹ Сводка")
    await deputy.expect("Месяц")
    await deputy.press("📊 Классы")
    await deputy.wait(lambda messages: sum(one.photo is not None for one in messages) == 2)
