"""ApplicationRepository on a connection."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncConnection

from core.applications.model import WAITING, Application, Form, Question, Relation, State
from core.errors import NotFoundError
from core.ids import ApplicationId, ChatKey, PersonId, SchoolId
from core.people.links.model import Address, Chat
from core.people.model import Name, Person
from storage.rows import PERSON_COLUMNS, by_name, holds_on, to_person
from storage.schema.applications import application as table
from storage.schema.links import chat
from storage.schema.people import guardianship, person

_FORM: TypeAdapter[Form] = TypeAdapter(Form)
_COLUMNS = {
    "school_id": "school_id",
    "chat_key": "chat_id",
    "typed_by": "typed_by_id",
    "changed_at": "changed_at",
    "number": "number",
    "received_at": "received_at",
    "checked_at": "checked_at",
    "checked_by": "checked_by_id",
    "register_number": "register_number",
    "registered_at": "registered_at",
    "registered_by": "registered_by_id",
    "decided_at": "decided_at",
    "decided_by": "decided_by_id",
    "reason": "reason",
    "guardian_id": "guardian_id",
    "pupil_id": "pupil_id",
}
_RELATIONS = {Relation.MOTHER: "мать", Relation.FATHER: "отец", Relation.TRUSTEE: "опекун"}
"""As the directory «Родители» writes them."""


class ApplicationTable:
    """Applications are inserted and moved on; rows of people are inserted where one is connected."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, application: Application) -> ApplicationId:
        """Keep a new one."""
        made = await self._connection.execute(table.insert().values(_row(application)).returning(table.c.id))
        return ApplicationId(made.scalar_one())

    async def application(self, application_id: ApplicationId) -> Application:
        """One, locked on PostgreSQL; on SQLite the writer is alone anyway."""
        return _application(await self._one(_BY_ID, {"id": application_id}))

    async def save(self, application: Application) -> None:
        """Where it stands now."""
        await self._connection.execute(table.update().where(table.c.id == application.id).values(_row(application)))

    async def filling(self, chat_key: ChatKey) -> Application | None:
        """The form that is being filled."""
        row = (await self._connection.execute(_FILLING, {"chat": chat_key})).first()
        return _application(row) if row else None

    async def of_chat(self, chat_key: ChatKey) -> tuple[Application, ...]:
        """What was sent from a chat for its own person."""
        return await self._found(_OF_CHAT, {"chat": chat_key})

    async def sent(self, school_id: SchoolId) -> tuple[Application, ...]:
        """All that were sent."""
        return await self._found(_SENT, {"school": school_id})

    async def waiting(self, school_id: SchoolId) -> tuple[Application, ...]:
        """What waits."""
        return await self._found(_WAITING, {"school": school_id})

    async def schools_waiting(self) -> tuple[SchoolId, ...]:
        """Where anything waits."""
        return tuple(SchoolId(row.school_id) for row in await self._connection.execute(_SCHOOLS_WAITING))

    async def sent_since(self, school_id: SchoolId, since: datetime) -> int:
        """How many were sent since then."""
        return await self._connection.scalar(_SENT_SINCE, {"school": school_id, "since": since}) or 0

    async def last_numbers(self, school_id: SchoolId) -> tuple[int, int]:
        """The last numbers given."""
        row = (await self._connection.execute(_LAST, {"school": school_id})).one()
        return row.number or 0, row.register_number or 0

    async def chat(self, chat_key: ChatKey) -> Chat:
        """The chat of an application."""
        row = await self._one(sa.select(chat).where(chat.c.id == chat_key), {})
        return Chat(ChatKey(row.id), Address(row.channel, row.bot, row.address), row.language, row.blocked_at)

    async def guardians(self, school_id: SchoolId, day: date) -> tuple[Person, ...]:
        """All guardians of that day."""
        rows = await self._connection.execute(_GUARDIANS, {"school": school_id, "day": day})
        return tuple(to_person(row) for row in rows)

    async def add_guardian(self, school_id: SchoolId, name: Name, phone: str | None) -> Person:
        """A new person."""
        values = {"surname": name.surname, "given_name": name.given, "patronymic": name.patronymic, "phone": phone}
        made = await self._connection.execute(
            person.insert().values(school_id=school_id, **values).returning(person.c.id)
        )
        return Person(PersonId(made.scalar_one()), school_id, name)

    async def give_uid(self, guardian: Person, uid: str) -> None:
        """From the portal."""
        await self._connection.execute(person.update().where(person.c.id == guardian.id).values(uid=uid))

    async def add_guardianship(
        self, guardian: Person, pupil_id: PersonId, relation: Relation | None, day: date, number: str
    ) -> None:
        """From that day on."""
        values = {
            "school_id": guardian.school_id,
            "guardian_id": guardian.id,
            "pupil_id": pupil_id,
            "relation": _RELATIONS.get(relation) if relation else None,
            "legal": True,
            "from_day": day,
            "application_number": number,
            "consent_on": day,
        }
        same = [guardianship.c[name] == values[name] for name in ("guardian_id", "pupil_id", "from_day")]
        anew = {**values, "to_day": None, "ended_by_id": None}
        done = await self._connection.execute(guardianship.update().where(*same).values(anew))
        if not done.rowcount:  # else it was ended on the very day on which it began
            await self._connection.execute(guardianship.insert().values(values))

    async def end_guardianship(
        self, guardian_id: PersonId, pupil_id: PersonId, last: date, by: PersonId | None
    ) -> None:
        """What would hold later ends with that day."""
        later = guardianship.c.to_day.is_(None) | (guardianship.c.to_day > last)
        these = (guardianship.c.guardian_id == guardian_id, guardianship.c.pupil_id == pupil_id, later)
        await self._connection.execute(guardianship.update().where(*these).values(to_day=last, ended_by_id=by))

    async def _found(self, query: sa.Select[Any], values: dict[str, Any]) -> tuple[Application, ...]:
        return tuple(_application(row) for row in await self._connection.execute(query, values))

    async def _one(self, query: sa.Select[Any], values: dict[str, Any]) -> Any:
        row = (await self._connection.execute(query, values)).first()
        if row is None:
            raise NotFoundError
        return row


