"""Digests from the outbox to the chat, and their words."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.delivery.digest_push import digest_push
from bot.markup import length, plain
from bot.splitting import LONGEST, split
from core.journal.model import Homework
from core.notifications.model import Kind, LessonNews
from core.notifications.preferences import Choices, Mode, Topic
from core.people.model import Name
from tests.bot.delivery.conftest import Post
from tests.bot.delivery.school import SCHOOL
from tests.bot.delivery.test_rendering import BARE, EN, NEWS, NOW, RU, delivery, mark

EGOR = replace(BARE, child=Name("Ёлкин", "Егор"), class_title="3Б", marks=(mark("4"),))
LATER = replace(NEWS, subject_name="Русский язык", number=3, topic=None, marks=(mark("3"),), homework=None)


def _shown(*parts: LessonNews, language: Any = RU, initials: bool = False) -> str:
    return digest_push(parts, language, initials=initials)


def test_each_child_is_named_once_and_each_lesson_has_its_lines() -> None:
    assert _shown(LATER, EGOR, NEWS) == (
        "<b>Егор, 3Б</b>\n"
        "<i>Математика, вт 13 октября</i>\n"
        "Отметка 4\n"
        "\n"
        "<b>Софья, 5А</b>\n"
        "<i>Математика, вт 13 октября</i>\n"
        "Отметка 5 за контрольную работу\n"
        "Тема: Решение задач на движение\n"
        "Задано на четверг 15 октября: № 301, 302\n"
        "<i>Русский язык, вт 13 октября</i>\n"
        "Отметка 3"
    )


def test_the_recipients_language_and_the_schools_mode() -> None:
    assert "Mark 3" in _shown(LATER, EGOR, language=EN)
    assert _shown(LATER, EGOR, initials=True).startswith("<b>Е. Ё., 3Б</b>")


def test_a_discreet_school_tells_only_that_there_is_news() -> None:
    from bot.delivery.rendering import render

    digest = replace(delivery(None, "discreet"), kind=Kind.DIGEST, digest=(NEWS, EGOR))
    text = render(digest, RU).text
    assert text == "В дневнике есть новая запись. Откройте дневник на сайте школы."


def test_one_lesson_is_a_push_like_any_other_and_what_was_undone_is_left_out() -> None:
    assert _shown(NEWS, BARE).startswith("<b>Софья, 5А</b> · Математика, вт 13 октября\n")


def test_what_was_told_and_taken_back_is_said_to_be() -> None:
    told = replace(BARE, told_at=NOW)
    assert "Запись отозвана учителем." in _shown(told, replace(EGOR, told_at=NOW))


@pytest.mark.parametrize("lessons", [20, 216])
def test_many_lessons_fit_a_few_messages(lessons: int) -> None:
    """szkolny-android #203: a storm of news is a digest; long homework is cut, what has no room is counted."""
    long = replace(NEWS, homework=Homework("№ 1 " * 200), topic=None)
    parts = [replace(long, day=date(2026, 9, 1) + timedelta(days=n)) for n in range(lessons)]
    text = _shown(*parts)
    assert length(plain(text)) <= LONGEST
    assert len(split(text)) <= 5
    assert ("И ещё" in text) == (lessons > 20)


def test_long_homework_of_one_lesson_is_whole_in_a_digest() -> None:
    text = _shown(replace(NEWS, homework=Homework("№ 1 " * 1250)), EGOR)
    assert plain(text).count("№ 1") == 1250
    parts = split(text)
    assert len(parts) == 2
    assert parts[1].startswith("<b>Софья, 5А</b>\n")


async def test_a_mark_in_quiet_hours_arrives_once_after_them_and_is_corrected_there(post_on_both: Post) -> None:
    """netschoolbot: a mark at 22:30 never came. It comes once, after quiet hours, in one digest."""
    post = post_on_both
    school, family = post.school, post.school.families[0]
    school.clock.ahead = timedelta(hours=10, minutes=30)
    await school.record({family: "5"}, number=2)
    await school.record({family: "4"}, number=3)
    async with post.working() as worker:
        school.clock.ahead += timedelta(hours=8)
        worker.wake()
        assert [row["state"] for row in await school.rows()] == ["pending"]
        assert school.texts(family) == []
        school.clock.ahead += timedelta(hours=1)
        worker.wake()
        await post.until_ended()
        (text,) = school.texts(family)
        assert text.count("Отметка") == 2
        await school.correct(family, "3", number=2)
        worker.wake()
        await post.until(lambda rows: len(rows) == 2 and rows[1]["state"] == "sent")
        (text,) = school.texts(family)
    assert "5 → 3" in text
    assert "Отметка 4" in text


async def test_the_evening_digest_comes_at_the_persons_hour(post: Post) -> None:
    school, family = post.school, post.school.families[0]
    async with school.database.writing() as unit:
        chosen = Choices({Topic.MARK: Mode.DIGEST, Topic.HOMEWORK: Mode.OFF})
        await unit.preferences.save(SCHOOL, family.guardian_id, chosen)
        await unit.commit()
    await school.record({family: "5"}, number=2, homework="№ 1")
    await school.record({family: "4"}, number=3)
    async with post.working() as worker:
        await post.until(lambda rows: sum(row["state"] == "sent" for row in rows) == 2)
        assert school.texts(family) == []
        school.clock.ahead = timedelta(hours=7)
        worker.wake()
        await post.until_ended()
    (text,) = school.texts(family)
    assert text.count("Отметка") == 2
    assert "№ 1" not in text


async def test_ten_lessons_filled_in_at_once_are_five_pushes_and_one_digest(post_on_both: Post) -> None:
    """django-aula #29: too many notifications. A teacher fills in the journal at the end of the day."""
    post, school = post_on_both, post_on_both.school
    sofia, egor, _ = school.families
    async with post.working() as worker:
        for number in range(1, 11):
            await school.record({sofia: "5", egor: "4"} if number == 1 else {sofia: "5"}, number=number)
        worker.wake()
        await post.until(lambda rows: [row["state"] for row in rows].count("sent") == 6)
        assert [len(school.texts(family)) for family in (sofia, egor)] == [5, 1]
        school.clock.ahead = timedelta(minutes=10)
        worker.wake()
        rows = await post.until_ended()

    assert [row["kind"] for row in rows].count("digest") == 1
    texts = school.texts(sofia)
    assert len(texts) == 6
    assert texts[-1].count("Отметка 5") == 5
    assert len(school.texts(egor)) == 1


async def test_the_marks_of_a_whole_year_at_night_are_one_digest_in_the_morning(post: Post) -> None:
    """szkolny-android #203: sixteen pushes at night about 216 marks."""
    school, family = post.school, post.school.families[0]
    school.clock.ahead = timedelta(hours=14)
    for number in range(216):
        await school.record({family: "5"}, number=number)
    async with post.working() as worker:
        worker.wake()
        (row,) = await school.rows()
        assert (row["state"], school.texts(family)) == ("pending", [])
        school.clock.ahead += timedelta(hours=6)
        worker.wake()
        await post.until_ended()
    texts = school.texts(family)
    assert sum(text.count("Отметка 5") for text in texts) == 216
    assert len(texts) <= 6
    assert all("Софья" in text for text in texts)
