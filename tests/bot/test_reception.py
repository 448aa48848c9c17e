"""What the clerk and the coordinator hear of applications (E01, E07)."""

from datetime import timedelta

from tests.bot.conftest import COORDINATOR, House
from tests.bot.test_applications import CLERK, applied, registered

UNCLE = ("Ёлкин Пётр Иванович", "Елкина Софья Дмитриевна", "5 а")
AUNT = ("Белова Анна Ивановна", "Белов Артём", "5 а")


async def reminded(house: House) -> None:
    assert house.app
    await house.app.jobs().get_job("remind_of_applications").func()


async def test_from_a_new_one_to_one_that_is_overdue(house: House) -> None:
    clerk, coordinator = await house.linked(CLERK, "Канцелярия"), await house.linked(COORDINATOR, "Координатор")
    await applied(house, UNCLE)
    await applied(house, AUNT, "Анна")
    house.clock.pass_(timedelta(minutes=10))
    house.app.wake()  # type: ignore[union-attr]
    for one in (clerk, coordinator):
        push = await one.expect("Новое заявление на доступ к дневнику")
        assert "Заявителя с паспортом ждут 2 заявления." in push.text
        assert sum("Новое заявление" in message.text for message in one.messages) == 1
    coordinator.mark()
    await registered(house, clerk)
    house.clock.pass_(timedelta(minutes=10))
    house.app.wake()  # type: ignore[union-attr]
    push = await coordinator.expect("Заявление зарегистрировано")
    await coordinator.press("Открыть заявления", push)
    await coordinator.expect("Из них ждут паспорта: 1, регистрации: 0, подключения: 1.")

    house.clock.pass_(timedelta(days=13, hours=-6))  # Monday, the 26th, half past nine
    await reminded(house)
    await reminded(house)
    push = await clerk.expect("Срок решения по заявлениям")
    assert "Просрочено 2 заявления. Самое давнее — на 3 дня." in push.text
    push = await coordinator.expect("Заявления ждут дольше положенного срока")
    await coordinator.press("Открыть заявления", push)
    await coordinator.expect("⚠️ Просрочено 2 заявления.")
    assert sum("Просрочено 2 заявления. Самое" in message.text for message in clerk.messages) == 1


async def test_what_was_withdrawn_meanwhile_is_not_told(house: House) -> None:
    clerk = await house.linked(CLERK, "Канцелярия")
    stranger = await applied(house)
    await stranger.press("Мои заявления")
    await stranger.press("№ 1: отозвать")
    await stranger.press("Отозвать")
    await stranger.expect("отозвано вами")
    house.clock.pass_(timedelta(minutes=10))
    house.app.wake()  # type: ignore[union-attr]
    await applied(house, AUNT, "Анна")
    house.clock.pass_(timedelta(minutes=10))
    house.app.wake()  # type: ignore[union-attr]
    await clerk.expect("Заявителя с паспортом ждёт 1 заявление.")
    assert sum("Новое заявление" in message.text for message in clerk.messages) == 1
