"""What a row about the marks of a period has to say, read from the journal at the moment of sending."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.notifications.model import Kind, TermMark, TermNews
from core.people.model import Name
from storage.among import among
from storage.names import names_of
from storage.periods import chain
from storage.schema.calendar import subject
from storage.schema.people import school_class
from storage.schema.periods import period_mark


async def for_rows(connection: AsyncConnection, rows: Sequence[Any]) -> dict[int, TermNews]:
    """Row → its news: three statements, however many rows; nothing is read where there are none of that kind."""
    own = [row for row in rows if row.kind == Kind.TERM.value]
    if not own:
        return {}
    pupils = {row.pupil_id for row in own}
    classes = {int(row.content["class"]) for row in own}
    marks = (await connection.execute(_MARKS, {"ids": [*pupils], "classes": [*classes]})).all()
    names = await names_of(connection, pupils)
    titles = {row.id: f"{row.grade}{row.letter}" for row in await connection.execute(_TITLES, {"ids": [*classes]})}
    return {row.id: _news(row, names[row.pupil_id], titles[int(row.content["class"])], marks) for row in own}


def _news(row: Any, child: Name, title: str, marks: Iterable[Any]) -> TermNews:
    place = (row.pupil_id, int(row.content["class"]), row.content["period"])
    own = {mark.id: mark for mark in marks if (mark.pupil_id, mark.class_id, mark.period) == place}
    told = (chain(own, mark) for mark in own.values() if mark.ended_at is None)
    since = datetime.fromisoformat(row.content["since"])
    shown = [_shown(before, row.followed_at) for before in told if _is_told(before[0].at, since, row.followed_at)]
    return TermNews(child, title, row.content["period"], tuple(sorted(shown, key=lambda one: one.subject_name)))


def _is_told(first_at: datetime, since: datetime, told_at: datetime | None) -> bool:
    """Whether a message is about this mark: it was first given since the message was planned, and before it went."""
    return since <= first_at and (told_at is None or first_at <= told_at)


def _shown(before: Sequence[Any], told_at: datetime | None) -> TermMark:
    *old, last = before
    seen = (mark.value for mark in old if told_at is not None and mark.ended_at > told_at)
    return TermMark(last.name, last.value, tuple(seen))


_MARKS = (
    sa.select(period_mark, subject.c.name)
    .join(subject, subject.c.id == period_mark.c.subject_id)
    .where(among(period_mark.c.pupil_id, "ids"), among(period_mark.c.class_id, "classes"))
    .order_by(period_mark.c.id)
)
_TITLES = sa.select(school_class.c.id, school_class.c.grade, school_class.c.letter).where(
    among(school_class.c.id, "ids")
)
