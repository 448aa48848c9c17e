"""Drafts: whatever a reading holds comes back as it was kept."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import NotFoundError
from core.ids import AttachmentId, DraftId
from core.journal.attachments.model import Attachment, FileKind
from core.journal.model import Reason
from core.journal.quick_entry.model import (
    Ask,
    DraftAbsence,
    DraftCorrection,
    DraftLateness,
    DraftMark,
    DraftRemark,
    LessonDraft,
    Option,
    Question,
)
from core.journal.taps.model import NO_TAPS, Attends, Awaited, Said, Step, TappedMark, Taps
from core.unit_of_work import Database
from tests.contract.school import (
    ARTYOM,
    CLASS_5A,
    MATHS,
    NINA,
    NOW,
    OLGA,
    SOFIA,
    TODAY,
    TOMORROW,
    VERA,
    YESTERDAY,
)
from tests.contract.writing import a_draft, begun

LATER = NOW + timedelta(minutes=5)
TAPS = Taps(
    presence={SOFIA: Attends.ILL, VERA: Attends.LATE},
    all_present=True,
    given=(TappedMark(VERA, "5"),),
    taken=(TappedMark(ARTYOM, "н/а"),),
    control="Контрольная работа",
    topic=Said("Дроби"),
    homework=Said("№ 5", "1:100:8"),
    none_set=True,
    due=TOMORROW,
    awaited=Awaited(Step.TOPIC, LATER),
    files=(Attachment(AttachmentId(7), FileKind.PHOTO, "photo.jpg", 1000, "print"),),
)
FULL = LessonDraft(
    class_id=CLASS_5A,
    class_title="5А",
    subject_id=MATHS,
    subject_name="Математика",
    day=TODAY,
    number=2,
    topic="Дроби",
    homework="№ 301",
    homework_due=TOMORROW,
    marks=(DraftMark(None, "5", "Контрольная работа", "дроби", (ARTYOM, VERA)),),
    absences=(DraftAbsence(SOFIA, Reason.ILLNESS),),
    lateness=(DraftLateness(VERA, 5),),
    remarks=(DraftRemark(VERA, "нет формы"),),
    exempt=(ARTYOM,),
    corrections=(DraftCorrection(SOFIA, "3", "4", day=YESTERDAY),),
    absence_period=(YESTERDAY, TODAY),
    names={SOFIA: "Ёлкина Софья"},
    unread=("ы",),
    notes=(("typo", "кузмина → Кузьмина"),),
    questions=(Question("p0", Ask.PUPIL, "Иванов", (Option("11", "Иванов Артём"),), {"class": "5А"}),),
)


async def test_a_draft_comes_back_as_it_was_kept(school: Database) -> None:
    async with school.writing() as unit:
        draft_id = await unit.journal.add_draft(a_draft(FULL), NOW)
        await unit.commit()
    async with school.reading() as unit:
        assert await unit.journal.draft(draft_id) == replace(a_draft(FULL), id=draft_id)


async def test_drafts_of_a_message_come_by_part(school: Database) -> None:
    first = a_draft(FULL)
    async with school.writing() as unit:
        second_id = await unit.journal.add_draft(replace(first, part=1), NOW)
        first_id = await unit.journal.add_draft(first, NOW)
        await unit.journal.add_draft(a_draft(FULL, "1:100:2"), NOW)
        assert [draft.id for draft in await unit.journal.drafts_from("1:100:1")] == [first_id, second_id]
        assert await unit.journal.drafts_from("1:100:3") == ()


async def test_a_draft_that_is_not_there_is_not_found(school: Database) -> None:
    async with school.reading() as unit:
        with pytest.raises(NotFoundError):
            await unit.journal.draft(DraftId(99))


async def test_a_changed_draft_keeps_its_text(school: Database) -> None:
    async with school.writing() as unit:
        draft_id = await unit.journal.add_draft(a_draft(FULL), NOW)
        kept = await unit.journal.draft(draft_id)
        _, entry_id = await begun(unit)
        reading = replace(FULL, questions=())
        changed = replace(kept, answers={"p0": "11"}, reading=reading, state="recorded", entry_id=entry_id)
        await unit.journal.change_draft(replace(changed, text="другое", moment=LATER), LATER)
        assert await unit.journal.draft(draft_id) == changed


async def test_what_was_tapped_comes_back(school: Database) -> None:
    async with school.writing() as unit:
        plain_id = await unit.journal.add_draft(a_draft(FULL), NOW)
        tapped_id = await unit.journal.add_draft(replace(a_draft(FULL, "1:100:2"), taps=TAPS), NOW)
        assert (await unit.journal.draft(plain_id)).taps == NO_TAPS
        assert (await unit.journal.draft(tapped_id)).taps == TAPS
        changed = replace(await unit.journal.draft(plain_id), taps=TAPS)
        await unit.journal.change_draft(changed, LATER)
        assert await unit.journal.draft(plain_id) == changed


async def test_open_drafts_are_the_authors_own_newest_first(school: Database) -> None:
    old, new = a_draft(FULL, "1:100:1"), replace(a_draft(FULL, "1:100:2"), moment=LATER)
    others = (replace(a_draft(FULL, "1:100:3"), state="cancelled"), a_draft(FULL, "1:100:4", NINA))
    async with school.writing() as unit:
        for draft in (old, new, *others):
            await unit.journal.add_draft(draft, NOW)
        mine = await unit.journal.open_drafts(OLGA, NOW)
        assert [one.source for one in mine] == ["1:100:2", "1:100:1"]
        assert [one.source for one in await unit.journal.open_drafts(OLGA, LATER)] == ["1:100:2"]


async def test_a_renewed_draft_has_the_new_message(school: Database) -> None:
    async with school.writing() as unit:
        draft_id = await unit.journal.add_draft(a_draft(FULL), NOW)
        message = replace(await unit.journal.draft(draft_id), source="1:100:9", part=1, text="иначе", moment=LATER)
        renewed = replace(message, reading=LessonDraft(), taps=TAPS)
        await unit.journal.renew_draft(renewed, LATER)
        assert await unit.journal.draft(draft_id) == renewed
