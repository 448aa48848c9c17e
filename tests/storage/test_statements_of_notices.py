"""How many statements the screens and the sending of a notice take, whatever its audience has."""

import pytest

from core.ids import NoticeId
from core.notices import composing, sending
from core.notices.audience import Audience, Reader
from core.notices.model import Words
from core.people.model import Actor, Grant, Name, Role
from storage.database import Database
from tests.contract.school import CLASS_5A, DIRECTOR, GROUP_1, MARIA, NOW, OLGA, SCHOOL
from tests.contract.seeding import seed
from tests.contract.writing import linked
from tests.storage.test_statements import GUARDIANS, PUPILS, class_of_thirty, counting

AUTHOR = Actor(SCHOOL, DIRECTOR, Name("Гусева", "Анна"), frozenset({Grant(Role.DIRECTOR)}))


@pytest.fixture
async def crowded(sqlite_database: Database) -> Database:
    """The class of thirty, each guardian with a chat. Both engines get the same statements."""
    await seed(sqlite_database, class_of_thirty())
    async with sqlite_database.writing() as unit:
        for guardian_id in GUARDIANS:
            await linked(unit, guardian_id, guardian_id)
        await unit.commit()
    return sqlite_database


async def begun(database: Database, words: str = "Собрание для Ёлкиной Софьи") -> NoticeId:
    notice_id = await composing.begin(database, AUTHOR, Words(words), NOW)
    notice = await composing.one(database, AUTHOR, notice_id)
    await composing.aim(
        database, AUTHOR, notice, Audience(frozenset({Reader.GUARDIANS}), classes=frozenset({CLASS_5A}))
    )
    return notice_id


async def test_names_are_looked_for_only_where_they_are_shown(crowded: Database) -> None:
    notice_id = await begun(crowded)
    with counting(crowded) as counter:
        page = await composing.page(crowded, AUTHOR, notice_id, NOW)
    assert (page.names, [one for one in counter.statements if "substr" in one]) == ((), [])
    # The notice, its school, whom it reaches, the classes.
    assert counter.count <= 4, "\n".join(counter.statements)
    with counting(crowded) as counter:
        page = await composing.preview(crowded, AUTHOR, notice_id, NOW)
    assert page.names == ("Ёлкина Софья",)
    # The same; the school with the names of its people.
    assert counter.count <= 6, "\n".join(counter.statements)


EVERYBODY = frozenset(Reader) - {Reader.PUPILS}  # who read nothing at this school
OF_5A = Audience(frozenset({Reader.GUARDIANS}), classes=frozenset({CLASS_5A}))
AUDIENCES = (
    OF_5A,
    Audience(EVERYBODY),
    Audience(EVERYBODY, groups=frozenset({GROUP_1})),
    Audience(frozenset({Reader.ABSENT, Reader.GUARDIANS}), grades=frozenset({5})),
    Audience(frozenset({Reader.GUARDIANS}), pupils=frozenset(PUPILS), people=frozenset({OLGA})),
    Audience(frozenset({Reader.GUARDIANS}), within=frozenset({CLASS_5A})),
)


@pytest.mark.parametrize("audience", AUDIENCES)
async def test_all_recipients_are_enqueued_by_one_statement_each(crowded: Database, audience: Audience) -> None:
    """Whatever it is made of, and however many they are."""
    notice_id = await begun(crowded)
    async with crowded.writing() as unit:
        chat = await linked(unit, DIRECTOR, 900)
        await linked(unit, OLGA, 901)
        await linked(unit, MARIA, 902)
        await unit.commit()
    await composing.aim(crowded, AUTHOR, await composing.one(crowded, AUTHOR, notice_id), audience)
    version = (await composing.one(crowded, AUTHOR, notice_id)).version
    with counting(crowded) as counter:
        await sending.send(crowded, AUTHOR, notice_id, version, chat, NOW)
    assert sum("INSERT INTO notice_recipient" in one for one in counter.statements) == 1
    # The rows of all chats, and the one that tells the author how far the sending is.
    assert sum("INSERT INTO outbox" in one for one in counter.statements) == 2
    # The notice, the school, the state; quiet hours and what the school chose; both inserts, the reach and its note;
    # the author's row; the line of the log with its lock and head.
    assert counter.count <= 14, "\n".join(counter.statements)
    async with crowded.reading() as unit:
        assert (await unit.notices.notice(notice_id)).reach.told >= 1


async def test_a_page_of_the_list_is_one_statement(crowded: Database) -> None:
    made = [await begun(crowded) for _ in range(composing.LISTED + 2)]
    with counting(crowded) as counter:
        first = await composing.listed(crowded, AUTHOR)
    assert (counter.count, len(first.notices), first.more) == (1, composing.LISTED, True)
    last = await composing.listed(crowded, AUTHOR, 1)
    assert ([one.id for one in last.notices], last.more) == ([made[1], made[0]], False)
