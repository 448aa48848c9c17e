"""HintRepository on a connection."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import DraftId, PersonId, SchoolId
from core.journal.hints.model import Hint, Seen, Shown
from storage.schema.hints import hint_choice as choice
from storage.schema.hints import hint_shown as shown_table
from storage.schema.journal import draft


class HintTables:
    """A hint is inserted once; a choice takes the place of the one before."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert

    async def seen(self, person_id: PersonId) -> Seen:
        """What a person was shown, the earliest first, and whether they want no more: one statement."""
        rows = (await self._connection.execute(_SEEN, {"person": person_id})).all()
        shown = (Shown(Hint(row.hint), DraftId(row.draft_id), row.shown_at) for row in rows if row.hint is not None)
        return Seen(tuple(sorted(shown, key=lambda one: one.at)), any(row.hint is None for row in rows))

    async def keep(self, school_id: SchoolId, person_id: PersonId, shown: Shown) -> None:
        """A hint was shown; one that was shown before stays as it was."""
        whose = {"school_id": school_id, "person_id": person_id}
        values = {"hint": shown.hint.value, "draft_id": shown.draft_id, "shown_at": shown.at}
        new = self._insert(shown_table).values(whose | values)
        await self._connection.execute(new.on_conflict_do_nothing(index_elements=["person_id", "hint"]))

    async def want(self, school_id: SchoolId, person_id: PersonId, wanted: bool, at: datetime) -> None:
        """Whether a person wants hints from now on."""
        values = {"wanted": wanted, "changed_at": at}
        new = self._insert(choice).values(school_id=school_id, person_id=person_id, **values)
        await self._connection.execute(new.on_conflict_do_update(index_elements=["person_id"], set_=values))

    async def tapped_lessons(self, person_id: PersonId) -> int:
        """How many lessons a teacher has recorded by taps alone."""
        return int(await self._connection.scalar(_TAPPED, {"person": person_id}) or 0)


_OWN: sa.BindParameter[int] = sa.bindparam("person")
_UNWANTED = sa.select(sa.null(), sa.null(), choice.c.changed_at).where(
    choice.c.person_id == _OWN, choice.c.wanted.is_(False)
)
_SEEN = (
    sa.select(shown_table.c.hint, shown_table.c.draft_id, shown_table.c.shown_at)
    .where(shown_table.c.person_id == _OWN)
    .union_all(_UNWANTED)
)
_TAPPED = sa.select(sa.func.count()).where(draft.c.author_id == _OWN, draft.c.state == "recorded", draft.c.text == "")
