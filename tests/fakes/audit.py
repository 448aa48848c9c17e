"""AuditLog over a list."""

from itertools import islice

from core.audit.model import GENESIS, AuditLine, ChainedLine, Wanted, chain_hash
from core.ids import SchoolId


class MemoryAudit:
    """One list holds the chains of all schools."""

    def __init__(self, lines: list[ChainedLine]) -> None:
        self._lines = lines

    async def append(self, line: AuditLine) -> None:
        chain = await self.lines(line.school_id)
        previous = chain[-1].hash if chain else GENESIS
        number = len(chain) + 1
        self._lines.append(ChainedLine(number, line, previous, chain_hash(previous, number, line)))

    async def lines(self, school_id: SchoolId, after: int = 0, limit: int | None = None) -> tuple[ChainedLine, ...]:
        chain = (chained for chained in self._lines if chained.line.school_id == school_id and chained.number > after)
        return tuple(islice(chain, limit))

    async def latest(self, school_id: SchoolId, wanted: Wanted, limit: int) -> tuple[ChainedLine, ...]:
        found = [chained for chained in await self.lines(school_id) if wanted.takes(chained)]
        return tuple(found[::-1][:limit])
