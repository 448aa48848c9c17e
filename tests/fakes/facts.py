"""Facts of the journal: made by one entry, ended by another, never changed or deleted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from core.ids import EntryId, LessonId, PersonId

T = TypeVar("T")


@dataclass(frozen=True)
class Fact(Generic[T]):
    """Something said about a lesson, or about a pupil in it. `follows` is the fact in whose place it stands."""

    id: int
    lesson_id: LessonId
    entry_id: EntryId
    pupil_id: PersonId | None
    value: T
    follows: int | None = None
    ended_by: EntryId | None = None

    @property
    def stands(self) -> bool:
        return self.ended_by is None


class Facts(Generic[T]):
    """All facts of one kind, oldest first."""

    def __init__(self, facts: dict[int, Fact[T]] | None = None) -> None:
        self._facts = dict(facts or {})

    def copy(self) -> "Facts[T]":
        return Facts(self._facts)

    def __iter__(self) -> Iterator[Fact[T]]:
        return iter(tuple(self._facts.values()))

    def __getitem__(self, fact_id: int) -> Fact[T]:
        return self._facts[fact_id]

    def of(self, lesson_id: LessonId) -> list[Fact[T]]:
        """Everything that was ever said about a lesson."""
        return [fact for fact in self if fact.lesson_id == lesson_id]

    def standing(self, lesson_id: LessonId) -> list[Fact[T]]:
        """What stands about a lesson now."""
        return [fact for fact in self.of(lesson_id) if fact.stands]

    def last(self, lesson_id: LessonId) -> T | None:
        """The value that stands, where a lesson has one only."""
        standing = self.standing(lesson_id)
        return standing[-1].value if standing else None

    def last_entry(self, lesson_id: LessonId) -> EntryId | None:
        """The entry of that value."""
        standing = self.standing(lesson_id)
        return standing[-1].entry_id if standing else None

    def add(
        self,
        lesson_id: LessonId,
        entry_id: EntryId,
        value: T,
        pupil_id: PersonId | None = None,
        follows: int | None = None,
    ) -> None:
        """A new fact beside the others."""
        fact_id = len(self._facts) + 1
        self._facts[fact_id] = Fact(fact_id, lesson_id, entry_id, pupil_id, value, follows)

    def end(self, fact_id: int, by: EntryId) -> None:
        """End a fact, unless it was ended before."""
        if self._facts[fact_id].stands:
            self._facts[fact_id] = replace(self._facts[fact_id], ended_by=by)

    def end_about(self, lesson_id: LessonId, pupil_id: PersonId | None, by: EntryId) -> None:
        """End what stands about a lesson and a pupil, or about the lesson itself."""
        for fact in self._beside(lesson_id, pupil_id):
            self.end(fact.id, by)

    def put(self, lesson_id: LessonId, entry_id: EntryId, value: T) -> None:
        """A fact about a lesson in place of the one that stands."""
        self.end_about(lesson_id, None, entry_id)
        self.add(lesson_id, entry_id, value)

    def end_all_of(self, undone: EntryId, by: EntryId) -> list[Fact[T]]:
        """End what still stands of an entry; the facts that were ended."""
        standing = [fact for fact in self if fact.stands and fact.entry_id == undone]
        for fact in standing:
            self.end(fact.id, by)
        return standing

    def take_back(self, undone: EntryId, by: EntryId, taken_back: set[EntryId]) -> None:
        """Where the entry had the last word, the last word of those not taken back stands again, as theirs."""
        ended = {(fact.lesson_id, fact.pupil_id) for fact in self.end_all_of(undone, by)}
        others = {(fact.lesson_id, fact.pupil_id): fact for fact in self if fact.entry_id not in taken_back}
        for slot in ended & set(others):
            self.add(others[slot].lesson_id, others[slot].entry_id, others[slot].value, others[slot].pupil_id)

    def take_back_corrections(self, undone: EntryId, by: EntryId, taken_back: set[EntryId]) -> None:
        """What the entry corrected or removed gets its value again, as one more correction."""
        self.end_all_of(undone, by)
        followed = {fact.follows for fact in self}
        for last in [fact for fact in self if fact.ended_by in (undone, by) and fact.id not in followed]:
            valid = [fact for fact in (*self.before(last), last) if fact.entry_id not in taken_back]
            if valid:
                self.add(last.lesson_id, by, valid[-1].value, last.pupil_id, last.id)

    def first(self, fact: Fact[T]) -> Fact[T]:
        """The first of the facts that followed each other up to this one."""
        while fact.follows is not None:
            fact = self[fact.follows]
        return fact

    def before(self, fact: Fact[T]) -> list[Fact[T]]:
        """The facts that this one followed, oldest first."""
        chain: list[Fact[T]] = []
        while fact.follows is not None:
            fact = self[fact.follows]
            chain.insert(0, fact)
        return chain

    def _beside(self, lesson_id: LessonId, pupil_id: PersonId | None) -> list[Fact[T]]:
        return [fact for fact in self.standing(lesson_id) if fact.pupil_id == pupil_id]
