"""Threads and letters, in memory and in both databases."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from core.correspondence import families, reporting, service
from core.correspondence.access import whose
from core.correspondence.errors import NotReachableError
from core.correspondence.files import show_files
from core.correspondence.model import Desk, Fate
from core.correspondence.writing import send, thread_told_by
from core.errors import ForbiddenError, NotFoundError
from core.ids import LetterId, PersonId, ReportId, ThreadId
from core.notifications.model import Kind, Operation, Outcome, Posted, Result
from core.people.model import Actor, Grant, Role
from core.unit_of_work import Database
from tests.contract.school import (
    ARTYOM,
    DIRECTOR,
    DMITRY,
    ELSEWHERE,
    IGOR,
    IVANOVA,
    MARIA,
    NINA,
    NOW,
    OLGA,
    SCHOOL,
    SIDOROVA,
    SOFIA,
    TODAY,
)
from tests.contract.test_attachments import PHOTO
from tests.contract.writing import BOT, linked


async def actor(school: Database, person_id: PersonId) -> Actor:
    """A person with the functions of today."""
    async with school.reading() as unit:
        return await unit.people.actor(person_id, TODAY)


async def begun(school: Database, guardian: PersonId = MARIA, staff: PersonId = OLGA) -> ThreadId:
    """A thread about Sofia."""
    page = await service.begin(school, await actor(school, guardian), SOFIA, staff, NOW)
    return page.card.thread.id


async def test_the_teachers_of_a_pupil_with_subjects_and_groups(school: Database) -> None:
    async with school.reading() as unit:
        of_sofia = await unit.correspondence.correspondents(SOFIA, TODAY)
        of_artyom = await unit.correspondence.correspondents(ARTYOM, TODAY)
    shown = [(one.person.id, one.subjects, one.leads) for one in of_sofia]
    assert shown == [(OLGA, ("Математика",), True), (NINA, ("Английский язык",), False)]
    assert [one.person.id for one in of_artyom] == [OLGA, IGOR], "of the other group"


async def test_a_letter_is_kept_claimed_with_its_words_and_counted(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, OLGA, 1)
        await unit.commit()
    thread_id = await begun(school)
    mother, teacher = await actor(school, MARIA), await actor(school, OLGA)
    sent = await send(school, mother, thread_id, " Здравствуйте ", NOW)
    assert (sent.letter.text, sent.waits_until, sent.has_chat) == ("Здравствуйте", None, True)
    assert [one.unread for one in (await service.mailbox(school, teacher, NOW)).threads] == [1]
    assert [one.unread for one in (await service.mailbox(school, mother, NOW)).threads] == [0]
    async with school.writing() as unit:
        (row,) = await unit.outbox.claim(BOT, "a", 1, NOW, NOW + timedelta(minutes=1))
        assert row.letter
        assert (row.letter.letter.text, row.letter.to_staff, row.letter.first) == ("Здравствуйте", True, True)
        assert (row.letter.card.pupil.surname, row.letter.card.class_title) == ("Ёлкина", "5А")
        await unit.outbox.record("a", (Result(row.id, Outcome.SENT, NOW, "77"),))
        await unit.commit()
    assert await thread_told_by(school, chat, "77") == thread_id
    assert await thread_told_by(school, chat, "78") is None
    page = await service.open_thread(school, mother, thread_id, 0, NOW)
    assert [(one.own, one.fate) for one in page.letters] == [(True, Fate.DELIVERED)]
    await service.open_thread(school, teacher, thread_id, 0, NOW)
    assert [one.unread for one in (await service.mailbox(school, teacher, NOW)).threads] == [0]


async def test_an_album_is_one_letter_and_its_later_files_follow(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, OLGA, 1)
        await unit.commit()
    thread_id, mother = await begun(school), await actor(school, MARIA)
    first, second = PHOTO, replace(PHOTO, source="1:100:8", print="other")
    sent = await send(school, mother, thread_id, "Тетрадь", NOW, first)
    async with school.writing() as unit:
        (row,) = await unit.outbox.claim(BOT, "a", 1, NOW, NOW + timedelta(minutes=1))
        posted = (Posted("77", "words"), Posted("78", "file:1"))
        await unit.outbox.record("a", (Result(row.id, Outcome.SENT, NOW, "77", posted=posted),))
        await unit.commit()
    more = await send(school, mother, thread_id, "", NOW, second)
    assert (more.joined, more.letter.id, len(more.letter.attachments)) == (True, sent.letter.id, 2)
    async with school.writing() as unit:
        (row,) = await unit.outbox.claim(BOT, "a", 1, NOW, NOW + timedelta(minutes=1))
        assert row.operation is Operation.EDIT
        assert row.letter
        assert [one.print for one in row.letter.letter.attachments] == ["unique", "other"]
        assert row.standing == posted
        assert [one.files for one in await unit.correspondence.written(MARIA, NOW - timedelta(days=1))] == [2]
        assert await unit.attachments.is_awaited(row.letter.letter.attachments[1].id)
        await unit.commit()
    assert await thread_told_by(school, chat, "78") == thread_id, "a reply to the file"
    await show_files(school, mother, chat, thread_id, sent.letter.id, NOW)
    async with school.writing() as unit:
        (row,) = await unit.outbox.claim(BOT, "b", 9, NOW, NOW)
        assert (row.kind, [one.print for one in row.files]) == (Kind.FILES, ["unique", "other"])
    for asked in (
        show_files(school, await actor(school, DMITRY), chat, thread_id, sent.letter.id, NOW),
        show_files(school, mother, chat, thread_id, LetterId(99), NOW),
    ):
        with pytest.raises(NotFoundError):
            await asked


async def test_pages_go_back_to_the_first_letter(school: Database) -> None:
    thread_id, mother = await begun(school), await actor(school, MARIA)
    for number in range(7):
        await send(school, mother, thread_id, str(number), NOW + timedelta(seconds=number))
    last = await service.open_thread(school, mother, thread_id, 0, NOW)
    first = await service.open_thread(school, mother, thread_id, 1, NOW)
    assert ([one.letter.text for one in last.letters], last.more) == (["2", "3", "4", "5", "6"], True)
    assert ([one.letter.text for one in first.letters], first.more) == (["0", "1"], False)
    assert last.letters[0].fate is Fate.ONLY_HERE, "there is no chat to bring it to"


@pytest.mark.parametrize("stranger", [DMITRY, IVANOVA, NINA, DIRECTOR, SIDOROVA])
async def test_nobody_else_reads_or_writes(school: Database, stranger: PersonId) -> None:
    """The denial twin: the other parent, another's parent, a colleague, the director."""
    thread_id, other = await begun(school), await actor(school, stranger)
    await send(school, await actor(school, MARIA), thread_id, "тайна", NOW)
    for attempt in (
        service.open_thread(school, other, thread_id, 0, NOW),
        send(school, other, thread_id, "и я", NOW),
        service.mute(school, other, thread_id, muted=True, now=NOW),
        service.block(school, other, thread_id, "insult", NOW),
        whose(school, [other], thread_id, NOW),
        service.open_thread(school, other, ThreadId(99), 0, NOW),
    ):
        with pytest.raises(NotFoundError):
            await attempt
    assert (await service.mailbox(school, other, NOW)).threads == ()


