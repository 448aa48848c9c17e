"""How many statements the screens of questions and of the data-entry schedule take: as many for thirty as for two."""

import pytest

from core.calendar.entry import service as entry
from core.calendar.entry.model import Row
from core.consultations import answering, faq
from core.consultations.model import Audience, NewFaq, NewQuestion, State
from core.ids import PersonId
from core.people.links.model import Address, Identity
from core.people.model import Actor, Grant, Name, Role
from storage.database import Database
from tests.contract.school import DIRECTOR, MARIA, NINA, NOW, OLGA, SCHOOL, made_up_school
from tests.contract.seeding import seed
from tests.contract.writing import linked
from tests.storage.test_statements import counting

KEEPER = Actor(SCHOOL, DIRECTOR, Name("Гусева", "Анна"), frozenset({Grant(Role.COORDINATOR)}))
ADDRESS = Address("telegram", "1", "900")


async def filled(database: Database, number: int) -> None:
    await seed(database, made_up_school())
    async with database.writing() as unit:
        chat = await linked(unit, MARIA, 900)
        for place in range(number):
            new = NewQuestion(school_id=SCHOOL, chat_key=chat, asker_id=MARIA, language="ru", at=NOW)
            question_id = await unit.consultations.add(new)
            await unit.consultations.say(question_id, MARIA, f"Вопрос {place}", NOW, by_staff=False)
            await unit.consultations.keep(
                NewFaq(
                    school_id=SCHOOL,
                    author_id=DIRECTOR,
                    question=f"Где взять код {place}?",
                    answer="У классного руководителя.",
                    audience=Audience.EVERYBODY,
                    language="ru",
                    at=NOW,
                    shown=True,
                )
            )
        for person in [OLGA, NINA, DIRECTOR][: 1 if number == 2 else 3]:
            await unit.entry.save(SCHOOL, Row(PersonId(person), {"пн": "АРМ1 15:00-16:00"}))
        await unit.commit()


@pytest.mark.parametrize("number", [2, 30])
async def test_screens_take_as_many_statements_for_any_number(sqlite_database: Database, number: int) -> None:
    await filled(sqlite_database, number)
    with counting(sqlite_database) as counter:
        await answering.desk(sqlite_database, KEEPER, [State.WAITING], NOW)
    # The school, its classes and their timetable, what waits; the listed ones, their ends, words and names.
    assert counter.count <= 14, "\n".join(counter.statements)
    with counting(sqlite_database) as counter:
        assert await faq.like(sqlite_database, Identity(ADDRESS, actors=(KEEPER,)), "где код")
    assert counter.count == 1, "\n".join(counter.statements)
    with counting(sqlite_database) as counter:
        found = await entry.schedule(sqlite_database, KEEPER, NOW)
    # The school, the staff with its functions, the rows, the classes and their timetable.
    assert counter.count <= 11, "\n".join(counter.statements)
    assert bool(found.conflicts) == (number == 30)
