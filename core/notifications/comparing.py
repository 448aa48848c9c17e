"""What an entry brought to each pupil of a lesson, by kinds of news. Pure decisions."""

from collections.abc import Iterable, Mapping

from core.ids import PersonId
from core.journal.model import AttendanceFact, Homework, LessonRecord
from core.notifications.preferences import Topic

Concerned = Mapping[PersonId, frozenset[Topic]]
"""Pupil → the kinds of news that are meant; those whom nothing concerns are left out."""


def compare(before: LessonRecord, after: LessonRecord, pupils: Iterable[PersonId]) -> tuple[Concerned, Concerned]:
    """For whom of these pupils there is something new, and for whom something is different, by kinds.

    Homework concerns all of them; a mark, attendance or a remark its pupil. A topic alone is no news, nor is a lesson
    that was not held: only what was told of it before is told differently. Nor is an absence that a note explains: the
    family said so itself. It becomes news when the note proves invalid.
    """
    old, task = _task(before), _task(after)
    new_for_all = old is None and task is not None
    changed_for_all = old not in (None, task) or after.held != before.held
    listed = tuple(pupils)
    new = {pupil: _new(before, after, pupil) | _homework(new_for_all) for pupil in listed}
    changed = {pupil: _different(before, after, pupil) | _homework(changed_for_all) for pupil in listed}
    return _concerned(new), _concerned(changed)


def _concerned(found: Concerned) -> Concerned:
    return {pupil: topics for pupil, topics in found.items() if topics}


def _homework(concerned: bool) -> frozenset[Topic]:
    return frozenset({Topic.HOMEWORK}) if concerned else frozenset()


def _task(record: LessonRecord) -> Homework | None:
    """The homework, if any is given: nobody was told of an explicit none."""
    return record.homework if record.homework and record.homework.given else None


def _new(before: LessonRecord, after: LessonRecord, pupil: PersonId) -> frozenset[Topic]:
    known = {mark.id for mark in before.marks}
    found = set()
    if any(mark.pupil_id == pupil and not mark.earlier and mark.id not in known for mark in after.marks):
        found.add(Topic.MARK)
    if (now := _alerting(after, pupil)) and not _alerting(before, pupil):
        found.add(_topic(now))
    if _remarks(after, pupil) - _remarks(before, pupil):
        found.add(Topic.REMARK)
    return frozenset(found)


def _different(before: LessonRecord, after: LessonRecord, pupil: PersonId) -> frozenset[Topic]:
    standing = {mark.id for mark in after.marks}
    found = set()
    if any(mark.pupil_id == pupil and mark.id not in standing for mark in before.marks):
        found.add(Topic.MARK)
    was, now = _presence(before, pupil), _presence(after, pupil)
    if was and (now is None or _said(was) != _said(now)):
        found |= {Topic.ABSENCE, Topic.LATENESS}
    if _remarks(before, pupil) - _remarks(after, pupil):
        found.add(Topic.REMARK)
    return frozenset(found)


def _presence(record: LessonRecord, pupil: PersonId) -> AttendanceFact | None:
    return next((fact for fact in record.attendance if fact.pupil_id == pupil), None)


def _alerting(record: LessonRecord, pupil: PersonId) -> AttendanceFact | None:
    """What of attendance a family does not know yet."""
    fact = _presence(record, pupil)
    return None if fact is None or fact.excused else fact


def _said(fact: AttendanceFact) -> object:
    return fact.late, fact.reason, fact.minutes


def _topic(fact: AttendanceFact) -> Topic:
    return Topic.LATENESS if fact.late else Topic.ABSENCE


def _remarks(record: LessonRecord, pupil: PersonId) -> set[str | None]:
    return {fact.text for fact in record.remarks if fact.pupil_id == pupil}