async def test_one_begins_only_with_teachers_of_an_own_child(school: Database) -> None:
    mother = await actor(school, MARIA)
    with pytest.raises(NotFoundError):
        await service.begin(school, mother, ARTYOM, OLGA, NOW)
    with pytest.raises(NotReachableError):
        await service.begin(school, mother, SOFIA, IGOR, NOW)
    with pytest.raises(NotReachableError):
        await service.begin(school, mother, SOFIA, NINA, NOW)
    with pytest.raises(NotFoundError):
        await service.correspondents(school, await actor(school, SIDOROVA), SOFIA, NOW)


async def test_the_same_three_have_one_thread_and_each_parent_an_own(school: Database) -> None:
    assert await begun(school) == await begun(school)
    assert await begun(school, DMITRY) != await begun(school)
    assert (await service.mailbox(school, await actor(school, OLGA), NOW)).threads == (), "without letters it is none"


async def test_a_teacher_writes_first_to_families_of_own_pupils(school: Database) -> None:
    teacher, of_group = await actor(school, OLGA), await actor(school, NINA)
    async with school.reading() as unit:
        assert {one.pupil_id for one in await unit.correspondence.taught(OLGA, TODAY) if one.leads} >= {SOFIA, ARTYOM}
        of_nina = {one.pupil_id: one.leads for one in await unit.correspondence.taught(NINA, TODAY)}
    assert of_nina[SOFIA] is False
    assert ARTYOM not in of_nina, "of the other group"
    (of,) = [one for one in await families.classes(school, of_group, NOW) if one.title == "5А"]
    shown = {one.pupil.id: one for one in (await families.families(school, of_group, of.id, NOW)).families}
    assert ARTYOM not in shown
    assert {one.id for one in shown[SOFIA].guardians} == {MARIA, DMITRY}
    thread_id = (await families.begin(school, of_group, SOFIA, MARIA, NOW)).card.thread.id
    mother = await actor(school, MARIA)
    with pytest.raises(NotReachableError):
        await send(school, mother, thread_id, "первой нельзя", NOW)
    await send(school, of_group, thread_id, "Здравствуйте", NOW)
    await send(school, mother, thread_id, "и отвечать можно", NOW + timedelta(days=13))
    with pytest.raises(NotReachableError):
        await send(school, mother, thread_id, "а позже нет", NOW + timedelta(days=15))
    head = await actor(school, DIRECTOR)
    assert (await families.begin(school, head, ARTYOM, IVANOVA, NOW)).card.thread.staff_id == DIRECTOR
    assert (await families.family(school, teacher, SOFIA, NOW))[1].label == "Ёлкина Софья"


