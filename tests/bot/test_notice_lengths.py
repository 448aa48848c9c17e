"""Screens of notices stay one message each, however much there is to say."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.common.notice_aim_data import ClassesFor, TurnClasses, TurnUnreached
from bot.common.notice_ask_data import PUPILS, ShowAnswers
from bot.i18n import texts
from bot.markup import MAX_LENGTH, length, plain
from bot.notices import audience_views, place_views, question_views, report_views
from bot.screens import Screen
from core.ids import ClassId, GroupId, NoticeId, PersonId, SchoolId, SubjectId
from core.notices.after import NAMED, Silent
from core.notices.audience import Audience, GroupPlace, Reach, Reader
from core.notices.listing import ListRead, Unclear
from core.notices.model import NewNotice, Notice, Page, State, Words
from core.notices.outcome import End, Line, OfPupil
from core.notices.places import Unreached
from core.notices.question import Asking, Question
from core.notices.reporting import Ledger
from core.people.model import Group, Name, School, SchoolClass
from tests.bot.conftest import COORDINATOR, MOTHER_OF_SOFIA, TUESDAY, ZONE, House
from tests.bot.test_notice_audiences import drafted

TEXTS = texts("ru", ZONE)
OF_5A = SchoolClass(ClassId(1), 5, "А")
OWN = tuple(f"{number}. Да, приду вдвоём с ребёнком и бабушкой"[:40] for number in range(8))
LONG = Name("Константинопольская", "Александра-Екатерина", "Александровна")


def school(mode: str = "full") -> School:
    return School(SchoolId(1), "1", "ГБОУ школа № 619", "ГБОУ школа № 619", "Europe/Moscow", "spb-2010", mode)


def page(groups: int = 0, own: tuple[str, ...] = OWN) -> Page:
    audience = Audience(frozenset({*Reader}), groups=frozenset(GroupId(one) for one in range(groups)))
    question = Question(Asking.OWN, own, TUESDAY)
    made = NewNotice(SchoolId(1), PersonId(1), Words("я" * 3500), audience, None, TUESDAY, question)
    groups_of = (Group(one, ClassId(1), SubjectId(1), "1") for one in audience.groups)
    places = tuple(GroupPlace(one, OF_5A, "Английский язык") for one in groups_of)
    return Page(
        Notice(NoticeId(1), made, State.DRAFT, 3),
        Reach(600, 500, 520, 60, 40),
        (OF_5A,),
        tuple(Reader),
        True,
        "ГБОУ школа № 619",
        names=(LONG.short,) * 5,
        groups=places,
    )


def ledger(mode: str, lines: list[Line]) -> Ledger:
    return Ledger(replace(page().notice, state=State.SENT, sent_at=TUESDAY), school(mode), tuple(lines))


def whole(screen: Callable[[int], Screen]) -> str:
    """All pages of a screen, each of which fits."""
    said = []
    for number in range(100):
        shown = screen(number)
        assert length(plain(shown.text)) <= MAX_LENGTH
        said.append(plain(shown.text))
        if shown.keyboard is None or "Дальше ›" not in str(shown.keyboard):
            break
    return "\n".join(said)


@pytest.mark.parametrize("groups", [0, 20, 300])
def test_a_preview_is_one_message_or_two(groups: int) -> None:
    shown = audience_views.preview_screens(page(groups), TEXTS)
    assert [length(plain(one.text)) <= MAX_LENGTH for one in shown] == [True, True]
    assert ("я" * 3500 in shown[0].text, shown[0].keyboard) == (True, None)
    assert "Отправить 500 людям" in str(shown[1].keyboard)
    assert ("и ещё" in shown[1].text) == (groups > 0)


def test_numbers_of_each_class_count_who_is_of_several() -> None:
    titles = [f"{grade}{letter}" for grade in range(1, 12) for letter in "АБВГД"]
    lines = []
    for number in range(3 * len(titles)):
        both = {titles[number % len(titles)], titles[(7 * number + 3) % len(titles)]}
        pupils = tuple(OfPupil(PersonId(number), Name("С", "А"), title) for title in both)
        lines.append(Line(LONG, End.DELIVERED, pupils=pupils, answer=number % 2))
    found = ledger("discreet", lines)
    said = whole(lambda number: question_views.answers_screen(found, 0, number, TEXTS))
    assert re.findall(r"^(\d+[А-Д]): ", said, re.MULTILINE) == titles
    assert "Из нескольких классов: посчитаны в каждом." in said


@pytest.mark.parametrize("choice", [0, PUPILS])
def test_all_who_answered_are_on_some_page(choice: int) -> None:
    lines = []
    for number in range(120):
        pupils = (OfPupil(PersonId(number // 2), replace(LONG, given=f"Анна{number // 2:02}"), "5А"),)
        lines.append(Line(LONG, End.DELIVERED, pupils=pupils, answer=0 if choice == 0 else number % 2))
    found = ledger("full", lines)
    said = whole(lambda number: question_views.answers_screen(found, choice, number, TEXTS))
    assert {*re.findall(r"Анна\d\d", said)} == {f"Анна{number:02}" for number in range(60)}
    assert ShowAnswers(notice=1, choice=choice).page == 0


def test_all_who_are_to_be_called_are_on_some_page() -> None:
    names = [replace(LONG, given=f"Анна{number:03}") for number in range(150)]
    lines = tuple(Line(one, End.UNASKED, pupils=(OfPupil(PersonId(1), LONG, "5А"),)) for one in names)
    found = Unreached(school(), lines)
    said = whole(lambda number: place_views.unreached_screen(page(), found, number, TEXTS))
    assert len({*re.findall(r"Анна\d{3}", said)}) == 150
    assert TurnUnreached(notice=1, page=2).pack() in str(place_views.unreached_screen(page(), found, 1, TEXTS).keyboard)


def test_unclear_lines_without_room_are_counted() -> None:
    read = ListRead(3, tuple(Unclear(f"Ив{number:03} А") for number in range(450)))
    shown = plain(place_views.read_screen(page(), read, TEXTS).text)
    left = re.search(r"…и ещё (\d+) строк", shown)
    assert length(shown) <= MAX_LENGTH
    assert left
    assert shown.count("•") + int(left[1]) == 450


def test_who_has_not_read_it_is_counted_and_turned() -> None:
    found = Silent(tuple(LONG.full for _ in range(NAMED)), 75, 1)
    shown = report_views.silent_screen(NoticeId(1), found, TEXTS)
    assert "Ещё не ознакомились: 75" in shown.text
    assert length(plain(shown.text)) <= MAX_LENGTH
    assert shown.keyboard
    assert [one.text for row in shown.keyboard.inline_keyboard for one in row][:2] == ["‹ Раньше", "Дальше ›"]


async def test_the_longest_notice_with_own_answers_is_looked_at_and_sent(house: House) -> None:
    mother, author = await house.linked(MOTHER_OF_SOFIA), await house.linked(COORDINATOR)
    await drafted(author, "я" * 3500)
    await author.press("Родители")
    await author.press("Вопрос с ответами")
    await author.press("Свои варианты")
    await author.expect("каждый с новой строки")
    await author.say("\n".join(OWN))
    await author.expect("Ответы на кнопках")
    await author.press("Готово")
    await author.press("Посмотреть перед отправкой")
    await author.expect("Объявление — выше. Проверьте, кому оно придёт:")
    await author.press(next(one for one in author.messages[-1].labels if one.startswith("Отправить 1")))
    await mother.expect("яяя")


@pytest.mark.parametrize("what", ["whole", "groups", "pupils"])
def test_classes_of_a_very_big_school_are_chosen_by_pages(what: str) -> None:
    classes = tuple(SchoolClass(ClassId(one), 1 + one // 12, "АБВГДЕЖЗИКЛМ"[one % 12]) for one in range(1, 131))
    big = replace(page(), classes=classes)
    groups = [GroupPlace(Group(GroupId(int(one.id)), one.id, SubjectId(1), "1"), one, "Физика") for one in classes]
    screens: dict[str, Callable[[int], Screen]] = {
        "whole": lambda number: audience_views.classes_screen(big, TEXTS, number),
        "groups": lambda number: place_views.groups_screen(big, groups, 0, TEXTS, number),
        "pupils": lambda number: place_views.pupils_classes_screen(big, TEXTS, number),
    }
    labels = [buttons_of(screens[what](number)) for number in range(2)]
    assert all(len(one) <= 100 for one in labels), "a messenger takes a hundred buttons"
    assert [one for one in classes if not any(one.title in shown for shown in labels[0] + labels[1])] == []
    assert audience_views.page_with(big, 130) == 1


def buttons_of(screen: Screen) -> list[str]:
    rows = screen.keyboard.inline_keyboard if screen.keyboard else []
    return [one.text for row in rows for one in row]


async def test_a_page_of_classes_is_turned(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audience_views, "ON_SCREEN", 1)
    author = await house.linked(COORDINATOR)
    last = (await drafted(author)).id
    for what, words in ((ClassesFor.WHOLE, "Какие классы?"), (ClassesFor.PUPILS, "Из какого класса?")):
        seen = []
        for page in (1, 0, 7):  # there is no page 7, so it is the last one
            author.mark()
            await author.press_data(last, TurnClasses(notice=1, what=what, page=page).pack())
            shown = await author.expect(words)
            seen.append([one for one in shown.labels if re.fullmatch(r"(✅ )?\d+[А-Я]", one)])
        assert [len(one) for one in seen] == [1, 1, 1], seen
        assert seen[0] != seen[1] != seen[2], what
    await author.press_data(last, TurnClasses(notice=1, what=ClassesFor.GROUPS, page=7).pack())
    await author.expect("Какие группы? 5А")
