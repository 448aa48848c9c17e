"""The made-up school in memory, and who may act there."""

from dataclasses import dataclass

import pytest

from core.audit.model import AuditLine
from core.ids import PersonId
from core.people.model import Actor, Grant, Name, Role, console
from core.settings.catalogue import standing
from core.settings.model import Change, Held
from core.settings.service import change_settings, own_settings
from tests.contract.school import NOW, SCHOOL, made_up_school
from tests.fakes.database import MemoryDatabase

CLERK = PersonId(7)


@dataclass
class World:
    """The database, and settings as texts."""

    database: MemoryDatabase
    operator: Actor

    def person(self, role: Role) -> Actor:
        """Somebody with one function."""
        return Actor(SCHOOL, CLERK, Name("Кошкина", "Зоя"), frozenset({Grant(role)}))

    async def set(self, actor: Actor | None = None, /, **wanted: str | None) -> tuple[Change, ...]:
        """Set keys; a dot in a key is written `__`."""
        keys = {name.replace("__", "."): value for name, value in wanted.items()}
        return await change_settings(self.database, actor or self.operator, keys, NOW)

    async def held(self, key: str) -> Held:
        """What holds under a key."""
        own = await own_settings(self.database, self.operator)
        return next(one for one in standing(own) if one.key == key)

    async def audit(self) -> list[AuditLine]:
        """What the log tells."""
        async with self.database.reading() as unit:
            return [chained.line for chained in await unit.audit.lines(SCHOOL)]


@pytest.fixture
async def world() -> World:
    """The school with nothing chosen."""
    database = MemoryDatabase(made_up_school())
    async with database.reading() as unit:
        return World(database, console(await unit.people.school(SCHOOL)))
