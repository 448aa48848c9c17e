"""RosterRepository over a list."""

from datetime import date

from core.ids import CheckId, ClassId
from core.people.roster.model import Check, NewCheck


class MemoryRoster:
    """Reads and writes one copy of the checks."""

    def __init__(self, checks: list[Check]) -> None:
        self._checks = checks

    async def add(self, check: NewCheck) -> CheckId:
        check_id = CheckId(len(self._checks) + 1)
        self._checks.append(Check(check_id, check))
        return check_id

    async def of_class(self, class_id: ClassId) -> tuple[Check, ...]:
        return tuple(one for one in reversed(self._checks) if one.made.class_id == class_id)

    async def of_month(self, class_ids: tuple[ClassId, ...], month: date) -> tuple[Check, ...]:
        of_month = [one for one in reversed(self._checks) if one.made.month == month]
        return tuple(one for one in of_month if one.made.class_id in class_ids)
