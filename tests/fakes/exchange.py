"""The import has no fake: it reads and writes whole tables, and its tests do so on a database."""

from collections.abc import Callable

from core.exchange.difference import Difference
from core.exchange.keys import Table
from core.exchange.model import SchoolRecord
from core.exchange.ports import ImportRun, Present
from core.ids import SchoolId


class NoExchange:
    """Refuses to be used."""

    async def load(self, school: SchoolRecord) -> Present:
        raise NotImplementedError

    async def apply(self, present: Present, difference: Difference, on_table: Callable[[Table], None]) -> SchoolId:
        raise NotImplementedError

    async def record_run(self, school_id: SchoolId, run: ImportRun) -> None:
        raise NotImplementedError
