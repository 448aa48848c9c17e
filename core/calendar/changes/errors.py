"""What is refused about changes of the timetable."""

from core.errors import DomainError


class LessonGoneError(DomainError):
    """The day has no such lesson: another's decision came first, or the timetable was loaded anew."""

    code = "lesson_gone"


class SameTeacherError(DomainError):
    """The substitute is the teacher who holds the lesson anyway."""

    code = "substitute_same"


class NoLessonsThatDayError(DomainError):
    """The lesson would fall into holidays or outside the school year."""

    code = "no_lessons_that_day"


class LessonRecordedError(DomainError):
    """What stands in the journal was held where it stands: such a lesson is neither cancelled nor moved."""

    code = "lesson_recorded"


class NothingChangesError(DomainError):
    """The lesson stands there already."""

    code = "nothing_changes"
