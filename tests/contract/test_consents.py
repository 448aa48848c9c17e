"""The register of consents, and who is told with and without one, in memory and in both databases."""

from datetime import date, timedelta

import pytest

from core.consents import giving
from core.consents.errors import WordingChangedError, WordingLengthError
from core.consents.model import BUILT_IN_FORM, End, Scope, Way
from core.consents.register import Standing, expire_outdated, mark_on_paper, register, withdraw_for
from core.consents.wording import rewrite
from core.errors import ForbiddenError, NotFoundError
from core.ids import EntryId, PersonId
from core.notifications.model import Kind, Operation, State
from core.notifications.preferences import Topic
from core.people.model import Actor, Grant, Role
from core.unit_of_work import Database
from tests.contract.school import (
    DANIIL,
    DIRECTOR,
    DMITRY,
    ELSEWHERE,
    GLEB,
    GUARDIAN_ELSEWHERE,
    IVANOV,
    LEV,
    MARIA,
    NOW,
    OLGA,
    PETROVA,
    PUPIL_ELSEWHERE,
    SCHOOL,
    SOFIA,
    TODAY,
)
from tests.contract.writing import begun, linked, news, put

LATER = NOW + timedelta(minutes=5)
WORDS = "Я согласен на обработку данных моего ребёнка в электронном дневнике школы. " * 2


async def actor(school: Database, person_id: PersonId) -> Actor:
    """A person with the functions of today."""
    async with school.reading() as unit:
        return await unit.people.actor(person_id, TODAY)


async def coordinator(school: Database) -> Actor:
    """The director, who keeps the register too."""
    someone = await actor(school, DIRECTOR)
    return Actor(someone.school_id, DIRECTOR, someone.name, frozenset({Grant(Role.COORDINATOR)}))


async def told(school: Database, *pupils: PersonId, needed: bool = False) -> list[PersonId]:
    """Who is told of these pupils."""
    async with school.reading() as unit:
        return [one.person_id for one in await unit.outbox.guardians_of(pupils, TODAY, consent_needed=needed)]


async def agreed(school: Database, guardian: PersonId) -> list[bool | None]:
    """What the directories say of a guardian's children."""
    async with school.reading() as unit:
        return [child.agreed for child in await unit.people.children(guardian, TODAY)]


async def unasked(school: Database, day: date = TODAY) -> int:
    """How many guardians were never asked for a consent."""
    async with school.reading() as unit:
        return await unit.consents.unasked(SCHOOL, day)


async def test_who_was_not_asked_are_people_whose_children_learn_here_this_year(school: Database) -> None:
    """A mother of twins is one, until she was asked for both; who has left counts no more, nor a year that is over."""
    mother = await actor(school, PETROVA)
    yesterday, after_the_year = TODAY - timedelta(days=1), date(2027, 6, 15)
    counts = [await unasked(school, day) for day in (TODAY, yesterday, after_the_year)]
    assert counts == [6, 7, 0], "yesterday Egor's mother and Daniil's father, today Vera's mother"
    await giving.give(school, mother, LEV, BUILT_IN_FORM, NOW)
    assert await unasked(school) == 6
    await giving.give(school, mother, GLEB, BUILT_IN_FORM, NOW)
    assert await unasked(school) == 5


async def test_a_consent_is_given_replaced_narrowed_and_taken_back(school: Database) -> None:
    mother = await actor(school, MARIA)
    async with school.writing() as unit:
        await linked(unit, MARIA, 1)
        await linked(unit, DMITRY, 2)
        await unit.commit()
    assert await agreed(school, MARIA) == [None]
    assert (await told(school, SOFIA), await told(school, SOFIA, needed=True)) == ([MARIA, DMITRY], [DMITRY])
    assert await unasked(school) == 6, "a paper of the lists is an answer"
    given = await giving.give(school, mother, SOFIA, BUILT_IN_FORM, NOW)
    assert await unasked(school) == 5
    assert (given.entry.agreed, given.outdated, len(given.history)) == (True, False, 1)
    assert len((await giving.give(school, mother, SOFIA, BUILT_IN_FORM, LATER)).history) == 1
    assert (await agreed(school, MARIA), await told(school, SOFIA, needed=True)) == ([True], [MARIA, DMITRY])
    narrowed = await giving.withdraw(school, mother, SOFIA, LATER, messages_only=True)
    assert [(one.scope, one.end) for one in narrowed.history] == [
        (Scope.DIARY, None),
        (Scope.MESSAGES, End.REPLACED),
    ]
    assert (await agreed(school, MARIA), await told(school, SOFIA)) == ([True], [DMITRY])
    gone = await giving.withdraw(school, mother, SOFIA, LATER)
    assert await unasked(school) == 5, "who took it back has answered"
    assert (gone.entry.agreed, gone.history[0].withdrawn_by, gone.history[0].end) == (False, MARIA, End.WITHDRAWN)
    assert (await agreed(school, MARIA), await agreed(school, DMITRY)) == ([False], [True]), "nobody else's ends"
    assert len((await giving.withdraw(school, mother, SOFIA, LATER)).history) == 2, "twice is once"
    async with school.reading() as unit:
        lines = [line.line.action for line in await unit.audit.lines(SCHOOL, 0, 100)]
    assert [one for one in lines if one.startswith("consent.")] == [
        "consent.given",
        "consent.given",
        "consent.withdrawn",
    ]