@pytest.mark.parametrize(
    ("who", "pupil", "guardian"),
    [(IGOR, SOFIA, MARIA), (OLGA, SOFIA, SIDOROVA), (MARIA, SOFIA, DMITRY), (NINA, ARTYOM, IVANOVA)],
)
async def test_nobody_else_writes_first(school: Database, who: PersonId, pupil: PersonId, guardian: PersonId) -> None:
    """The denial twin: who does not teach the child, of another's child, a guardian, another group or school."""
    for stranger in (await actor(school, who), replace(await actor(school, OLGA), school_id=ELSEWHERE)):
        with pytest.raises(NotFoundError):
            await families.begin(school, stranger, pupil, guardian, NOW)


async def test_a_guardian_is_left_alone_by_teachers_of_subjects(school: Database) -> None:
    mother, teacher, leader = await actor(school, MARIA), await actor(school, NINA), await actor(school, OLGA)
    assert (await service.welcome(school, mother, welcomes=False, now=NOW)).welcomes is False
    with pytest.raises(ForbiddenError):
        await service.welcome(school, teacher, welcomes=False, now=NOW)
    with pytest.raises(NotReachableError):
        await families.begin(school, teacher, SOFIA, MARIA, NOW)
    found = (await families.family(school, teacher, SOFIA, NOW))[1]
    assert ([one.id for one in found.guardians], [one.id for one in found.silent]) == ([DMITRY], [MARIA])
    assert await families.begin(school, leader, SOFIA, MARIA, NOW), "the class teacher's by right"


async def test_a_desk_is_kept_and_changed(school: Database) -> None:
    teacher = await actor(school, NINA)
    for desk in (Desk(True, time(8), time(17)), Desk(False, time(0), time(0))):
        assert (await service.set_desk(school, teacher, desk, NOW)).desk == desk
    with pytest.raises(ForbiddenError):
        await service.set_desk(school, await actor(school, MARIA), Desk(), NOW)


