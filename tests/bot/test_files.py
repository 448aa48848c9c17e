"""Homework as a photo, a file, a voice message or a forwarded message: how it comes into a draft."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest
import sqlalchemy as sa

from playground import MessageView, Person
from storage.schema.attachments import attachment, attachment_blob, attachment_piece, attachment_reference
from storage.schema.journal import draft, lesson_text
from storage.schema.notifications import outbox
from tests.bot.conftest import FATHER_OF_SOFIA, MATHS, MOTHER_OF_SOFIA, RUSSIAN, House
from tests.bot.test_lessons import opened, press, press_all, rows, screen
from tests.playground.pictures import png

WORDS = "5А матем дз № 301"
PHOTO, OTHER = png(40, 30), png(41, 30)
MEGABYTE = 1_000_000


async def files(house: House) -> list[tuple[object, ...]]:
    """Kind and name of what was taken."""
    return await rows(house, sa.select(attachment.c.kind, attachment.c.name).order_by(attachment.c.id))


async def homework(house: House) -> list[tuple[object, ...]]:
    """Words and kinds of files of the homework that stands."""
    table = lesson_text.c
    query = sa.select(table.text, table.attachments).where(table.kind == "homework", table.ended_entry_id.is_(None))
    return [(text, [one["kind"] for one in kept]) for text, kept in await rows(house, query)]  # type: ignore[attr-defined]


async def writing(house: House, text: str = WORDS) -> Person:
    """A teacher whose card is open."""
    teacher = await house.linked(MATHS)
    await teacher.say(text)
    await teacher.expect("5А · Математика")
    teacher.mark()
    return teacher


async def recorded(teacher: Person) -> None:
    await press(teacher, "Записать")
    await teacher.expect("Записано")


async def test_a_photo_is_the_homework_that_was_asked_for(house_on_both: House) -> None:
    house, teacher = house_on_both, await opened(house_on_both)
    await press_all(teacher, "Тема", "Написать задание")
    await teacher.expect("Можно прислать и фото")
    await teacher.send_photo(PHOTO)
    card = await teacher.expect("Вложения: 1 фото")
    assert "На среду 14 октября: во вложении" in card.text
    await recorded(teacher)
    assert await homework(house) == [("", ["photo"])]


async def test_a_photo_with_an_entry_under_it(house_on_both: House) -> None:
    teacher = await house_on_both.linked(MATHS)
    await teacher.send_photo(PHOTO, WORDS)
    card = await teacher.expect("Вложения: 1 фото")
    assert "На среду 14 октября: № 301" in card.text
    await recorded(teacher)
    assert await homework(house_on_both) == [("№ 301", ["photo"])]


async def test_what_is_sent_after_a_card_goes_to_its_draft(house: House) -> None:
    teacher = await writing(house)
    await teacher.send_photo(PHOTO)
    await teacher.expect("Вложения: 1 фото")
    await teacher.send_document(b"%PDF", "Задача.pdf")
    await teacher.expect("Вложения: 1 фото, 1 файл")
    await teacher.send_audio(b"ID3", "Диктант.mp3")
    await teacher.expect("Вложения: 1 фото, 2 файла")
    await recorded(teacher)
    assert await homework(house) == [("№ 301", ["photo", "document", "audio"])]


async def test_a_voice_message_is_kept_and_never_read(house: House) -> None:
    teacher = await writing(house)
    await teacher.send_voice(b"OggS")
    card = await teacher.expect("Вложения: 1 голосовое сообщение")
    assert "бот его не слушает" in card.text
    await recorded(teacher)
    assert await homework(house) == [("№ 301", ["voice"])]


async def test_an_album_is_several_attachments_on_one_card(house: House) -> None:
    teacher = await house.linked(MATHS)
    await teacher.send_album([PHOTO, OTHER, png(42, 30)], WORDS)
    await teacher.expect("Вложения: 3 фото")
    assert len([one for one in teacher.messages if "№ 301" in one.text and one.from_bot]) == 1
    await recorded(teacher)
    assert await homework(house) == [("№ 301", ["photo"] * 3)]


async def test_an_album_without_words_is_asked_about_once(house: House) -> None:
    teacher = await house.linked(MATHS)
    await teacher.send_album([PHOTO, OTHER])
    await teacher.expect("К какому уроку это приложить?")
    await _settled(house, 2)
    assert len([one for one in teacher.messages if "К какому уроку" in one.text]) == 1
    await press(teacher, "5А · Математика")
    await teacher.expect("Вложения: 2 фото")


async def _settled(house: House, count: int) -> None:
    """Wait until so many files were taken, and the bot has answered."""
    teacher = await house.linked(RUSSIAN)
    while len(await files(house)) < count:
        await teacher.say("/help")
        await teacher.expect("Урок одним сообщением")
        teacher.mark()


async def test_a_file_without_a_draft_asks_for_its_lesson(house_on_both: House) -> None:
    house, teacher = house_on_both, await house_on_both.linked(MATHS)
    await teacher.send_document(b"%PDF", "Задача.pdf")
    question = await teacher.expect("К какому уроку это приложить?")
    assert "2. 5А · Математика" in question.labels
    await press(teacher, "5А · Математика")
    assert "Вложения: 1 файл" in (await teacher.expect("5А · Математика · вт 13 октября, 2-й урок")).text
    await recorded(teacher)
    assert await homework(house) == [("", ["document"])]


async def test_of_two_drafts_none_is_guessed(house: House) -> None:
    teacher = await writing(house)
    await teacher.say("5Б матем дз № 302")
    await teacher.expect("№ 302")
    await teacher.send_photo(PHOTO)
    question = await teacher.expect("К какому уроку это приложить?")
    assert [one for one in question.labels if one.startswith("✏️")] == [
        "✏️ 5Б · Математика, вт 13 октября",
        "✏️ 5А · Математика, вт 13 октября",
    ]
    await press(teacher, "✏️ 5А")
    shown = await teacher.expect("Вложения: 1 фото")
    assert "№ 301" in shown.text


@pytest.mark.parametrize(
    ("name", "mime", "size", "why"),
    [
        ("Задача.pdf", "application/pdf", 21 * MEGABYTE, "Файл больше 20 МБ"),
        ("Архив.zip", "application/zip", 10, "Архивы и программы нельзя"),
        ("Задача.pdf.exe", "application/x-msdownload", 10, "Архивы и программы нельзя"),
        ("Фильм.mp4", "video/mp4", 10, "Архивы и программы нельзя"),
    ],
)
async def test_what_cannot_be_attached_says_what_can(house: House, name: str, mime: str, size: int, why: str) -> None:
    """And the words under it, and what the draft had, stay."""
    teacher = await writing(house)
    await teacher.send_photo(PHOTO)
    await teacher.expect("Вложения: 1 фото")
    teacher.mark()
    await teacher.send_document(b"x" * size, name, mime=mime)
    await teacher.expect(why)
    assert "Вложения: 1 фото" in (await _card(teacher)).text
    teacher.mark()
    await teacher.send_document(b"x" * size, name, "5Б матем дз № 302", mime)
    await teacher.expect(why)
    assert "Вложения" not in (await teacher.expect("№ 302")).text


async def _card(teacher: Person) -> MessageView:
    """The first card, shown anew."""
    shown = next(one for one in reversed(teacher.messages) if "Вложения:" in one.text and "Записать" in one.labels)
    await teacher.press("Вложения · 1", shown.id)
    await teacher.press("‹ Назад", shown.id)
    return await teacher.expect("№ 301")


async def test_twenty_megabytes_are_taken(house: House) -> None:
    teacher = await writing(house)
    await teacher.send_document(b"x" * (20 * MEGABYTE), "Учебник.pdf")
    await teacher.expect("Вложения: 1 файл")


async def test_the_same_file_twice_is_one_and_the_sixth_is_too_many(house: House) -> None:
    teacher = await writing(house)
    for data in (PHOTO, PHOTO, OTHER):
        await teacher.send_photo(data)
    await teacher.expect("Вложения: 2 фото")
    await teacher.send_album([png(50 + n, 30) for n in range(5)])
    await teacher.expect("не больше 5 вложений")
    await _settled(house, 6)
    assert "Вложения: 5 фото" in (await teacher.expect("Вложения: 5 фото")).text
    assert len([one for one in teacher.messages if "не больше 5" in one.text]) == 1


async def test_an_attachment_is_taken_off_by_a_tap(house: House) -> None:
    teacher = await writing(house)
    await teacher.send_photo(PHOTO)
    await teacher.expect("Вложения: 1 фото")
    await teacher.send_document(b"%PDF", "../../Задача\u202egpj.pdf")
    await teacher.expect("Вложения: 1 фото, 1 файл")
    await press(teacher, "Вложения · 2")
    assert "1. Фото\n2. Задачаgpj.pdf" in screen(teacher).text
    old = screen(teacher)
    await press(teacher, "Убрать 1: Фото")
    assert "Вложения: 1 файл" in screen(teacher).text
    off = next(one.data for row in old.buttons for one in row if one.text == "Убрать 1: Фото")
    await teacher.press_data(old.id, off)  # a second press of the same button takes nothing else
    await press(teacher, "Убрать 1: Задача")
    assert "Вложения" not in (await teacher.expect("№ 301")).text
    await recorded(teacher)
    assert await homework(house) == [("№ 301", [])]


async def test_a_restart_keeps_the_files_of_a_draft(house: House) -> None:
    teacher = await writing(house)
    await teacher.send_photo(PHOTO)
    await teacher.expect("Вложения: 1 фото")
    await house.restart()
    await teacher.say("/lessons")
    await teacher.expect("Мои уроки")
    await press(teacher, "5А · Математика")
    assert "Вложения: 1 фото" in screen(teacher).text
    await recorded(teacher)
    assert await homework(house) == [("№ 301", ["photo"])]


async def test_nobody_attaches_to_anothers_lesson_nor_anothers_file(house: House) -> None:
    teacher, other = await house.linked(MATHS), await house.linked(RUSSIAN, "Другая")
    for one in (teacher, other):
        await one.send_photo(PHOTO)
        await one.expect("К какому уроку это приложить?")
    data = {one: _data(one, "5А ·") for one in (teacher, other)}
    parts = {one: found.split(":") for one, found in data.items()}
    foreign_lesson = ":".join([*parts[teacher][:-1], parts[other][-1]])
    answer = await other.press_data(screen(other).id, foreign_lesson)
    assert answer.text.startswith("Такого урока в расписании больше нет")
    foreign_file = ":".join([*parts[other][:-1], parts[teacher][-1]])
    answer = await other.press_data(screen(other).id, foreign_file)
    assert answer.text.startswith("Этого здесь больше нет")
    await press(teacher, "5А · Математика")
    (own,) = await rows(house, sa.select(draft.c.id))
    answer = await other.press_data(screen(other).id, f"fx:{own[0]}:{parts[teacher][-1]}")
    assert answer.text.startswith("Этого здесь больше нет")
    answer = await other.press_data(screen(other).id, f"fls:{own[0]}")
    assert answer.text.startswith("Этого здесь больше нет")
    await teacher.expect("Вложения: 1 фото")


def _data(person: Person, label: str) -> str:
    return next(one.data for row in screen(person).buttons for one in row if label in one.text)


async def test_a_forwarded_text_is_the_homework_that_was_asked_for(house: House) -> None:
    """Else it is read as any message."""
    teacher = await opened(house)
    await press_all(teacher, "Тема", "Написать задание")
    await teacher.forward("5А матем дз № 9, как у Фёдоровой", "Фёдорова")
    assert "На среду 14 октября: 5А матем дз № 9, как у Фёдоровой" in (await teacher.expect("№ 9")).text
    teacher.mark()
    await teacher.forward("5Б матем дз № 10", "Фёдорова")
    assert "На среду 14 октября: № 10" in (await teacher.expect("5Б · Математика")).text


async def test_files_join_the_homework_that_is_recorded_and_new_words_take_their_place(house: House) -> None:
    teacher = await writing(house)
    await recorded(teacher)
    teacher.mark()
    await teacher.send_photo(PHOTO, "5А матем")
    assert "вложение добавится к нему. № 301" in (await teacher.expect("Вложения: 1 фото")).text
    await recorded(teacher)
    assert await homework(house) == [("№ 301", ["photo"])]
    teacher.mark()
    await teacher.say("5А матем дз № 302")
    assert "вместе с его вложениями" in (await teacher.expect("№ 302")).text
    await recorded(teacher)
    assert await homework(house) == [("№ 302", [])]


async def test_a_file_says_more_than_that_there_is_no_homework(house: House) -> None:
    teacher = await house.linked(MATHS)
    await teacher.send_photo(PHOTO, "5А матем дз нет")
    shown = await teacher.expect("Вложения: 1 фото")
    assert "Написано, что задания нет, но приложен файл" in shown.text
    await recorded(teacher)
    assert await homework(house) == [("", ["photo"])]


async def test_words_that_are_no_entry_are_not_lost_silently(house: House) -> None:
    teacher = await writing(house)
    await teacher.send_photo(PHOTO, "спасибо, поняла")
    await teacher.expect("Подпись к файлу не похожа на запись урока")
    await teacher.expect("Вложения: 1 фото")


async def test_edited_words_under_a_photo_are_read_anew_and_keep_it(house: House) -> None:
    teacher = await house.linked(MATHS)
    sent = await teacher.send_photo(PHOTO, WORDS)
    await teacher.expect("№ 301")
    await teacher.edit(sent, "5А и 5Б матем дз № 302")
    await teacher.wait(lambda shown: all(any(_is_about(one, title) for one in shown) for title in ("5А ·", "5Б ·")))


def _is_about(message: MessageView, title: str) -> bool:
    return message.text.startswith(title) and "№ 302" in message.text and "Вложения: 1 фото" in message.text


async def test_what_is_no_file_says_what_is_possible(house: House) -> None:
    teacher = await house.linked(MATHS)
    await teacher.share_contact()
    await teacher.expect("Это к заданию не приложить")


async def _family(house: House) -> list[Person]:
    """Both parents of Sofia, in 5А."""
    return [await house.linked(uid, f"Родитель {uid}") for uid in (MOTHER_OF_SOFIA, FATHER_OF_SOFIA)]


def pictures(person: Person) -> list[MessageView]:
    return [one for one in person.messages if one.from_bot and one.photo]


async def test_a_kill_between_record_and_delivery_loses_nothing(house_on_both: House) -> None:
    """Not even where the messenger forgets the file: its bytes are in the database by then."""
    house, families = house_on_both, await _family(house_on_both)
    teacher = await house.linked(MATHS, "Учитель")
    await teacher.send_photo(PHOTO, WORDS)
    await teacher.expect("Вложения: 1 фото")
    await recorded(teacher)
    await house.kill()
    await house.open()
    await fetched(house)
    (kept,) = await rows(house, sa.select(attachment_piece.c.data))
    assert kept == (PHOTO,)
    for reference in await rows(house, sa.select(attachment_reference.c.reference)):
        house.playground.world.files.forget(str(reference[0]))
    house.grace_passes()
    await _delivered(house)  # one of the parents may have waited for the other's upload
    for parent in families:
        await parent.expect("Вложения: 1 фото")
        assert pictures(parent)[0].text == "Софья, 5А · Математика, вт 13 октября"
    sent = [call for call in house.playground.calls if call["method"] == "sendPhoto" and call["response"]["ok"]]
    assert sorted("files" in call for call in sent) == [False, True]


async def _delivered(house: House) -> None:
    """Let time pass for what waits, and none for what is on its way."""
    assert house.app is not None
    async with asyncio.timeout(20):
        while (states := {state for (state,) in await rows(house, sa.select(outbox.c.state))}) != {"sent"}:
            if "claimed" not in states:
                house.clock.pass_(timedelta(seconds=5))
                house.app.wake()
            await asyncio.sleep(0.02)


async def fetched(house: House) -> None:
    """What runs each minute."""
    assert house.app is not None
    await house.app.jobs().get_job("fetch_files").func()


async def test_bytes_are_fetched_only_of_what_was_recorded(house: House) -> None:
    teacher = await writing(house)
    await teacher.send_photo(PHOTO)
    await teacher.expect("Вложения: 1 фото")
    await fetched(house)
    assert await rows(house, sa.select(attachment_piece.c.number)) == []
    await recorded(teacher)
    await fetched(house)
    assert await rows(house, sa.select(attachment_piece.c.number)) == [(0,)]


async def test_the_messenger_that_is_down_is_asked_again(house: House) -> None:
    teacher = await writing(house)
    await teacher.send_document(b"%PDF" * 1000, "Задача.pdf")
    await teacher.expect("Вложения: 1 файл")
    await recorded(teacher)
    house.playground.trouble.down()
    await fetched(house)
    house.playground.trouble.clear()
    house.clock.pass_(timedelta(minutes=2))
    await fetched(house)
    assert await rows(house, sa.select(attachment_blob.c.size)) == [(4000,)]


async def test_in_discreet_mode_nothing_of_a_file_is_sent_and_the_teacher_is_told(house: House) -> None:
    await house.set(content="discreet")
    mother, *_ = await _family(house)
    teacher = await house.linked(MATHS, "Учитель")
    await teacher.send_photo(PHOTO, WORDS)
    assert "В мессенджер вложения не уйдут" in (await teacher.expect("Вложения: 1 фото")).text
    await recorded(teacher)
    house.grace_passes()
    await mother.expect("В дневнике есть новая запись")
    await _settled(house, 1)
    assert pictures(mother) == []


async def test_twenty_megabytes_hold_up_nobody(house: House) -> None:
    """They are hashed and written in pieces and beside the loop that answers everybody."""
    teacher = await writing(house)
    await teacher.send_document(b"x" * (20 * MEGABYTE), "Учебник.pdf")
    await teacher.expect("Вложения: 1 файл")
    await recorded(teacher)
    waits = asyncio.create_task(_longest_wait())
    await fetched(house)
    waits.cancel()
    assert await rows(house, sa.select(attachment_blob.c.size)) == [(20 * MEGABYTE,)]
    assert await waits < 0.5


async def _longest_wait() -> float:
    """The longest time for which the loop was not free, in seconds, until cancelled."""
    longest, loop = 0.0, asyncio.get_running_loop()
    with suppress(asyncio.CancelledError):
        while True:
            before = loop.time()
            await asyncio.sleep(0)
            longest = max(longest, loop.time() - before)
    return longest
