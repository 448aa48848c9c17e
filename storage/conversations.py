"""ConversationRepository on a connection."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from core.conversations.model import Step
from storage.schema.conversations import conversation_step as table


class ConversationTable:
    """One row for each conversation that is in the middle of something."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def keep(self, step: Step) -> None:
        """Keep a step; of one conversation only one process speaks at a time."""
        values = {"state": step.state, "data": step.data, "at": step.at}
        changed = table.update().where(table.c.conversation == step.key).values(values)
        if not (await self._connection.execute(changed)).rowcount:
            await self._connection.execute(table.insert().values(values | {"conversation": step.key}))

    async def forget(self, key: str) -> None:
        """Nothing is awaited."""
        await self._connection.execute(table.delete().where(table.c.conversation == key))

    async def forget_before(self, moment: datetime) -> None:
        """Forget old steps."""
        await self._connection.execute(table.delete().where(table.c.at < moment))

    async def steps(self) -> tuple[Step, ...]:
        """All that are kept."""
        rows = await self._connection.execute(table.select().order_by(table.c.conversation))
        return tuple(Step(row.conversation, row.state, row.data, row.at) for row in rows)
