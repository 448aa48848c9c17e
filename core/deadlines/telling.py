"""What somebody is told of duties: the own ones by section, and what others left for too long."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.deadlines.model import About, Due, Duty, Kept, Line, Section
from core.deadlines.sources import Frame
from core.deadlines.staffing import Staffing
from core.ids import GroupId, PersonId, SubjectId
from core.journal.quick_entry.naming import colleague_named
from core.unit_of_work import UnitOfWork

_PLAIN = ("title", "subject", "group", "owner", "owner_id", "count")
SHOWN = 8
"""Duties in one message, each with its button; the screen has the rest."""


@dataclass(frozen=True, slots=True)
class Names:
    """How the matters of a school's duties are called."""

    frame: Frame
    subjects: Mapping[SubjectId, str]
    groups: Mapping[GroupId, str]

    def line(self, due: Due, section: Section, owner: PersonId | None = None) -> Line:
        """A duty in names; `owner`: whose it is, where it is not the reader's own."""
        of, name = due.about, self.frame.staffing.name(owner) if owner is not None else None
        known = self.frame.classes.get(of.class_id) if of.class_id is not None else None
        return Line(
            section=section,
            duty=due.duty,
            about=of,
            due=due.due,
            title=known.title if known else "",
            subject=self.subjects.get(of.subject_id, "") if of.subject_id is not None else "",
            group=self.groups.get(of.group_id) if of.group_id is not None else None,
            owner=colleague_named(name, self.frame.school.content_mode) if name else None,
            owner_id=owner,
            count=due.count,
        )


async def names_of(unit: UnitOfWork, frame: Frame) -> Names:
    """The names of a school: two reads."""
    groups = await unit.people.class_groups(frame.ids)
    subjects = {one.id: one.name for one in await unit.calendar.subjects(frame.school.id)}
    return Names(frame, subjects, {one.id: one.title for of in groups.values() for one in of})


def own(dues: Iterable[Due], person_id: PersonId, staffing: Staffing) -> list[Due]:
    """What somebody is to do: the own duties, and those of whom they stand in for."""
    return [due for due in dues if staffing.stands_in(due.person_id) == person_id]


def handed(dues: Iterable[Due], person_id: PersonId, staffing: Staffing, today: date) -> list[Due]:
    """What others left for so long that this person hears of it."""
    return [due for due in dues if due.escalated(today) and person_id in staffing.overseers(due)]


def snoozed(dues: Iterable[Due], kept: Iterable[Kept], today: date) -> set[tuple[str, str, PersonId]]:
    """Those of which their person is not to be reminded yet."""
    put_off = {one.key for one in kept if one.snoozed_to is not None and today < one.snoozed_to}
    return {due.key for due in dues if due.key in put_off}


def section_of(due: Due, today: date) -> Section:
    """Where an own duty stands."""
    if due.overdue(today):
        return Section.OVERDUE
    return Section.TODAY if due.urged <= today else Section.LATER


def lines(names: Names, mine: Collection[Due], others: Collection[Due], person_id: PersonId) -> tuple[Line, ...]:
    """The own duties by section, then those of others, a line for each of whom it is and of what kind."""
    today = names.frame.today
    shown = [
        names.line(due, section_of(due, today), due.person_id if due.person_id != person_id else None) for due in mine
    ]
    order = [*Section]
    by_section = sorted(_merged(shown), key=lambda line: order.index(line.section))
    return (*by_section, *_handed(names, others))


def _merged(shown: Sequence[Line]) -> Iterator[Line]:
    """The days of a class that wait for reasons are one line of a section: one screen answers them."""
    found: dict[object, Line] = {}
    for line in shown:
        together = line.duty is Duty.REASONS
        key: object = (line.section, line.about.class_id, line.owner) if together else len(found)
        old = found.get(key)
        found[key] = replace(old, count=old.count + line.count) if old else line
    yield from found.values()


def _handed(names: Names, others: Iterable[Due]) -> Iterator[Line]:
    """For each person and kind how many there are; the button opens the oldest."""
    found: dict[tuple[PersonId, Duty], list[Due]] = {}
    for due in others:
        found.setdefault((due.person_id, due.duty), []).append(due)
    for (person_id, _), dues in found.items():
        oldest = min(dues, key=lambda due: due.due)
        yield replace(names.line(oldest, Section.HANDED, person_id), count=len(dues))


def packed(shown: Iterable[Line]) -> str:
    """Lines as a row of the outbox carries them."""
    return json.dumps([_written(line) for line in shown], ensure_ascii=False)


def unpacked(text: str) -> tuple[Line, ...]:
    """The lines again."""
    return tuple(
        Line(
            section=Section(one["section"]),
            duty=Duty(one["duty"]),
            about=About.of(one["about"]),
            due=date.fromisoformat(one["due"]),
            **{name: one[name] for name in _PLAIN if name in one},
        )
        for one in json.loads(text)
    )


def _written(line: Line) -> dict[str, object]:
    return {
        "section": line.section.value,
        "duty": line.duty.value,
        "about": line.about.key,
        "due": line.due.isoformat(),
        **{name: getattr(line, name) for name in _PLAIN},
    }
