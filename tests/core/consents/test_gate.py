"""Without a consent nothing of a child is open to the guardian: every use case of theirs, and its twin after giving."""

import ast
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core.calendar import timetable
from core.consents import giving
from core.consents.access import check_not_closed
from core.consents.errors import ConsentNeededError
from core.consents.model import BUILT_IN_FORM
from core.correspondence import service as letters
from core.correspondence.access import whose
from core.correspondence.reporting import complain
from core.correspondence.writing import send
from core.diary import access
from core.diary.chores import chores, tick
from core.diary.days import diary
from core.diary.files import own_file
from core.diary.model import Asked
from core.diary.progress import needed, progress, term_marks
from core.errors import DomainError
from core.ids import AttachmentId, NoteId, PersonId, TaskId, ThreadId
from core.journal.model import Reason
from core.journal.notes import family
from core.journal.notes.model import Stated
from core.people.model import Actor
from tests.contract.school import (
    DMITRY,
    LEV,
    MARIA,
    MATHS,
    NOW,
    OLGA,
    PETROVA,
    SCHOOL,
    SOFIA,
    TODAY,
    TOMORROW,
    made_up_school,
)
from tests.contract.writing import begun, linked
from tests.fakes.database import MemoryDatabase

GRACE = timedelta(minutes=2)
AWAY = Stated(pupil_id=SOFIA, first_day=TOMORROW, last_day=TOMORROW, reason=Reason.EXCUSED)
ROOT = Path(__file__).parents[3]
MAY_ASK_THE_DIRECTORIES = {
    "core/consents/access.py",  # the gate
    "core/applications/connecting.py",  # the clerk's side
    "core/applications/finding.py",
    "core/people/links/codes.py",  # names on a slip
    "core/people/links/news.py",
    "core/people/links/service.py",  # who speaks in a chat: names only
}


@pytest.fixture
async def database() -> MemoryDatabase:
    """Sofia's mother has consented and begun to write to Olga, and has a note that waits."""
    made = MemoryDatabase(made_up_school())
    async with made.writing() as unit:
        await begun(unit)
        await linked(unit, MARIA, 1)
        await linked(unit, DMITRY, 2)
        await unit.commit()
    mother = await actor(made)
    await giving.give(made, mother, SOFIA, BUILT_IN_FORM, NOW)
    await letters.begin(made, mother, SOFIA, OLGA, NOW)
    await family.excuse(made, mother, AWAY, NOW, GRACE)
    return made


async def actor(database: MemoryDatabase, person_id: PersonId = MARIA) -> Actor:
    async with database.reading() as unit:
        return await unit.people.actor(person_id, TODAY)


Act = Callable[[MemoryDatabase, Actor], Awaitable[object]]
THREAD = ThreadId(1)
ACTS: dict[str, Act] = {
    "diary": lambda db, who: diary(db, who, SOFIA, TODAY, 1, NOW),
    "subjects": lambda db, who: progress(db, who, SOFIA, None, NOW),
    "period marks": lambda db, who: term_marks(db, who, SOFIA, NOW),
    "what is needed": lambda db, who: needed(db, who, SOFIA, MATHS, Asked(TODAY, "q1"), 5, NOW),
    "homework": lambda db, who: chores(db, who, SOFIA, NOW),
    "tick": lambda db, who: tick(db, who, SOFIA, TaskId(1), NOW, done=True),
    "file": lambda db, who: own_file(db, who, SOFIA, TaskId(1), AttachmentId(1), NOW),
    "choice": lambda db, who: access.choose(db, who, SOFIA, NOW),
    "timetable": lambda db, who: timetable.of_child(db, who, SOFIA, TODAY, 1, NOW),
    "notes": lambda db, who: family.overview(db, who, SOFIA, NOW),
    "excuse": lambda db, who: family.excuse(db, who, AWAY, NOW, GRACE),
    "comment": lambda db, who: family.add_comment(db, who, NoteId(1), "к врачу", NOW),
    "note taken back": lambda db, who: family.withdraw(db, who, NoteId(1), NOW, GRACE),
    "back earlier": lambda db, who: family.back_since(db, who, NoteId(1), TOMORROW, NOW, GRACE),
    "call": lambda db, who: family.ask_to_call(db, who, SOFIA, TODAY, NOW),
    "correspondents": lambda db, who: letters.correspondents(db, who, SOFIA, NOW),
    "new thread": lambda db, who: letters.begin(db, who, SOFIA, OLGA, NOW),
    "thread": lambda db, who: letters.open_thread(db, who, THREAD, 0, NOW),
    "letter": lambda db, who: send(db, who, THREAD, "Здравствуйте!", NOW),
    "complaint": lambda db, who: complain(db, who, THREAD, "insult", NOW),
    "whose thread": lambda db, who: whose(db, [who], THREAD, NOW),
    "nothing else to show": lambda db, who: check_not_closed(db, [who], NOW),
}


@pytest.mark.parametrize("act", ACTS)
async def test_after_a_withdrawal_each_act_is_refused_and_open_again_with_a_new_consent(
    database: MemoryDatabase, act: str
) -> None:
    mother = await actor(database)
    await giving.withdraw(database, mother, SOFIA, NOW)
    with pytest.raises(ConsentNeededError):
        await ACTS[act](database, mother)
    await giving.give(database, mother, SOFIA, BUILT_IN_FORM, NOW)
    assert await _refusal(ACTS[act](database, mother)) is not ConsentNeededError


async def _refusal(act: Awaitable[object]) -> type[Exception] | None:
    """What an act ends with: there may be nothing to tick or to download."""
    try:
        await act
    except DomainError as error:
        return type(error)
    return None


async def test_lists_leave_a_closed_child_out_and_the_other_guardian_keeps_it(database: MemoryDatabase) -> None:
    mother, father = await actor(database), await actor(database, DMITRY)
    await giving.withdraw(database, mother, SOFIA, NOW)
    for who, count in ((mother, 0), (father, 1)):
        assert len(await access.families(database, [who], NOW)) == count
        assert len(await letters.children(database, who, NOW)) == count
    assert (await letters.mailbox(database, mother, NOW)).threads == ()
    assert (await diary(database, father, SOFIA, TODAY, 1, NOW)).days


async def test_where_a_consent_is_needed_who_never_gave_one_has_no_access(database: MemoryDatabase) -> None:
    async with database.writing() as unit:
        school = await unit.people.school(SCHOOL)
        await unit.people.save_school(replace(school, profile_overrides={"consent": "must"}))
        await unit.commit()
    await diary(database, await actor(database), SOFIA, TODAY, 1, NOW)
    other = await actor(database, PETROVA)
    with pytest.raises(ConsentNeededError):
        await diary(database, other, LEV, TODAY, 1, NOW)
    await giving.give(database, other, LEV, BUILT_IN_FORM, NOW)
    await diary(database, other, LEV, TODAY, 1, NOW)
    assert len(await access.families(database, [other], NOW)) == 1, "of the brother there is no consent yet"


def test_only_the_gate_asks_in_the_name_of_a_guardian() -> None:
    asking = set()
    for path in (ROOT / "core").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                whose = ast.unparse(node.func)
                if whose.endswith(("people.children", "outbox.guardians_of")):
                    asking.add(str(path.relative_to(ROOT)))
    assert asking == MAY_ASK_THE_DIRECTORIES
