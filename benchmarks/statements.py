"""Counting the statements that a database is sent."""

from typing import Any

import sqlalchemy as sa

from storage.database import Database


class Statements:
    """Counts what is sent until it is stopped, beginnings of transactions aside."""

    def __init__(self, database: Database) -> None:
        self.count = 0
        self._engine = database.engine.sync_engine
        sa.event.listen(self._engine, "before_cursor_execute", self._listen)

    def _listen(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.count += not statement.startswith("BEGIN")

    def stop(self) -> None:
        """Count no more."""
        sa.event.remove(self._engine, "before_cursor_execute", self._listen)
