"""One small made-up school, and another beside it, on Tuesday 13 October 2026.

5А has namesakes, twins, a pupil who left yesterday, one who came from 6Б and one whose parents live apart.
Mathematics is the class teacher's; English is taught in two groups, by two teachers, at the same time.
"""

from datetime import UTC, date, datetime, time, timedelta

from core.calendar.model import Bell, Subject, Term, TermKind, TimetableEntry
from core.ids import ClassId, GroupId, PersonId, SchoolId, SubjectId
from core.journal.model import ControlKind
from core.journal.quick_entry.model import PlanItem
from core.people.model import Grant, Group, Name, Person, Role, School, SchoolClass
from tests.fakes.directories import (
    ClassOfYear,
    Days,
    Directories,
    Employment,
    Enrolment,
    Function,
    GroupDays,
    Guardianship,
    Load,
    Year,
)

TODAY = date(2026, 10, 13)
YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)
NOW = datetime(2026, 10, 13, 9, 30, tzinfo=UTC)
"""Half past twelve in Moscow: the lessons of the day are over."""
BEGAN = date(2026, 9, 1)
ENDS = date(2027, 5, 31)

SCHOOL, ELSEWHERE = SchoolId(1), SchoolId(2)
CLASS_5A, CLASS_6B, CLASS_4A, CLASS_ELSEWHERE = map(ClassId, (1, 2, 3, 4))
MATHS, ENGLISH, MATHS_ELSEWHERE = map(SubjectId, (1, 2, 3))
GROUP_1, GROUP_2 = map(GroupId, (1, 2))

OLGA, NINA, IGOR, DIRECTOR, RETIRED, TEACHER_ELSEWHERE, SECRETARY = map(PersonId, range(1, 8))
ARTYOM, DANIIL, GLEB, LEV, SOFIA, EGOR, VERA, OLEG, PUPIL_ELSEWHERE = map(PersonId, range(11, 20))
MARIA, DMITRY, PETROVA, IVANOVA, IVANOV, ZHUKOVA, BELOVA, SIDOROVA, GUARDIAN_ELSEWHERE = map(PersonId, range(21, 30))

_UIDS = {MARIA: "7800100021", GUARDIAN_ELSEWHERE: "7800100021", SOFIA: "7800100015"}

_NAMES = {
    OLGA: "Смирнова Ольга Викторовна",
    NINA: "Фёдорова Нина Львовна",
    IGOR: "Титов Игорь Олегович",
    DIRECTOR: "Гусева Анна Юрьевна",
    RETIRED: "Титов Игорь Олегович",
    ARTYOM: "Иванов Артём Петрович",
    DANIIL: "Иванов Даниил Сергеевич",
    GLEB: "Петров Глеб Ильич",
    LEV: "Петров Лев Ильич",
    SOFIA: "Ёлкина Софья Дмитриевна",
    EGOR: "Жуков Егор Павлович",
    VERA: "Белова Вера",
    OLEG: "Сидоров Олег Игоревич",
    MARIA: "Ёлкина Мария Олеговна",
    DMITRY: "Ёлкин Дмитрий Павлович",
    PETROVA: "Петрова Инна Юрьевна",
    IVANOVA: "Иванова Елена Олеговна",
    IVANOV: "Иванов Сергей Львович",
    ZHUKOVA: "Жукова Анна Ильинична",
    BELOVA: "Белова Майя Олеговна",
    SIDOROVA: "Сидорова Яна Олеговна",
    TEACHER_ELSEWHERE: "Громов Пётр Ильич",
    SECRETARY: "Тихонова Алла Ивановна",
    PUPIL_ELSEWHERE: "Ёлкина Софья Дмитриевна",
    GUARDIAN_ELSEWHERE: "Ёлкина Мария Олеговна",
}
_OF_ELSEWHERE = (TEACHER_ELSEWHERE, PUPIL_ELSEWHERE, GUARDIAN_ELSEWHERE)
_YEAR, _LAST_YEAR, _YEAR_ELSEWHERE = (
    Year(1, SCHOOL, Days(BEGAN, ENDS)),
    Year(2, SCHOOL, Days(date(2025, 9, 1), date(2026, 5, 31))),
    Year(3, ELSEWHERE, Days(BEGAN, ENDS)),
)
_ALWAYS = Days(BEGAN)
MOVED_ON = date(2026, 10, 5)
"""Vera's first day in 5А, and Daniil's in the other English group."""


