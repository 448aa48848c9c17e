"""Whoever is named, no other pupil of the class may get the mark: slips of the finger, order, words between."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from core.ids import PersonId
from core.journal.quick_entry.model import ClassList, EntryContext, LessonDraft
from core.journal.quick_entry.names import Role, book_of
from core.journal.quick_entry.service import interpret
from core.journal.quick_entry.tokens import words_of
from core.people.model import Person
from tests.core.journal.quick_entry.reading import DAY, read
from tests.core.journal.quick_entry.school import SCHOOLS

RELAXED = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LETTERS = "абвгдежзийклмнопрстуфхцчшщыьэюя"
TEACHERS = (("sample", "T1", DAY), ("gymnasium", "23", DAY), ("gymnasium", "24", DAY), ("gymnasium", "25", DAY),
            ("other", "17", "2026-10-14T15:00"))  # fmt: skip
SAID_OF_ONE = ("опоздал", "опоздала", "болел", "болела", "не готов", "не готова")
BETWEEN = ("сегодня", "хорошо", "молодец", "пожалуйста", "потом", "за урок", "🙂", "и", "-", "(")


@st.composite
def pupils(draw: st.DrawFn) -> tuple[EntryContext, ClassList, Person]:
    """A pupil of one of the classes of a teacher, with the context in which this teacher writes."""
    school, teacher, at = draw(st.sampled_from(TEACHERS))
    context = SCHOOLS[school]().context(teacher, at)
    class_list = draw(st.sampled_from(context.classes))
    return context, class_list, draw(st.sampled_from(class_list.pupils)).pupil


@st.composite
def slips(draw: st.DrawFn, word: str) -> str:
    """The word with one letter left out, put in, changed, or swapped with the next."""
    place = draw(st.integers(0, len(word) - 1))
    letter = draw(st.sampled_from(LETTERS))
    how = draw(st.sampled_from(("out", "in", "other", "swap")))
    return {
        "out": word[:place] + word[place + 1 :],
        "in": word[:place] + letter + word[place:],
        "other": word[:place] + letter + word[place + 1 :],
        "swap": word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
    }[how]


def _taken(draft: LessonDraft) -> set[PersonId]:
    """Everybody of whom the draft says something, when nothing about names is asked."""
    return {one for ids in _named(draft).values() for one in ids}


def _named(draft: LessonDraft) -> dict[str, set[PersonId]]:
    return {
        "marks": {one.pupil_id for one in draft.marks if one.pupil_id is not None},
        "away": {one.pupil_id for one in draft.absences if one.pupil_id is not None},
        "late": {one.pupil_id for one in draft.lateness if one.pupil_id is not None},
        "remarks": {one.pupil_id for one in draft.remarks if one.pupil_id is not None},
    }


@RELAXED
@given(pupils(), st.data())
def test_a_slip_in_a_surname_never_gives_the_mark_to_another(
    chosen: tuple[EntryContext, ClassList, Person], data: st.DataObject
) -> None:
    context, class_list, pupil = chosen
    typed = data.draw(slips(pupil.name.surname))
    book = book_of(class_list)
    words = words_of(typed)
    assume(words and not any(book.names(word, *Role) for word in words))
    for draft in interpret(f"{class_list.school_class.title} {typed} 5", context).drafts:
        assert _taken(draft) <= {pupil.id}


@RELAXED
@given(pupils(), st.sampled_from(SAID_OF_ONE), st.booleans())
def test_what_is_said_of_a_boy_is_not_silently_of_a_girl(
    chosen: tuple[EntryContext, ClassList, Person], said: str, before: bool
) -> None:
    context, class_list, pupil = chosen
    book = book_of(class_list)
    words = (said, pupil.name.surname) if before else (pupil.name.surname, said)
    sex = "m" if said in ("опоздал", "болел", "не готов") else "f"
    own = book.sexes[[one.pupil for one in book.pupils].index(pupil)]
    twin = any(
        book.sexes[hit.place] == sex and book.pupils[hit.place].pupil.id != pupil.id
        for hit in book.hits("".join(words_of(pupil.name.surname)))
    )
    for draft in interpret(f"{class_list.school_class.title} {' '.join(words)}", context).drafts:
        if twin and own != sex:
            assert not _taken(draft)


@st.composite
def statements(draw: st.DrawFn) -> tuple[list[str], dict[str, set[str]]]:
    """Statements about pupils of 5А, each of its own, and what they say."""
    simple = ("Алиев", "Белов", "Васильев", "Жуков", "Ким", "Ооржак", "Сидоров", "Тагиров", "Цой")
    names = iter(draw(st.permutations(simple)))
    parts: list[str] = []
    said: dict[str, set[str]] = {"marks": set(), "away": set(), "late": set(), "remarks": set()}
    for kind in draw(st.lists(st.sampled_from(sorted(said)), min_size=1, max_size=5)):
        name = next(names)
        form = {"marks": f"{name} 5", "away": f"н {name}", "late": f"опозд {name}", "remarks": f"без формы {name}"}
        parts.append(form[kind])
        said[kind].add(name)
    return parts, said


def _said(draft: LessonDraft) -> dict[str, set[str]]:
    return {kind: {draft.names[one].split()[0] for one in ids} for kind, ids in _named(draft).items()}


@RELAXED
@given(statements(), st.sampled_from((", ", "; ", "\n", ". ", " ")), st.data())
def test_the_order_of_statements_changes_nothing(
    stated: tuple[list[str], dict[str, set[str]]], join: str, data: st.DataObject
) -> None:
    parts, said = stated
    (draft,) = read("5А " + join.join(data.draw(st.permutations(parts)))).drafts
    if draft.ready:
        assert _said(draft) == said


@RELAXED
@given(statements(), st.sampled_from(BETWEEN), st.data())
def test_a_word_put_in_changes_nobody(
    stated: tuple[list[str], dict[str, set[str]]], word: str, data: st.DataObject
) -> None:
    parts, said = stated
    pieces = ", ".join(parts).split(" ")
    place = data.draw(st.integers(0, len(pieces)))
    drafts = read("5А " + " ".join((*pieces[:place], word, *pieces[place:]))).drafts
    for draft in drafts:
        if draft.ready:
            assert _said(draft) == said
