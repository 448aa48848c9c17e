"""The screens of a class within the messenger's limits: a class of forty, all away, with notes and long names."""

from datetime import UTC, date, datetime, timedelta
from itertools import chain

import pytest

from bot.i18n import texts
from bot.markup import MAX_LENGTH, length, plain
from bot.screens import Screen
from bot.teachers.absences_data import OPEN_END, ShowGap, ShowPupil
from bot.teachers.absences_views import class_screen, list_screen
from bot.teachers.gaps_views import gap_screen, gaps_screen
from bot.teachers.note_views import note_days, pupil_screen
from core.classroom.model import Away, ClassDay, Gaps, Late, Remark, Unentered
from core.ids import ClassId, EntryId, LessonId, NoteId, PersonId, SchoolId, SubjectId
from core.journal.model import Absence, AttendanceFact, LessonKey, Reason
from core.journal.notes.model import AbsenceNote, NewNote, Source, Stated
from core.people.model import Actor, Grant, Name, Person, Role, SchoolClass

RU, EN = texts("ru"), texts("en")
TODAY = date(2026, 10, 13)
OF = SchoolClass(ClassId(10**9), 11, "А")
ACTOR = Actor(SchoolId(1), PersonId(1), Name("Морозова", "Анна"), frozenset({Grant(Role.CLASS_TEACHER, OF.id)}))
MOMENT = datetime(2026, 10, 13, 9, tzinfo=UTC)


def absence(pupil: int, number: int, day: date = TODAY, reason: Reason | None = None) -> Absence:
    key = LessonKey(SchoolId(1), OF.id, None, SubjectId(1), day, number)
    return Absence(LessonId(1), key, AttendanceFact(PersonId(pupil), False, reason, None, EntryId(1)))


def note(pupil: int, **stated: object) -> AbsenceNote:
    said: dict[str, object] = {"first_day": TODAY, "last_day": TODAY, "reason": Reason.ILLNESS} | stated
    made = Stated(pupil_id=PersonId(pupil), **said)  # type: ignore[arg-type]
    return AbsenceNote(
        id=NoteId(10**9),
        made=NewNote(school_id=SchoolId(1), stated=made, entered_by=PersonId(1), entered_at=MOMENT),
    )


def away(pupil: int) -> Away:
    name = f"Константинопольский-Петропавловский {pupil} <Александр>"
    person = Person(PersonId(10**9 + pupil), SchoolId(1), Name("Константинопольский", "Александр"))
    absences = tuple(absence(pupil, number) for number in range(1, 9))
    return Away(person, name, absences, (note(pupil, last_day=None),), TODAY)


PUPILS = tuple(away(number) for number in range(40))
DAY = ClassDay(
    of=OF,
    day=TODAY,
    today=TODAY,
    own=True,
    lessons=8,
    holiday=False,
    everyone=PUPILS,
    late=tuple(Late(one.name, 1, 5) for one in PUPILS),
    remarks=tuple(Remark(one.name, 1, "не готов <к уроку> & " * 20) for one in PUPILS),
    unentered=tuple(Unentered(number, "Математика", "2 группа", "Смирнова Ольга Викторовна") for number in range(8)),
    subjects=dict.fromkeys(range(1, 9), "Вероятность и статистика"),
    earlier=TODAY - timedelta(days=1),
    later=TODAY + timedelta(days=1),
    waiting=40,
)
GAPS = Gaps(
    OF,
    PUPILS[0].pupil,
    PUPILS[0].name,
    tuple(absence(0, 1, TODAY - timedelta(days=back)) for back in range(60, 0, -1)),
    (TODAY - timedelta(days=60),),
)
CHOICE = ShowPupil(
    class_id=OF.id,
    pupil=PUPILS[0].pupil.id,
    day=TODAY.toordinal(),
    span=OPEN_END,
    source=Source.CERTIFICATE,
)


@pytest.mark.parametrize("own", [RU, EN])
@pytest.mark.parametrize("name", ["class", "list", "pupil", "gaps", "gap"])
def test_the_messenger_takes_every_screen(name: str, own: object) -> None:
    words = RU if own is RU else EN
    screen = {
        "class": lambda: class_screen(DAY, ACTOR, words),
        "list": lambda: list_screen(DAY, words),
        "pupil": lambda: pupil_screen(DAY, PUPILS[0], CHOICE, words),
        "gaps": lambda: gaps_screen(OF.id, [GAPS] * 40, words, own=True),
        "gap": lambda: gap_screen(GAPS, ShowGap(class_id=OF.id, pupil=10**9), words),
    }[name]()
    assert length(plain(screen.text)) <= MAX_LENGTH
    assert len(buttons(screen)) <= 100
    assert max(len((data or "").encode()) for _, data in buttons(screen)) <= 64


def test_truancy_is_said_of_a_day_or_a_lesson_only() -> None:
    """It is established lesson by lesson: of days to come nobody can say it."""
    labels = {label for label, _ in buttons(pupil_screen(DAY, PUPILS[0], CHOICE, RU))}
    assert "Без уважительной" not in labels
    whole_day = CHOICE.model_copy(update={"span": "d"})
    assert "Без уважительной" in {label for label, _ in buttons(pupil_screen(DAY, PUPILS[0], whole_day, RU))}


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({}, "записка на 13 октября"),
        ({"last_day": None}, "записка с 13 октября, пока не выйдет"),
        ({"last_day": TODAY + timedelta(days=3)}, "записка с 13 октября по 16 октября"),
        ({"lessons": frozenset(range(3, 13))}, "записка на 13 октября, с урока 3"),
        ({"lessons": frozenset({1, 2})}, "записка на 13 октября, уроки 1–2"),
        ({"lessons": frozenset({2})}, "записка на 13 октября, урок 2"),
        ({"lessons": frozenset({1, 5})}, "записка на 13 октября, уроки: 1 5"),
    ],
)
def test_how_a_note_is_worded(stated: dict[str, object], expected: str) -> None:
    assert note_days(note(1, **stated).stated, RU) == expected


def buttons(screen: Screen) -> list[tuple[str, str | None]]:
    assert screen.keyboard is not None
    return [(one.text, one.callback_data) for one in chain(*screen.keyboard.inline_keyboard)]