def made_up_school() -> Directories:
    """Both schools. Every call makes collections of its own, so that a test may add to them."""
    return Directories(
        schools=[
            School(ELSEWHERE, "901", "Школа 901", "Школа № 901", "Asia/Vladivostok", "pyatigorsk-2012", "discreet"),
            School(SCHOOL, "900", "Школа 900", "Школа № 900", "Europe/Moscow", "spb-2018"),
        ],
        years=[_YEAR, _LAST_YEAR, _YEAR_ELSEWHERE],
        classes=[
            ClassOfYear(_YEAR, SchoolClass(CLASS_6B, 6, "Б")),
            ClassOfYear(_YEAR, SchoolClass(CLASS_5A, 5, "А")),
            ClassOfYear(_LAST_YEAR, SchoolClass(CLASS_4A, 4, "А")),
            ClassOfYear(_YEAR_ELSEWHERE, SchoolClass(CLASS_ELSEWHERE, 5, "А")),
        ],
        people={person_id: _person(person_id, text) for person_id, text in _NAMES.items()},
        languages={DMITRY: "en"},
        employments=_employments(),
        functions=_functions(),
        enrolments=_enrolments(),
        groups=[Group(GROUP_2, CLASS_5A, ENGLISH, "2 группа"), Group(GROUP_1, CLASS_5A, ENGLISH, "1 группа")],
        group_days=_group_days(),
        guardianships=_guardianships(),
        subjects=[
            (SCHOOL, Subject(MATHS, "Математика", ("матем", "алгебра"))),
            (SCHOOL, Subject(ENGLISH, "Английский язык", ("англ",))),
            (ELSEWHERE, Subject(MATHS_ELSEWHERE, "Математика")),
        ],
        control_kinds=[
            (SCHOOL, ControlKind("Ответ на уроке", 1.0, ("у доски",))),
            (SCHOOL, ControlKind("Контрольная работа", 1.5, ("к/р",))),
            (ELSEWHERE, ControlKind("Зачёт", 1.5)),
        ],
        loads=[
            Load(OLGA, CLASS_5A, MATHS, _ALWAYS),
            Load(NINA, CLASS_5A, ENGLISH, _ALWAYS, GROUP_1),
            Load(NINA, CLASS_6B, ENGLISH, Days(BEGAN, YESTERDAY)),
            Load(TEACHER_ELSEWHERE, CLASS_ELSEWHERE, MATHS_ELSEWHERE, _ALWAYS),
        ],
        terms=_terms(),
        bells=[*((SCHOOL, bell) for bell in _bells()), (ELSEWHERE, _bells()[0])],
        entries=_entries(),
        plan=[
            PlanItem(CLASS_5A, MATHS, 2, "Уравнения", "№ 12"),
            PlanItem(CLASS_5A, MATHS, 1, "Дроби", None),
            PlanItem(CLASS_6B, MATHS, 1, "Проценты", None),
        ],
    )


def _person(person_id: PersonId, text: str) -> Person:
    surname, given, *patronymic = text.split()
    school_id = ELSEWHERE if person_id in _OF_ELSEWHERE else SCHOOL
    name = Name(surname, given, patronymic[0] if patronymic else None)
    return Person(person_id, school_id, name, _UIDS.get(person_id))


def _employments() -> list[Employment]:
    return [
        Employment(OLGA, SCHOOL, "T1", _ALWAYS),
        Employment(NINA, SCHOOL, "T2", _ALWAYS),
        Employment(IGOR, SCHOOL, "T3", Days(BEGAN, TODAY)),
        Employment(DIRECTOR, SCHOOL, "A1", _ALWAYS),
        Employment(RETIRED, SCHOOL, "T4", Days(BEGAN, YESTERDAY)),
        Employment(TEACHER_ELSEWHERE, ELSEWHERE, "T1", _ALWAYS),
    ]


def _functions() -> list[Function]:
    return [
        Function(OLGA, Grant(Role.TEACHER), _ALWAYS),
        Function(OLGA, Grant(Role.CLASS_TEACHER, CLASS_5A), _ALWAYS),
        Function(OLGA, Grant(Role.DEPUTY), Days(BEGAN, YESTERDAY)),
        Function(NINA, Grant(Role.TEACHER), _ALWAYS),
        Function(IGOR, Grant(Role.TEACHER), _ALWAYS),
        Function(DIRECTOR, Grant(Role.DIRECTOR), Days(TODAY, TODAY)),
        Function(TEACHER_ELSEWHERE, Grant(Role.TEACHER), _ALWAYS),
        Function(SECRETARY, Grant(Role.CLERK), _ALWAYS),
    ]


