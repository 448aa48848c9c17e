"""The chat page in a real browser."""

import os
import shutil
from collections.abc import AsyncIterator

import pytest
import telegram
from playwright.async_api import Browser, FilePayload, Page, async_playwright, expect

from playground import Hint, Person, Playground
from tests.playground.pictures import png

pytestmark = pytest.mark.chromium

ARGUMENTS = [
    "--no-sandbox",
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    chromium = shutil.which("chromium")
    if not chromium:
        reason = "there is no Chromium on this machine"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture
def mother(playground: Playground) -> Person:
    mother = playground.persona("mother", "Марина Ёлкина", "мама Софьи", "Сюда придут отметки.")
    playground.persona("teacher", "Ольга Викторовна", "учитель", "Запишите урок.")
    playground.hints([Hint("Учитель записывает урок.", "teacher", "5А Ёлкина 5")])
    return mother


@pytest.fixture
async def page(playground: Playground, mother: Person, browser: Browser) -> AsyncIterator[Page]:
    page = await browser.new_page(viewport={"width": 1200, "height": 800})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    await page.goto(playground.url)
    await page.wait_for_selector("body.ready")
    yield page
    await page.close()
    assert faults == []


async def test_a_conversation(page: Page, bot: telegram.Bot, mother: Person) -> None:
    panel = page.locator("#panel-mother")
    await expect(panel.get_by_text("Сюда придут отметки.")).to_be_visible()
    await panel.get_by_role("button", name="Начать").click()
    entry = panel.get_by_role("textbox", name="Сообщение")
    await entry.fill("Первая")
    await entry.press("Shift+Enter")
    await entry.type("вторая")
    await entry.press("Enter")
    await expect(panel.locator(".own .text").last).to_have_text("Первая\nвторая")
    keyboard = telegram.InlineKeyboardMarkup.from_row(
        [telegram.InlineKeyboardButton(text, callback_data=text) for text in ("Дневник", "Точно?")]
    )
    text = "<b>Отметка 5</b> <script>"
    sent = await bot.send_message(mother.id, text.replace("<s", "&lt;s"), "HTML", reply_markup=keyboard)

    await expect(panel.locator("strong")).to_have_text("Отметка 5")
    await expect(panel.locator(".theirs .text")).to_have_text("Отметка 5 <script>")
    await panel.get_by_role("button", name="Дневник").click()
    await expect(panel.locator(".key.waiting")).to_have_text("Дневник")
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    await query.answer("Открываю дневник")
    await expect(panel.locator(".key.waiting")).to_have_count(0)
    await expect(panel.locator(".toast")).to_have_text("Открываю дневник")

    await bot.edit_message_text("Дневник пуст", mother.id, sent.message_id, reply_markup=keyboard)
    await expect(panel.get_by_text("изменено")).to_be_visible()
    await panel.get_by_role("button", name="Точно?").click()
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    await query.answer("Точно.", show_alert=True)
    await panel.locator(".alert").get_by_role("button", name="Понятно").click()
    await expect(panel.locator(".alert")).to_be_hidden()


async def test_a_long_text_goes_in_parts_as_telegram_sends_it_and_a_refused_one_stays(
    page: Page, playground: Playground, mother: Person
) -> None:
    panel = page.locator("#panel-mother")
    await panel.get_by_role("button", name="Начать").click()
    entry = panel.get_by_role("textbox", name="Сообщение")
    await entry.fill("слово " * 700)
    await entry.press("Enter")
    own = panel.locator(".own .text")
    await expect(own).to_have_count(3)
    assert [len((await own.nth(place).inner_text()).split()) for place in (1, 2)] == [682, 18]
    await page.route("**/play/act", lambda route: route.fulfill(body="not JSON"))
    await entry.fill("Не пропадёт")
    await entry.press("Enter")
    await expect(panel.get_by_text("Не получилось")).to_be_visible()
    await expect(entry).to_have_value("Не пропадёт")


async def test_commands_keyboards_and_links(page: Page, bot: telegram.Bot, mother: Person) -> None:
    await mother.start()
    panel = page.locator("#panel-mother")
    await bot.set_my_commands([telegram.BotCommand("diary", "дневник за неделю")])
    await panel.get_by_role("button", name="Команды бота").click()
    await panel.get_by_role("menuitem", name="/diary дневник за неделю").click()
    await expect(panel.locator(".own .text").last).to_have_text("/diary")

    contact = telegram.KeyboardButton("Мой телефон", request_contact=True)
    keyboard = telegram.ReplyKeyboardMarkup([[contact]], one_time_keyboard=True)
    await bot.send_message(mother.id, "Ваш телефон?", reply_markup=keyboard)
    await panel.get_by_role("button", name="Мой телефон").click()
    await expect(panel.locator(".contact")).to_contain_text("Контакт: Марина Ёлкина")
    await expect(panel.locator(".keyboard")).to_be_hidden()

    await bot.send_message(mother.id, "Ссылка: https://t.me/peremena_play_bot?start=K7QM-2")
    await panel.get_by_role("button", name="start=K7QM-2").click()
    await expect(panel.locator(".own .text").last).to_have_text("/start K7QM-2")


async def test_who_reads_above_is_told_of_what_comes_below(page: Page, bot: telegram.Bot, mother: Person) -> None:
    await mother.start()
    panel = page.locator("#panel-mother")
    for number in range(30):
        await bot.send_message(mother.id, f"Сообщение {number}")
    await expect(panel.get_by_text("Сообщение 29")).to_be_in_viewport()
    await panel.locator(".message").first.scroll_into_view_if_needed()
    await expect(panel.get_by_text("Сообщение 29")).not_to_be_in_viewport()
    await bot.send_message(mother.id, "Пришло снизу")

    await panel.get_by_role("button", name="1 новое сообщение").click()

    await expect(panel.get_by_text("Пришло снизу")).to_be_in_viewport()
    await expect(panel.locator(".newer")).to_be_hidden()


async def test_files(page: Page, bot: telegram.Bot, mother: Person) -> None:
    await mother.start()
    panel = page.locator("#panel-mother")
    await bot.send_photo(mother.id, png(40, 30), caption="Расписание")
    await expect(panel.get_by_alt_text("Фотография")).to_be_visible()
    await bot.send_document(mother.id, b"%PDF", filename="заявление.pdf")
    async with page.expect_download() as download:
        await panel.get_by_text("заявление.pdf").click()
    assert (await download.value).suggested_filename == "заявление.pdf"

    upload = FilePayload(name="справка.png", mimeType="image/png", buffer=png(40, 30))
    await panel.locator("input[type=file]").set_input_files(upload)
    await expect(panel.locator(".own img")).to_be_visible()
    assert mother.messages[-1].photo is not None


async def test_sounds_and_several_files_at_once(page: Page, bot: telegram.Bot, mother: Person) -> None:
    await mother.start()
    panel = page.locator("#panel-mother")
    await bot.send_voice(mother.id, b"OggS")
    await expect(panel.locator(".theirs audio")).to_be_visible()

    pictures = [FilePayload(name=f"{n}.png", mimeType="image/png", buffer=png(40 + n, 30)) for n in range(2)]
    await panel.locator("input[type=file]").set_input_files(pictures)
    await expect(panel.locator(".own img")).to_have_count(2)
    (first, second) = [update.message for update in await bot.get_updates() if update.message and update.message.photo]
    assert first.media_group_id == second.media_group_id is not None

    sounds = [("задание.ogg", "audio/ogg"), ("диктант.mp3", "audio/mpeg")]
    files = [FilePayload(name=name, mimeType=mime, buffer=b"sound") for name, mime in sounds]
    await panel.locator("input[type=file]").set_input_files(files)
    await expect(panel.locator(".own audio")).to_have_count(2)
    voice, audio = mother.messages[-2:]
    assert (voice.voice is not None, audio.audio is not None) == (True, True)


async def test_blocking_language_and_deleting(page: Page, mother: Person) -> None:
    await mother.start()
    panel = page.locator("#panel-mother")
    await panel.locator(".message").hover()
    await panel.get_by_role("button", name="удалить").click()
    await expect(panel.locator(".message")).to_have_count(0)
    await panel.get_by_role("button", name="Настройки этого человека").click()
    await panel.get_by_label("Язык в Телеграме").select_option("en")
    await panel.get_by_role("button", name="Заблокировать бота").click()
    await panel.get_by_role("button", name="Разблокировать", exact=True).click()
    await expect(panel.get_by_role("textbox")).to_be_visible()

    assert mother.account.language == "en"
    assert mother.messages == []


async def test_a_hint_starts_and_fills_the_input(page: Page) -> None:
    await page.get_by_role("button", name="Вставить").click()

    entry = page.locator("#panel-teacher").get_by_role("textbox")
    await expect(entry).to_have_value("5А Ёлкина 5")


async def test_trouble_is_switched_on_and_repaired(page: Page, playground: Playground) -> None:
    await page.get_by_role("button", name="Неполадки").click()
    flood = page.get_by_role("listitem").filter(has_text="Слишком много сообщений")
    await flood.get_by_role("button").click()
    await expect(flood).to_contain_text("Осталось: 3 сообщения.")
    assert [rule["kind"] for rule in playground.trouble.described()] == ["flood"]

    await page.get_by_role("button", name="Всё починить").click()

    await expect(flood.get_by_role("button")).to_have_text("Включить")
    assert playground.trouble.described() == []


async def test_the_page_comes_back_by_itself(browser: Browser) -> None:
    first = Playground()
    first.persona("mother", "Марина Ёлкина", "мама Софьи")
    await first.start()
    page = await browser.new_page()
    await page.goto(first.url)
    await page.wait_for_selector("body.ready")
    await first.stop()
    await expect(page.get_by_text("Связь с площадкой прервалась.")).to_be_visible()
    second = Playground()
    await second.persona("mother", "Марина Ёлкина", "мама Софьи").start()
    await second.start(int(first.url.rpartition(":")[2]))

    await expect(page.get_by_text("Связь с площадкой прервалась.")).to_be_hidden()
    await expect(page.locator(".own .text")).to_have_text("/start")

    await page.close()
    await second.stop()


async def test_a_narrow_screen_has_tabs_that_count(page: Page, playground: Playground) -> None:
    await page.set_viewport_size({"width": 390, "height": 780})
    teacher = page.locator("#panel-teacher")
    tab = page.get_by_role("tab", name="Ольга")
    await expect(teacher).to_be_hidden()
    person = playground.person("Ольга Викторовна", user_id=700_000_002)
    await person.start()
    async with telegram.Bot(playground.token, base_url=f"{playground.url}/bot") as bot:
        await bot.send_message(person.id, "Завтра замена")
    await expect(tab).to_have_attribute("data-unseen", "1")

    await tab.click()

    await expect(teacher.get_by_text("Завтра замена")).to_be_visible()
    assert await tab.get_attribute("data-unseen") is None
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
