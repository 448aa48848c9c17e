"""ConsultationRepository on a connection."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.consultations.model import Audience, Card, Faq, NewFaq, NewQuestion, Question, State, Words
from core.correspondence.model import Written
from core.errors import NotFoundError
from core.ids import ChatKey, ConsultationId, FaqId, PersonId, SchoolId, WordsId
from core.journal.attachments.model import Attachment
from core.notifications.model import Kind
from core.people.model import Name
from storage.among import among
from storage.attachments import from_files, to_files
from storage.names import names_of
from storage.posted import brought, further_of
from storage.schema.consultations import consultation as table
from storage.schema.consultations import consultation_words as said
from storage.schema.consultations import faq


class ConsultationTables:
    """Questions change where they stand; what was said is only added."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, new: NewQuestion) -> ConsultationId:
        """Keep a new one."""
        values = {
            "school_id": new.school_id,
            "chat_id": new.chat_key,
            "asker_id": new.asker_id,
            "language": new.language,
            "asked_at": new.at,
            "state": State.WAITING.value,
            "since": new.at,
        }
        made = await self._connection.execute(table.insert().values(values).returning(table.c.id))
        return ConsultationId(made.scalar_one())

    async def question(self, question_id: ConsultationId) -> Question:
        """One, locked on PostgreSQL; on SQLite the writer is alone anyway."""
        row = (await self._connection.execute(_BY_ID, {"id": question_id})).first()
        if row is None:
            raise NotFoundError
        return _question(row)

    async def save(self, question: Question) -> None:
        """Where it stands."""
        values = {
            "state": question.state.value,
            "since": question.since,
            "taken_by_id": question.taken_by,
            "taken_at": question.taken_at,
        }
        await self._connection.execute(table.update().where(table.c.id == question.id).values(values))

    async def say(
        self,
        question_id: ConsultationId,
        author_id: PersonId | None,
        text: str,
        at: datetime,
        *,
        by_staff: bool,
        files: Sequence[Attachment] = (),
    ) -> WordsId:
        """Keep words."""
        values: dict[str, Any] = {"consultation_id": question_id, "author_id": author_id, "by_staff": by_staff}
        values |= {"text": text, "at": at, "attachments": from_files(files) or None}
        made = await self._connection.execute(said.insert().values(values).returning(said.c.id))
        return WordsId(made.scalar_one())

    async def attach(self, words_id: WordsId, files: Sequence[Attachment]) -> None:
        """Further files of the album."""
        await self._connection.execute(said.update().where(said.c.id == words_id).values(attachments=from_files(files)))

    async def told_by(self, chat_key: ChatKey, message_id: str) -> Words | None:
        """By the row that brought it."""
        content = await brought(self._connection, _FURTHER, chat_key, message_id)
        if content is None:
            return None
        return to_words((await self._connection.execute(_SAID, {"ids": [int(content["words"])]})).one())

    async def words(self, question_id: ConsultationId, limit: int) -> tuple[Words, ...]:
        """The last ones."""
        last = sa.select(said).where(said.c.consultation_id == question_id).order_by(said.c.id.desc()).limit(limit)
        rows = (await self._connection.execute(last)).all()
        return tuple(to_words(row) for row in reversed(rows))

    async def cards(self, question_ids: Collection[ConsultationId]) -> tuple[Card, ...]:
        """With names."""
        return tuple((await cards(self._connection, question_ids)).values())

    async def asked_by(self, people: Collection[PersonId], chat_key: ChatKey, limit: int) -> tuple[Card, ...]:
        """Of these people, and of the chat while it spoke for nobody."""
        of_chat = (table.c.chat_id == chat_key) & table.c.asker_id.is_(None)
        own = of_chat | table.c.asker_id.in_([*people])
        return await self._listed(sa.select(table.c.id).where(own).order_by(table.c.id.desc()).limit(limit))

    async def of_school(self, school_id: SchoolId, states: Collection[State], limit: int) -> tuple[Card, ...]:
        """In these states; what was answered longest ago is the least wanted of what does not wait."""
        waits = State.WAITING in states
        order = (table.c.since, table.c.id) if waits else (table.c.since.desc(), table.c.id.desc())
        own = (table.c.school_id == school_id) & table.c.state.in_([one.value for one in states])
        return await self._listed(sa.select(table.c.id).where(own).order_by(*order).limit(limit))

    async def waiting(self, school_id: SchoolId) -> tuple[Question, ...]:
        """What waits."""
        own = (table.c.school_id == school_id) & (table.c.state == State.WAITING.value)
        rows = await self._connection.execute(sa.select(table).where(own).order_by(table.c.since, table.c.id))
        return tuple(_question(row) for row in rows)

    async def asked_from(self, chat_key: ChatKey, asker_id: PersonId | None, since: datetime) -> tuple[Written, ...]:
        """What askers wrote, with how many files."""
        own = table.c.chat_id == chat_key
        if asker_id is not None:
            own |= table.c.asker_id == asker_id
        query = (
            sa.select(said.c.at, said.c.attachments)
            .join(table, table.c.id == said.c.consultation_id)
            .where(own, said.c.by_staff.is_(False), said.c.at > since)
            .order_by(said.c.at)
        )
        rows = await self._connection.execute(query)
        return tuple(Written(row.at, len(to_files(row.attachments))) for row in rows)

    async def strangers_since(self, school_id: SchoolId, since: datetime) -> int:
        """How many of those who are not connected."""
        own = (table.c.school_id == school_id) & table.c.asker_id.is_(None) & (table.c.asked_at > since)
        return await self._connection.scalar(sa.select(sa.func.count()).select_from(table).where(own)) or 0

    async def keep(self, new: NewFaq) -> FaqId:
        """Keep an answer."""
        made = await self._connection.execute(faq.insert().values(_kept_row(new)).returning(faq.c.id))
        return FaqId(made.scalar_one())

    async def kept(self, school_id: SchoolId) -> tuple[Faq, ...]:
        """All of a school."""
        rows = await self._connection.execute(sa.select(faq).where(faq.c.school_id == school_id).order_by(faq.c.id))
        return tuple(_kept(row) for row in rows)

    async def one_kept(self, faq_id: FaqId) -> Faq:
        """One."""
        row = (await self._connection.execute(sa.select(faq).where(faq.c.id == faq_id))).first()
        if row is None:
            raise NotFoundError
        return _kept(row)

    async def change_kept(self, faq_: Faq) -> None:
        """As it is now; how often it helped is counted elsewhere."""
        await self._connection.execute(faq.update().where(faq.c.id == faq_.id).values(_kept_row(faq_.made)))

    async def helped(self, faq_id: FaqId) -> None:
        """One more."""
        await self._connection.execute(faq.update().where(faq.c.id == faq_id).values(helped=faq.c.helped + 1))

    async def drop(self, faq_id: FaqId) -> None:
        """It is kept no longer."""
        await self._connection.execute(faq.delete().where(faq.c.id == faq_id))

    async def _listed(self, ids: sa.Select[Any]) -> tuple[Card, ...]:
        wanted = [ConsultationId(one) for one in await self._connection.scalars(ids)]
        found = await cards(self._connection, wanted)
        return tuple(found[one] for one in wanted)


