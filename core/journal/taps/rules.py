"""What was tapped, laid over the reading of a message. Pure; the same taps laid twice say the same."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from core.ids import PersonId
from core.journal.model import LessonRecord, Reason, RemarkFact
from core.journal.quick_entry.asking import Desk
from core.journal.quick_entry.model import (
    Answers,
    Ask,
    DraftAbsence,
    DraftCorrection,
    DraftLateness,
    DraftMark,
    DraftRemark,
    LessonDraft,
    Option,
)
from core.journal.required import lacking
from core.journal.taps.model import NO_TAPS, REASONS, Attends, Fix, Progress, RollLine, TappedMark, TappedRemark, Taps

ASIDE = "taps_aside"
"""The note of a reading to which what was tapped does not belong."""
_BOTH = frozenset((Ask.ABSENT_WITH_MARK, Ask.BOTH_ABSENT_AND_LATE))
"""Questions about one pupil that a tap about this pupil settles or asks anew."""


def takes_taps(reading: LessonDraft) -> bool:
    """Whether a reading is an ordinary record of a lesson.

    Corrections, notes over days and lessons that were not held are said in words only.
    """
    in_words = (reading.corrections, reading.update, reading.period, reading.absence_period)
    return reading.held and not any(in_words)


def laid_over(
    reading: LessonDraft,
    taps: Taps,
    names: Mapping[PersonId, str],
    record: LessonRecord | None,
    coming: Sequence[date],
    answers: Answers,
) -> LessonDraft:
    """The reading with what was tapped.

    `names` is the lesson's list: of nobody else anything is said. `record` is what the journal has already, `coming`
    the days of the next lessons: homework is for the first of them.
    """
    if taps.fix is not None and taps.fix.pupil_id in names:
        return _fixed(reading, taps.fix, names)
    if replace(taps, awaited=None, reason=None, order=None, files=()) == NO_TAPS:
        return reading
    if not takes_taps(reading):
        return replace(reading, notes=(*reading.notes, (ASIDE, "")))
    if taps.not_held is not None:
        return _not_held(reading, taps.not_held.text)
    said = {pupil: where for pupil, where in taps.presence.items() if pupil in names}
    given = [one for one in taps.given if one.pupil_id in names]
    remarks = [one for one in taps.remarks if one.pupil_id in names]
    told = {*said, *(one.pupil_id for one in given), *(one.pupil_id for one in remarks)}
    reading = _with_marks(_with_presence(_with_texts(reading, taps, coming), taps, said, record), taps, given)
    reading = replace(
        reading, remarks=(*reading.remarks, *(DraftRemark(one.pupil_id, one.said.text) for one in remarks))
    )
    named = {**reading.names, **{pupil: names[pupil] for pupil in told}}
    return _asked(replace(reading, names=named, all_present=reading.all_present or taps.all_present), told, answers)


def _not_held(reading: LessonDraft, reason: str) -> LessonDraft:
    """A lesson that did not take place has no roll and no marks; homework may be set all the same."""
    bare = replace(reading, marks=(), absences=(), lateness=(), remarks=(), exempt=(), present=(), questions=())
    return replace(bare, topic=None, all_present=False, held=False, not_held_reason=reason)


def _fixed(reading: LessonDraft, fix: Fix, names: Mapping[PersonId, str]) -> LessonDraft:
    wanted = DraftCorrection(fix.pupil_id, fix.old, fix.new, day=reading.day, mark_id=fix.mark_id)
    return replace(reading, corrections=(wanted,), names={**reading.names, fix.pupil_id: names[fix.pupil_id]})


def roll_lines(
    reading: LessonDraft, names: Mapping[PersonId, str], record: LessonRecord | None
) -> tuple[RollLine, ...]:
    """The list of the lesson: what the draft says of each pupil, else what the journal has."""
    return tuple(_line(pupil, name, reading, record) for pupil, name in names.items())


def conflicts(pupil_id: PersonId, answers: Answers) -> dict[str, str]:
    """The answers without those about this pupil's absence beside a mark or lateness: a tap asks anew."""
    keys = tuple(f"{ask.value[:16]}-{pupil_id}" for ask in _BOTH)
    return {key: option for key, option in answers.items() if not key.endswith(keys)}


