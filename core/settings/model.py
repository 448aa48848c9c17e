"""A school's own choices, and what holds because of them."""

from dataclasses import dataclass, field
from enum import StrEnum

from core.notifications.preferences import Choices
from core.people.model import DISCREET, FULL, INITIALS, School

CONTENT_MODES = (DISCREET, INITIALS, FULL)
"""What may leave for a messenger, from the least to the most."""


class Origin(StrEnum):
    """Where a value comes from."""

    USUAL = "usual"
    PROFILE = "profile"
    HERE = "here"


@dataclass(frozen=True, slots=True)
class Own:
    """All that a school has chosen; everything else is as usual or as its regulation profile says."""

    school: School
    news: Choices = field(default_factory=Choices)


@dataclass(frozen=True, slots=True)
class Held:
    """What holds under a key, as text that may be set again, and where it comes from."""

    key: str
    value: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a key."""

    old: Held
    new: Held


def lets_more_out(old: str, new: str) -> bool:
    """Whether more personal data leaves for the messenger in the new content mode than in the old."""
    return CONTENT_MODES.index(new) > CONTENT_MODES.index(old)