def _enrolments() -> list[Enrolment]:
    whole_year = [Enrolment(pupil_id, CLASS_5A, _ALWAYS) for pupil_id in (SOFIA, LEV, GLEB, DANIIL, ARTYOM)]
    return [
        *whole_year,
        Enrolment(EGOR, CLASS_5A, Days(BEGAN, YESTERDAY)),
        Enrolment(VERA, CLASS_6B, Days(BEGAN, MOVED_ON - timedelta(days=1))),
        Enrolment(VERA, CLASS_5A, Days(MOVED_ON)),
        Enrolment(OLEG, CLASS_6B, _ALWAYS),
        Enrolment(PUPIL_ELSEWHERE, CLASS_ELSEWHERE, _ALWAYS),
    ]


def _group_days() -> list[GroupDays]:
    return [
        GroupDays(SOFIA, GROUP_1, _ALWAYS),
        GroupDays(ARTYOM, GROUP_2, _ALWAYS),
        GroupDays(DANIIL, GROUP_2, Days(MOVED_ON)),
        GroupDays(DANIIL, GROUP_1, Days(BEGAN, MOVED_ON - timedelta(days=1))),
    ]


def _guardianships() -> list[Guardianship]:
    return [
        Guardianship(MARIA, SOFIA, _ALWAYS),
        Guardianship(DMITRY, SOFIA, _ALWAYS, date(2026, 9, 3)),
        Guardianship(PETROVA, LEV, _ALWAYS),
        Guardianship(PETROVA, GLEB, _ALWAYS),
        Guardianship(IVANOVA, ARTYOM, _ALWAYS),
        Guardianship(IVANOV, DANIIL, Days(BEGAN, YESTERDAY)),
        Guardianship(ZHUKOVA, EGOR, _ALWAYS),
        Guardianship(ZHUKOVA, OLEG, Days(TOMORROW)),
        Guardianship(BELOVA, VERA, Days(TODAY, TODAY)),
        Guardianship(SIDOROVA, OLEG, _ALWAYS),
        Guardianship(OLGA, OLEG, _ALWAYS),
        Guardianship(GUARDIAN_ELSEWHERE, PUPIL_ELSEWHERE, _ALWAYS),
    ]


def _terms() -> list[tuple[Year, Term]]:
    return [
        (_YEAR, Term("2 четверть", TermKind.QUARTER, date(2026, 11, 2), date(2026, 12, 27), 1, 9)),
        (_YEAR, Term("Осенние каникулы", TermKind.HOLIDAY, date(2026, 10, 26), date(2026, 11, 1), 1, 11)),
        (_YEAR, Term("1 четверть", TermKind.QUARTER, BEGAN, date(2026, 10, 25), 1, 9)),
        (_LAST_YEAR, Term("1 четверть", TermKind.QUARTER, date(2025, 9, 1), date(2025, 10, 26), 1, 9)),
    ]


def _bells() -> list[Bell]:
    weekdays = frozenset(range(5))
    return [
        Bell(1, time(8, 30), time(9, 15), 1, 11, weekdays),
        Bell(2, time(9, 25), time(10, 10), 1, 11, weekdays),
        Bell(3, time(10, 30), time(11, 15), 1, 11, weekdays),
    ]


def _entries() -> list[TimetableEntry]:
    """Tuesdays: mathematics second, English in groups third. Mathematics on Thursdays, and on Tuesdays in 6Б."""
    return [
        TimetableEntry(CLASS_5A, 5, None, MATHS, OLGA, 1, 2, None, BEGAN, ENDS),
        TimetableEntry(CLASS_5A, 5, None, MATHS, OLGA, 3, 2, None, BEGAN, ENDS),
        TimetableEntry(CLASS_5A, 5, GROUP_1, ENGLISH, NINA, 1, 3, None, BEGAN, ENDS),
        TimetableEntry(CLASS_5A, 5, GROUP_2, ENGLISH, IGOR, 1, 3, None, BEGAN, ENDS),
        TimetableEntry(CLASS_6B, 6, None, MATHS, OLGA, 1, 4, None, BEGAN, TODAY),
        TimetableEntry(CLASS_ELSEWHERE, 5, None, MATHS_ELSEWHERE, TEACHER_ELSEWHERE, 1, 2, None, BEGAN, ENDS),
    ]
