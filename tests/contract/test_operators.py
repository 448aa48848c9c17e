"""For whom operators type, and their entries in the teachers' hands (B17)."""

from dataclasses import replace
from datetime import timedelta

from core.notifications.model import Kind
from core.unit_of_work import Database
from tests.contract.school import DIRECTOR, IGOR, NINA, NOW, OLGA, SCHOOL
from tests.contract.test_drafts import FULL
from tests.contract.writing import BOT, a_draft, begun, linked, news, put

LATER = NOW + timedelta(minutes=5)


async def test_a_turn_is_for_one_teacher(school: Database) -> None:
    async with school.writing() as unit:
        assert await unit.operators.current(IGOR) is None
        await unit.operators.end(IGOR, NOW)
        await unit.operators.begin(SCHOOL, IGOR, OLGA, NOW)
        await unit.operators.begin(SCHOOL, IGOR, NINA, LATER)
        await unit.operators.begin(SCHOOL, DIRECTOR, OLGA, LATER)
        await unit.commit()
    async with school.writing() as unit:
        assert await unit.operators.current(IGOR) == NINA
        assert await unit.operators.current(DIRECTOR) == OLGA
        await unit.operators.end(IGOR, LATER)
        assert await unit.operators.current(IGOR) is None


async def test_the_latest_teachers_come_first_and_once(school: Database) -> None:
    async with school.writing() as unit:
        for minute, teacher in enumerate((OLGA, NINA, OLGA, DIRECTOR)):
            await unit.operators.begin(SCHOOL, IGOR, teacher, NOW + timedelta(minutes=minute))
        assert await unit.operators.recent(IGOR, 9) == (DIRECTOR, OLGA, NINA)
        assert await unit.operators.recent(IGOR, 2) == (DIRECTOR, OLGA)
        assert await unit.operators.recent(OLGA, 9) == ()


async def test_what_waits_for_the_teacher(school: Database) -> None:
    async with school.writing() as unit:
        _, entry_id = await begun(unit)
        kept = [replace(a_draft(FULL, f"1:100:{number}"), typed_by_id=IGOR) for number in range(4)]
        own, held, handed, written = [
            replace(one, id=await unit.journal.add_draft(one, NOW)) for one in (a_draft(FULL, "1:100:9"), *kept[:3])
        ]
        await unit.journal.change_draft(replace(handed, handed_at=NOW, late_reason="other"), NOW)
        recorded = replace(written, state="recorded", entry_id=entry_id)
        await unit.journal.change_draft(recorded, NOW)
        await unit.commit()
    async with school.writing() as unit:
        found = await unit.journal.unconfirmed(OLGA, NOW)
        assert [one.id for one in found] == [handed.id, written.id]
        assert (found[0].typed_by_id, found[0].handed_at, found[0].late_reason) == (IGOR, NOW, "other")
        assert (await unit.journal.draft(own.id)).typed_by_id is None
        assert (await unit.journal.draft(held.id)).handed_at is None
        await unit.journal.change_draft(replace(recorded, confirmed_at=LATER), LATER)
        assert [one.id for one in await unit.journal.unconfirmed(OLGA, NOW)] == [handed.id]
        assert await unit.journal.unconfirmed(OLGA, LATER) == ()
        assert await unit.journal.unconfirmed(NINA, NOW) == ()


async def test_a_claim_brings_the_entry_as_it_stands(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, OLGA, 70)
        draft_id = await unit.journal.add_draft(replace(a_draft(FULL), typed_by_id=IGOR), NOW)
        content = {"draft": str(draft_id), "event": "handed"}
        await put(unit, news(chat, person_id=OLGA, kind=Kind.DRAFT, content=content))
        await unit.commit()
    async with school.writing() as unit:
        (delivery,) = await unit.outbox.claim(BOT, "a", 10, NOW, LATER)
        assert delivery.typed is not None
        assert (delivery.typed.operator.surname, delivery.typed.author.surname) == ("Титов", "Смирнова")
        assert delivery.typed.draft.reading == FULL
        assert delivery.empty
