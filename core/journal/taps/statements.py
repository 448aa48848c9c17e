"""What one tap says. Each statement names what is to be, not what is to change: said twice it says the same."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from core.errors import NotFoundError
from core.ids import PersonId
from core.journal.ports import StoredDraft
from core.journal.rules import check_value
from core.journal.taps.model import WORDS_AWAITED, Attends, Awaited, Said, Scene, Step, TappedMark, TappedRemark
from core.journal.taps.rules import (
    attending,
    conflicts,
    everyone_here,
    with_mark,
    with_remark,
    without_mark,
    without_remark,
)


@dataclass(frozen=True, slots=True)
class Attending:
    """Where a pupil is; who is late, by how many minutes."""

    pupil_id: PersonId
    attends: Attends
    minutes: int | None = None

    def over(self, draft: StoredDraft, scene: Scene) -> StoredDraft:
        """NotFoundError for who is not of the lesson."""
        _check_pupil(self.pupil_id, scene)
        taps = attending(draft.taps, self.pupil_id, self.attends, self.minutes)
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
class Remarking:
    """A remark is made to a pupil, or taken off before it was recorded."""

    pupil_id: PersonId
    text: str
    made: bool

    def over(self, draft: StoredDraft, scene: Scene) -> StoredDraft:
        """NotFoundError for who is not of the lesson."""
        _check_pupil(self.pupil_id, scene)
        if not self.made:
            return replace(draft, taps=without_remark(draft.taps, self.pupil_id, self.text))
        return replace(draft, taps=with_remark(draft.taps, TappedRemark(self.pupil_id, Said(self.text))))


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
    """The next message is the topic, the homework, or a remark to a pupil, word for word."""

    step: Step
    moment: datetime
    pupil_id: PersonId | None = None

    def over(self, draft: StoredDraft, scene: Scene) -> StoredDraft:
        """For some minutes only: later the message is read as any other. NotFoundError for who is not of the lesson."""
        if self.pupil_id is not None:
            _check_pupil(self.pupil_id, scene)
        awaited = Awaited(self.step, self.moment + WORDS_AWAITED, self.pupil_id)
        return replace(draft, taps=replace(draft.taps, awaited=awaited))


Statement = Attending | Marking | Remarking | EveryoneHere | OfControl | ByPlan | NoHomework | DueOn | Awaiting


def _check_pupil(pupil_id: PersonId, scene: Scene) -> None:
    if pupil_id not in scene.names:
        raise NotFoundError
