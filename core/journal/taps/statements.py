"""What one tap says. Each statement names what is to be, not what is to change: said twice it says the same."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from core.errors import NotFoundError
from core.ids import PersonId
from core.journal.ports import StoredDraft
from core.journal.rules import check_value
from core.journal.taps.model import WORDS_AWAITED, Attends, Awaited, Said, Scene, Step, TappedMark
from core.journal.taps.rules import attending, conflicts, everyone_here, with_mark, without_mark


@dataclass(frozen=True, slots=True)
class Attending:
    """Where a pupil is."""

    pupil_id: PersonId
    attends: Attends

    def over(self, draft: StoredDraft, scene: Scene) -> StoredDraft:
        """NotFoundError for who is not of the lesson."""
        _check_pupil(self.pupil_id, scene)
        taps = attending(draft.taps, self.pupil_id, self.attends)
        return replace(draft, taps=taps, answers=conflicts(self.pupil_id, draft.answers))


@dataclass(frozen=True, slots=True)
class Marking:
    """A mark is given, or taken off before it was recorded."""

    pupil_id: PersonId
    value: str
    given: bool

    def over(self, draft: StoredDraft, scene: Scene) -> StoredDraft:
        """NotFoundError for who is not of the lesson, MarkScaleError for what is no mark."""
        _check_pupil(self.pupil_id, scene)
        check_value(self.value)
        mark = TappedMark(self.pupil_id, self.value)
        taps = with_mark(draft.taps, mark, draft.reading) if self.given else without_mark(draft.taps, mark)
        return replace(draft, taps=taps, answers=conflicts(self.pupil_id, draft.answers))


@dataclass(frozen=True, slots=True)
class EveryoneHere:
    """«Все на уроке»."""

    def over(self, draft: StoredDraft, scene: Scene) -> StoredDraft:  # noqa: ARG002 - as every statement
        """Who was away by a message, a tap or a note is there."""
        return replace(draft, taps=everyone_here(draft.taps, draft.reading))


@dataclass(frozen=True, slots=True)
class OfControl:
    """The work of the tapped marks, by its place in the school's list; None for an ordinary answer (B06)."""

    place: int | None

    def over(self, draft: StoredDraft, scene: Scene) -> StoredDraft:
        """NotFoundError for a kind that the school's list does not have."""
        if self.place is not None and not 0 <= self.place < len(scene.controls):
            raise NotFoundError
        control = scene.controls[self.place].name if self.place is not None else None
        return replace(draft, taps=replace(draft.taps, control=control))


@dataclass(frozen=True, slots=True)
class ByPlan:
    """«По плану»: the next topic of the thematic plan (A16)."""

    def over(self, draft: StoredDraft, scene: Scene) -> StoredDraft:
        """NotFoundError where the plan has no further line."""
        if scene.planned is None:
            raise NotFoundError
        return replace(draft, taps=replace(draft.taps, topic=Said(scene.planned)))


@dataclass(frozen=True, slots=True)
class NoHomework:
    """An explicit «не задано» (B05)."""

    def over(self, draft: StoredDraft, scene: Scene) -> StoredDraft:  # noqa: ARG002 - as every statement
        """In place of any homework."""
        return replace(draft, taps=replace(draft.taps, none_set=True, homework=None, due=None))


@dataclass(frozen=True, slots=True)
class DueOn:
    """The day for which the homework is set (B13)."""

    day: date

    def over(self, draft: StoredDraft, scene: Scene) -> StoredDraft:
        """NotFoundError for a day without this lesson."""
        if self.day not in scene.due_days:
            raise NotFoundError
        return replace(draft, taps=replace(draft.taps, due=self.day))


@dataclass(frozen=True, slots=True)
class Awaiting:
    """The next message is the topic or the homework, word for word."""

    step: Step
    moment: datetime

    def over(self, draft: StoredDraft, scene: Scene) -> StoredDraft:  # noqa: ARG002 - as every statement
        """For some minutes only: later the message is read as any other."""
        awaited = Awaited(self.step, self.moment + WORDS_AWAITED)
        return replace(draft, taps=replace(draft.taps, awaited=awaited))


Statement = Attending | Marking | EveryoneHere | OfControl | ByPlan | NoHomework | DueOn | Awaiting


def _check_pupil(pupil_id: PersonId, scene: Scene) -> None:
    if pupil_id not in scene.names:
        raise NotFoundError
