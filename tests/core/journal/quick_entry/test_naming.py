"""How pupils are named to a teacher when the school keeps names out of messengers."""

from dataclasses import replace
from datetime import date

import pytest

from core.ids import ClassId, PersonId, SchoolId
from core.journal.quick_entry.model import Answers, Ask, ClassList, Interpretation, LessonDraft
from core.journal.quick_entry.naming import colleague, naming_of
from core.journal.quick_entry.service import interpret
from core.people.model import DISCREET, FULL, INITIALS, Enrolled, Name, Person, SchoolClass
from tests.core.journal.quick_entry.school import SCHOOLS

SHORT = [INITIALS, DISCREET]


def class_of(*names: str) -> ClassList:
    """A class with these pupils, whose UIDs are their numbers."""
    pupils = []
    for number, text in enumerate(names, 1):
        surname, given, *rest = text.split()
        name = Name(surname, given, " ".join(rest) or None)
        pupils.append(Enrolled(Person(PersonId(number), SchoolId(1), name, f"{number}"), date(2026, 9, 1), None))
    return ClassList(SchoolClass(ClassId(1), 5, "А"), tuple(pupils))


def names(content_mode: str, *pupils: str) -> list[str]:
    return [*naming_of(class_of(*pupils), content_mode).names.values()]


@pytest.mark.parametrize("mode", SHORT)
@pytest.mark.parametrize(
    ("pupils", "shown"),
    [
        (["Ёлкина Софья Дмитриевна"], ["Ёлкина С."]),
        (["Иванов Артём", "Иванов Даниил", "Петров Артём"], ["Иванов А.", "Иванов Д.", "Петров А."]),
        (["Иванов Андрей", "Иванов Артём", "Иванова Анна"], ["Иванов Ан.", "Иванов Ар.", "Иванова А."]),
        (["Ким Лев", "Ким Левон"], ["Ким Лев", "Ким Лево."]),
        (["Соловьёв Пётр", "Соловьев Павел"], ["Соловьёв Пё.", "Соловьев Па."]),
        (["Ан Лев Ильич", "Ан Лев Олегович", "Ан Лида"], ["Ан Ле. И.", "Ан Ле. О.", "Ан Ли."]),
        (["Ан Лев Ильич", "Ан Лев Игоревич"], ["Ан Л. Ил.", "Ан Л. Иг."]),
        (["Ан Лев", "Ан Лев Ильич"], ["Ан Л.", "Ан Л. И."]),
        (["Ан Лев Ильич", "Ан Лев Ильич"], ["Ан Л. И., UID 1", "Ан Л. И., UID 2"]),
        (["Римский-Корсаков Николай"], ["Римский-Корсаков Н."]),
    ],
)
def test_a_surname_and_as_few_letters_as_tell_pupils_apart(mode: str, pupils: list[str], shown: list[str]) -> None:
    assert names(mode, *pupils) == shown


def test_in_full_a_pupil_has_surname_and_given_name() -> None:
    assert names(FULL, "Ёлкина Софья Дмитриевна", "Иванов Артём") == ["Ёлкина Софья", "Иванов Артём"]


def test_a_pupil_without_uid_is_named_all_the_same() -> None:
    twin = class_of("Ан Лев", "Ан Лев")
    without = tuple(replace(one, pupil=replace(one.pupil, uid=None)) for one in twin.pupils)
    assert naming_of(replace(twin, pupils=without), DISCREET).names[PersonId(1)] == "Ан Л., UID —"


def test_a_colleague_has_initials() -> None:
    name = Name("Смирнова", "Ольга", "Викторовна")
    person = Person(PersonId(1), SchoolId(1), name)
    assert colleague(person, FULL) == "Смирнова Ольга Викторовна"
    assert [colleague(person, mode) for mode in SHORT] == ["Смирнова О. В."] * 2


def read(text: str, mode: str, answers: Answers | None = None, teacher: str = "T1", day: int = 13) -> Interpretation:
    context = replace(SCHOOLS["sample"]().context(teacher, f"2026-10-{day}T15:30"), content_mode=mode)
    return interpret(text, context, answers or {})


def said(one: LessonDraft) -> str:
    """Everything of a draft that may come to a screen."""
    asked = [
        f"{[*question.data.values()]} {[option.label for option in question.options]}" for question in one.questions
    ]
    about = [question.about for question in one.questions]
    return " ".join([*one.names.values(), *(text for _, text in one.notes), *asked, *about])


GIVEN_NAMES = {"Артём", "Даниил", "Софья", "Кирилл", "Арина", "Екатерина", "Михаил", "Семён", "Алсу", "Полина"}


@pytest.mark.parametrize("mode", SHORT)
@pytest.mark.parametrize(
    "text",
    [
        "5А матем 5 Ёлкина, 4 Белов",
        "5А 5 Иванов",
        "5А 5 остальным",
        "5А 5 Петрова; остальным 4",
        "Петров 5",
        "5А 4 елкинна",
        "5А н Ёлкина 5 Ёлкина опозд Ёлкина",
    ],
)
def test_nothing_of_a_reading_says_more_than_the_mode_allows(text: str, mode: str) -> None:
    for one in read(text, mode).drafts:
        words = set(said(one).replace(",", " ").replace("'", " ").replace("[", " ").replace("]", " ").split())
        assert words.isdisjoint(GIVEN_NAMES)
    full = " ".join(said(one) for one in read(text, FULL).drafts)
    assert full != " ".join(said(one) for one in read(text, mode).drafts)


@pytest.mark.parametrize("mode", SHORT)
@pytest.mark.parametrize(
    ("text", "teacher", "day", "ask", "full", "short"),
    [
        ("5А гр.1 англ Цой 5", "T3", 14, Ask.OTHER_GROUP, "Цой Максим", "Цой М."),
        ("замена за Зуеву 5А матем №260", "T6", 13, Ask.UNSUPPORTED, "Смирнова Ольга Викторовна", "Смирнова О. В."),
    ],
)
def test_buttons_name_no_further_either(
    text: str, teacher: str, day: int, ask: Ask, full: str, short: str, mode: str
) -> None:
    offered = {
        shown: {
            option.label
            for one in read(text, shown, teacher=teacher, day=day).drafts
            for question in one.questions
            if question.ask is ask
            for option in question.options
        }
        for shown in (FULL, mode)
    }
    assert full in offered[FULL]
    assert short in offered[mode]
    assert full not in offered[mode]


def test_a_choice_among_namesakes_is_made_by_the_same_key() -> None:
    """What a draft asks does not depend on the mode, so that a change of it leaves open questions answerable."""
    asked = {mode: read("5А 5 Иванов", mode).drafts[0].questions[0] for mode in (FULL, INITIALS)}
    assert asked[FULL].ask is asked[INITIALS].ask is Ask.PUPIL
    assert (asked[FULL].key, [one.key for one in asked[FULL].options]) == (
        asked[INITIALS].key,
        [one.key for one in asked[INITIALS].options],
    )
    key, option = asked[INITIALS].key, next(one for one in asked[INITIALS].options if one.label == "Иванов Д.")
    (one,) = read("5А 5 Иванов", INITIALS, {key: option.key}).drafts
    assert [*one.names.values()].count("Иванов Д.") == 1
    assert one.ready
