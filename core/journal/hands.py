"""In whose hands a draft is: the author's, or those of the operator who types it until it is handed over (B17)."""

from collections.abc import Iterable

from core.errors import NotFoundError
from core.ids import PersonId
from core.journal.errors import DraftClosedError, OtherTeacherError
from core.journal.ports import StoredDraft
from core.people.model import Actor, Role


def author(actor: Actor) -> PersonId:
    """The person who answers for what is entered: an operator's teacher, else who acts. The console writes nothing."""
    if actor.types_for is not None and not actor.holds(Role.OPERATOR):
        raise NotFoundError
    return actor.types_for or typist(actor)


def typist(actor: Actor) -> PersonId:
    """The person whose fingers these are."""
    if actor.person_id is None:
        raise NotFoundError
    return actor.person_id


def operator(actor: Actor) -> PersonId | None:
    """The operator, when one acts for a teacher."""
    return typist(actor) if actor.types_for is not None else None


def sees(draft: StoredDraft, actor: Actor) -> bool:
    """Whether the draft may be shown: to its operator, and to its author once it came into the author's hands."""
    if actor.types_for is not None:
        return draft.typed_by_id == actor.person_id
    return draft.author_id == actor.person_id and (draft.typed_by_id is None or _came_over(draft))


def check_hands(draft: StoredDraft, actor: Actor) -> None:
    """That the draft is in the actor's hands.

    NotFoundError if it is none of theirs, OtherTeacherError if it was typed for another teacher than now,
    DraftClosedError if it was handed over.
    """
    author(actor)
    if not sees(draft, actor):
        raise NotFoundError
    if actor.types_for is None:
        return
    if draft.author_id != actor.types_for:
        raise OtherTeacherError
    if draft.handed_at is not None:
        raise DraftClosedError(state="handed")


def begun_here(drafts: Iterable[StoredDraft], actor: Actor) -> tuple[StoredDraft, ...]:
    """Drafts of this very pair of hands: an operator's own, or those that the author began alone."""
    mine = operator(actor)
    return tuple(one for one in drafts if one.typed_by_id == mine and one.handed_at is None)


def in_hand(drafts: Iterable[StoredDraft], actor: Actor) -> tuple[StoredDraft, ...]:
    """All drafts that are in the actor's hands now."""
    mine = operator(actor)
    return tuple(one for one in drafts if _is_held(one, mine))


def _is_held(draft: StoredDraft, by_operator: PersonId | None) -> bool:
    if by_operator is not None:
        return draft.typed_by_id == by_operator and draft.handed_at is None
    return draft.typed_by_id is None or draft.handed_at is not None


def _came_over(draft: StoredDraft) -> bool:
    return draft.handed_at is not None or draft.state in ("recorded", "undone")