def under(taps: Taps, words: LessonDraft) -> Taps:
    """What was tapped before these words were written: where they speak they are the newer word."""
    spoken = {*words.present, *(one.pupil_id for one in words.absences), *(one.pupil_id for one in words.lateness)}
    presence = {} if words.all_present else {pupil: at for pupil, at in taps.presence.items() if pupil not in spoken}
    taps = replace(taps, presence=presence, taken=(), topic=None if words.topic else taps.topic)
    if words.homework or words.no_homework or words.same_homework:
        return replace(taps, homework=None, none_set=False, due=None)
    return taps


def progress(record: LessonRecord | None, day: date, today: date, required: frozenset[str]) -> Progress:
    """How far a lesson is entered. What the profile requires is due on its day (B01-B05, B10)."""
    said = record is not None and (says_something(record) or not record.held)
    if record is not None and said and not lacking(required, record):
        return Progress.COMPLETE
    if day < today:
        return Progress.OVERDUE
    return Progress.PARTIAL if said else Progress.EMPTY


def says_something(record: LessonRecord) -> bool:
    """Whether the journal says more of a lesson than that it was held."""
    return any((record.topic, record.homework, record.marks, record.attendance, record.remarks, record.present))


def attending(taps: Taps, pupil_id: PersonId, attends: Attends, minutes: int | None = None) -> Taps:
    """The pupil is there, away, exempt, or late by so many minutes."""
    others = {pupil: late for pupil, late in taps.minutes.items() if pupil != pupil_id}
    late = {pupil_id: minutes} if minutes and attends is Attends.LATE else {}
    presence = {**taps.presence, pupil_id: attends}
    return replace(taps, presence=presence, minutes=others | late, all_present=taps.all_present and not attends.away)


def with_remark(taps: Taps, remark: TappedRemark) -> Taps:
    """The remark is made; one of the same message is in place of what that message said before."""
    source = remark.said.source
    kept = [one for one in taps.remarks if one != remark and (source is None or one.said.source != source)]
    return replace(taps, remarks=(*kept, remark))


def without_remark(taps: Taps, pupil_id: PersonId, text: str) -> Taps:
    """A remark that was tapped is taken off."""
    return replace(
        taps, remarks=tuple(one for one in taps.remarks if (one.pupil_id, one.said.text) != (pupil_id, text))
    )


def everyone_here(taps: Taps, reading: LessonDraft) -> Taps:
    """All are there: who was away by message or tap is there as well."""
    away = {one.pupil_id for one in reading.absences if one.pupil_id is not None}
    away |= {pupil for pupil, where in taps.presence.items() if where not in (Attends.LATE, Attends.EXEMPT)}
    return replace(taps, presence={**taps.presence, **dict.fromkeys(away, Attends.HERE)}, all_present=True)


def with_mark(taps: Taps, mark: TappedMark, reading: LessonDraft) -> Taps:
    """The mark is given: one of the message that was tapped off comes back, else it is a new one."""
    if mark in taps.taken:
        return replace(taps, taken=tuple(one for one in taps.taken if one != mark))
    has = any((one.pupil_id, one.value) == (mark.pupil_id, mark.value) for one in reading.marks)
    return taps if has else replace(taps, given=(*taps.given, mark))


def without_mark(taps: Taps, mark: TappedMark) -> Taps:
    """The mark is tapped off, whether it was tapped or written."""
    if mark in taps.given:
        return replace(taps, given=tuple(one for one in taps.given if one != mark))
    return taps if mark in taps.taken else replace(taps, taken=(*taps.taken, mark))


def _with_texts(reading: LessonDraft, taps: Taps, coming: Sequence[date]) -> LessonDraft:
    if taps.topic:
        reading = replace(reading, topic=taps.topic.text)
    if taps.none_set:
        return replace(reading, homework=None, no_homework=True, same_homework=False, homework_due=None)
    if taps.homework:
        due = next(iter(coming), None)
        text = taps.homework.text
        reading = replace(reading, homework=text, no_homework=False, same_homework=False, homework_due=due)
    return replace(reading, homework_due=taps.due) if taps.due and (reading.homework or taps.files) else reading


