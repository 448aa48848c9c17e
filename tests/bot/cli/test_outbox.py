"""peremena outbox, as the operator calls it: on news of new links that the messenger refused."""

import asyncio
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.ids import OutboxId
from core.notifications.model import Kind, Outcome, Planned, Result
from storage.database import Database
from tests.bot.cli.conftest import Call
from tests.core.people.links.world import CHAT, IRINA, SCHOOL, filled

FOUR_DAYS_AGO = datetime.now(UTC) - timedelta(days=4)


@dataclass(frozen=True)
class Outbox:
    """Four rows: sent, failed and unreachable four days ago; pending."""

    url: str
    peremena: Call

    def json(self, *arguments: str) -> Any:
        done = self.peremena("outbox", *arguments, "--json")
        assert done.exit_code == 0, done.stderr
        return json.loads(done.stdout)

    def states(self) -> list[tuple[int, str]]:
        return [(row["id"], row["state"]) for row in self.json("list")["rows"]]


@pytest.fixture
def outbox(peremena: Call, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Outbox:
    monkeypatch.setenv("PEREMENA_DATABASE__URL", sqlite_url)
    monkeypatch.setenv("PEREMENA_SCHOOL__NUMBER", "900")
    asyncio.run(_filled(sqlite_url))
    return Outbox(sqlite_url, peremena)


async def _filled(url: str) -> None:
    database = Database.open(url)
    await filled(database)
    async with database.writing() as unit:
        chat = await unit.links.ensure_chat(CHAT)
        await unit.links.add_link(chat.key, IRINA, FOUR_DAYS_AGO)
        content = {"event": "own_chat", "who": "Алиева Ирина Сергеевна"}
        rows = [
            Planned(SCHOOL, chat.key, IRINA, Kind.LINK, str(number), FOUR_DAYS_AGO, content=content)
            for number in range(4)
        ]
        await unit.outbox.enqueue(tuple(rows), FOUR_DAYS_AGO)
        await unit.outbox.claim(CHAT.bot, "a", 3, FOUR_DAYS_AGO, FOUR_DAYS_AGO)
        results = (
            Result(OutboxId(1), Outcome.SENT, FOUR_DAYS_AGO, "77"),
            Result(OutboxId(2), Outcome.FAILED, FOUR_DAYS_AGO, reason="refused"),
            Result(OutboxId(3), Outcome.UNREACHABLE, FOUR_DAYS_AGO, reason="blocked"),
        )
        await unit.outbox.record("a", results)
        await unit.commit()
    await database.close()


def test_the_list_has_states_reasons_and_times_and_nobody_s_name(outbox: Outbox) -> None:
    done = outbox.peremena("outbox", "list")
    assert [line.split(" · ")[:2] for line in done.stdout.splitlines()] == [
        ["4", "pending"],
        ["3", "unreachable (blocked)"],
        ["2", "failed (refused)"],
        ["1", "sent"],
    ]
    shown = outbox.json("list")["rows"]
    assert datetime.fromisoformat(shown[0]["changed"]) == FOUR_DAYS_AGO
    assert (shown[1]["reason"], shown[1]["attempts"], shown[3]["message"]) == ("blocked", 1, "77")
    assert "Алиева" not in done.stdout + json.dumps(shown, ensure_ascii=False)


def test_the_list_is_narrowed_by_state_age_and_number(outbox: Outbox) -> None:
    failed = ("--state", "failed", "--state", "unreachable")
    assert [row["id"] for row in outbox.json("list", *failed)["rows"]] == [3, 2]
    assert [row["id"] for row in outbox.json("list", *failed, "--limit", "1")["rows"]] == [3]
    assert len(outbox.json("list", "--older-than", "95h")["rows"]) == 4
    assert outbox.json("list", "--older-than", "5д")["rows"] == []
    assert outbox.peremena("outbox", "list", "--state", "expired").stdout == "Таких извещений нет.\n"


def test_names_are_shown_when_asked_for(outbox: Outbox) -> None:
    assert "Алиева" not in outbox.peremena("outbox", "show", "2").stdout
    assert "person_name    Алиева Ирина Сергеевна" in outbox.peremena("outbox", "show", "2", "--people").stdout
    assert outbox.json("show", "2", "--people")["content_who"] == "Алиева Ирина Сергеевна"
    missing = outbox.peremena("outbox", "show", "9")
    assert (missing.exit_code, missing.stderr) == (1, "Извещения 9 в этой школе нет.\n")


def test_what_failed_is_due_anew(outbox: Outbox) -> None:
    assert outbox.json("retry", "2", "4") == {"retried": 1, "left": 0}
    assert outbox.json("retry", "--state", "unreachable") == {"retried": 1, "left": 0}
    assert outbox.states() == [(4, "pending"), (3, "pending"), (2, "pending"), (1, "sent")]


def test_old_rows_are_deleted_and_waiting_ones_never(outbox: Outbox) -> None:
    assert outbox.json("purge", "--older-than", "3d", "--state", "sent") == {"purged": 1}
    assert outbox.peremena("outbox", "purge", "--older-than", "3d").stdout == "Удалено извещений: 2.\n"
    assert outbox.states() == [(4, "pending")]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["list", "--state", "lost"], "Состояния «lost» нет. Есть: pending, claimed, sent,"),
        (["list", "--older-than", "неделя"], "«неделя» — не срок."),
        (["retry"], "Назовите номера извещений или состояние"),
        (["retry", "--state", "sent"], "Извещения в состоянии sent не повторяют."),
        (["purge", "--older-than", "3d", "--state", "pending"], "Извещения в состоянии pending ещё не завершены"),
        (["purge", "--older-than", "2d"], "Удалить можно только завершённые не меньше трёх дней назад"),
    ],
)
def test_a_wrong_call_is_explained(outbox: Outbox, arguments: list[str], sentence: str) -> None:
    done = outbox.peremena("outbox", *arguments)
    assert done.exit_code == 2
    assert done.stderr.startswith(sentence)
    assert len(outbox.states()) == 4


def test_rows_of_another_school_are_not_shown(outbox: Outbox) -> None:
    assert outbox.json("list", "--school", "901")["rows"] == []
    assert outbox.peremena("outbox", "show", "2", "--school", "901").exit_code == 1
