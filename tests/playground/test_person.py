import pytest
import telegram
from telegram.error import BadRequest

from playground import Person, Playground
from tests.playground.pictures import png


async def test_a_contact_shared_by_the_keyboard_is_ones_own(bot: telegram.Bot, olga: Person) -> None:
    button = telegram.KeyboardButton("Поделиться телефоном", request_contact=True)
    keyboard = telegram.ReplyKeyboardMarkup([[button], ["Отмена"]], one_time_keyboard=True)
    await bot.send_message(olga.id, "Ваш телефон?", reply_markup=keyboard)
    assert olga.keyboard == [["Поделиться телефоном"], ["Отмена"]]

    await olga.tap("Поделиться телефоном")

    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.contact is not None
    assert update.message.contact.user_id == olga.id
    assert olga.keyboard == []


async def test_a_keyboard_stays_until_removed(bot: telegram.Bot, olga: Person) -> None:
    await bot.send_message(olga.id, "Меню", reply_markup=telegram.ReplyKeyboardMarkup([["Дневник"]]))
    await olga.tap("Дневник")
    with pytest.raises(LookupError):
        await olga.tap("Нет такой")
    assert olga.keyboard == [["Дневник"]]

    await bot.send_message(olga.id, "Готово", reply_markup=telegram.ReplyKeyboardRemove())

    assert olga.keyboard == []


async def test_a_forced_reply_quotes_the_question(bot: telegram.Bot, olga: Person) -> None:
    question = await bot.send_message(olga.id, "Тема?", reply_markup=telegram.ForceReply())
    await olga.say("Дроби")
    await olga.say("и ещё")

    first, second = await bot.get_updates()

    assert first.message is not None
    assert second.message is not None
    assert first.message.reply_to_message is not None
    assert first.message.reply_to_message.message_id == question.message_id
    assert second.message.reply_to_message is None


async def test_a_message_is_neither_empty_nor_endless(olga: Person) -> None:
    for text in (" ", "я" * 4097):
        with pytest.raises(ValueError, match="4096"):
            await olga.say(text)


async def test_a_start_link_carries_its_payload(playground: Playground, bot: telegram.Bot) -> None:
    await playground.person("Пётр").start("K7QM-2")

    (update,) = await bot.get_updates()

    assert update.message is not None
    assert update.message.text == "/start K7QM-2"
    with pytest.raises(ValueError, match="64"):
        await playground.person("Анна").start("я" * 65)


async def test_files_go_both_ways(bot: telegram.Bot, olga: Person) -> None:
    await olga.send_document("справка".encode(), "справка.txt", "От врача")
    await olga.send_photo(png(30, 20), "Фото справки")
    document, photo = (update.message for update in await bot.get_updates())
    assert document is not None
    assert document.document is not None
    assert photo is not None
    assert (photo.photo[0].width, photo.photo[0].height, photo.caption) == (30, 20, "Фото справки")

    file = await bot.get_file(document.document.file_id)
    assert bytes(await file.download_as_bytearray()) == "справка".encode()
    await bot.send_document(olga.id, b"%PDF", filename="заявление.pdf", caption="<b>№12</b>", parse_mode="HTML")
    await bot.send_photo(olga.id, photo.photo[0].file_id)

    form, picture = olga.messages[-2:]
    assert form.document is not None
    assert (form.document.name, form.document.mime, form.document.data) == (
        "заявление.pdf",
        "application/pdf",
        b"%PDF",
    )
    assert form.html == "<b>№12</b>"
    assert picture.photo is not None
    assert picture.photo.data == png(30, 20)
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(olga.id, b"not a picture")
    await bot.edit_message_caption(olga.id, form.id, caption="№13")
    assert olga.messages[-2].text == "№13"


async def test_two_bots_are_two_chats(playground: Playground, bot: telegram.Bot, olga: Person) -> None:
    second = playground.add_bot("777:second", "second_bot", "Второй")
    other = playground.person("Ольга Викторовна", user_id=olga.id, bot=second)
    await bot.send_message(olga.id, "Только здесь")

    assert other.account is olga.account
    assert other.messages == []


async def test_waiting_in_vain_tells_what_was_there(bot: telegram.Bot, olga: Person) -> None:
    await bot.send_message(olga.id, "Совсем другое")
    with pytest.raises(TimeoutError, match="Совсем другое"):
        await olga.expect("Расписание", timeout=0.01)
    olga.mark()
    with pytest.raises(TimeoutError):
        await olga.expect("Совсем другое", timeout=0.01)
    with pytest.raises(LookupError, match="Совсем другое"):
        await olga.press("Записать")


async def test_who_blocked_the_bot_is_silent(bot: telegram.Bot, olga: Person) -> None:
    olga.block()
    with pytest.raises(RuntimeError):
        await olga.say("ау")

    await olga.start()

    statuses = [u.my_chat_member.new_chat_member.status for u in await bot.get_updates() if u.my_chat_member]
    assert statuses == ["kicked", "member"]


async def test_sounds_go_by_bytes_and_then_by_their_identifier(bot: telegram.Bot, olga: Person) -> None:
    voice = (await bot.send_voice(olga.id, b"OggS", caption="Задание")).voice
    audio = (await bot.send_audio(olga.id, b"ID3", filename="Диктант.mp3")).audio
    assert voice is not None
    assert audio is not None
    await bot.send_voice(olga.id, voice.file_id)
    await bot.send_audio(olga.id, audio.file_id)

    heard = [message.voice or message.audio for message in olga.messages if message.from_bot]
    assert [one.data for one in heard if one] == [b"OggS", b"ID3", b"OggS", b"ID3"]
    with pytest.raises(BadRequest, match=r"(?i)can't use file of type voice as photo"):
        await bot.send_photo(olga.id, voice.file_id)


async def test_an_album_and_a_forwarded_text(bot: telegram.Bot, olga: Person) -> None:
    await olga.send_album([png(30, 20), png(31, 20)], "Доска")
    await olga.forward("Решить № 5", "Коллега")
    first, second, text = [update.message for update in await bot.get_updates()]
    assert first is not None
    assert second is not None
    assert text is not None
    assert first.media_group_id == second.media_group_id is not None
    assert (first.caption, second.caption) == ("Доска", None)
    assert isinstance(text.forward_origin, telegram.MessageOriginHiddenUser)
    with pytest.raises(ValueError, match="two to ten"):
        await olga.send_album([png(30, 20)])


async def test_a_file_that_is_forgotten_is_known_no_more(
    playground: Playground, bot: telegram.Bot, olga: Person
) -> None:
    document = (await bot.send_document(olga.id, b"%PDF", filename="a.pdf")).document
    assert document is not None
    playground.world.files.forget(document.file_id)
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await bot.send_document(olga.id, document.file_id)
