"""A hint is chosen with the record that gives the reason for it, and can be turned off."""

from datetime import datetime

from core.ids import ClassId
from core.journal.examples import own_examples
from core.journal.hands import typist
from core.journal.hints.model import TAUGHT_BY, Hint, Shown
from core.journal.hints.rules import Written, fitting, is_rested
from core.journal.ports import StoredDraft
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork


async def hint_after(unit: UnitOfWork, actor: Actor, draft: StoredDraft, now: datetime) -> Hint | None:
    """The hint that is due after the record of a draft, kept as shown within its unit; none where an operator typed."""
    if draft.typed_by_id is not None:
        return None
    person = typist(actor)
    seen = await unit.hints.seen(person)
    by_taps = not draft.text and Hint.WORDS not in seen.hints and not seen.off
    tapped = await unit.hints.tapped_lessons(person) if by_taps else 0
    hint = fitting(Written(draft.reading, draft.answers, not draft.text, tapped), seen)
    if hint is None or not await _is_rested(unit, actor, tuple(one.at for one in seen.shown), now):
        return None
    await unit.hints.keep(actor.school_id, person, Shown(hint, draft.id, now))
    return hint


async def hint_under(unit: UnitOfWork, draft: StoredDraft) -> Hint | None:
    """The hint that stands under a record which the actor may see."""
    return (await unit.hints.seen(draft.author_id)).under(draft.id) if draft.typed_by_id is None else None


async def example_of(database: Database, actor: Actor, hint: Hint, about: ClassId | None, now: datetime) -> str | None:
    """The example that a hint shows, about this class if the teacher holds lessons in it; None if there is none."""
    topic, place = TAUGHT_BY[hint]
    found = [one.text for one in await own_examples(database, actor, now, about) if one.about is topic]
    return found[place] if place < len(found) else None


async def want(database: Database, actor: Actor, wanted: bool, now: datetime) -> None:
    """Whether the actor wants hints from now on. NotFoundError for the console."""
    async with database.writing() as unit:
        await unit.hints.want(actor.school_id, typist(actor), wanted, now)
        await unit.commit()


async def are_wanted(database: Database, actor: Actor) -> bool:
    """Whether the actor wants hints. NotFoundError for the console."""
    async with database.reading() as unit:
        return not (await unit.hints.seen(typist(actor))).off


async def _is_rested(unit: UnitOfWork, actor: Actor, shown: tuple[datetime, ...], now: datetime) -> bool:
    if not shown:
        return True
    school = await unit.people.school(actor.school_id)
    return is_rested(tuple(school.today(at) for at in shown), school.today(now))