async def test_a_thread_is_muted_blocked_and_audited(school: Database) -> None:
    async with school.writing() as unit:
        await linked(unit, OLGA, 1)
        await unit.commit()
    thread_id, mother, teacher = await begun(school), await actor(school, MARIA), await actor(school, OLGA)
    page = await service.mute(school, teacher, thread_id, muted=True, now=NOW)
    assert (page.card.thread.staff_muted, page.card.thread.guardian_muted) == (True, False)
    await send(school, mother, thread_id, "тихо", NOW)
    async with school.writing() as unit:
        assert await unit.outbox.claim(BOT, "a", 1, NOW, NOW + timedelta(minutes=1)) == ()
    with pytest.raises(ForbiddenError):
        await service.block(school, mother, thread_id, "insult", NOW)
    closed = await service.block(school, teacher, thread_id, "insult", NOW)
    assert (closed.card.thread.blocked_at, closed.card.thread.block_reason) == (NOW, "insult")
    opened = await service.block(school, teacher, thread_id, None, NOW)
    assert opened.card.thread.blocked_at is None
    async with school.reading() as unit:
        lines = await unit.audit.lines(SCHOOL, 0, 10)
        assert [one.line.action for one in lines] == ["letters.blocked", "letters.unblocked"]


async def test_a_complaint_is_kept_once_and_shows_what_was_written_by_then(school: Database) -> None:
    thread_id, mother = await begun(school), await actor(school, MARIA)
    await send(school, mother, thread_id, "до", NOW)
    assert await reporting.complain(school, mother, thread_id, "insult", NOW) == 0, "no coordinator has a chat"
    await reporting.complain(school, mother, thread_id, "insult", NOW)
    await send(school, mother, thread_id, "после", NOW)
    coordinator = replace(await actor(school, NINA), grants=frozenset({Grant(Role.COORDINATOR)}))
    page = await reporting.read(school, coordinator, ReportId(1), NOW)
    assert ([one.text for one in page.letters], page.report.reporter_id) == (["до"], MARIA)
    concerned = replace(await actor(school, OLGA), grants=frozenset({Grant(Role.COORDINATOR)}))
    elsewhere = replace(coordinator, school_id=ELSEWHERE)
    for other, report_id in ((mother, 1), (concerned, 1), (elsewhere, 1), (coordinator, 2)):
        with pytest.raises(NotFoundError):
            await reporting.read(school, other, ReportId(report_id), NOW)


async def test_a_complaint_is_read_passed_on_and_closed_once(school: Database) -> None:
    thread_id, mother = await begun(school), await actor(school, MARIA)
    await send(school, mother, thread_id, "до", NOW)
    await reporting.complain(school, mother, thread_id, "insult", NOW)
    coordinator = replace(await actor(school, NINA), grants=frozenset({Grant(Role.COORDINATOR)}))
    head = await actor(school, DIRECTOR)
    page = await reporting.read(school, head, ReportId(1), NOW)
    assert page.report.passed_at == NOW, "no coordinator has a chat: it goes to the director at once"
    assert (page.report.reason, page.report.looked_at) == ("insult", NOW)
    closed = await reporting.close(school, coordinator, ReportId(1), "talked", NOW)
    again = await reporting.close(school, head, ReportId(1), "measures", NOW)
    assert closed.report == again.report
    assert await reporting.outcome_of(school, mother, ReportId(1)) == "talked"
    (listed,) = (await reporting.listed(school, coordinator, NOW))[1]
    assert listed.report == closed.report
    elsewhere = replace(coordinator, school_id=ELSEWHERE)
    assert (await reporting.listed(school, elsewhere, NOW))[1] == ()
    for attempt in (
        reporting.close(school, elsewhere, ReportId(1), "talked", NOW),
        reporting.pass_on(school, mother, ReportId(1), NOW),
        reporting.outcome_of(school, await actor(school, OLGA), ReportId(1)),
    ):
        with pytest.raises(NotFoundError):
            await attempt
    with pytest.raises(ForbiddenError):
        await reporting.listed(school, mother, NOW)
