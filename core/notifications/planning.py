"""By which rows people hear of a change of a lesson, and when. Pure decisions."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo

from core.ids import ChatKey, EntryId, LessonId, PersonId, SchoolId
from core.notifications.comparing import Concerned
from core.notifications.model import Kind, Operation, Planned, Recipient, Row, State
from core.notifications.preferences import Settings, Topic
from core.notifications.storms import calm
from core.notifications.timing import Slot, slot

EXPIRY = timedelta(days=3)
"""News of a lesson that could not be delivered in this time is no news any more."""

Pushes = Mapping[tuple[ChatKey, PersonId], Sequence[datetime]]
"""Chat and person → when pushes about lessons came or will come there lately."""

_NOTHING: frozenset[Topic] = frozenset()
_PRESENCE = frozenset({Topic.ABSENCE, Topic.LATENESS})


@dataclass(frozen=True, slots=True)
class LessonChange:
    """What an entry changed: for whom it brought something new, and for whom something told before is different.

    `late`: it was made more days after the lesson than the school's profile allows without a reason.
    """

    school_id: SchoolId
    lesson_id: LessonId
    entry_id: EntryId
    author_id: PersonId
    new_for: Concerned
    changed_for: Concerned
    late: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """What decides when people hear of something: now, the grace time, the school's zone, what each has chosen.

    `pushes` are those of the last ten minutes, and those that are still to come.
    """

    now: datetime
    grace: timedelta
    zone: tzinfo
    settings: Mapping[PersonId, Settings]
    pushes: Pushes = field(default_factory=dict)

    def of(self, person_id: PersonId) -> Settings:
        """The settings of a person; the usual ones of somebody who is not known here."""
        return self.settings.get(person_id, Settings())


@dataclass(frozen=True, slots=True)
class Plan:
    """Rows to add, and waiting rows as they shall be from now on: they tell of this entry too."""

    rows: tuple[Planned, ...]
    extended: tuple[Row, ...]


def plan(change: LessonChange, recipients: tuple[Recipient, ...], rows: tuple[Row, ...], when: When) -> Plan:
    """One message for each child and chat within the grace time; what was told already is edited.

    The author of the entry is not told of it, but what was told before is edited for them too. What a person wants in
    a digest, what quiet hours hold back, and what was entered late becomes part of the digest of its moment; so does
    what would be one push too many in a short time. A waiting row tells of this entry too, so nothing is added.
    """
    added: list[Planned] = []
    extended: list[Row] = []
    pushes = {whose: [*moments] for whose, moments in when.pushes.items()}
    for recipient in recipients:
        own = tuple(row for row in rows if _is_for(row, recipient))
        if recipient.person_id == change.author_id:
            added += _edits(change, recipient, own, when)
            continue
        waiting = {_place(row): _up_to(change, row) for row in own if _is_waiting(row)}
        known = _known(change, own, recipient)
        for moment, topics in _slots(change, recipient, known, when).items():
            if (None, recipient.pupil_id) not in waiting:
                moment = _calmed(moment, topics, recipient, pushes, when)
            new = _send(change, recipient, moment, topics)
            row = waiting.get((new.digest, recipient.pupil_id))
            if row is None:
                added.append(new)
                _count(new, pushes)
            else:
                waiting[_place(row)] = _widened(row, topics)
        extended += waiting.values()
        added += _edits(change, recipient, own, when)
    return Plan(tuple(added), tuple(extended))


def _slots(
    change: LessonChange, recipient: Recipient, known: frozenset[Topic], when: When
) -> Mapping[Slot, frozenset[Topic]]:
    """When this recipient hears of what is new, by kinds; of what another row tells anyway nothing is added."""
    settings = when.of(recipient.person_id)
    found: defaultdict[Slot, frozenset[Topic]] = defaultdict(frozenset)
    for topic in sorted(change.new_for.get(recipient.pupil_id, _NOTHING) - known):
        moment = slot(settings.modes[topic], when.now + when.grace, settings, when.zone, late=change.late)
        if moment is not None:
            found[moment] |= {topic}
    return found


def _calmed(moment: Slot, topics: frozenset[Topic], recipient: Recipient, pushes: Pushes, when: When) -> Slot:
    """The slot, or a digest if the recipient has too many pushes already; those of brothers and sisters count."""
    own = pushes.get((recipient.chat_key, recipient.person_id), ())
    return calm(moment, topics, own, when.of(recipient.person_id), when.zone)


def _count(row: Planned, pushes: dict[tuple[ChatKey, PersonId], list[datetime]]) -> None:
    if row.digest is None:
        pushes.setdefault((row.chat_key, row.person_id), []).append(row.not_before)


def _known(change: LessonChange, own: tuple[Row, ...], recipient: Recipient) -> frozenset[Topic]:
    """What other rows tell already: those that wait, and messages that are edited.

    Where a note excused an absence that counts again, the message which told of it is edited, and no second comes.
    """
    waiting = frozenset[Topic]().union(*(row.planned.topics for row in own if _is_waiting(row)))
    sent = frozenset[Topic]().union(*(row.planned.topics for row in own if row.state is State.SENT))
    return waiting | (sent & change.changed_for.get(recipient.pupil_id, _NOTHING) & _PRESENCE)


def _is_for(row: Row, recipient: Recipient) -> bool:
    own = (row.planned.chat_key, row.planned.pupil_id) == (recipient.chat_key, recipient.pupil_id)
    return own and row.planned.operation is Operation.SEND


def _is_waiting(row: Row) -> bool:
    return row.state is State.PENDING


def _place(row: Row) -> tuple[str | None, PersonId | None]:
    return row.planned.digest, row.planned.pupil_id


def _up_to(change: LessonChange, row: Row) -> Row:
    return replace(row, planned=replace(row.planned, last_entry=change.entry_id))


def _widened(row: Row, topics: frozenset[Topic]) -> Row:
    return replace(row, planned=replace(row.planned, topics=row.planned.topics | topics))


def _send(change: LessonChange, recipient: Recipient, moment: Slot, topics: frozenset[Topic]) -> Planned:
    return Planned(
        change.school_id,
        recipient.chat_key,
        recipient.person_id,
        Kind.LESSON,
        f"lesson:{change.lesson_id}:{recipient.pupil_id}:{recipient.chat_key}:{change.entry_id}",
        moment.moment,
        lesson_id=change.lesson_id,
        pupil_id=recipient.pupil_id,
        first_entry=change.entry_id,
        last_entry=change.entry_id,
        expires_at=moment.moment + EXPIRY,
        topics=topics,
        digest=_digest(recipient, moment) if moment.digest else None,
    )


def _digest(recipient: Recipient, moment: Slot) -> str:
    """A family has one digest of a moment in each of its chats, however many children and lessons it is about."""
    return f"digest:{recipient.chat_key}:{recipient.person_id}:{moment.moment.timestamp():.0f}"


def _edits(change: LessonChange, recipient: Recipient, own: tuple[Row, ...], when: When) -> Iterator[Planned]:
    """Edits of the messages that told what is different now. An edit makes no sound, so quiet hours let it pass."""
    settings, different = when.of(recipient.person_id), change.changed_for.get(recipient.pupil_id, _NOTHING)
    awake = replace(settings, quiet_to=settings.quiet_from)
    moment = slot(settings.modes[Topic.CORRECTION], when.now, awake, when.zone)
    for row in own:
        if moment is not None and row.state in (State.SENT, State.CLAIMED) and row.planned.topics & different:
            yield _edit(change, row, moment.moment)


def _edit(change: LessonChange, told: Row, moment: datetime) -> Planned:
    lesson = told.planned if told.part is None else None
    return Planned(
        change.school_id,
        told.planned.chat_key,
        told.planned.person_id,
        told.planned.kind,
        f"edit:{told.id}:{change.entry_id}",
        moment,
        Operation.EDIT,
        lesson_id=lesson.lesson_id if lesson else None,
        pupil_id=lesson.pupil_id if lesson else None,
        first_entry=lesson.first_entry if lesson else None,
        last_entry=lesson.last_entry if lesson else None,
        follows=told.id,
        expires_at=moment + EXPIRY,
        topics=lesson.topics if lesson else frozenset(Topic),
    )
