"""What checks of class lists need from outside."""

from datetime import date
from typing import Protocol

from core.ids import CheckId, ClassId
from core.people.roster.model import Check, NewCheck


class RosterRepository(Protocol):
    """Checks are added, never changed or deleted."""

    async def add(self, check: NewCheck) -> CheckId:
        """Keep a check."""
        ...

    async def of_class(self, class_id: ClassId) -> tuple[Check, ...]:
        """The checks of a class, the latest first."""
        ...

    async def of_month(self, class_ids: tuple[ClassId, ...], month: date) -> tuple[Check, ...]:
        """The checks of classes for a month, the latest first."""
        ...
