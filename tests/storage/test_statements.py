"""How many statements a use case may send. A budget is a little above what it needs; the reason stands beside it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from core.ids import PersonId
from core.journal.drafts import interpret_message
from core.journal.quick_entry.model import DraftAbsence
from core.journal.recording import record_lesson
from core.notifications.model import State
from core.people.model import Actor, Grant, Name, Person, Role
from storage.database import Database
from storage.schema.people import guardianship
from tests.contract.school import BEGAN, CLASS_5A, NOW, OLGA, SCHOOL, TODAY, YESTERDAY, made_up_school
from tests.contract.seeding import seed
from tests.contract.writing import BOT, a_draft, linked, news, put
from tests.core.journal.conftest import mark, saying
from tests.fakes.directories import Days, Directories, Enrolment, Guardianship

GRACE = timedelta(minutes=5)
EVENING = NOW.replace(hour=16)
"""After the hour of the digest, to which the late entry of a lesson goes."""
TEACHER = Actor(SCHOOL, OLGA, Name("Смирнова", "Ольга"), frozenset({Grant(Role.TEACHER)}))
PUPILS = [PersonId(number) for number in range(101, 131)]
GUARDIANS = [PersonId(number) for number in range(201, 231)]


@dataclass
class Counter:
    """The statements sent while it counts; beginning and ending a transaction are not among them."""

    statements: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.statements)


@contextmanager
def counting(database: Database) -> Iterator[Counter]:
    counter, engine = Counter(), database.engine.sync_engine

    def listen(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            counter.statements.append(statement)
            counter.values.append(values)

    sa.event.listen(engine, "before_cursor_execute", listen)
    yield counter
    sa.event.remove(engine, "before_cursor_execute", listen)


def class_with(pupils: Sequence[PersonId], guardians: Sequence[PersonId]) -> Directories:
    """5А with so many pupils more, each with a guardian."""
    school = made_up_school()
    for pupil_id, guardian_id in zip(pupils, guardians, strict=True):
        school.people[pupil_id] = Person(pupil_id, SCHOOL, Name(f"Ученик{pupil_id}", "Иван"))
        school.people[guardian_id] = Person(guardian_id, SCHOOL, Name(f"Родитель{guardian_id}", "Анна"))
        school.enrolments.append(Enrolment(pupil_id, CLASS_5A, Days(BEGAN)))
        school.guardianships.append(Guardianship(guardian_id, pupil_id, Days(BEGAN)))
    return school


def class_of_thirty() -> Directories:
    """The usual one."""
    return class_with(PUPILS, GUARDIANS)


@pytest.fixture
async def crowded(sqlite_database: Database) -> Database:
    """The class of thirty, each guardian with a chat. Both engines get the same statements."""
    await seed(sqlite_database, class_of_thirty())
    async with sqlite_database.writing() as unit:
        for guardian_id in GUARDIANS:
            await linked(unit, guardian_id, guardian_id)
        await unit.commit()
    return sqlite_database


async def _record(database: Database) -> Counter:
    """Five marks under two controls, an absence, a topic and homework for everyone."""
    marks = tuple(replace(mark(pupil_id), control_text="к/р" if pupil_id % 2 else None) for pupil_id in PUPILS[:5])
    said = saying(marks=marks, absences=(DraftAbsence(PUPILS[5]),), topic="Дроби", homework="№ 1")
    async with database.writing() as unit:
        draft_id = await unit.journal.add_draft(a_draft(said), NOW)
        await unit.commit()
    with counting(database) as counter:
        recorded = await record_lesson(database, TEACHER, draft_id, NOW, GRACE)
    assert recorded.told == len(GUARDIANS)
    return counter


async def test_recording_a_lesson(crowded: Database) -> None:
    counter = await _record(crowded)
    # Draft, school and timetable with its terms and bells; the lesson read before and after, each with texts,
    # marks, attendance and remarks; each kind of fact is ended and then inserted for all pupils at once,
    # and a control has a statement of its own; recipients with their settings, rows, late pushes, parts of
    # digests and the outbox; the audit line with its lock and head; the notes of those who are absent.
    # What is changed in the timetable of that day; the list of the class with its groups, as it is by now. The hints
    # that were shown, and the one that is now.
    assert counter.count <= 51, "\n".join(counter.statements)


async def test_more_pupils_make_no_more_statements(crowded: Database) -> None:
    first = await _record(crowded)
    said = saying(marks=tuple(mark(pupil_id) for pupil_id in PUPILS), day=NOW.date())
    async with crowded.writing() as unit:
        draft_id = await unit.journal.add_draft(replace(a_draft(said), source="1:100:2"), NOW)
        await unit.commit()
    with counting(crowded) as counter:
        await record_lesson(crowded, TEACHER, draft_id, NOW, GRACE)
    assert counter.count <= first.count


async def test_reading_a_message(crowded: Database) -> None:
    with counting(crowded) as counter:
        (draft,) = await interpret_message(
            crowded, TEACHER, "5А матем сегодня. Тема: дроби. дз № 301. Ёлкина 5, Ученик101 4", "1:100:1", NOW
        )
    assert draft.reading.class_id == CLASS_5A
    # The drafts of that message; teacher and school; everything that a reading depends on, a statement for each
    # directory whatever the number of classes; the lesson for its reminders; the open drafts, of which one may have
    # been begun by taps; what is changed in the timetable, and where the teacher stands in; the insert.
    assert counter.count <= 23, "\n".join(counter.statements)


async def test_claiming_fifty_rows_of_two_lessons(crowded: Database) -> None:
    await _record(crowded)
    await _record_homework_of(crowded, TODAY - timedelta(days=5))
    async with crowded.writing() as unit:
        with counting(crowded) as counter:
            deliveries = await unit.outbox.claim(BOT, "a", 50, EVENING, EVENING + GRACE)
    assert len(deliveries) == 50
    # Expire, find the queues, choose in the one, take and read the rows; eight for the pages of all their lessons at
    # once; names; the same nine for all parts of digests, and the parts.
    assert counter.count <= 24, "\n".join(counter.statements)


async def _record_homework_of(database: Database, day: date) -> None:
    said = saying(day=day, homework="№ 2")
    async with database.writing() as unit:
        draft_id = await unit.journal.add_draft(replace(a_draft(said), source="1:100:9"), NOW)
        await unit.commit()
    await record_lesson(database, TEACHER, draft_id, NOW, GRACE, "болела")


async def test_lists_that_end_many_guardianships_take_as_many_statements_as_for_one(crowded: Database) -> None:
    """One for the digests, one for the rows, and on PostgreSQL the turn: however many are told no more."""
    async with crowded.writing() as unit:
        chats = [(await unit.links.links_to(one))[0][1].key for one in GUARDIANS]
        told = zip(chats, GUARDIANS, PUPILS, strict=True)
        rows = [news(chat, f"{pupil}", person_id=person, pupil_id=pupil) for chat, person, pupil in told]
        await put(unit, *rows)
        await unit.connection.execute(guardianship.update().values(to_day=YESTERDAY))
        with counting(crowded) as counter:
            await unit.outbox.stop_former(SCHOOL, TODAY, NOW, "former")
        found = await unit.outbox.with_keys([f"{pupil}" for pupil in PUPILS])
    assert counter.count <= 3, "\n".join(counter.statements)
    assert {(row.state, row.reason) for row in found} == {(State.SUPERSEDED, "former")}
