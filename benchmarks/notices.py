"""A notice to a hundred thousand, as a coordinator sends it: counted, its recipients and their rows made."""

import asyncio
import time
from datetime import date

import sqlalchemy as sa

from benchmarks.figures import Series, table
from benchmarks.outbox import opened_school, write
from benchmarks.stores import stores
from core.ids import ChatKey, NoticeId
from core.notices import composing
from core.notices.audience import Audience, Reader
from core.notices.model import NewNotice, Words
from core.notices.sending import report as report_of
from core.notices.sending import send
from core.people.model import Actor, Grant, Name, Role
from storage.database import Database
from storage.schema.links import account_link, chat
from storage.schema.people import enrolment, guardianship, person
from tests.bot.delivery.school import BOT, CLASS, NOW, SCHOOL, TEACHER

GUARDIANS, ROUNDS = 100_000, 3
_PUPIL, _GUARDIAN, _CHAT = 1_000_000, 2_000_000, 2_000_000
_BEGAN = date(2026, 9, 1)
_AUTHOR = Actor(SCHOOL, TEACHER, Name("Смирнова", "Ольга"), frozenset({Grant(Role.COORDINATOR)}))


def report() -> str:
    """Seconds of each step on both engines."""
    found: list[Series] = []
    with stores(_filled) as filled:
        for store in filled:
            steps = [Series(f"{step}, {store.name}", "s") for step in ("counted before sending", "sent", "the report")]
            for _ in range(ROUNDS):
                with store.copy() as url:
                    for series, seconds in zip(steps, asyncio.run(_measured(url)), strict=True):
                        series.values.append(seconds)
            found += steps
    note = (
        f"Guardians of a school, two of each pupil, {GUARDIANS:,} in all, each with a chat. «Sent» is all that the"
        " press of the button does: recipients and rows by one INSERT … SELECT each, counts, audit, commit."
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


async def _measured(url: str) -> tuple[float, float, float]:
    database = Database.open(url)
    try:
        async with database.writing() as unit:
            everybody = Audience(frozenset({Reader.GUARDIANS}))
            new = NewNotice(SCHOOL, TEACHER, Words("Завтра уроки до 12:00"), everybody, None, NOW)
            notice_id = await unit.notices.add(new)
            await unit.commit()
        counted, sent = await _counted(database, notice_id), await _sent(database, notice_id)
        return counted, sent, await _reported(database, notice_id)
    finally:
        await database.close()


async def _counted(database: Database, notice_id: NoticeId) -> float:
    begun = time.perf_counter()
    page = await composing.page(database, _AUTHOR, notice_id, NOW)
    assert page.reach.told == GUARDIANS
    return time.perf_counter() - begun


async def _sent(database: Database, notice_id: NoticeId) -> float:
    begun = time.perf_counter()
    await send(database, _AUTHOR, notice_id, 1, ChatKey(1), NOW)
    return time.perf_counter() - begun


async def _reported(database: Database, notice_id: NoticeId) -> float:
    begun = time.perf_counter()
    found = await report_of(database, _AUTHOR, notice_id, NOW)
    assert found.waiting == GUARDIANS
    return time.perf_counter() - begun
