"""The log of Bot API calls: one JSON object a line, without tokens."""

import json
import time
from collections import deque
from pathlib import Path
from typing import Any

import telegram

from playground.accounts import BotAccount
from playground.params import Params

Record = dict[str, Any]


class CallLog:
    """The last `size` records, in memory and, when `path` is given, all of them appended to a file.

    A call is ``{"method", "params", "files", "ts", "bot", "wire", "response"}``; ``response`` is absent
    when the answer never reached the bot. An update handed out is ``{"update", "ts", "bot"}``. Times are
    real seconds since the epoch, whatever the playground's clock says, since they serve to judge pace.
    """

    def __init__(self, path: Path | None = None, size: int = 20_000) -> None:
        self.records: deque[Record] = deque(maxlen=size)
        self._path = path
        self._handed_out: dict[int, int] = {}

    def call(self, bot: BotAccount, method: str, params: Params, response: Record | None, begun: float) -> None:
        """Record one call, which began at `begun`."""
        values = {name: _without_secrets(name, value, bot) for name, value in params.values.items()}
        record: Record = {"method": method, "params": values, "ts": begun, "bot": bot.label}
        record["wire"] = params.wire
        if params.files:
            record["files"] = {
                name: {"size": len(file.data), "filename": file.filename} for name, file in params.files.items()
            }
        if response is not None:
            record["response"] = response
        self._keep(record)

    def updates(self, bot: BotAccount, updates: list[dict[str, Any]]) -> None:
        """Record updates on their way to the bot, each only the first time."""
        last = self._handed_out.get(bot.id, 0)
        for update in updates:
            if update["update_id"] > last:
                self._handed_out[bot.id] = update["update_id"]
                self._keep({"update": update, "ts": time.time(), "bot": bot.label})

    def update(self, bot: BotAccount, update: telegram.Update) -> None:
        """Record one update on its way to a webhook."""
        self.updates(bot, [update.to_dict()])

    @property
    def calls(self) -> list[Record]:
        """Return the recorded calls, oldest first, without the updates."""
        return [record for record in self.records if "method" in record]

    def lines(self) -> str:
        """Return all records as JSON Lines."""
        return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in self.records)

    def _keep(self, record: Record) -> None:
        self.records.append(record)
        if self._path:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(record, ensure_ascii=False) + "\n")


def _without_secrets(name: str, value: Any, bot: BotAccount) -> Any:
    """A webhook's secret and its address, which often carries the token, stay out of the log."""
    if name == "secret_token":
        return "hidden"
    return value.replace(bot.token, bot.label) if isinstance(value, str) else value