def _with_presence(
    reading: LessonDraft, taps: Taps, said: Mapping[PersonId, Attends], record: LessonRecord | None
) -> LessonDraft:
    written = _written_of(record) if record else frozenset()
    absences = [one for one in reading.absences if one.pupil_id not in said]
    late = [one for one in reading.lateness if one.pupil_id not in said]
    exempt = [one for one in reading.exempt if one not in said]
    here = [pupil for pupil, where in said.items() if where is Attends.HERE and pupil in written]
    away = tuple(DraftAbsence(pupil, REASONS[where]) for pupil, where in said.items() if where.away)
    came_late = (pupil for pupil, where in said.items() if where is Attends.LATE)
    return replace(
        reading,
        absences=(*absences, *away),
        lateness=(*late, *(DraftLateness(pupil, taps.minutes.get(pupil)) for pupil in came_late)),
        exempt=(*exempt, *(pupil for pupil, where in said.items() if where is Attends.EXEMPT)),
        present=(*(pupil for pupil in reading.present if pupil not in said), *here),
        all_present=reading.all_present and not away,
    )


def _written_of(record: LessonRecord) -> frozenset[PersonId]:
    away = frozenset(one.pupil_id for one in record.attendance)
    return away | {one.pupil_id for one in _exempt(record)}


def _exempt(record: LessonRecord) -> list[RemarkFact]:
    return [one for one in record.remarks if one.text is None]


def _with_marks(reading: LessonDraft, taps: Taps, given: Sequence[TappedMark]) -> LessonDraft:
    taken = {(one.pupil_id, one.value) for one in taps.taken}
    kept = [one for one in reading.marks if (one.pupil_id, one.value) not in taken]
    return replace(reading, marks=(*kept, *(DraftMark(one.pupil_id, one.value, taps.control) for one in given)))


def _asked(reading: LessonDraft, told: set[PersonId], answers: Answers) -> LessonDraft:
    """A mark for who is away is asked about, as when it is typed."""
    about = {str(pupil) for pupil in told}
    kept = [one for one in reading.questions if one.ask not in _BOTH or one.key.rpartition("-")[2] not in about]
    desk = Desk(answers, questions=kept)
    away, marked = {one.pupil_id for one in reading.absences}, {one.pupil_id for one in reading.marks}
    for pupil in sorted(told & away & marked):
        options = (Option("absent", "", "absent"), Option("mark", "", "mark"), Option("both", "", "write_anyway"))
        taken = desk.ask(Ask.ABSENT_WITH_MARK, int(pupil), reading.names[pupil], options)
        reading = _decided(reading, pupil, taken.key if taken else "")
    return replace(reading, questions=tuple(desk.questions))


def _decided(reading: LessonDraft, pupil: PersonId, answer: str) -> LessonDraft:
    if answer == "absent":
        return replace(reading, marks=tuple(one for one in reading.marks if one.pupil_id != pupil))
    if answer == "mark":
        return replace(reading, absences=tuple(one for one in reading.absences if one.pupil_id != pupil))
    return reading


def _line(pupil: PersonId, name: str, reading: LessonDraft, record: LessonRecord | None) -> RollLine:
    attends, minutes = _drafted(pupil, reading) or _written(pupil, record) or (Attends.HERE, None)
    marks = tuple(one.value for one in reading.marks if one.pupil_id == pupil)
    written = tuple(one.value for one in record.marks if one.pupil_id == pupil) if record else ()
    remarks = tuple(one.text for one in reading.remarks if one.pupil_id == pupil)
    return RollLine(pupil, name, attends, marks, written, minutes, remarks)


def _drafted(pupil: PersonId, reading: LessonDraft) -> tuple[Attends, int | None] | None:
    if pupil in reading.present:
        return Attends.HERE, None
    if pupil in reading.exempt:
        return Attends.EXEMPT, None
    late = next((one for one in reading.lateness if one.pupil_id == pupil), None)
    if late is not None:
        return Attends.LATE, late.minutes
    return next(((_away(one.why), None) for one in reading.absences if one.pupil_id == pupil), None)


def _written(pupil: PersonId, record: LessonRecord | None) -> tuple[Attends, int | None] | None:
    if record is None:
        return None
    found = next((one for one in record.attendance if one.pupil_id == pupil), None)
    if found is None:
        return (Attends.EXEMPT, None) if any(one.pupil_id == pupil for one in _exempt(record)) else None
    return (Attends.LATE, found.minutes) if found.late else (_away(found.reason), None)


def _away(reason: Reason | None) -> Attends:
    return next(where for where, why in REASONS.items() if why is reason)