async def cards(connection: AsyncConnection, question_ids: Collection[int]) -> dict[int, Card]:
    """Question → its card: three statements, however many there are; none for none."""
    if not question_ids:
        return {}
    rows = (await connection.execute(_OF, {"ids": [*question_ids]})).all()
    ends = {row.consultation_id: row for row in await connection.execute(_ENDS, {"ids": [*question_ids]})}
    kept = {one for row in ends.values() for one in (row.first, row.last, row.answered) if one}
    words = {row.id: to_words(row) for row in await connection.execute(_SAID, {"ids": [*kept]})}
    people = {one for row in rows for one in (row.asker_id, row.taken_by_id)}
    people |= {one.author_id for one in words.values()}
    names = await names_of(connection, people - {None})
    return {row.id: _card(row, ends[row.id], words, names) for row in rows}


def _card(row: Any, ends: Any, words: dict[int, Words], names: dict[int, Name]) -> Card:
    answered = words[ends.answered].author_id if ends.answered else None
    return Card(
        _question(row),
        words[ends.first],
        words[ends.last],
        names.get(row.asker_id),
        names.get(row.taken_by_id),
        names.get(answered) if answered else None,
    )


_BY_ID = sa.select(table).where(table.c.id == sa.bindparam("id")).with_for_update()
_OF = sa.select(table).where(among(table.c.id, "ids")).order_by(table.c.id)
_BY_STAFF = sa.case((said.c.by_staff.is_(True), said.c.id))
_ENDS = (
    sa.select(
        said.c.consultation_id,
        sa.func.min(said.c.id).label("first"),
        sa.func.max(said.c.id).label("last"),
        sa.func.max(_BY_STAFF).label("answered"),
    )
    .where(among(said.c.consultation_id, "ids"))
    .group_by(said.c.consultation_id)
)
_SAID = sa.select(said).where(among(said.c.id, "ids"))
_FURTHER = further_of(Kind.QUESTION)


def _question(row: Any) -> Question:
    made = NewQuestion(
        school_id=SchoolId(row.school_id),
        chat_key=ChatKey(row.chat_id),
        asker_id=PersonId(row.asker_id) if row.asker_id else None,
        language=row.language,
        at=row.asked_at,
    )
    return Question(
        id=ConsultationId(row.id),
        made=made,
        state=State(row.state),
        since=row.since,
        taken_by=PersonId(row.taken_by_id) if row.taken_by_id else None,
        taken_at=row.taken_at,
    )


def to_words(row: Any) -> Words:
    """Words from their row."""
    author_id = PersonId(row.author_id) if row.author_id else None
    files = to_files(row.attachments)
    return Words(WordsId(row.id), ConsultationId(row.consultation_id), author_id, row.by_staff, row.text, row.at, files)


def _kept_row(new: NewFaq) -> dict[str, Any]:
    values = {one.name: getattr(new, one.name) for one in fields(NewFaq)}
    return values | {"audience": new.audience.value}


def _kept(row: Any) -> Faq:
    values = {one.name: getattr(row, one.name) for one in fields(NewFaq)}
    return Faq(FaqId(row.id), NewFaq(**values | {"audience": Audience(row.audience)}), row.helped)