async def test_only_own_children_and_only_the_words_that_hold(school: Database) -> None:
    mother = await actor(school, MARIA)
    for act in (giving.card, giving.withdraw):
        with pytest.raises(NotFoundError):
            await act(school, mother, LEV, NOW)
    with pytest.raises(NotFoundError):
        await giving.give(school, mother, LEV, BUILT_IN_FORM, NOW)
    with pytest.raises(WordingChangedError):
        await giving.give(school, mother, SOFIA, "2025-1", NOW)
    with pytest.raises(ForbiddenError):
        await giving.own(school, await actor(school, DIRECTOR), NOW)
    own = await giving.own(school, await actor(school, PETROVA), NOW)
    assert [(one.pupil.id, one.class_title) for one in own.entries] == [(GLEB, "5А"), (LEV, "5А")]


async def test_what_waits_about_a_child_is_stopped_and_nothing_else(school: Database) -> None:
    parent = await actor(school, PETROVA)
    await giving.give(school, parent, LEV, BUILT_IN_FORM, NOW)
    async with school.writing() as unit:
        chat, lesson_id = await linked(unit, PETROVA, 1), (await begun(unit))[0]
        mothers = await linked(unit, MARIA, 2)
        facts = {"person_id": PETROVA, "lesson_id": lesson_id, "first_entry": EntryId(1), "last_entry": EntryId(1)}
        of_lev, of_gleb = ({**facts, "pupil_id": pupil, "topics": frozenset({Topic.MARK})} for pupil in (LEV, GLEB))
        await put(
            unit,
            news(chat, "lev", kind=Kind.LESSON, **of_lev),
            news(chat, "gleb", kind=Kind.LESSON, **of_gleb),
            news(chat, "both:lev", kind=Kind.LESSON, digest="both", **of_lev),
            news(chat, "both:gleb", kind=Kind.LESSON, digest="both", **of_gleb),
            news(chat, "alone:lev", kind=Kind.LESSON, digest="alone", **of_lev),
            news(mothers, "sofia", kind=Kind.LESSON, **{**of_lev, "person_id": MARIA, "pupil_id": SOFIA}),
        )
        await unit.commit()
    await giving.withdraw(school, parent, LEV, LATER)
    async with school.reading() as unit:
        rows = await unit.outbox.with_keys(["lev", "gleb", "both", "alone", "sofia"])
        ended = {row.planned.dedupe_key for row in rows if row.state is State.SUPERSEDED}
        assert ended == {"lev", "alone"}
        parts = [row for row in await unit.outbox.lesson_rows(lesson_id) if row.part is not None]
        assert [(row.planned.pupil_id, row.planned.operation) for row in parts] == [(GLEB, Operation.SEND)]
    assert await told(school, LEV, GLEB) == [PETROVA], "of the brother still"


async def test_a_consent_to_the_diary_alone_stops_what_waits_too(school: Database) -> None:
    """Who was never asked is told where the school needs no consent; the answer may be: no messages."""
    mother = await actor(school, MARIA)
    async with school.writing() as unit:
        await put(unit, news(await linked(unit, MARIA, 1), "sofia", person_id=MARIA, pupil_id=SOFIA))
        await unit.commit()
    await giving.give(school, mother, SOFIA, BUILT_IN_FORM, LATER, Scope.DIARY)
    async with school.reading() as unit:
        (row,) = await unit.outbox.with_keys(["sofia"])
    assert row.state is State.SUPERSEDED


