"""A line of the audit log and its chain."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from core.ids import PersonId, SchoolId

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditLine:
    """What was done. `data` holds ids, counts and codes; no names, no texts."""

    school_id: SchoolId
    at: datetime
    actor_id: PersonId | None
    action: str
    subject: str
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ChainedLine:
    """A line in its place in the chain."""

    number: int
    line: AuditLine
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines are looked for: actions that begin with one of these words, by whom, since when, before which one."""

    beginnings: tuple[str, ...] = ()
    actor_id: PersonId | None = None
    since: datetime | None = None
    before: int | None = None

    def takes(self, chained: "ChainedLine") -> bool:
        """Whether a line is one of them."""
        line = chained.line
        return (
            (not self.beginnings or line.action.partition(".")[0] in self.beginnings)
            and self.actor_id in (None, line.actor_id)
            and (self.since is None or line.at >= self.since)
            and (self.before is None or chained.number < self.before)
        )


def chain_hash(previous: str, number: int, line: AuditLine) -> str:
    """SHA-256 over the previous hash and the line in a canonical form."""
    body = {
        "number": number,
        "school": line.school_id,
        "at": line.at.astimezone(UTC).isoformat(),
        "actor": line.actor_id,
        "action": line.action,
        "subject": line.subject,
        "data": dict(line.data),
    }
    canonical = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()


def first_break(lines: Iterable[ChainedLine], after: int = 0, head: str = GENESIS) -> int | None:
    """The number of the first line that does not fit its chain, or None if all fit.

    The lines begin behind the line with the number `after` and the hash `head`; without them, at the beginning.
    """
    previous, expected = head, after + 1
    for chained in lines:
        sound = chained.number == expected and chained.previous_hash == previous
        if not sound or chained.hash != chain_hash(previous, chained.number, chained.line):
            return expected
        previous, expected = chained.hash, expected + 1
    return None
