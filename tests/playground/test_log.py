import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import telegram

from playground import Playground
from playground.accounts import BotAccount
from playground.log import CallLog
from playground.params import Params, Upload
from tests.playground.conftest import TOKEN, client

ROOT = Path(__file__).parents[2]


def validator() -> Path:
    """Return the independent validator of call logs, kept outside the repository."""
    shared = Path(os.environ.get("PEREMENA_SHARED", ROOT.parent / "shared"))
    found = shared / "botapi" / "validate.py"
    if not found.exists():
        reason = f"no Bot API validator at {found}; PEREMENA_SHARED names its folder"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return found


async def converse(playground: Playground) -> None:
    """Use most of what the playground can, as a decent bot would."""
    person = playground.person("Ольга Викторовна")
    keyboard = telegram.InlineKeyboardMarkup.from_button(
        telegram.InlineKeyboardButton("Записать", callback_data="save")
    )
    async with client(playground) as bot:
        await bot.set_my_commands([telegram.BotCommand("diary", "дневник за неделю")])
        await person.start("K7QM-2")
        (start,) = await bot.get_updates(timeout=5, allowed_updates=["message", "callback_query"])
        await bot.send_message(person.id, "<b>Урок</b>", parse_mode="HTML", reply_markup=keyboard)
        press = asyncio.create_task(person.press("Записать"))
        (update,) = await bot.get_updates(offset=start.update_id + 1, timeout=5)
        assert update.callback_query is not None
        await update.callback_query.answer()
        await update.callback_query.edit_message_text("Записано")
        sent = await bot.send_document(person.id, b"%PDF", filename="a.pdf")
        await bot.send_document(person.id, sent.document.file_id if sent.document else "", caption="<b>5А</b>")
        await bot.send_voice(person.id, b"OggS", disable_notification=True)
        await bot.send_audio(person.id, b"ID3", filename="a.mp3")
        await press


async def test_a_real_conversation_passes_an_independent_check(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    playground = Playground(TOKEN, log_path=path)
    await playground.start()
    await converse(playground)
    await playground.stop()

    command = [sys.executable, str(validator()), "--strict", str(path)]
    check = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, check=False)

    assert check.returncode == 0, check.stdout + check.stderr
    assert path.read_text() == playground.log.lines()
    assert TOKEN.partition(":")[2] not in path.read_text()


async def test_updates_are_logged_once(playground: Playground, bot: telegram.Bot) -> None:
    await playground.person("Пётр").start()
    await bot.get_updates()
    await bot.get_updates()

    assert sum("update" in record for record in playground.log.records) == 1


def test_a_record_holds_what_was_sent_but_no_secrets() -> None:
    log = CallLog(size=2)
    bot = BotAccount(TOKEN, "play_bot", "Перемена", lambda: 0.0)
    params = Params({"url": f"https://x/{TOKEN}", "secret_token": "s"}, {"a": Upload("a.pdf", "", b"12")}, True)
    for _ in range(3):
        log.call(bot, "setWebhook", params, {"ok": True}, 1.5)

    assert len(log.records) == 2
    assert json.loads(log.lines().splitlines()[0]) == {
        "method": "setWebhook",
        "params": {"url": "https://x/play_bot", "secret_token": "hidden"},
        "ts": 1.5,
        "bot": "play_bot",
        "wire": True,
        "files": {"a": {"size": 2, "filename": "a.pdf"}},
        "response": {"ok": True},
    }
