"""The database itself refuses a row that says «sent» and names no message."""

import pytest
import sqlalchemy as sa

from core.errors import StorageConflictError
from storage.database import Database
from storage.schema.notifications import outbox
from tests.bot.delivery.school import filled


async def test_nothing_is_sent_without_the_id_of_a_message(database: Database) -> None:
    school = await filled(database, 1)
    await school.record({school.families[0]: "5"})
    with pytest.raises(StorageConflictError):
        async with database.writing() as unit:
            await unit.connection.execute(sa.update(outbox).values(state="sent"))
