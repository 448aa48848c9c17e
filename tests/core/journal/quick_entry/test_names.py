from datetime import date

import pytest

from core.ids import ClassId, PersonId, SchoolId
from core.journal.quick_entry.atoms import Mention
from core.journal.quick_entry.declension import Case, Sex, forms, sex_of
from core.journal.quick_entry.model import ClassList
from core.journal.quick_entry.names import book_of
from core.journal.quick_entry.pupils import How, Roll, Setting, find
from core.people.model import Enrolled, Name, Person, SchoolClass
from tests.core.journal.quick_entry.school import SCHOOLS


def roll(title: str = "5А", school: str = "sample") -> Roll:
    known = SCHOOLS[school]()
    teacher = "T1" if school == "sample" else "18"
    lists = known.context(teacher, "2026-10-13T15:30").classes
    book = book_of(next(one for one in lists if one.school_class.title == title))
    return Roll(book, frozenset(range(len(book.pupils))))


def names(text: str, *initials: str, setting: Setting = Setting.MARK, of: Roll | None = None) -> tuple[How, list[str]]:
    match = find(Mention(tuple(text.split()), initials), of or roll(), setting)
    return match.how, [one.pupil.name.short for one in match.candidates]


@pytest.mark.parametrize(
    ("nominative", "sex", "form", "case"),
    [
        ("иванов", Sex.MALE, "иванову", Case.DATIVE), ("иванова", Sex.FEMALE, "ивановой", Case.GENITIVE),
        ("достоевский", Sex.MALE, "достоевскому", Case.DATIVE), ("белая", Sex.FEMALE, "белую", Case.ACCUSATIVE),
        ("ким", Sex.MALE, "киму", Case.DATIVE), ("ким", Sex.FEMALE, "ким", Case.DATIVE),
        ("шевченко", Sex.MALE, "шевченко", Case.GENITIVE), ("белых", Sex.FEMALE, "белых", Case.DATIVE),
        ("лев", Sex.MALE, "льву", Case.DATIVE), ("мария", Sex.FEMALE, "марии", Case.DATIVE),
        ("гайдай", Sex.MALE, "гайдая", Case.GENITIVE), ("кравец", Sex.MALE, "кравцу", Case.DATIVE),
    ],
)  # fmt: skip
def test_forms_of_names(nominative: str, sex: Sex, form: str, case: Case) -> None:
    assert case in forms(nominative, sex)[form]


def test_sex_is_told_by_patronymic_then_surname() -> None:
    assert sex_of("ким", "арина", "викторовна") is Sex.FEMALE
    assert sex_of("алиев", "тимур", "рашид оглы") is Sex.MALE
    assert sex_of("ан", "саша", None) is None


@pytest.mark.parametrize(
    ("text", "pupil"),
    [
        ("соловьев", "Соловьёв Фёдор"), ("соловьева", "Соловьёва Анна"), ("петров", "Петров Михаил"),
        ("петрова", "Петрова Екатерина"), ("петрову", "Петров Михаил"), ("петровой", "Петрова Екатерина"),
        ("римский корсаков", "Римский-Корсаков Николай"), ("римскийкорсаков", "Римский-Корсаков Николай"),
        ("полине ивановой", "Иванова Полина"), ("артем", "Иванов Артём"), ("нурмух", "Нурмухаметова Алсу"),
    ],
)  # fmt: skip
def test_a_form_means_one_pupil(text: str, pupil: str) -> None:
    assert names(text) == (How.EXACT, [pupil])


def test_typos_are_taken_only_when_they_can_be_nobody_else() -> None:
    assert names("кузмина") == (How.TYPO, ["Кузьмина Дарья"])
    assert names("нурмухаметва") == (How.TYPO, ["Нурмухаметова Алсу"])
    assert names("соловьва")[0] is How.DOUBT
    assert names("ивонов")[0] is How.DOUBT
    assert names("кимм")[0] is How.NOBODY


def test_a_boys_surname_is_never_taken_for_a_girls() -> None:
    assert names("кузнецов") == (How.DOUBT, ["Кузнецова Алёна"])
    assert names("хасанова") == (How.DOUBT, ["Хасанов Билал"])
    assert names("хасанова", setting=Setting.GENITIVE) == (How.EXACT, ["Хасанов Билал"])
    assert names("петрова", setting=Setting.GENITIVE)[1] == ["Петров Михаил", "Петрова Екатерина"]


def test_initials_choose_among_namesakes_and_contradictions_are_doubtful() -> None:
    assert names("иванов", "д") == (How.EXACT, ["Иванов Даниил"])
    assert names("иванов", "с")[0] is How.DOUBT
    assert names("иванова", "а")[0] is How.DOUBT
    assert names("белов тимур")[0] is How.DOUBT


def test_a_name_from_another_class_is_no_typo_here() -> None:
    near = roll()
    other = roll("5Б")
    assert find(Mention(("юсупов",)), Roll(near.book, near.places, (other.book,)), Setting.MARK).sure is None


def test_a_typo_near_to_two_pupils_is_asked_about() -> None:
    people = (Name("Каримов", "Амир", "Тимурович"), Name("Керимов", "Али", "Саидович"))
    enrolled = tuple(
        Enrolled(Person(PersonId(number), SchoolId(1), name), date(2026, 9, 1), None)
        for number, name in enumerate(people)
    )
    book = book_of(ClassList(SchoolClass(ClassId(1), 9, "В"), enrolled))
    match = find(Mention(("каримоо",)), Roll(book, frozenset((0, 1))), Setting.MARK)
    assert match.how is How.DOUBT
    assert len(match.candidates) == 2


def test_full_namesakes_are_told_apart_by_the_patronymic_only() -> None:
    eighth = roll("8В", "other")
    assert names("кузнецов", of=eighth)[1] == ["Кузнецов Иван", "Кузнецов Иван"]
    assert len(names("кузнецов", "и", "а", of=eighth)[1]) == 1


@pytest.mark.parametrize(
    ("school", "title"), [("sample", "5А"), ("sample", "5Б"), ("sample", "7Б"), ("sample", "10А"), ("other", "8В")]
)
def test_no_slip_in_a_surname_means_another_pupil(school: str, title: str) -> None:
    """Every surname with one letter dropped, doubled or swapped means its owner, or is asked about."""
    known = roll(title, school)
    for enrolled in known.book.pupils:
        word = "".join(letter for letter in enrolled.pupil.name.surname.lower().replace("ё", "е") if letter.isalpha())
        for place in range(len(word)):
            for slip in (word[:place] + word[place + 1 :], word[: place + 1] + word[place:]):
                sure = find(Mention((slip,)), known, Setting.MARK).sure
                exact = {one.pupil.name.surname.lower().replace("ё", "е") for one in known.book.pupils}
                if sure is not None and slip not in exact:
                    assert sure.pupil.name.surname == enrolled.pupil.name.surname, slip
