"""What a pupil may do here: read own data, where the school lets pupils (P17, P26), and nothing else (B30)."""

from collections.abc import Iterable

from core.deadlines.profiles import pupils_read
from core.errors import DomainError
from core.people.model import Actor, Role, School


class PupilsKeptOutError(DomainError):
    """The school opens the diary to parents only: pupils get no codes, and those who are linked read nothing (P17)."""

    code = "pupils_kept_out"


def explain_nothing(actors: Iterable[Actor]) -> None:
    """PupilsKeptOutError where a pupil is among those who found nothing to read: that is why."""
    if any(actor.holds(Role.PUPIL) for actor in actors):
        raise PupilsKeptOutError


def lets_pupils_read(school: School) -> bool:
    """Whether pupils of the school read their own data."""
    return pupils_read(school.profile, school.profile_overrides)


def is_only_pupil(actor: Actor) -> bool:
    """Whether being a pupil is all that the actor is here."""
    return {grant.role for grant in actor.grants} == {Role.PUPIL}


def reads_own(actor: Actor, school: School) -> bool:
    """Whether the actor is a pupil of today who reads own data."""
    return actor.holds(Role.PUPIL) and lets_pupils_read(school)


def check_pupils_read(school: School) -> None:
    """PupilsKeptOutError where the school opens the diary to parents only."""
    if not lets_pupils_read(school):
        raise PupilsKeptOutError
