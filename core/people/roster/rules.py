"""Pure decisions about checks of class lists."""

from collections.abc import Mapping, Sequence
from datetime import date

from core.ids import PersonId
from core.people.model import Role
from core.people.roster.errors import RosterTextError
from core.people.roster.model import Changes, Check, Listed, State, Verdict

RECEIVERS = (Role.COORDINATOR, Role.ADMINISTRATOR)
"""They are told what is wrong with a list and mend it."""

SEEING = (*RECEIVERS, Role.DEPUTY, Role.DIRECTOR)
"""They see how far the checks of all classes are."""

LONGEST = 1000
"""Characters of what is wrong with a list."""


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def state_of(checks: Sequence[Check]) -> State:
    """By the last word of the month, the latest check first: an error that was reported is to be checked again."""
    if not checks:
        return State.DUE
    return State.DONE if checks[0].made.verdict is Verdict.RIGHT else State.REPORTED


def words(text: str) -> str:
    """What is wrong, without what surrounds it. RosterTextError for nothing or too much."""
    said = text.strip()
    if not 0 < len(said) <= LONGEST:
        raise RosterTextError(limit=LONGEST)
    return said


def changes(before: Listed, since: date, now: Listed, names: Mapping[PersonId, str]) -> Changes:
    """What became of a list; who is on both may have changed groups or guardians."""
    stayed = [pupil for pupil in now if pupil in before]
    return Changes(
        since,
        came=_named([pupil for pupil in now if pupil not in before], names),
        left=_named([pupil for pupil in before if pupil not in now], names),
        groups=_named([pupil for pupil in stayed if now[pupil].groups != before[pupil].groups], names),
        guardians=_named([pupil for pupil in stayed if now[pupil].guardians != before[pupil].guardians], names),
    )


def _named(pupils: Sequence[PersonId], names: Mapping[PersonId, str]) -> tuple[str, ...]:
    """In the order of the list, which is that of names; who is on no list of the class any more has none."""
    return tuple(names[pupil] for pupil in names if pupil in pupils)
