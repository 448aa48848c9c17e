"""A consent, the words that are consented to, and the register of a school (O01)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.ids import ApplicationId, ClassId, ConsentId, PersonId, SchoolId
from core.people.model import Child, Person, School

BUILT_IN_FORM = "2026-2"
"""The version of the words that every school has until it writes its own; other words are another version."""

ON_LISTS = "lists"
"""The version of a paper consent that came with the school's lists: its words are not known here, and not outdated."""


class Scope(StrEnum):
    """What is consented to: the diary of the child, or that and news of it sent through the messenger."""

    DIARY = "diary"
    MESSAGES = "messages"


class Way(StrEnum):
    """How a consent was given."""

    CHAT = "chat"
    PAPER = "paper"


class End(StrEnum):
    """Why a consent stands no more (domain.md §4): taken back, another took its place, or its words are outdated."""

    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Who consented for whom, to which words and how much of them, when and how; and the end of it.

    `entered_by` is who of the staff put it down from paper, `withdrawn_by` who ended it, which may be the guardian.
    """

    id: ConsentId
    school_id: SchoolId
    person_id: PersonId
    pupil_id: PersonId
    form: str
    given_at: datetime
    way: Way
    scope: Scope = Scope.MESSAGES
    entered_by: PersonId | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: PersonId | None = None
    end: End | None = None
    application_id: ApplicationId | None = None

    @property
    def stands(self) -> bool:
        """Whether it was not ended."""
        return self.withdrawn_at is None

    def outdated(self, version: str) -> bool:
        """Whether it stands, but was given to other words than these."""
        return self.stands and self.form not in (version, ON_LISTS)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a version, as a school wrote them; None: those that come with the program."""

    version: str
    text: str | None = None
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A guardian and a child of theirs in the register: the latest consent, if there ever was one.

    `paper_on` is the date of a paper consent that came with the school's own lists; a consent entered here counts
    before it.
    """

    guardian: Person
    pupil: Person
    class_id: ClassId | None
    class_title: str | None
    consent: Consent | None = None
    paper_on: date | None = None

    @property
    def agreed(self) -> bool | None:
        """Whether a consent stands; None for who was never asked."""
        return self.consent.stands if self.consent else (True if self.paper_on else None)

    @property
    def child(self) -> Child:
        """The pupil as the guardian sees them."""
        return Child(self.pupil, self.class_title, self.agreed)


@dataclass(frozen=True, slots=True)
class Own:
    """A guardian's children with their consents, and the words that hold now."""

    school: School
    wording: Wording
    entries: tuple[Entry, ...]
