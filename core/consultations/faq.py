"""What is kept for others: found by who asks, edited by who answers (A28)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.audit.model import AuditLine
from core.consultations import rules, search
from core.consultations.model import Audience, Faq, FaqPage, NewFaq
from core.errors import ForbiddenError, NotFoundError
from core.ids import ConsultationId, FaqId, PersonId, SchoolId
from core.notices.composing import names_in
from core.people.links.model import Identity
from core.people.model import Actor, School
from core.unit_of_work import Database, UnitOfWork

RUSSIAN = "ru"
"""Shown beside the reader's own language: most is kept in it."""


async def listed(database: Database, identity: Identity, language: str, school_id: SchoolId | None) -> tuple[Faq, ...]:
    """What is kept for the people of this chat, what helped most first; of one school, if it speaks for nobody.

    Its editors see what is not shown yet, too.
    """
    found = [one for one in await _kept(database, identity, school_id) if may_read(identity, one)]
    return rules.by_use(one for one in found if one.made.language in (language, RUSSIAN) or edits(identity, one))


async def like(
    database: Database,
    identity: Identity,
    wanted: str,
    school_id: SchoolId | None = None,
    most: int = search.MOST,
) -> tuple[Faq, ...]:
    """What is shown to the people of this chat and is like these words, the likest first; in any language."""
    found = await _kept(database, identity, school_id)
    return search.best(wanted, [one for one in found if one.made.shown and may_read(identity, one)], most)


async def one(database: Database, identity: Identity, faq_id: FaqId) -> Faq:
    """A kept answer that is for this chat. NotFoundError."""
    async with database.reading() as unit:
        found = await unit.consultations.one_kept(faq_id)
    if not may_read(identity, found):
        raise NotFoundError
    return found


async def helped(database: Database, identity: Identity, faq_id: FaqId) -> None:
    """Somebody was helped by it. NotFoundError."""
    await one(database, identity, faq_id)
    await database.run(lambda unit: unit.consultations.helped(faq_id))


def may_read(identity: Identity, kept: Faq) -> bool:
    """Whether it is for the people of this chat; what is not shown is for its editors."""
    if edits(identity, kept):
        return True
    schools = {actor.school_id for actor in identity.actors}
    of_school = not schools or kept.made.school_id in schools
    return of_school and kept.made.shown and kept.made.audience in rules.audiences_of(identity.actors)


def is_editor(identity: Identity) -> bool:
    """Whether somebody of this chat keeps answers."""
    return any(actor.holds(*rules.ANSWERING) for actor in identity.actors)


def edits(identity: Identity, kept: Faq) -> bool:
    """Whether somebody of this chat may change it."""
    return any(_edits(actor, kept) for actor in identity.actors)


async def begin(
    database: Database, actor: Actor, question_id: ConsultationId | None, language: str, now: datetime
) -> FaqPage:
    """Keep the question and the last answer for others; nobody else sees it before it is shown. ForbiddenError.

    A question that is kept already is opened as it stands. Without a question: a new one, whose words are still to be
    typed. NotFoundError for a question without an answer.
    """
    author_id = _editor(actor)
    async with database.writing() as unit:
        new = NewFaq(
            school_id=actor.school_id,
            author_id=author_id,
            question="",
            answer="",
            audience=Audience.FAMILIES,
            language=language,
            at=now,
            source_id=question_id,
        )
        if question_id is not None:
            new = await _of_question(unit, actor, new, question_id, now)
        before = await _kept_before(unit, new)
        faq_id = await unit.consultations.keep(new) if before is None else before.id
        page = await _page(unit, await unit.consultations.one_kept(faq_id))
        await unit.commit()
        return page


async def edit(database: Database, actor: Actor, faq_id: FaqId) -> FaqPage:
    """One to be edited. NotFoundError for who edits none."""
    async with database.reading() as unit:
        return await _page(unit, await _own(unit, actor, faq_id))


async def reword(
    database: Database,
    actor: Actor,
    faq_id: FaqId,
    now: datetime,
    *,
    question: str | None = None,
    answer: str | None = None,
) -> FaqPage:
    """Other words of the question or of the answer. NotFoundError, FaqTextError: nothing is changed."""
    async with database.writing() as unit:
        made = (await _own(unit, actor, faq_id)).made
        if question is not None:
            made = replace(made, question=rules.checked_kept(question, rules.LONGEST_KEPT_QUESTION))
        if answer is not None:
            made = replace(made, answer=rules.checked_kept(answer, rules.LONGEST_KEPT_ANSWER))
        return await _changed(unit, actor, faq_id, made, now)


