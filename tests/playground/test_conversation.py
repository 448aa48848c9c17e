import asyncio

import pytest
import telegram
from telegram.error import BadRequest, Forbidden

from playground import Person, Playground


async def test_the_bot_learns_who_it_is(bot: telegram.Bot) -> None:
    me = await bot.get_me()

    assert (me.id, me.is_bot, me.first_name) == (123456, True, "Перемена")


async def test_a_message_of_a_person_reaches_the_bot(bot: telegram.Bot, olga: Person) -> None:
    message_id = await olga.say("Добрый день, /help")

    (update,) = await bot.get_updates()

    assert update.message is not None
    assert update.message.message_id == message_id
    assert update.message.text == "Добрый день, /help"
    assert [(e.type, e.offset) for e in update.message.entities] == [("bot_command", 13)]
    assert update.effective_user is not None
    assert update.effective_user.language_code == "ru"


async def test_the_bot_may_not_write_first(playground: Playground, bot: telegram.Bot) -> None:
    person = playground.person("Пётр Белов")

    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(person.id, "Здравствуйте")


async def test_what_the_bot_sends_is_on_the_screen(bot: telegram.Bot, olga: Person) -> None:
    sent = await bot.send_message(olga.id, "<b>5А</b> · Математика", parse_mode="HTML")

    shown = await olga.expect("Математика")

    assert (shown.id, shown.html) == (sent.message_id, "<b>5А</b> · Математика")
    assert shown.from_bot
    assert not shown.edited


async def test_a_press_is_answered_and_the_card_edited(bot: telegram.Bot, olga: Person) -> None:
    keyboard = telegram.InlineKeyboardMarkup.from_button(
        telegram.InlineKeyboardButton("Записать", callback_data="lesson:save:1")
    )
    await bot.send_message(olga.id, "Черновик", reply_markup=keyboard)
    olga.mark()
    press = asyncio.create_task(olga.press("Записать", message=olga.messages[-1]))

    (update,) = await bot.get_updates(timeout=5)
    query = update.callback_query
    assert query is not None
    assert query.data == "lesson:save:1"
    await query.answer("Записано", show_alert=True)
    await query.edit_message_text("Урок записан")

    answer = await press
    assert (answer.text, answer.show_alert) == ("Записано", True)
    card = await olga.expect("Урок записан")
    assert card.edited
    assert card.buttons == ()


async def test_blocking_tells_the_bot_and_stops_it(bot: telegram.Bot, olga: Person) -> None:
    olga.block()

    (update,) = await bot.get_updates()
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(olga.id, "Вы здесь?")

    olga.unblock()
    assert await bot.send_message(olga.id, "С возвращением")
