"""What a calendar of a child is, and who may read it by an address."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from core.diary.model import Chores, Diary, Own
from core.ids import PersonId, SchoolId

SECRET = re.compile(r"[A-Za-z0-9_-]{32}")
"""24 random bytes, as `secrets.token_urlsafe` writes them."""


@dataclass(frozen=True, slots=True)
class Feed:
    """An address that is open: whose, and of which child. Of its secret only the hash is kept."""

    school_id: SchoolId
    person_id: PersonId
    pupil_id: PersonId
    secret_hash: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class OwnFeed:
    """A child, and since when there is an address for who asks; None if there is none."""

    own: Own
    made_at: datetime | None


@dataclass(frozen=True, slots=True)
class CalendarPages:
    """What a calendar shows: days with their lessons as they take place, and homework that is due."""

    diary: Diary
    chores: Chores


@dataclass(frozen=True, slots=True)
class Served:
    """The pages behind an address, and the language in which its owner reads; None if they chose none."""

    pages: CalendarPages
    language: str | None


def hashed(secret: str) -> str:
    """The hash by which an address is kept and found. 192 random bits need neither salt nor slowness."""
    return hashlib.sha256(secret.encode()).hexdigest()
