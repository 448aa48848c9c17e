"""The demo as a visitor starts it."""

import socket
from pathlib import Path

from bot.demo.script import Script
from bot.demo.stage import CAST, set_up


async def test_scripted_day_plays_to_its_end(tmp_path: Path) -> None:
    told: list[str] = []
    async with set_up(tmp_path, 0, grace_seconds=1) as stage:
        await Script(stage, told.append).play()
    conversation = "\n".join(told)
    assert "Отметка 5 → 4" in conversation
    assert all(role.name in conversation for role in CAST if role.key in ("teacher", "mother", "guest"))


async def test_a_port_that_is_taken_is_no_reason_to_fail(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        async with set_up(tmp_path, port, grace_seconds=1) as stage:
            assert stage.playground.url
            assert not stage.playground.url.endswith(f":{port}")
