"""Files with a notice: sent one by one or as an album, brought to every chat, kept by an edit, taken away with it."""

import pytest

from bot.common.notice_data import Withdraw
from bot.common.notice_file_data import DropFile, ShowFiles
from core.ids import NoticeId
from playground import MessageView
from tests.bot.conftest import COORDINATOR, MOTHER_OF_SOFIA, House
from tests.bot.test_notices import CLASS_TEACHER, states, until_sent
from tests.playground.pictures import png


def pictures(messages: list[MessageView]) -> int:
    return sum(bool(one.photo) and one.from_bot for one in messages)


async def test_files_come_under_the_words_stay_when_these_change_and_go_with_them(house_on_both: House) -> None:
    house = house_on_both
    mother, author = await house.linked(MOTHER_OF_SOFIA), await house.linked(CLASS_TEACHER)
    await author.say("/notice")
    await author.expect("можно с фото или документом")
    await author.send_photo(png(40, 30), "Афиша")
    aimed = await author.expect("Кому отправить объявление?")
    assert "✅ Файлы: 1" in aimed.labels
    await author.press("✅ Файлы: 1")
    await author.expect("Файлы к объявлению")
    await author.send_document(b"%PDF-1", "план.pdf", mime="application/pdf")
    await author.expect("Вложения: 1 фото, 1 файл. Нажмите на файл, чтобы убрать.")
    await author.press("Готово")
    await author.press("Посмотреть перед отправкой")
    await author.expect("Вложения: 1 фото, 1 файл")
    await author.press("Отправить 1 человеку")
    got = await mother.expect("К объявлению приложены файлы, они ниже.")
    await mother.wait(lambda shown: pictures(shown) == 1 and any(one.document for one in shown))
    await until_sent(house)
    await author.press("Исправить текст")
    await author.expect("Файлы останутся прежними")
    await author.say("Афиша исправлена")
    await author.expect("Пока оно прежнее:")
    await author.press("Заменить у 1 человека")
    changed = await mother.expect("Афиша исправлена")
    assert (changed.id, pictures(mother.messages)) == (got.id, 1)
    await author.press_data(author.messages[-1].id, Withdraw(notice=1, sure=True).pack())
    await mother.expect("Это объявление отозвано")
    await mother.wait(lambda shown: pictures(shown) == 0 and not any(one.document for one in shown))


async def test_an_album_is_one_screen_and_its_excess_is_spoken_of_once(house: House) -> None:
    mother, author = await house.linked(MOTHER_OF_SOFIA), await house.linked(CLASS_TEACHER)
    await author.say("/notice")
    await author.say("Расписание экзаменов")
    await author.expect("Кому отправить объявление?")
    await author.press("Файлы: 0")
    await author.expect("Файлы к объявлению")
    await author.send_album([png(40 + one, 30) for one in range(7)])
    await author.expect("не больше 5 файлов. Остальные не добавлены.")
    shown = await author.expect("Вложения: 5 фото")
    assert sum("не больше 5 файлов. Остальные" in one.text for one in author.messages) == 1
    await author.press(next(one for one in shown.labels if one.startswith("✖")))
    await author.expect("Вложения: 4 фото")
    await author.send_document(b"MZ", "игра.exe")
    await author.say("/notices")
    await author.expect("Черновики видите только вы")
    await author.press("Черновик: Расписание экзаменов")
    await author.expect("Кому отправить объявление?")
    await author.press("Посмотреть перед отправкой")
    await author.press("Сначала прислать копию мне")
    await author.wait(lambda messages: pictures(messages) == 4, timeout=20)
    await author.press("Отправить 1 человеку")
    await mother.wait(lambda messages: pictures(messages) == 4, timeout=20)


@pytest.mark.parametrize("uid", [COORDINATOR, MOTHER_OF_SOFIA])
async def test_another_neither_adds_nor_takes_off_files(house: House, uid: str) -> None:
    """The denial twin: a draft is its author's alone, and what was sent has the files that it had."""
    stranger, author = await house.linked(uid), await house.linked(CLASS_TEACHER)
    await house.linked(MOTHER_OF_SOFIA)
    await author.say("/notice")
    await author.send_photo(png(40, 30), "Афиша")
    aimed = await author.expect("Кому отправить объявление?")
    await stranger.say("/start")
    home = await stranger.expect("Этот чат подключён")
    for one in (ShowFiles(notice=1), DropFile(notice=1, file=1)):
        await stranger.press_data(home.id, one.pack())
    await stranger.send_photo(png(50, 30))
    await author.press("Посмотреть перед отправкой")
    await author.expect("Вложения: 1 фото")
    await author.press("Отправить 1 человеку")
    await author.expect("Объявление отправлено")
    await author.press_data(aimed.id, DropFile(notice=1, file=1).pack())
    assert await states(house) == ["sent"]
    async with house.database.reading() as unit:
        assert len((await unit.notices.notice(NoticeId(1))).made.files) == 1
