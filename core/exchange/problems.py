"""What can be wrong with a file. A problem carries a code, a place and data; the front-end has the sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MOST_PROBLEMS = 200
"""As many problems are listed; the rest are counted."""


class Code(StrEnum):
    """Every reason for which a file, a sheet or a cell is refused, or mentioned as a warning."""

    FILE_EMPTY = "file_empty"
    FILE_TOO_LARGE = "file_too_large"
    FILE_UNREADABLE = "file_unreadable"
    FILE_OLD_OR_LOCKED = "file_old_or_locked"
    FILE_OF_NO_KNOWN_KIND = "file_of_no_known_kind"
    ENCODING_UNKNOWN = "encoding_unknown"
    ROWS_TOO_MANY = "rows_too_many"
    NOTHING_KNOWN = "nothing_known"
    SHEET_MISSING = "sheet_missing"
    SHEET_EMPTY = "sheet_empty"
    SHEET_REPEATED = "sheet_repeated"
    SHEET_UNKNOWN = "sheet_unknown"
    COLUMN_MISSING = "column_missing"
    COLUMN_REPEATED = "column_repeated"
    COLUMN_UNKNOWN = "column_unknown"
    FIELD_MISSING = "field_missing"
    FIELD_UNKNOWN = "field_unknown"
    VALUE_MISSING = "value_missing"
    VALUE_IS_ERROR = "value_is_error"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    BAD_DATE = "bad_date"
    BAD_TIME = "bad_time"
    BAD_NUMBER = "bad_number"
    BAD_CLASS = "bad_class"
    BAD_GRADES = "bad_grades"
    BAD_WEEKDAYS = "bad_weekdays"
    BAD_CHOICE = "bad_choice"
    BAD_UID = "bad_uid"
    BAD_YEAR = "bad_year"
    BAD_GROUP = "bad_group"
    DATES_REVERSED = "dates_reversed"
    TIMES_REVERSED = "times_reversed"
    UNKNOWN_TIME_ZONE = "unknown_time_zone"
    UNKNOWN_PROFILE = "unknown_profile"
    UNKNOWN_CLASS = "unknown_class"
    UNKNOWN_SUBJECT = "unknown_subject"
    UNKNOWN_GROUP = "unknown_group"
    UNKNOWN_ROOM = "unknown_room"
    UNKNOWN_TEACHER = "unknown_teacher"
    UNKNOWN_PUPIL = "unknown_pupil"
    TEACHER_MISSING = "teacher_missing"
    NAMESAKES = "namesakes"
    DUPLICATE_UID = "duplicate_uid"
    DUPLICATE_PERSON = "duplicate_person"
    DUPLICATE_ROW = "duplicate_row"
    UID_OF_ANOTHER = "uid_of_another"
    NAMESAKE_KNOWN = "namesake_known"
    POSITION_WITHOUT_ROLE = "position_without_role"


WARNINGS = frozenset(
    {
        Code.SHEET_UNKNOWN,
        Code.COLUMN_UNKNOWN,
        Code.FIELD_UNKNOWN,
        Code.NAMESAKE_KNOWN,
        Code.POSITION_WITHOUT_ROLE,
    }
)
"""What is worth a look but does not stop the import."""


@dataclass(frozen=True, slots=True)
class Place:
    """A sheet (or a csv file) and, where it is about one cell, the cell."""

    sheet: str
    cell: str | None = None

    def __str__(self) -> str:
        """«Ученики!F12»."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend, and where. `data` names the value and what was expected."""

    code: Code
    place: Place
    data: Mapping[str, object] = field(default_factory=dict)

    @property
    def stops(self) -> bool:
        """Whether nothing is imported until it is mended."""
        return self.code not in WARNINGS


class UnreadableError(Exception):
    """A text that a reader of values refuses. It becomes a problem at the cell that held it."""

    def __init__(self, code: Code, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


class Problems:
    """All that was found so far: nothing stops at the first one."""

    def __init__(self, most: int = MOST_PROBLEMS) -> None:
        self._most = most
        self._found: list[Problem] = []
        self.hidden = 0
        self.stopping = 0

    def add(self, code: Code, sheet: str, cell: str | None = None, /, **data: object) -> None:
        """Note a problem; beyond the bound it is only counted."""
        problem = Problem(code, Place(sheet, cell), data)
        self.stopping += problem.stops
        if len(self._found) < self._most:
            self._found.append(problem)
        else:
            self.hidden += 1

    @property
    def found(self) -> tuple[Problem, ...]:
        """The problems in the order of the file."""
        return tuple(self._found)