async def test_what_waits_for_a_guardian_of_once_is_stopped_and_nothing_else(school: Database) -> None:
    """Lists end guardianships: Daniil's father is none since today; Gleb's is one; a pupil hears of themself."""
    facts = {
        "kind": Kind.LESSON,
        "first_entry": EntryId(1),
        "last_entry": EntryId(1),
        "topics": frozenset({Topic.MARK}),
    }
    async with school.writing() as unit:
        lesson_id = (await begun(unit))[0]
        chats = {one: await linked(unit, one, one) for one in (IVANOV, PETROVA, DANIIL)}
        for key, person, pupil in (("daniil", IVANOV, DANIIL), ("gleb", PETROVA, GLEB), ("own", DANIIL, DANIIL)):
            one = {**facts, "lesson_id": lesson_id, "person_id": person, "pupil_id": pupil}
            await put(unit, news(chats[person], key, **one), news(chats[person], f"{key}:1", digest=key + "s", **one))
        await put(unit, news(chats[IVANOV], "link", person_id=IVANOV))
        await unit.outbox.stop_former(ELSEWHERE, TODAY, LATER, "former")
        await unit.outbox.stop_former(SCHOOL, TODAY, LATER, "former")
        await unit.commit()
    async with school.reading() as unit:
        rows = await unit.outbox.with_keys(["daniil", "daniils", "gleb", "glebs", "own", "owns", "link"])
    assert {row.planned.dedupe_key for row in rows if row.reason == "former"} == {"daniil", "daniils"}
    assert {row.state for row in rows if row.reason != "former"} == {State.PENDING}


async def test_a_paper_of_the_schools_lists_counts_until_it_is_taken_back(school: Database) -> None:
    keeper = await coordinator(school)
    async with school.reading() as unit:
        (entry,) = await unit.consents.register(SCHOOL, TODAY, DMITRY)
    assert (entry.paper_on, entry.agreed) == (date(2026, 9, 3), True)
    assert await agreed(school, DMITRY) == [True]
    found = await withdraw_for(school, keeper, DMITRY, SOFIA, NOW)
    entry = next(one for one in found.entries if one.guardian.id == DMITRY)
    assert entry.consent is not None
    assert (entry.agreed, entry.consent.way, entry.consent.withdrawn_by) == (False, Way.PAPER, DIRECTOR)
    marked = await mark_on_paper(school, keeper, DMITRY, SOFIA, LATER)
    entry = next(one for one in marked.entries if one.guardian.id == DMITRY)
    assert entry.consent is not None
    assert (entry.agreed, entry.consent.entered_by, entry.consent.form) == (True, DIRECTOR, BUILT_IN_FORM)


async def test_new_words_ask_anew_and_close_nothing_until_the_school_says_so(school: Database) -> None:
    mother, keeper = await actor(school, MARIA), await coordinator(school)
    await giving.give(school, mother, SOFIA, BUILT_IN_FORM, NOW)
    assert await expire_outdated(school, keeper, NOW) == 0
    with pytest.raises(WordingLengthError):
        await rewrite(school, keeper, "Согласен.", NOW)
    first = await rewrite(school, keeper, WORDS, NOW)
    assert first == await rewrite(school, keeper, f"{WORDS}\n", LATER), "the same words are no new version"
    card = await giving.card(school, mother, SOFIA, LATER)
    assert (card.outdated, card.entry.agreed, card.own.wording.text) == (True, True, WORDS.strip())
    found = await register(school, keeper, LATER)
    counts = found.counts(found.entries)
    assert (counts[Standing.OUTDATED], counts[Standing.GIVEN]) == (1, 1), "a paper's words are not known"
    assert await expire_outdated(school, keeper, LATER) == 1
    assert await agreed(school, MARIA) == [False]
    assert (await giving.give(school, mother, SOFIA, first.version, LATER)).entry.agreed
    async with school.reading() as unit:
        assert await unit.consents.worded(SCHOOL, first.version) == first
        assert await unit.consents.worded(ELSEWHERE, first.version) is None


async def test_the_register_is_the_coordinators_and_of_one_school(school: Database) -> None:
    keeper = await coordinator(school)
    for person in (OLGA, MARIA):
        someone = await actor(school, person)
        with pytest.raises(ForbiddenError):
            await register(school, someone, NOW)
        with pytest.raises(ForbiddenError):
            await mark_on_paper(school, someone, MARIA, SOFIA, NOW)
        with pytest.raises(ForbiddenError):
            await withdraw_for(school, someone, MARIA, SOFIA, NOW)
        with pytest.raises(ForbiddenError):
            await expire_outdated(school, someone, NOW)
        with pytest.raises(ForbiddenError):
            await rewrite(school, someone, WORDS, NOW)
    for pair in ((GUARDIAN_ELSEWHERE, PUPIL_ELSEWHERE), (MARIA, LEV)):
        with pytest.raises(NotFoundError):
            await mark_on_paper(school, keeper, *pair, NOW)
        with pytest.raises(NotFoundError):
            await withdraw_for(school, keeper, *pair, NOW)
    seen = await register(school, keeper, NOW)
    assert GUARDIAN_ELSEWHERE not in {one.guardian.id for one in seen.entries}
    assert [len(entries) for entries in seen.classes().values()] == [6, 2, 1]
