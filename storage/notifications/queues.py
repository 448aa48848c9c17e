"""The queues of the outbox: the open rows of one bot, priority and school, as the index of open rows lists them."""

import sqlalchemy as sa

from core.notifications.model import Priority, State
from storage.schema.notifications import outbox

OPEN: tuple[sa.ColumnElement[str], ...] = tuple(
    sa.literal_column(f"'{state.value}'") for state in (State.PENDING, State.CLAIMED)
)
"""States of rows that have not ended, as literals: for parameters neither engine would use the index of open rows."""

IS_OPEN = outbox.c.state.in_(OPEN)


def queues_of(bots: sa.CTE) -> sa.CTE:
    """Bot, priority and school of each queue; where a bot and a priority have no more schools, the school is NULL.

    A loose scan of the index: from each school to the next, not through its rows.
    """
    priorities = sa.union_all(*(sa.select(sa.literal(int(one)).label("priority")) for one in Priority)).cte(
        "priorities"
    )
    lowest = sa.func.min(outbox.c.school_id)
    first = sa.select(lowest).where(IS_OPEN, outbox.c.bot == bots.c.bot, outbox.c.priority == priorities.c.priority)
    begun = sa.select(bots.c.bot, priorities.c.priority, first.scalar_subquery().label("school_id"))
    queue = begun.select_from(bots.join(priorities, sa.true())).cte("queue", recursive=True)
    above = sa.select(lowest).where(of_queue(queue, outbox.c.school_id > queue.c.school_id))
    step = sa.select(queue.c.bot, queue.c.priority, above.scalar_subquery()).where(queue.c.school_id.is_not(None))
    return queue.union_all(step)


def bots() -> sa.CTE:
    """The bots that have open rows, from each to the next as above; the last is NULL."""
    lowest = sa.func.min(outbox.c.bot)
    bot = sa.select(sa.select(lowest).where(IS_OPEN).scalar_subquery().label("bot")).cte("bots", recursive=True)
    above = sa.select(lowest).where(IS_OPEN, outbox.c.bot > bot.c.bot).scalar_subquery()
    return bot.union_all(sa.select(above).where(bot.c.bot.is_not(None)))


def of_queue(queue: sa.CTE, school: sa.ColumnElement[bool] | None = None) -> sa.ColumnElement[bool]:
    """Open rows of a queue; of another school of its bot and priority, if that is said."""
    here = outbox.c.school_id == queue.c.school_id if school is None else school
    return IS_OPEN & (outbox.c.bot == queue.c.bot) & (outbox.c.priority == queue.c.priority) & here
