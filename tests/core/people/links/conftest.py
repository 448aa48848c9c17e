"""The small school of these tests in a fresh database."""

import pytest

from storage.database import Database
from tests.core.people.links.world import World, filled


@pytest.fixture
async def world(sqlite_database: Database) -> World:
    """The school. Both engines answer alike: the tests of the storage hold that."""
    return await filled(sqlite_database)
