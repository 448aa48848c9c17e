"""What the journal refuses."""

from core.errors import DomainError


class DraftClosedError(DomainError):
    """The draft was cancelled or taken back; `state` says which."""

    code = "draft_closed"


class UnansweredError(DomainError):
    """Questions are left: nothing is written before the teacher chose."""

    code = "draft_unanswered"


class NotYourLessonError(DomainError):
    """The lesson is another teacher's (A14, A17)."""

    code = "not_your_lesson"


class NoSuchLessonError(DomainError):
    """The timetable has no such lesson on that date any more."""

    code = "no_such_lesson"


class FutureLessonError(DomainError):
    """The lesson has not come yet."""

    code = "future_lesson"


class LateReasonNeededError(DomainError):
    """The lesson is further back than the grace days: the entry must say why (P11). `days` since the lesson."""

    code = "late_reason_needed"


class LessonCancelledError(DomainError):
    """The lesson does not take place; it can be brought back if it was held after all."""

    code = "lesson_cancelled"


class LessonSubstitutedError(DomainError):
    """A colleague holds this lesson for its teacher, and enters it (B25)."""

    code = "lesson_substituted"


class SubstitutionError(DomainError):
    """A substitution that nobody assigned, at a school where teachers do not declare them (B25)."""

    code = "substitution_not_assigned"


class NothingToRecordError(DomainError):
    """The draft says nothing that the journal could hold."""

    code = "nothing_to_record"


class UnsupportedEntryError(DomainError):
    """The message was understood, but this kind of entry is not written from chat; `what` says which."""

    code = "unsupported_entry"


class PeriodMarksError(DomainError):
    """The message gives marks of a period: they go to its sheet, where they are confirmed, and into no lesson."""

    code = "period_marks"


class NoPreviousHomeworkError(DomainError):
    """«то же» with no earlier homework to repeat."""

    code = "no_previous_homework"


class UndoTooLateError(DomainError):
    """The grace time is over: the families are being told, so that only a correction helps."""

    code = "undo_too_late"


class UndoCorrectedError(DomainError):
    """The entry was corrected since: it cannot be taken back as a whole."""

    code = "undo_corrected"


class CorrectionReasonNeededError(DomainError):
    """The free minutes are over: a correction must say why (P12, B27); `policy` says whether it is approved then."""

    code = "correction_reason_needed"


class OrderNeededError(DomainError):
    """The period is closed: nothing in it changes without the director's order (P12)."""

    code = "order_needed"


class OrderNotReadError(DomainError):
    """The words are no number and date of an order."""

    code = "order_not_read"


class CorrectionForbiddenError(DomainError):
    """The free minutes are over, and the school's profile lets nobody correct a mark after them (P12)."""

    code = "correction_forbidden"


class MarkNotFoundError(DomainError):
    """There is no such mark, or not exactly one, to correct."""

    code = "mark_not_found"


class MarkScaleError(DomainError):
    """The value is not one that the school gives."""

    code = "mark_scale"


class TextTooLongError(DomainError):
    """A message longer than a lesson can need; `limit` characters are read."""

    code = "text_too_long"


class OtherTeacherError(DomainError):
    """The operator types for another teacher now than when this draft was typed."""

    code = "draft_of_another_teacher"


class ConfirmationNeededError(DomainError):
    """What an operator typed is written only by the teacher's confirmation (B17)."""

    code = "confirmation_needed"


class DraftChangedError(DomainError):
    """What the draft would write is not what was shown when it was handed over: it is to be looked at once more."""

    code = "draft_changed"


class NothingToRepeatError(DomainError):
    """«Как в прошлый раз», when the last lesson has neither homework nor a control."""

    code = "nothing_to_repeat"
