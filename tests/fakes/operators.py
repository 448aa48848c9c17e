"""OperatorRepository over a list of turns."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.ids import PersonId, SchoolId


@dataclass(frozen=True)
class Turn:
    """An operator typed for a teacher from then until then."""

    operator_id: PersonId
    teacher_id: PersonId
    ended_at: datetime | None = None


class MemoryOperators:
    """Turns in the order of their beginning."""

    def __init__(self, turns: list[Turn]) -> None:
        self._turns = turns

    async def current(self, operator_id: PersonId) -> PersonId | None:
        own = (one for one in self._turns if one.operator_id == operator_id and one.ended_at is None)
        return next((one.teacher_id for one in own), None)

    async def begin(self, school_id: SchoolId, operator_id: PersonId, teacher_id: PersonId, at: datetime) -> None:
        await self.end(operator_id, at)
        self._turns.append(Turn(operator_id, teacher_id))

    async def end(self, operator_id: PersonId, at: datetime) -> None:
        for place, one in enumerate(self._turns):
            if one.operator_id == operator_id and one.ended_at is None:
                self._turns[place] = replace(one, ended_at=at)

    async def recent(self, operator_id: PersonId, limit: int) -> tuple[PersonId, ...]:
        own = [one.teacher_id for one in reversed(self._turns) if one.operator_id == operator_id]
        return tuple(dict.fromkeys(own))[:limit]
