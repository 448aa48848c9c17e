"""Who of a class or of the staff has come in, and what became of the codes (D11, D12)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.people.links.codes import receivers_of, today_of
from core.people.links.model import Code, CodeRequest, Link, Receiver
from core.people.model import Actor
from core.unit_of_work import Database


class Access(StrEnum):
    """How far somebody has come: linked, with a code that still works, with one that does not any more, with none."""

    LINKED = "linked"
    WAITING = "waiting"
    OVER = "over"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who gets codes, with the active links and the last code."""

    receiver: Receiver
    links: tuple[Link, ...]
    code: Code | None

    def access(self, now: datetime) -> Access:
        """How far they have come at this moment."""
        if self.links:
            return Access.LINKED
        if self.code is None:
            return Access.NONE
        unused = self.code.used_at is None and self.code.revoked_at is None
        return Access.WAITING if unused and self.code.expires_at > now else Access.OVER


async def holders_of(database: Database, actor: Actor, request: CodeRequest, now: datetime) -> tuple[Holder, ...]:
    """Those whom a wish for codes would mean, for who may issue them. Raises as `issue_codes` does."""
    async with database.reading() as unit:
        receivers = await receivers_of(unit, actor, request, await today_of(unit, actor, now))
        people = tuple(one.person.id for one in receivers)
        links = await unit.links.active(people)
        codes = await unit.links.last_codes(people)
    return tuple(
        Holder(one, tuple(link for link in links if link.person_id == one.person.id), codes.get(one.person.id))
        for one in receivers
    )
