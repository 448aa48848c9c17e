"""Which kept answers a question finds: a small corpus of what people ask and how they word it."""

from datetime import UTC, datetime

import pytest

from core.consultations.model import Audience, Faq, NewFaq
from core.consultations.search import ASKED_WORDS, asked_words, best, words_of
from core.consultations.vocabulary import LONGEST_WORD, Vocabulary, same
from core.ids import FaqId, PersonId, SchoolId

KEPT = (
    "Как подключиться к дневнику?",
    "Где взять код для подключения?",
    "Код не подходит, что делать?",
    "Листок с кодом потерян",
    "Как подключить второго родителя?",
    "Как подключить второго ребёнка в этот же чат?",
    "Почему не приходят отметки?",
    "Как отключить вечерние уведомления?",
    "Как изменить язык бота?",
    "Что делать, если сменился номер телефона?",
    "Ребёнок перешёл в другой класс, дневник показывает прежний",
    "Как написать учителю?",
    "В отметке ошибка, куда обращаться?",
    "Как сообщить, что ребёнок заболел?",
    "Куда приложить справку от врача?",
    "Как посмотреть расписание?",
    "Как отозвать согласие на обработку данных?",
    "Кто видит отметки моего ребёнка?",
    "Как исправить отметку учителю?",
    "Как записать урок за коллегу?",
    "Как прикрепить фотографию к домашнему заданию?",
    "Что делать, если урок не проведён?",
    "Как закрыть четверть?",
    "Забыли пароль от сайта школы",
    "Как удалить свой аккаунт?",
    "Почему бот не отвечает?",
)
ASKED = (
    ("не могу подключиться", {0, 1, 2, 4}),
    ("подключение к дневнику", {0}),
    ("код не работает", {2}),
    ("потеряла листок", {3}),
    ("где мне взять листок с кодами", {1, 3}),
    ("хочу подключить мужа, второй родитель", {4}),
    ("у меня двое детей как добавить второго ребенка", {5}),
    ("перестали приходить оценки и отметки", {6}),
    ("отключите уведомления вечером", {7}),
    ("сменить язык на узбекский", {8}),
    ("поменялся телефон, новый номер", {9}),
    ("перешли в другой класс", {10}),
    ("напишите учителю как", {11}),
    ("ошибка в отметках", {12}),
    ("дочь болеет как сообщить", {13}),
    ("справка от врача куда", {14}),
    ("расписания уроков посмотреть", {15}),
    ("отзыв согласия", {16}),
    ("кто может видеть оценки ребенка", {17}),
    ("исправление отметок", {12, 18}),
    ("запись урока за коллегу замена", {19}),
    ("приложить фото к домашней работе задание", {20}),
    ("урок не провели", {21}),
    ("закрытие четвертей", {22}),
    ("пароль забыл", {23}),
    ("удаление аккаунта", {24}),
    ("бот молчит не отвечает", {25}),
)
"""What is typed → the places in `KEPT` of what answers it."""
NOTHING = ("столовая меню на завтра", "когда родительское собрание", "", "как", "спасибо большое")


def kept(question: str, number: int = 1, *, answer: str = "", helped: int = 0) -> Faq:
    made = NewFaq(
        school_id=SchoolId(1),
        author_id=PersonId(1),
        question=question,
        answer=answer,
        audience=Audience.EVERYBODY,
        language="ru",
        at=datetime(2026, 10, 13, tzinfo=UTC),
        shown=True,
    )
    return Faq(FaqId(number), made, helped)


ALL = tuple(kept(question, number) for number, question in enumerate(KEPT))


@pytest.mark.parametrize(("asked", "wanted"), ASKED)
def test_one_of_three_answers(asked: str, wanted: set[int]) -> None:
    assert {one.id for one in best(asked, ALL)} & wanted


def test_most_are_answered_by_the_first() -> None:
    first = [bool(found) and found[0].id in wanted for asked, wanted in ASKED for found in [best(asked, ALL)]]
    assert sum(first) >= len(ASKED) - 2


@pytest.mark.parametrize("asked", NOTHING)
def test_what_nobody_has_asked_finds_nothing(asked: str) -> None:
    assert best(asked, ALL) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("код", "кода"),
        ("отметка", "отметок"),
        ("ребенок", "ребенка"),
        ("подключить", "подключение"),
        ("класс", "класс"),
    ],
)
def test_forms_of_one_word(one: str, other: str) -> None:
    assert same(one, other)
    assert same(other, one)


@pytest.mark.parametrize(("one", "other"), [("урок", "уровень"), ("учитель", "учебник"), ("код", "кот"), ("он", "она")])
def test_different_words(one: str, other: str) -> None:
    assert not same(one, other)


def test_words_that_say_nothing_are_left_out() -> None:
    assert words_of("Здравствуйте! Подскажите, как мне взять КОД?") == {"взять", "код"}
    assert words_of("подключиться") == words_of("подключить")
    assert words_of("ещё") == words_of("еще") == frozenset()


def test_an_answer_is_found_by_its_words_too_and_what_helped_goes_first() -> None:
    by_answer = kept("Как начать?", 1, answer="Возьмите листок у классного руководителя.")
    assert best("листок классного руководителя", (by_answer,)) == (by_answer,)
    twice = (kept("Где взять код?", 1), kept("Где взять код?", 2, helped=3))
    assert [one.id for one in best("где код", twice)] == [2, 1]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("отмекти", {6, 12, 17, 18}),
        ("не приходят отетки", {6}),
        ("оцекни не видно", {6, 12, 17, 18}),
        ("подлкючить", {0, 1, 4, 5}),
        ("расписанеи", {15}),
        ("расписние уроков", {15}),
        ("увидомления", {7}),
        ("парль от сайта", {23}),
        ("сагласие отозвать", {16}),
    ],
)
def test_a_slip_of_the_finger_is_read_as_it_was_meant(asked: str, wanted: set[int]) -> None:
    assert {one.id for one in best(asked, ALL)} & wanted


@pytest.mark.parametrize("asked", ["столовая меню", "экскурсия", "продлёнка", "каникулы", "форма одежды"])
def test_another_word_is_no_slip(asked: str) -> None:
    assert best(asked, ALL) == ()


def test_a_word_that_is_known_is_never_taken_for_a_slip() -> None:
    words = Vocabulary(["отметка", "отменить"])
    assert words.meant("отметок") == "отметок"
    assert words.meant("отмекти") == "отметка"
    assert words.meant("код") == "код"
    assert words.forms("отметок") == {"отметка"}


def test_a_long_text_costs_no_more_than_a_question() -> None:
    hostile = " ".join(f"отм{number}ека" for number in range(700))
    assert len(asked_words(hostile)) == ASKED_WORDS
    assert len(asked_words("код " * 1000)) == 1
    assert asked_words("я" * 4000) == ("я" * LONGEST_WORD,)
    assert best(hostile, ALL) == ()