_OF_SCHOOL = table.c.school_id == sa.bindparam("school")
_IN_CHAT = table.c.chat_id == sa.bindparam("chat")
_BY_ID = sa.select(table).where(table.c.id == sa.bindparam("id")).with_for_update()
_FILLING = sa.select(table).where(_IN_CHAT, table.c.state == State.FILLING.value).with_for_update()
_OF_CHAT = (
    sa.select(table)
    .where(_IN_CHAT, table.c.number.is_not(None), table.c.typed_by_id.is_(None))
    .order_by(table.c.number.desc())
)
_SENT = sa.select(table).where(_OF_SCHOOL, table.c.number.is_not(None)).order_by(table.c.number)
_WAITS = table.c.state.in_([one.value for one in WAITING])
_WAITING = _SENT.where(_WAITS)
_SCHOOLS_WAITING = sa.select(table.c.school_id).where(_WAITS).distinct().order_by(table.c.school_id)
_SINCE = sa.bindparam("since", type_=table.c.received_at.type)
_SENT_SINCE = sa.select(sa.func.count()).select_from(table).where(_OF_SCHOOL, table.c.received_at > _SINCE)
_LAST = sa.select(
    sa.func.max(table.c.number).label("number"), sa.func.max(table.c.register_number).label("register_number")
).where(_OF_SCHOOL)
_GUARDIANS = (
    sa.select(*PERSON_COLUMNS)
    .where(
        person.c.school_id == sa.bindparam("school"),
        sa.exists().where(
            guardianship.c.guardian_id == person.c.id, holds_on(guardianship, sa.bindparam("day", type_=sa.Date))
        ),
    )
    .order_by(*by_name(person))
)


def _row(application: Application) -> dict[str, Any]:
    values = {column: getattr(application, name) for name, column in _COLUMNS.items()}
    return values | {
        "state": application.state.value,
        "form": _FORM.dump_python(application.form, mode="json"),
        "asked": application.asked.value if application.asked else None,
    }


def _application(row: Any) -> Application:
    values = {name: getattr(row, column) for name, column in _COLUMNS.items()}
    return Application(
        id=ApplicationId(row.id),
        state=State(row.state),
        form=_FORM.validate_python(row.form),
        asked=Question(row.asked) if row.asked else None,
        **values,
    )
