"""What holds for every message."""

import random
import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.journal.quick_entry.model import LessonDraft
from core.journal.quick_entry.rendering import as_json
from core.journal.quick_entry.service import interpret
from tests.core.journal.quick_entry.reading import DAY, read
from tests.core.journal.quick_entry.school import sample_school

RELAXED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = """5А 5а 6Я 5А/1 матем рус алг Иванов Иванова Ким ким Цою Белов Зубов А. б у н нет отс опозд 5 4 3 2 1 45 4+
4/3 дз д/з тема т: §12 №5 12.10 31.02 вчера завтра к/р с/р остальные все кроме -> удали исправить осв ( ) , ; . : - —
и 🙂 спасибо нч ² ٣ ½"""
PHRASES = ("пятый бэ", "10 мин", "на пт", "к 15.10", "за доску", "с 2 на 3", "было 3 стало 4", "замена за Смирнову",
           "урок не проведён", "1 четв", "по плану", "то же", "с 12 по 16", "все были", "н->б", "\n",
           "\u202e")  # fmt: skip
PIECES = st.sampled_from((*WORDS.split(), *PHRASES))
SIMPLE = ("Алиев", "Бадмаева", "Белов", "Васильев", "Гаджиева", "Ёлкина", "Жуков", "Ким", "Ооржак", "Сидоров", "Цой")
HOMEWORK = ("§12", "№123-125", "п.8 №230(1,3,5), №231*", "учить правило", "с. 40 упр. 5 (письм.)")


@RELAXED
@given(st.text(max_size=300))
def test_no_text_is_too_strange(text: str) -> None:
    context = sample_school().context("T1", DAY)
    assert as_json(interpret(text, context), context)


def test_two_questions_of_one_kind_are_answered_apart() -> None:
    """What the message names and what the plan lacks: the answer to one was the answer to the other."""
    context, answers = sample_school().context("T1", DAY), {"class-0": "c1"}
    for _ in range(3):
        drafts = interpret("замена за Смирнову по плану", context, answers).drafts
        question = next(one for draft in drafts for one in draft.questions)
        assert question.key not in answers
        answers[question.key] = question.options[0].key
    assert not any(draft.questions for draft in interpret("замена за Смирнову по плану", context, answers).drafts)


@RELAXED
@given(st.lists(PIECES, max_size=25), st.data())
def test_no_mixture_of_pieces_and_answers_fails(pieces: list[str], data: st.DataObject) -> None:
    text = " ".join(pieces)
    context = sample_school().context("T1", DAY)
    answers: dict[str, str] = {}
    for _ in range(3):
        questions = [one for draft in interpret(text, context, answers).drafts for one in draft.questions]
        for question in questions:
            if question.options:
                answers[question.key] = data.draw(st.sampled_from([one.key for one in question.options]))
    after = [one.key for draft in interpret(text, context, answers).drafts for one in draft.questions]
    assert as_json(interpret(text, context, answers), context)
    assert not set(after) & set(answers)


@st.composite
def lessons(draw: st.DrawFn) -> tuple[str, dict[str, str], set[str], str | None]:
    """A message and what it says: marks by surname, absent surnames, homework."""
    names = draw(st.permutations(SIMPLE))
    count = draw(st.integers(0, 4))
    given_marks = {name: draw(st.sampled_from("2345")) for name in names[:count]}
    absent = set(names[count : count + draw(st.integers(0, 3))])
    homework = draw(st.none() | st.sampled_from(HOMEWORK))
    mark_first = draw(st.booleans())
    join = draw(st.sampled_from((", ", " ", "; ", "\n")))
    dash = draw(st.sampled_from((" ", " - ", ": ")))
    pairs = [(mark, name) if mark_first else (name, mark) for name, mark in given_marks.items()]
    parts = [join.join(dash.join(pair) for pair in pairs)] if pairs else []
    parts += ["н " + draw(st.sampled_from((", ", " "))).join(sorted(absent))] if absent else []
    parts += [draw(st.sampled_from(("дз ", "д/з: ", "ДЗ - "))) + homework] if homework else []
    parts = draw(st.permutations(parts))
    head = draw(st.sampled_from(("5А ", "5а матем ", "5-А. ", "5 А кл., мат-ка, ")))
    return head + draw(st.sampled_from(("; ", "\n", ". "))).join(parts), given_marks, absent, homework


def _surnames(draft: LessonDraft) -> tuple[dict[str, str], set[str]]:
    marks = {draft.names[one.pupil_id].split()[0]: one.value for one in draft.marks if one.pupil_id}
    absent = {draft.names[one.pupil_id].split()[0] for one in draft.absences if one.pupil_id}
    return marks, absent


@RELAXED
@given(lessons())
def test_a_simple_lesson_is_read_back_or_asked(lesson: tuple[str, dict[str, str], set[str], str | None]) -> None:
    text, marks, absent, homework = lesson
    (draft,) = read(text).drafts
    if draft.ready:
        assert _surnames(draft) == (marks, absent)
        assert draft.homework == homework
        assert (draft.class_title, draft.subject_name) == ("5А", "Математика")


def test_most_simple_lessons_need_no_question() -> None:
    """Asking about everything would be no reading."""
    rng = random.Random(7)
    ready = 0
    for _ in range(100):
        names = rng.sample(SIMPLE, 5)
        marks = ", ".join(f"{name} {rng.choice('2345')}" for name in names[:4])
        text = f"5А {marks}; н {names[4]}; дз {rng.choice(HOMEWORK)}"
        (draft,) = read(text).drafts
        ready += draft.ready
    assert ready == 100


LOOK_ALIKE = str.maketrans("АВСЕНКМОРТХаеорсх", "ABCEHKMOPTXaeopcx")


@RELAXED
@given(lessons(), st.sampled_from(("yo", "case", "latin")))
def test_letters_that_look_alike_change_nothing(
    lesson: tuple[str, dict[str, str], set[str], str | None], how: str
) -> None:
    text = lesson[0]
    changed = {"yo": text.replace("ё", "е").replace("Ё", "Е"), "case": text.lower(), "latin": _disguised(text)}[how]
    before, after = read(text).drafts[0], read(changed).drafts[0]
    if before.ready and after.ready:
        assert _surnames(before) == _surnames(after)
        assert before.class_title == after.class_title
    assert before.ready == after.ready


def _disguised(text: str) -> str:
    """The names and the class with Latin letters that look the same."""
    for name in SIMPLE:
        text = text.replace(name, name.translate(LOOK_ALIKE))
    return text.replace("5А", "5A").replace("5а", "5a")


def test_five_thousand_characters_are_read_at_once() -> None:
    context = sample_school().context("T1", DAY)
    for piece in ("5 Ким 4 Белов ", "дз №5, 4 Ким; ", "н ", "((((", "5/5/5", "Иванов А. "):
        started = time.perf_counter()
        interpret("5А " + piece * (5000 // len(piece)), context)
        assert time.perf_counter() - started < 2.0
