"""The trace of a visit: the last day on which a chat was used, and nothing else (K01)."""

from datetime import date

from core.ids import ChatKey
from core.unit_of_work import Database


async def note(database: Database, chat_key: ChatKey, day: date) -> None:
    """The chat was used that day by those for whom it speaks; one statement."""
    await database.run(lambda unit: unit.links.used(chat_key, day))
