"""Subjects, rooms, load, timetable, bells, terms, plans and places of data entry (A11-A16, I01)."""

from collections import defaultdict
from datetime import date

from core.calendar.model import TermKind
from core.exchange.dated_records import LessonRecord, LoadRecord
from core.exchange.keys import ClassKey, GroupKey, PersonKey, RoomKey, SubjectKey
from core.exchange.model import BellRecord, PlanRecord, RoomRecord, SlotRecord, SubjectRecord, TermRecord, YearRecord
from core.exchange.problems import Code
from core.exchange.reading import values
from core.exchange.reading.directory import Directory
from core.exchange.reading.layout import SLOT_DAYS
from core.exchange.reading.rows import RowReader

_GRADINGS = {"5-балл": "5-балл", "5-балльная": "5-балл", "зачет": "зачёт", "безотметочное": "безотметочное"}
_ALL_GRADES = (1, values.LAST_GRADE)
_SCHOOL_DAYS = tuple(range(6))


def subject(row: RowReader) -> SubjectRecord:
    """A row of «Предметы»."""
    name = row.need("Название", values.line)
    aliases = row.may("Сокращения", values.parts) or ()
    first, last = row.may("Ступень", values.grades) or (None, None)
    grading = row.may("Оценивание", values.one_of(_GRADINGS))
    return SubjectRecord(SubjectKey(values.folded(name or "")), name, aliases, first, last, grading)


def room(row: RowReader) -> RoomRecord:
    """A row of «Помещения»."""
    number = row.need("Номер", values.label)
    name, workstation = row.may("Название", values.line), row.may("АРМ №", values.label)
    capacity = row.may("Вместимость", values.whole)
    return RoomRecord(RoomKey(values.folded(number or "")), number, name, capacity, workstation)


def bell(row: RowReader) -> BellRecord:
    """A row of «Звонки»."""
    first, last = row.may("Классы", values.grades) or _ALL_GRADES
    record = BellRecord(
        set_name=row.need("Набор", values.line),
        number=row.need("Урок", _lesson_number),
        starts=row.need("Начало", values.clock),
        ends=row.need("Конец", values.clock),
        from_grade=first,
        to_grade=last,
        weekdays=row.may("Дни", values.weekdays) or _SCHOOL_DAYS,
    )
    if row.sound and record.starts >= record.ends:
        row.refuse("Конец", Code.TIMES_REVERSED)
    return record


class TermReader:
    """Rows of «Периоды»."""

    def __init__(self, year: str) -> None:
        self._year = year

    def term(self, row: RowReader) -> TermRecord:
        """A quarter, a half-year or holidays; the kind may follow from the name."""
        name = row.need("Название", values.line)
        first, last = row.need("Классы", values.grades) or _ALL_GRADES
        starts, ends = row.need("Начало", values.day), row.need("Конец", values.day)
        kind = row.may("Вид", values.one_of({kind.value: kind for kind in TermKind})) or _kind(row, name)
        if row.sound and starts > ends:
            row.refuse("Конец", Code.DATES_REVERSED)
        return TermRecord(self._year, name, kind.value if kind else "", starts, ends, first, last)


def _kind(row: RowReader, name: str | None) -> TermKind | None:
    found = next((kind for kind in TermKind if kind.value in (name or "").lower()), None)
    if found is None and row.sound:
        row.refuse("Вид", Code.BAD_CHOICE, value=name, choices=tuple(kind.value for kind in TermKind))
    return found


class TeachingReader:
    """Rows that refer to people, classes, subjects and rooms."""

    def __init__(self, directory: Directory, year: YearRecord) -> None:
        self._directory = directory
        self._year = year
        self._teachers: dict[tuple[ClassKey, SubjectKey, GroupKey | None], set[PersonKey]] = defaultdict(set)
        self._knows_load = True

    def load(self, row: RowReader) -> LoadRecord:
        """A row of «Нагрузка»."""
        school_class, subject_key, group = self._what(row)
        teacher = row.need("Учитель", self._directory.teacher)
        if row.sound:
            self._teachers[school_class, subject_key, group].add(teacher)
        else:
            self._knows_load = False
        return LoadRecord(
            from_day=self._year.from_day,
            to_day=None,
            school_class=school_class,
            group=group,
            subject=subject_key,
            teacher=teacher,
            hours=row.need("Часов в неделю", values.hours),
        )

    def lesson(self, row: RowReader) -> LessonRecord:
        """A row of «Расписание». A teacher who is not named is the one who has the load."""
        school_class, subject_key, group = self._what(row)
        teacher = row.may("Учитель", self._directory.teacher)
        if teacher is None and row.sound:
            teacher = self._by_load(row, school_class, subject_key, group)
        from_day, to_day = self._days(row)
        return LessonRecord(
            from_day=from_day,
            to_day=to_day,
            school_class=school_class,
            weekday=row.need("День", values.weekday),
            number=row.need("Урок", _lesson_number),
            group=group,
            subject=subject_key,
            teacher=teacher or PersonKey(""),
            room=row.may("Кабинет", self._directory.known_room),
            week=row.may("Неделя", lambda text: values.whole(text, most=2)),
        )

    def plan(self, row: RowReader) -> PlanRecord:
        """A row of «Планы»."""
        return PlanRecord(
            school_class=row.need("Класс", self._directory.known_class),
            subject=row.need("Предмет", self._directory.known_subject),
            position=row.need("№ урока", values.whole),
            topic=row.need("Тема", values.line),
            homework=row.may("Домашнее задание", values.lines),
        )

    def slot(self, row: RowReader) -> SlotRecord:
        """A row of «Ввод данных»: the district's form of the data-entry schedule (I02)."""
        cells = ((day, row.may(column, values.line)) for day, column in zip(values.WEEKDAYS, SLOT_DAYS, strict=False))
        return SlotRecord(
            person=row.need("ФИО сотрудника", self._directory.teacher),
            cells=tuple((day, text) for day, text in cells if text),
            note=row.may("Примечание", values.line),
        )

    def _what(self, row: RowReader) -> tuple[ClassKey, SubjectKey, GroupKey | None]:
        school_class = row.need("Класс", self._directory.known_class)
        subject_key = row.need("Предмет", self._directory.known_subject)
        if not row.sound:
            return school_class, subject_key, None
        return school_class, subject_key, row.may("Группа", self._directory.known_group(school_class, subject_key))

    def _by_load(
        self, row: RowReader, school_class: ClassKey, subject_key: SubjectKey, group: GroupKey | None
    ) -> PersonKey | None:
        found = self._teachers.get((school_class, subject_key, group), set())
        if len(found) == 1:
            return next(iter(found))
        if self._knows_load:
            row.refuse("Учитель", Code.TEACHER_MISSING)
        return None

    def _days(self, row: RowReader) -> tuple[date, date]:
        from_day = row.may("С даты", values.day) or self._year.from_day
        to_day = row.may("По дату", values.day) or self._year.to_day
        if row.sound and from_day > to_day:
            row.refuse("По дату", Code.DATES_REVERSED)
        return from_day, to_day


def _lesson_number(text: str) -> int:
    return values.whole(text, least=0, most=20)
