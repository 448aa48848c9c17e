"""The words of every push: what is told, in which language, and what a school keeps out of the messenger."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.delivery.mark_lines import mark_line
from bot.delivery.rendering import Rendered, render
from bot.i18n import texts
from bot.markup import MAX_LENGTH, cut, length, plain
from bot.splitting import LONGEST, split
from core.ids import ChatKey, EntryId, MarkId, OutboxId, PersonId, SchoolId
from core.journal.controls import DEFAULT_CONTROL_KINDS
from core.journal.model import AttendanceFact, Homework, MarkFact, Reason, RemarkFact
from core.notifications.model import Delivery, Kind, LessonNews, Operation
from core.people.links.model import Address
from core.people.model import Name
from playground.entities import read_text

DAY = date(2026, 10, 13)
NOW = datetime(2026, 10, 13, 9, tzinfo=UTC)
PUPIL = PersonId(1)
RU = texts("ru", ZoneInfo("Europe/Moscow"))
EN = texts("en", ZoneInfo("Europe/Moscow"))


def mark(value: str, control: str | None = None, *earlier: tuple[str, datetime]) -> MarkFact:
    return MarkFact(MarkId(1), PUPIL, value, control, None, EntryId(1), earlier)


def absent(reason: Reason | None) -> AttendanceFact:
    return AttendanceFact(PUPIL, False, reason, None, EntryId(1))


def late(minutes: int | None) -> AttendanceFact:
    return AttendanceFact(PUPIL, True, None, minutes, EntryId(1))


FIVE = mark("5", "Контрольная работа")
NEWS = LessonNews(
    child=Name("Ёлкина", "Софья", "Дмитриевна"),
    class_title="5А",
    subject_name="Математика",
    day=DAY,
    number=2,
    topic="Решение задач на движение",
    homework=Homework("№ 301, 302", due=date(2026, 10, 15)),
    marks=(FIVE,),
    withdrawn=(),
    attendance=None,
    held=True,
    told_at=None,
    entered_at=NOW,
)
BARE = replace(NEWS, topic=None, homework=None, marks=())


def delivery(news: LessonNews | None, mode: str = "full", content: dict[str, str] | None = None) -> Delivery:
    kind = Kind.LESSON if news else Kind.LINK
    row = (OutboxId(1), SchoolId(1), ChatKey(1), kind, Operation.SEND, 1, None, content)
    return Delivery(*row, Address("telegram", "1", "1"), None, "Europe/Moscow", mode, False, None, news)


def shown(mode: str = "full", language: Any = RU, **changes: Any) -> str:
    return render(delivery(replace(NEWS, **changes), mode), language).text


def facts(language: Any = RU, **changes: Any) -> list[str]:
    """The lines below the heading of a lesson that has these things only."""
    return render(delivery(replace(BARE, **changes)), language).text.split("\n")[1:]


def test_a_whole_push() -> None:
    assert shown() == (
        "<b>Софья, 5А</b> · Математика, вт 13 октября\n"
        "Отметка 5 за контрольную работу\n"
        "Тема: Решение задач на движение\n"
        "Задано на четверг 15 октября: № 301, 302"
    )


def test_in_english() -> None:
    assert shown(language=EN).split("\n") == [
        "<b>Софья, 5А</b> · Математика, Tue 13 October",
        "Mark 5 for a class test",
        "Topic: Решение задач на движение",
        "Homework for Thursday 15 October: № 301, 302",
    ]


@pytest.mark.parametrize("kind", DEFAULT_CONTROL_KINDS, ids=lambda kind: kind.name)
def test_every_kind_that_schools_start_with_has_its_sentence(kind: Any) -> None:
    assert mark_line(mark("4", kind.name), None, RU).startswith("Отметка 4 за ")
    assert mark_line(mark("4", kind.name), None, EN).startswith("Mark 4 for ")


def test_other_marks_and_several() -> None:
    marks = (mark("5"), mark("4", "Лепбук"), mark("н/а", "Тест"))
    assert facts(marks=marks) == ["Отметка 5", "Отметка 4 · Лепбук", "Отметка н/а за тест"]


def test_a_corrected_mark_shows_what_was_told() -> None:
    corrected = mark("5", "Диктант", ("3", NOW), ("4", NOW + timedelta(hours=2)))
    told = NOW + timedelta(hours=1)
    assert facts(marks=(corrected,), told_at=told) == ["Отметка <s>4</s> → 5 за диктант"]
    assert facts(marks=(corrected,)) == ["Отметка 5 за диктант"]


def test_a_mark_taken_back_is_struck() -> None:
    assert facts(withdrawn=(mark("2", "Тест"),)) == ["<s>Отметка 2 за тест</s> — отменена"]


@pytest.mark.parametrize(
    ("fact", "line"),
    [
        (absent(Reason.ILLNESS), "Не было на уроке (болезнь)"),
        (absent(Reason.EXCUSED), "Не было на уроке (по уважительной причине)"),
        (absent(Reason.UNEXCUSED), "Не было на уроке (без уважительной причины)"),
        (absent(None), "Не было на уроке (причина не указана)"),
        (late(None), "Опоздание"),
        (late(1), "Опоздание: 1 минута"),
        (late(3), "Опоздание: 3 минуты"),
        (late(10), "Опоздание: 10 минут"),
        (late(21), "Опоздание: 21 минута"),
    ],
)
def test_absence_and_lateness(fact: AttendanceFact, line: str) -> None:
    assert facts(attendance=fact) == [line]


def test_the_rest_of_a_lesson() -> None:
    assert facts(held=False) == ["Урок не проведён"]
    assert facts(homework=Homework("читать")) == ["Задано: читать"]
    assert facts() == ["Запись отозвана учителем."]


def test_late_entries_say_so_by_the_schools_calendar() -> None:
    next_night = datetime(2026, 10, 14, 20, 59, tzinfo=UTC)
    assert facts(marks=(mark("5"),), entered_at=next_night) == ["Отметка 5"]
    day_after = next_night + timedelta(minutes=1)
    assert facts(marks=(mark("5"),), entered_at=day_after)[0] == "<i>Запись внесена позже: 15 октября</i>"


def test_what_people_typed_is_escaped() -> None:
    text = shown(subject_name="A<B & C", topic="<b>", homework=Homework("x < y {z}"), marks=(mark("5", "<i>"),))
    assert "A&lt;B &amp; C" in text
    assert read_text(text, "HTML", None).text.split("\n")[1:] == ["Отметка 5 · <i>", "Тема: <b>", "Задано: x < y {z}"]


@pytest.mark.parametrize("word", ["задача ", "а", "&<", "🎓 ", "строка\n"])
@pytest.mark.parametrize("due", [None, DAY])
def test_homework_of_any_length_is_delivered(word: str, due: date | None) -> None:
    homework = Homework((word * 40000)[:40000], due=due)
    text = shown(homework=homework, topic="т" * 5000)
    assert LONGEST - 20 <= length(plain(text)) <= LONGEST
    assert text.endswith("… (продолжение — у учителя)")
    assert len(split(text)) <= 6


def test_homework_that_just_fits_is_whole() -> None:
    room = LONGEST - length(plain(shown(homework=Homework(""))))
    fitting, longer = (plain(shown(homework=Homework("я" * count))) for count in (room, room + 1))
    assert length(fitting) == LONGEST
    assert fitting.endswith("яяя")
    assert longer.endswith("… (продолжение — у учителя)")


def test_initials_hide_the_name() -> None:
    text = shown("initials")
    assert text.startswith("<b>С. Ё., 5А</b> · Математика")
    assert "Софья" not in text
    assert "Ёлкина" not in text


def test_discreet_tells_nothing_of_anybody() -> None:
    text = shown("discreet", withdrawn=(mark("2"),), attendance=absent(Reason.ILLNESS))
    assert text == "В дневнике есть новая запись. Откройте дневник на сайте школы."
    facts = {"event": "guardian_chat", "who": "Ёлкин Дмитрий Олегович", "children": "Ёлкина Софья"}
    assert "Ёлкин" not in render(delivery(None, "discreet", facts), RU).text


def link_news(facts: dict[str, str], mode: str = "full") -> Rendered:
    return render(replace(delivery(None, mode, facts), kind=Kind.LINK), RU)


def test_a_new_link_is_told() -> None:
    facts = {"event": "guardian_chat", "who": "Ёлкин Дмитрий Олегович", "children": "Ёлкина Софья, Ёлкин Пётр"}
    text = link_news(facts).text
    assert "ещё один представитель: Ёлкин Дмитрий Олегович\n" in text
    assert "Ёлкина Софья и Ёлкин Пётр\n" in text
    hidden = link_news(facts, "initials").text
    assert "представитель: Д. Ё.\n" in hidden
    assert "С. Ё. и П. Ё.\n" in hidden


def test_a_new_chat_of_ones_own_is_told_with_the_way_to_unlink_it() -> None:
    facts = {"event": "own_chat", "who": "Ёлкин <Дмитрий>"}
    told = link_news(facts)
    assert told.text.startswith("К вашей учётной записи подключён ещё один чат")
    assert "Чья это запись: Ёлкин &lt;Дмитрий&gt;\n" in told.text
    assert told.buttons == (("Подключённые чаты", "open:devices"),)


@pytest.mark.parametrize("event", ["own_chat", "guardian_chat", "own_chat_ended", "ended"])
def test_discreet_news_of_links_name_nobody(event: str) -> None:
    assert "Ёлк" not in link_news({"event": event, "who": "Ёлкин Дмитрий", "children": "Ёлкина Софья"}, "discreet").text


def test_a_cut_ends_at_a_word() -> None:
    assert cut("раз два три четыре", 13) == "раз два три"
    assert cut("раз два", 7) == "раз два"
    assert cut("раздватри", 5) == "раздв"
    assert cut("🎓🎓", 3) == "🎓"
    assert cut("раз", -1) == ""


def test_remarks_and_exemptions() -> None:
    said = RemarkFact(PUPIL, "Не слушал <учителя>", EntryId(1))
    assert facts(remarks=(replace(said, text=None), said)) == [
        "Освобождение от занятия",
        "Замечание: Не слушал &lt;учителя&gt;",
    ]
    assert facts(language=EN, remarks=(replace(said, text=None),)) == ["Exempt from the lesson"]
    (long,) = facts(remarks=(replace(said, text="а" * 9000),))
    assert length(plain(long)) < MAX_LENGTH


@pytest.mark.parametrize("mode", ["full", "initials", "discreet"])
def test_a_warning_of_delay_says_when_and_since_when_on_the_school_s_clock(mode: str) -> None:
    content = {"at": NOW.isoformat(), "since": (NOW - timedelta(hours=20)).isoformat(), "due": "12"}
    warning = delivery(None, mode, content)
    text = render(replace(warning, kind=Kind.QUEUE), RU).text
    assert "В 12:00 ждали отправки: 12. Самое старое ждёт с 16:00, 12 октября." in text
