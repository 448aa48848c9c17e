"""A reading as the JSON that other programs use: the keys of the quick entry's description."""

from collections.abc import Callable

from core.journal.quick_entry.model import (
    Ask,
    DraftAbsence,
    DraftCorrection,
    DraftLateness,
    DraftMark,
    DraftRemark,
    EntryContext,
    Interpretation,
    LessonDraft,
    Question,
)

_Said = DraftMark | DraftAbsence | DraftLateness | DraftRemark | DraftCorrection

_WHY = {
    Ask.CLASS: "класс не назван", Ask.UNKNOWN_CLASS: "такого класса в школе нет",
    Ask.FOREIGN_CLASS: "у учителя нет уроков в этом классе", Ask.SUBJECT: "предмет не ясен",
    Ask.FOREIGN_SUBJECT: "учитель не ведёт этот предмет в классе", Ask.LESSON: "в этот день не один урок",
    Ask.DATE: "дата не ясна", Ask.NO_LESSON: "в этот день нет урока", Ask.FUTURE: "дата в будущем",
    Ask.GROUP: "группа не ясна", Ask.DUE: "срок задания не ясен", Ask.PUPIL: "кто из учеников",
    Ask.UNKNOWN_PUPIL: "такого ученика в классе нет", Ask.OTHER_GROUP: "ученик из другой группы",
    Ask.MARK: "отметка не ясна", Ask.CONTROL: "вид работы не ясен",
    Ask.BOTH_ABSENT_AND_LATE: "и отсутствует, и опоздал", Ask.ABSENT_WITH_MARK: "отметка у отсутствующего",
    Ask.EVERYONE: "запись для всего класса", Ask.REST: "«остальные»: показать список и подтвердить",
    Ask.CORRECTION: "исправление без работы, даты или причины", Ask.UNSUPPORTED: "так записать нельзя",
    Ask.TEXT: "не понял",
}  # fmt: skip
"""Why a reading is ambiguous, for programs and their logs; the messenger has sentences of its own."""


def as_json(interpretation: Interpretation, context: EntryContext) -> dict[str, object]:
    """The reading in the form that the command line writes, one object for a message."""
    drafts = interpretation.drafts
    if not drafts:
        return {"not_entry": True, "ambiguous": False, "why": "не запись журнала"}
    if len(drafts) == 1:
        return _draft(drafts[0], context)
    return {
        "multi": [_draft(draft, context) for draft in drafts],
        "ambiguous": any(draft.questions for draft in drafts),
        "why": "; ".join(filter(None, map(_why, drafts))),
    }


def _draft(draft: LessonDraft, context: EntryContext) -> dict[str, object]:
    return {
        "class": draft.class_title,
        "subject": draft.subject_name,
        "date": draft.day.isoformat() if draft.day else None,
        "lesson": draft.number,
        "topic": draft.topic,
        "homework": draft.homework,
        "homework_due": draft.homework_due.isoformat() if draft.homework_due else None,
        "marks": [_who(draft, one) | {"value": one.value, "control": one.control} for one in draft.marks],
        "absences": [_who(draft, one) | {"reason": one.reason} for one in draft.absences],
        "lateness": [_who(draft, one) | {"minutes": one.minutes} for one in draft.lateness],
        "ambiguous": bool(draft.questions),
        "why": _why(draft),
    } | _optional(draft, context)


def _why(draft: LessonDraft) -> str:
    asked = [_phrase(question) for question in draft.questions]
    return "; ".join([*asked, *(text for _, text in draft.notes)])


def _phrase(question: Question) -> str:
    return f"{_WHY[question.ask]}: {question.about}" if question.about else _WHY[question.ask]


def _who(draft: LessonDraft, one: _Said) -> dict[str, object]:
    if one.pupil_id is not None:
        return {"pupil": draft.names[one.pupil_id]}
    return {"pupil": None, "candidates": [draft.names[candidate] for candidate in one.candidates]}


def _optional(draft: LessonDraft, context: EntryContext) -> dict[str, object]:
    """The keys that stand only where they say something."""
    found: dict[str, object] = {}
    for key, value in _OPTIONAL.items():
        said = value(draft, context)
        if said:
            found[key] = said
    if not draft.held:
        found |= {"lesson_held": False, "not_held_reason": draft.not_held_reason}
    return found


def _rest(draft: LessonDraft, _: EntryContext) -> object:
    rest = draft.rest
    return rest and {"value": rest.value, "control": rest.control, "count": draft.rest_count}


def _substitute(draft: LessonDraft, context: EntryContext) -> object:
    if draft.substitute_for is None:
        return None
    names = {person.id: person.name.full for person in context.staff}
    return context.staff_numbers.get(draft.substitute_for) or names.get(draft.substitute_for)


def _absence_period(draft: LessonDraft, _: EntryContext) -> object:
    days = draft.absence_period
    return days and {"from": days[0].isoformat(), "to": days[1].isoformat()}


def _correction(draft: LessonDraft, one: DraftCorrection) -> dict[str, object]:
    return _who(draft, one) | {
        "old": one.old,
        "new": one.new,
        "control": one.control,
        "date": one.day.isoformat() if one.day else None,
        "reason": one.reason,
    }


_OPTIONAL: dict[str, Callable[[LessonDraft, EntryContext], object]] = {
    "group": lambda draft, _: draft.group_title,
    "no_homework": lambda draft, _: draft.no_homework,
    "homework_same_as_previous": lambda draft, _: draft.same_homework,
    "all_present": lambda draft, _: draft.all_present,
    "corrections": lambda draft, _: [_correction(draft, one) for one in draft.corrections],
    "needs_approval": lambda draft, _: bool(draft.corrections),
    "remarks": lambda draft, _: [_who(draft, one) | {"text": one.text} for one in draft.remarks],
    "exempt": lambda draft, _: [draft.names[one] for one in draft.exempt],
    "period": lambda draft, _: draft.period,
    "absence_period": _absence_period,
    "marks_rest": _rest,
    "substitute_for": _substitute,
    "late_entry_days": lambda draft, _: draft.late_days,
    "fuzzy": lambda draft, _: draft.fuzzy,
    "voice": lambda draft, _: draft.voice,
    "class_inferred": lambda draft, _: draft.class_inferred,
    "update": lambda draft, _: draft.update,
    "control_text": lambda draft, _: draft.control_text,
    "unread": lambda draft, _: list(draft.unread),
}
