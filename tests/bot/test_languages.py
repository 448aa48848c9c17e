"""Families in Uzbek, Tajik and Tatar: screens and news in one language each; staff in Russian; who translated it."""

import re

import pytest

from bot.common.consent_words import consent_text
from bot.delivery.rendering import FOR_STAFF
from bot.i18n import UNREVIEWED, texts
from core.notifications.model import Kind
from playground import MessageView, Person
from tests.bot.conftest import FATHER_OF_SOFIA, MATHS, MOTHER_OF_SOFIA, House
from tests.bot.test_teachers import recorded

BY_MACHINE = {
    "uz": "Bu tildagi tarjima mashinada qilingan",
    "tg": "Тарҷума ба ин забон бо мошин шудааст",
    "tt": "Бу телгә машина тәрҗемә иткән",
}
LANGUAGE = "Til · Язык · Language"


async def linking(house: House, uid: str, language: str) -> tuple[Person, MessageView]:
    """Somebody whose messenger speaks this language, and the screen after the code."""
    person = house.stranger(language=language)
    await person.start(await house.code(uid))
    (shown,) = [
        one for one in await person.wait(lambda all_of_it: any(one.from_bot for one in all_of_it)) if one.from_bot
    ]
    person.mark()
    return person, shown


async def said(person: Person, words: str, answer: str) -> MessageView:
    person.mark()
    await person.say(words)
    return await person.expect(answer)


async def test_a_guardian_whose_messenger_is_uzbek_is_spoken_to_in_uzbek(house: House) -> None:
    """From the first word: linking, menu, news, diary, dates; and a line about the machine, once."""
    mother, linked = await linking(house, MOTHER_OF_SOFIA, "uz")
    assert "Tayyor, chat ulandi." in linked.text
    assert BY_MACHINE["uz"] in linked.text
    assert not [label for label in linked.labels if re.search("[А-Яа-яЁё]", label) and label != LANGUAGE]
    home = await said(mother, "/start", "Bu chat ulangan")
    assert BY_MACHINE["uz"] not in home.text

    mother.mark()
    await recorded(house)
    house.grace_passes()
    news = await mother.expect("sesh, 13-oktabr")
    assert "Uyga vazifa, 14-oktabr, chorshanba uchun: " in news.text
    assert "Oʻqituvchiga yozish" in news.labels
    diary = await said(mother, "/diary", "sesh, 13-oktabr")
    assert "Yangilandi: 13-oktabr, soat 15:30" in diary.text
    assert {"Bugun", "Ertaga", "Fanlar", "← Orqaga"} <= {*diary.labels}
    week = await said(mother, "/timetable", "sesh, 13-oktabr")
    assert "Mening darslarim" not in week.labels
    assert "Kundalik: kun, hafta, fanlar, vazifalar" in {one.description for one in mother.commands}


async def test_each_parent_gets_the_news_in_their_own_language(house: House) -> None:
    """The chosen language goes before the messenger's."""
    mother = await house.linked(MOTHER_OF_SOFIA, "Мама", "tg")
    father = await house.linked(FATHER_OF_SOFIA, "Папа", "uz")
    choice = await said(father, "/language", "Sizga qaysi tilda yozaylik?")
    assert {"Русский", "English", "Oʻzbekcha", "Тоҷикӣ", "Татарча"} <= {*choice.labels}
    assert all(f"{line}" in choice.text for line in BY_MACHINE.values())
    await father.press("Татарча")
    assert BY_MACHINE["tt"] in (await father.expect("Бу чат тоташкан")).text
    await recorded(house)
    house.grace_passes()
    assert "Вазифаи хонагӣ барои чоршанбе, 14 октябр: " in (await mother.expect("сшб, 13 октябр")).text
    assert "Өй эше, 14 октябрь, чәршәмбегә: " in (await father.expect("13 октябрь, сиш")).text


async def test_a_teacher_is_answered_in_russian_as_a_whole(house: House) -> None:
    """As one whose messenger is Russian; a language of families is not offered, and no button brings it back."""
    teacher, linked = await linking(house, MATHS, "uz")
    russian, expected = await linking(house, MATHS, "ru")
    assert (linked.text, linked.labels) == (expected.text, expected.labels)
    for words in ("/start", "/help", "/lessons"):
        one, other = await said(teacher, words, ""), await said(russian, words, "")
        assert (one.text, one.labels) == (other.text, other.labels)
    choice = await said(teacher, "/language", "На каком языке")
    assert [*choice.labels[:2]] == ["Русский", "English"]
    assert "Oʻzbekcha" not in choice.labels
    await teacher.press_data(choice.id, "speak:uz")
    assert "Этот чат подключён" in (await said(teacher, "/start", "подключён")).text


def test_of_each_kind_of_news_it_is_known_who_reads_it() -> None:
    """A new kind is put here, for families or for both, or into `FOR_STAFF`."""
    for_families = {Kind.LESSON, Kind.DIGEST, Kind.TERM, Kind.TIMETABLE, Kind.APPLICATION, Kind.LINK}
    for_both = {Kind.FAMILY, Kind.MESSAGE, Kind.FILES, Kind.COMPLAINT, Kind.QUESTION}
    for_both |= {Kind.NOTICE, Kind.NOTICE_TRIAL, Kind.NOTICE_REMINDER}
    assert {*Kind} == for_families | for_both | FOR_STAFF
    assert not FOR_STAFF & (for_families | for_both)


async def test_a_mother_who_teaches_too_reads_news_of_her_child_in_her_language(house: House) -> None:
    """Screens are Russian from the moment the chat speaks for staff; what is told of a child stays in the language."""
    both, _ = await linking(house, MOTHER_OF_SOFIA, "uz")
    await both.start(await house.code(MATHS))
    await both.expect("Готово, чат подключён.")
    both.mark()
    await recorded(house)
    house.grace_passes()
    assert "Uyga vazifa, 14-oktabr, chorshanba uchun" in (await both.expect("sesh, 13-oktabr")).text


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [("uz", "1 ta baho", "5 ta baho"), ("tg", "1 баҳо", "5 баҳо"), ("tt", "1 билге", "5 билге")],
)
def test_a_noun_stays_as_it_is_after_a_number(language: str, one: str, many: str) -> None:
    said = [texts(language).n("{n} отметка", "{n} отметок", n) for n in (1, 5)]
    assert said == [one, many]


def test_a_consent_shows_the_russian_words_under_a_translation_that_nobody_reviewed() -> None:
    """These are what is consented to; a language that people checked stands alone."""
    russian = consent_text(texts("ru"), "Школа № 1")
    for language in UNREVIEWED:
        shown = consent_text(texts(language), "Школа № 1")
        assert shown.endswith(russian)
        assert len(shown) > 2 * len(russian) - 400
    assert russian not in consent_text(texts("en"), "Школа № 1")


async def test_a_stranger_chooses_a_language_and_is_told_who_translated_it(house: House) -> None:
    stranger = house.stranger()
    await said(stranger, "/language", "На каком языке")
    await stranger.press("Тоҷикӣ")
    shown = await stranger.expect("Чӣ тавр пайваст шудан мумкин аст")
    assert BY_MACHINE["tg"] in shown.text
