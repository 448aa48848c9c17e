"""A notice to a hundred thousand, as a coordinator sends it: counted, its recipients and their rows made."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import date

import sqlalchemy as sa

from benchmarks.figures import Series, table
from benchmarks.outbox import opened_school, write
from benchmarks.stores import stores
from core.ids import ChatKey, NoticeId, PersonId
from core.notices import after, composing, reporting, sending
from core.notices.audience import Audience, Reader
from core.notices.model import NewNotice, Words
from core.notices.question import Asking, Question
from core.notifications.model import Kind, State
from core.people.model import Actor, Grant, Name, Role
from storage.database import Database
from storage.schema.links import account_link, chat
from storage.schema.notifications import outbox
from storage.schema.people import enrolment, guardianship, person
from tests.bot.delivery.school import BOT, CLASS, NOW, SCHOOL, TEACHER

GUARDIANS, ROUNDS = 100_000, 3
_PUPIL, _GUARDIAN, _CHAT = 1_000_000, 2_000_000, 2_000_000
_BEGAN = date(2026, 9, 1)
Step = Callable[[Database, NoticeId], Awaitable[None]]
_AUTHOR = Actor(SCHOOL, TEACHER, Name("Смирнова", "Ольга"), frozenset({Grant(Role.COORDINATOR)}))


def report() -> str:
    """Seconds of each step on both engines."""
    found: list[Series] = []
    with stores(_filled) as filled:
        for store in filled:
            steps = [Series(f"{step}, {store.name}", "s") for step in _STEPS]
            for _ in range(ROUNDS):
                with store.copy() as url:
                    for series, seconds in zip(steps, asyncio.run(_measured(url)), strict=True):
                        series.values.append(seconds)
            found += steps
    note = (
        f"Guardians of a school, two of each pupil, {GUARDIANS:,} in all, each with a chat. «Sent» is all that the"
        " press of the button does: recipients and rows by one INSERT … SELECT each, counts, audit, commit. The rest"
        " follows in the same database."
    )
    return "# What `python -m benchmarks notices` measured\n\n" + table("A notice to everybody", found, note) + "\n"


async def _filled(url: str) -> None:
    async with opened_school(url, 1) as school:
        numbers = sa.select(sa.literal(1).label("n")).cte("numbers", recursive=True)
        n = numbers.union_all(sa.select(numbers.c.n + 1).where(numbers.c.n < GUARDIANS)).c.n
        named = ["id", "school_id", "surname", "given_name"]
        pupils = sa.select(_PUPIL + n, sa.literal(SCHOOL), sa.literal("Белов"), sa.literal("Егор")).where(
            n <= GUARDIANS // 2
        )
        guardians = sa.select(_GUARDIAN + n, sa.literal(SCHOOL), sa.literal("Белова"), sa.literal("Анна"))
        address = sa.cast(_CHAT + n, sa.Text)
        learns = sa.select(sa.literal(SCHOOL), _PUPIL + n, sa.literal(CLASS), sa.literal(_BEGAN))
        pupil = _PUPIL + (n + 1) // 2
        of = sa.select(sa.literal(SCHOOL), _GUARDIAN + n, pupil, sa.true(), sa.literal(_BEGAN))
        await write(
            school.database,
            person.insert().from_select(named, pupils),
            person.insert().from_select(named, guardians),
            enrolment.insert().from_select(
                ["school_id", "pupil_id", "class_id", "from_day"], learns.where(n <= GUARDIANS // 2)
            ),
            guardianship.insert().from_select(["school_id", "guardian_id", "pupil_id", "legal", "from_day"], of),
            chat.insert().from_select(
                ["id", "channel", "bot", "address"],
                sa.select(_CHAT + n, sa.literal("telegram"), sa.literal(BOT), address),
            ),
            account_link.insert().from_select(
                ["chat_id", "person_id", "linked_at"], sa.select(_CHAT + n, _GUARDIAN + n, sa.literal(NOW))
            ),
            sa.text("ANALYZE"),
        )


async def _measured(url: str) -> list[float]:
    database = Database.open(url)
    try:
        async with database.writing() as unit:
            everybody = Audience(frozenset({Reader.GUARDIANS}))
            words, asks = Words("Завтра уроки до 12:00"), Question(Asking.READ)
            notice_id = await unit.notices.add(NewNotice(SCHOOL, TEACHER, words, everybody, None, NOW, asks))
            await unit.commit()
        return [await _timed(database, notice_id, step) for step in _STEPS.values()]
    finally:
        await database.close()


async def _timed(database: Database, notice_id: NoticeId, step: Step) -> float:
    begun = time.perf_counter()
    await step(database, notice_id)
    return time.perf_counter() - begun


async def _counted(database: Database, notice_id: NoticeId) -> None:
    page = await composing.page(database, _AUTHOR, notice_id, NOW)
    assert page.reach.told == GUARDIANS


async def _sent(database: Database, notice_id: NoticeId) -> None:
    await sending.send(database, _AUTHOR, notice_id, 1, ChatKey(1), NOW)


async def _waiting(database: Database, notice_id: NoticeId) -> None:
    found = await sending.report(database, _AUTHOR, notice_id, NOW)
    assert found.waiting == GUARDIANS


async def _came(database: Database, notice_id: NoticeId) -> None:
    """As the worker leaves it."""
    came = {"state": State.SENT.value, "sent_at": NOW, "message_id": sa.cast(outbox.c.id, sa.Text)}
    of_notice = (outbox.c.notice_id == notice_id) & (outbox.c.kind == Kind.NOTICE.value)
    await write(database, outbox.update().where(of_notice).values(came))


async def _delivered(database: Database, notice_id: NoticeId) -> None:
    found = await sending.report(database, _AUTHOR, notice_id, NOW)
    assert found.delivered == GUARDIANS


async def _acknowledged(database: Database, notice_id: NoticeId) -> None:
    """By one of them."""
    actor = Actor(SCHOOL, PersonId(_GUARDIAN + GUARDIANS // 2), Name("Белова", "Анна"))
    await after.acknowledge(database, [actor], notice_id, NOW)


async def _silent(database: Database, notice_id: NoticeId) -> None:
    await after.silent(database, _AUTHOR, notice_id)


async def _table(database: Database, notice_id: NoticeId) -> None:
    await reporting.ledger(database, _AUTHOR, notice_id)


async def _reminded(database: Database, notice_id: NoticeId) -> None:
    assert await reporting.remind(database, _AUTHOR, notice_id, NOW) == GUARDIANS - 1


async def _reworded(database: Database, notice_id: NoticeId) -> None:
    version = (await composing.one(database, _AUTHOR, notice_id)).version
    await after.revise(database, _AUTHOR, notice_id, version, Words("Завтра уроки до 13:00"), NOW)


async def _taken_back(database: Database, notice_id: NoticeId) -> None:
    await after.withdraw(database, _AUTHOR, notice_id, NOW)


_STEPS: dict[str, Step] = {
    "counted before sending": _counted,
    "sent": _sent,
    "the report, nothing came yet": _waiting,
    "(all rows marked as sent)": _came,
    "the report, all came": _delivered,
    "one «Ознакомлен(а)»": _acknowledged,
    "who is silent": _silent,
    "recipients for the table": _table,
    "who is silent reminded": _reminded,
    "other words": _reworded,
    "taken back": _taken_back,
}
