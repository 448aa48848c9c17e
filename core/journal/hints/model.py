"""What there is to be taught after a record, and what a teacher was taught already."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.ids import DraftId
from core.journal.quick_entry.examples import About


class Hint(StrEnum):
    """What a hint teaches; of several that fit the first is shown."""

    LESSON = "lesson"
    WORDS = "words"
    HOMEWORK = "homework"
    MARKS = "marks"
    NOTES = "notes"
    ABSENCES = "absences"
    WORKS = "works"
    LISTS = "lists"
    TOPIC = "topic"
    CORRECTIONS = "corrections"


TAUGHT_BY = {
    Hint.LESSON: (About.WHOLE, 0),
    Hint.WORDS: (About.WHOLE, 0),
    Hint.HOMEWORK: (About.WHOLE, 0),
    Hint.MARKS: (About.WHOLE, 0),
    Hint.NOTES: (About.NOTES, 0),
    Hint.ABSENCES: (About.ABSENCES, 0),
    Hint.WORKS: (About.MARKS, 1),
    Hint.LISTS: (About.MARKS, 0),
    Hint.TOPIC: (About.TOPIC, 0),
    Hint.CORRECTIONS: (About.CORRECTIONS, 0),
}
"""The example of the help that stands in a hint: its topic, and its place in it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A hint that was shown under the record of a draft."""

    hint: Hint
    draft_id: DraftId
    at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """What a teacher was shown; `off`: wants no more."""

    shown: tuple[Shown, ...] = ()
    off: bool = False

    @property
    def hints(self) -> frozenset[Hint]:
        """The hints that are never shown again."""
        return frozenset(one.hint for one in self.shown)

    def under(self, draft_id: DraftId) -> Hint | None:
        """The hint that stands under this record, unless it is unwanted by now."""
        own = (one.hint for one in self.shown if one.draft_id == draft_id)
        return None if self.off else next(own, None)