async def aim(
    database: Database,
    actor: Actor,
    faq_id: FaqId,
    now: datetime,
    *,
    audience: Audience | None = None,
    language: str | None = None,
    shown: bool | None = None,
) -> FaqPage:
    """For whom it is, in which language its words are, whether it is shown. NotFoundError.

    FaqTextError for what is to be shown and has no words yet, or too many.
    """
    async with database.writing() as unit:
        made = (await _own(unit, actor, faq_id)).made
        made = replace(made, audience=audience or made.audience, language=language or made.language)
        if shown is not None:
            made = replace(made, shown=shown)
        if shown:
            rules.checked_kept(made.question, rules.LONGEST_KEPT_QUESTION)
            rules.checked_kept(made.answer, rules.LONGEST_KEPT_ANSWER)
        return await _changed(unit, actor, faq_id, made, now)


async def drop(database: Database, actor: Actor, faq_id: FaqId, now: datetime) -> None:
    """Keep it no longer. NotFoundError."""
    async with database.writing() as unit:
        kept = await _own(unit, actor, faq_id)
        await unit.consultations.drop(faq_id)
        await unit.audit.append(_line(actor, kept.made, faq_id, "faq.removed", now))
        await unit.commit()


async def _of_question(
    unit: UnitOfWork, actor: Actor, new: NewFaq, question_id: ConsultationId, now: datetime
) -> NewFaq:
    """With the words of a question of the actor's school. Too long ones stay whole: they are to be edited."""
    question = await unit.consultations.question(question_id)
    (card,) = await unit.consultations.cards((question_id,))
    said: Sequence[str] = [one.text for one in await unit.consultations.words(question_id, 50) if one.by_staff]
    if not rules.answers(actor, question) or not said:
        raise NotFoundError
    asker = question.made.asker_id
    school = await unit.people.school(question.made.school_id)
    grants = (await unit.people.actor(asker, school.today(now))).grants if asker else frozenset()
    audience = rules.usual_audience(grant.role for grant in grants)
    return replace(new, question=card.first.text, answer=said[-1], audience=audience)


async def _kept_before(unit: UnitOfWork, new: NewFaq) -> Faq | None:
    """What was made of the same question earlier; the question is locked, so that two presses make one."""
    if new.source_id is None:
        return None
    return next(
        (one for one in await unit.consultations.kept(new.school_id) if one.made.source_id == new.source_id), None
    )


async def _kept(database: Database, identity: Identity, school_id: SchoolId | None) -> list[Faq]:
    schools = {actor.school_id for actor in identity.actors} or ({school_id} if school_id is not None else set())
    async with database.reading() as unit:
        wanted = schools or {one.id for one in await _single(unit)}
        return [one for of in sorted(wanted) for one in await unit.consultations.kept(of)]


async def _single(unit: UnitOfWork) -> tuple[School, ...]:
    """The school of an installation that has one: who is not connected reads its answers."""
    found = await unit.people.schools()
    return found if len(found) == 1 else ()


async def _changed(unit: UnitOfWork, actor: Actor, faq_id: FaqId, made: NewFaq, now: datetime) -> FaqPage:
    before = await unit.consultations.one_kept(faq_id)
    if before.made != made:
        await unit.consultations.change_kept(replace(before, made=made))
        if before.made.shown or made.shown:
            await unit.audit.append(_line(actor, made, faq_id, _action(before.made, made), now))
    page = await _page(unit, await unit.consultations.one_kept(faq_id))
    await unit.commit()
    return page


def _action(before: NewFaq, after: NewFaq) -> str:
    if before.shown == after.shown:
        return "faq.changed"
    return "faq.shown" if after.shown else "faq.hidden"


async def _page(unit: UnitOfWork, kept: Faq) -> FaqPage:
    """With whom of the school its words name, as far as the school lets names out."""
    school = await unit.people.school(kept.made.school_id)
    return FaqPage(kept, await names_in(unit, school, f"{kept.made.question}\n{kept.made.answer}"))


async def _own(unit: UnitOfWork, actor: Actor, faq_id: FaqId) -> Faq:
    kept = await unit.consultations.one_kept(faq_id)
    if not _edits(actor, kept):
        raise NotFoundError
    return kept


def _edits(actor: Actor, kept: Faq) -> bool:
    return actor.school_id == kept.made.school_id and actor.holds(*rules.ANSWERING)


def _editor(actor: Actor) -> PersonId:
    if actor.person_id is None or not actor.holds(*rules.ANSWERING):
        raise ForbiddenError
    return actor.person_id


def _line(actor: Actor, made: NewFaq, faq_id: FaqId, action: str, now: datetime) -> AuditLine:
    """For whom, never the words."""
    return AuditLine(actor.school_id, now, actor.person_id, action, f"faq:{faq_id}", {"audience": made.audience.value})
