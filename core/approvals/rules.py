"""Pure decisions about requests."""

from collections.abc import Iterable

from core.approvals.errors import AlreadyAskedError, OwnRequestError
from core.approvals.model import Correction, DataChange, NewRequest, Request
from core.errors import NotFoundError
from core.journal.changes import Change, MarkChange, PresenceChange
from core.people.model import Actor, Role

DECIDERS = (Role.DEPUTY, Role.DIRECTOR)
"""Who decides requests about the journal; those about a closed period the director alone (P12)."""
OF_DATA = (Role.COORDINATOR,)
"""Who decides about personal data where the class teacher cannot (A23)."""
DECIDING = (*DECIDERS, Role.CLASS_TEACHER, *OF_DATA)
"""Whoever may find a request to decide."""


def deciders_of(made: NewRequest) -> tuple[Role, ...]:
    """The functions that decide a request about the journal."""
    return (Role.DIRECTOR,) if made.order is not None else DECIDERS


def decides(actor: Actor, made: NewRequest) -> bool:
    """Whether such requests are the actor's to decide; about personal data, those of the own class (A23)."""
    if isinstance(made.matter, DataChange):
        return actor.leads(made.matter.class_id) or actor.holds(*OF_DATA)
    return actor.holds(*deciders_of(made))


def check_sees(actor: Actor, made: NewRequest) -> None:
    """NotFoundError but for who asked and who decides such requests at that school: absent and forbidden look alike."""
    of_school = actor.school_id == made.school_id
    if not of_school or not (actor.person_id == made.asker_id or decides(actor, made)):
        raise NotFoundError


def check_decides(actor: Actor, made: NewRequest) -> None:
    """NotFoundError but for who decides such requests; OwnRequestError for the one who asked."""
    check_sees(actor, made)
    if actor.person_id == made.asker_id:
        raise OwnRequestError
    if not decides(actor, made):
        raise NotFoundError


def same_waiting(new: NewRequest, waiting: Iterable[Request]) -> Request | None:
    """The request of the same asker for the same, if it waits. AlreadyAskedError for another about the same thing."""
    for old in waiting:
        if (old.made.asker_id, old.made.matter) == (new.asker_id, new.matter):
            return old
        if _targets(old.made) & _targets(new):
            raise AlreadyAskedError
    return None


def _targets(made: NewRequest) -> set[object]:
    return {_target(change) for change in made.matter.changes} if isinstance(made.matter, Correction) else set()


def _target(change: Change) -> object:
    match change:
        case MarkChange():
            return change.mark_id
        case PresenceChange():
            return change.what, change.pupil_id
        case _:
            return change.what
