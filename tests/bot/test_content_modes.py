"""What leaves a school for the messenger in each content mode: every kind of push, every screen of a family (O03, O04).

All calls of the Bot API that the playground recorded are looked at, not only what a person sees at the end.
"""

import json
import re
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from bot.delivery.rendering import render
from bot.i18n import texts
from core.journal.notes import family_news as notes
from core.notifications.model import Kind
from playground import MessageView, Person
from storage.schema.calendar import subject
from storage.schema.notifications import outbox
from storage.schema.people import person
from tests.bot.conftest import FATHER_OF_SOFIA, MATHS, MOTHER_OF_EGOR, MOTHER_OF_SOFIA, House
from tests.bot.delivery.test_rendering import delivery
from tests.bot.test_approvals import LATER
from tests.bot.test_linking import CLASS_TEACHER_5A
from tests.bot.test_periods import FRIDAY, MATHS_5A
from tests.bot.test_pupils import pupil
from tests.bot.test_substitutions import DEPUTY, opened
from tests.bot.test_teachers import settled

MUSIC = "7800100239"
TOPIC, TASK, FILE, REPLY, SAID = "Тетраэдр", "№77531", "Тайна.pdf", "Зайдите послезавтра", "Можно прийти?"
WORDS = f"5А матем тема {TOPIC} дз {TASK}; к/р 5 Ёлкина; н Сидоров; Белов опоздал на 10 минут"
SECRETS = rf"{TOPIC}|77531|Тайна|[Оо]тметк\w* «?[1-5]|контрольн|→|Опоздание|Не было на уроке|болезн|болеет"
WRITES = ("sendMessage", "editMessageText", "sendDocument", "sendPhoto", "editMessageCaption", "answerCallbackQuery")
SHUT = ("unlink", "speak", "codes", "lt!", "dyc")
"""Buttons that a walk does not press: they end a link, change the language, or end a thread."""


class Recorded:
    """What the bot said, chat by chat."""

    def __init__(self, house: House) -> None:
        self._log = house.playground.log
        self._begun = len(self._log.records)

    def to(self, *people: Person) -> list[str]:
        """Every text, caption, label and file name of every call that was meant for these people."""
        records = [*self._log.records][self._begun :]
        presses = {
            one["update"]["callback_query"]["id"]: one["update"]["callback_query"]["from"]["id"]
            for one in records
            if "callback_query" in one.get("update", {})
        }
        wanted = {str(one.id) for one in people}
        calls = [one for one in records if one.get("method") in WRITES]
        return [text for one in calls if _chat(one["params"], presses) in wanted for text in _texts(one)]


def _chat(params: dict[str, Any], presses: dict[str, int]) -> str:
    return str(params.get("chat_id") or presses.get(str(params.get("callback_query_id"))))


def _texts(call: dict[str, Any]) -> Iterable[str]:
    params = call["params"]
    yield from (str(params[name]) for name in ("text", "caption") if params.get(name))
    yield from (str(file["filename"]) for file in call.get("files", {}).values())
    markup = params.get("reply_markup") or {}
    keyboard = (json.loads(markup) if isinstance(markup, str) else markup).get("inline_keyboard", [])
    yield from (button["text"] for row in keyboard for button in row)


async def words_of(house: House) -> tuple[set[str], set[str], set[str]]:
    """The words of which names of people are made, their names in full, and the names of subjects."""
    async with house.database.reading() as unit:
        rows = (await unit.connection.execute(sa.select(person))).all()
        subjects = {row.name for row in await unit.connection.execute(sa.select(subject.c.name))}
    words = {word for row in rows for word in (row.surname, row.given_name, row.patronymic) if word}
    full = {f"{row.surname} {row.given_name}" for row in rows} | {f"{row.given_name} {row.surname}" for row in rows}
    full |= {f"{row.given_name} {row.patronymic}" for row in rows if row.patronymic}
    return words, full, subjects


def found(told: Iterable[str], wanted: Iterable[str], more: str = "") -> dict[str, list[str]]:
    """Which of these words, whole, stand in which texts."""
    whole = r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(wanted))) + r")(?!\w)"
    pattern = re.compile("|".join(part for part in (whole, more) if part))
    return {text: hits for text in told if (hits := pattern.findall(text))}


async def press_all(one: Person, *labels: str) -> None:
    """Press buttons whose labels hold these words, each on the latest message that has it, as soon as there is one."""
    for label in labels:
        shown = await one.wait(partial(_has, label))
        message = next(each for each in reversed(shown) if _has(label, [each]))
        await one.press(next(text for text in message.labels if label in text), message.id)


def _has(label: str, shown: list[MessageView]) -> bool:
    return any(label in text for each in shown for text in each.labels)


class Day:
    """A school day in which each kind of push comes about."""

    def __init__(self, house: House) -> None:
        self.house = house

    async def live(self) -> None:
        """Everything, in an order that a day may have."""
        house = self.house
        self.sofia = await pupil(house)
        self.mother, self.father = await house.linked(MOTHER_OF_SOFIA), await house.linked(FATHER_OF_SOFIA)
        self.other, self.leader = await house.linked(MOTHER_OF_EGOR), await house.linked(CLASS_TEACHER_5A)
        self.deputy, self.teacher = await opened(house, DEPUTY), await house.linked(MATHS)
        self.musician = await house.linked(MUSIC)
        self.tablet = await house.linked(MOTHER_OF_SOFIA, "Второй чат")
        await self.choose_digest()
        await self.shorten_a_day()
        await self.record()
        await self.correct()
        await self.excuse()
        await self.write()
        await self.ask_for_a_correction()
        await self.close_the_quarter()

    @property
    def family(self) -> tuple[Person, ...]:
        return self.mother, self.father, self.other, self.tablet, self.sofia

    @property
    def staff(self) -> tuple[Person, ...]:
        return self.leader, self.deputy, self.teacher, self.musician

    async def choose_digest(self) -> None:
        await self.father.say("/notifications")
        await self.father.expect("Что и когда сюда приходит")
        await self.father.press("Задания: сразу")

    async def shorten_a_day(self) -> None:
        await press_all(self.deputy, "ср 14 октября ›", "По классу", "5А", "5. 5А", "Отменить урок", "Другая")
        await press_all(self.deputy, "Подтвердить")
        await settled(self.house)

    async def record(self) -> None:
        await self.teacher.send_document(b"%PDF", FILE, WORDS)
        await self.teacher.expect("Вложения: 1 файл")
        await self.teacher.press("Записать")
        await self.teacher.expect("Записано")
        self.house.grace_passes()
        await self.other.wait(lambda shown: any(one.from_bot for one in shown[-1:]))

    async def correct(self) -> None:
        await press_all(self.teacher, "Исправить отметку", "Ёлкина", "4")
        await self.teacher.wait(lambda shown: any("Ёлкина С.: 4" in label for one in shown for label in one.labels))

    async def excuse(self) -> None:
        await self.other.say("/absence")
        await self.other.expect("Пропуск занятий")
        await self.other.press("Болеет")
        await self.other.expect("ждёт подтверждения")
        await self.leader.expect("Записка от родителей")
        await self.leader.press("Подтвердить")
        await self.leader.expect("подтверждена")
        await self.other.expect("подтвердил записку")

    async def write(self) -> None:
        mother, leader = self.mother, self.leader
        await mother.say("/write")
        begin = await mother.expect("выберите ребёнка")
        await mother.press(next(label for label in begin.labels if label.startswith("Написать:")))
        listed = await mother.expect("Кому написать?")
        await mother.press(next(label for label in listed.labels if "классный руководитель" in label))
        await mother.expect("Напишите сообщение")
        await mother.say(SAID)
        came = await leader.expect("Вам написали")
        await leader.say(REPLY, reply_to=came.id)
        await leader.expect("Отправлено")
        await mother.expect("Вам написали")
        await press_all(mother, "Прочитать")
        await mother.expect(REPLY)

    async def ask_for_a_correction(self) -> None:
        """The digest of the evening comes by the way."""
        self.house.clock.pass_(LATER)
        self.deputy.mark()
        await press_all(self.teacher, "Ёлкина", "3", "Описка при вводе")
        await self.teacher.expect("Ждёт решения")
        self.house.grace_passes()
        await self.deputy.expect("ешени")
        self.deputy.mark()
        await self.deputy.say("/approvals")
        await self.deputy.expect("Ждёт решения: 1 запрос")
        await press_all(self.deputy, "5А · Математика", "Разрешить")
        self.house.clock.pass_(timedelta(hours=4))
        self.house.grace_passes()
        await settled(self.house)

    async def close_the_quarter(self) -> None:
        self.house.clock.pass_(FRIDAY - self.house.clock.moment)
        await self.teacher.say("/periods")
        await self.teacher.expect("1 четверть")
        await press_all(self.teacher, MATHS_5A, "Ёлкина", "5", "Подтвердить")
        self.house.grace_passes()
        await settled(self.house)


async def walk(one: Person, most: int = 120) -> None:
    """Say every command of the own menu, and press whatever there is to press, each kind of button a few times."""
    waiting: deque[tuple[int, str]] = deque()
    seen: set[str] = set()
    kinds: Counter[str] = Counter()
    for command in one.commands:
        if command.command not in ("unlink", "language"):
            one.mark()
            await one.say(f"/{command.command}")
            await one.wait(lambda shown: bool(shown) and shown[-1].from_bot)
            _note(one, waiting, seen, kinds)
    while waiting and most:
        most -= 1
        message, data = waiting.popleft()
        await one.press_data(message, data)
        _note(one, waiting, seen, kinds)


def _note(one: Person, waiting: deque[tuple[int, str]], seen: set[str], kinds: Counter[str]) -> None:
    for message in one.messages:
        for button in (button for row in message.buttons for button in row if button.data):
            data = button.data or ""
            kind = data if data.startswith("open:") else data.split(":")[0]
            if data not in seen and kinds[kind] < 3 and not kind.startswith(SHUT) and data != "open:unlink":
                seen.add(data)
                kinds[kind] += 1
                waiting.append((message.id, data))


async def kinds_sent(house: House) -> set[str]:
    async with house.database.reading() as unit:
        return {*(await unit.connection.scalars(sa.select(outbox.c.kind).where(outbox.c.state == "sent")))}


LIVED = {"lesson", "digest", "term", "link", "approval", "staff_timetable", "timetable", "message", "family"}
"""The kinds that come about in that day; the words of the others are looked at below."""


@pytest.mark.parametrize("mode", ["discreet", "initials"])
async def test_nothing_leaves_that_the_school_keeps_back(house: House, mode: str) -> None:
    await house.set(content=mode)
    recorded, day = Recorded(house), Day(house)
    await day.live()
    for one in (day.mother, day.sofia, day.other):
        await walk(one)
    assert await kinds_sent(house) >= LIVED
    words, full, subjects = await words_of(house)
    told = recorded.to(*day.family)
    assert len(told) > 200
    if mode == "discreet":
        letters = {text for text in told if REPLY in text or SAID in text}
        assert found({*told} - letters, words | subjects, SECRETS) == {}
        assert found(letters, words | subjects) == {}, "words of people, who asked for them by a button"
        assert found(told, {"С. Ё.", "Ё. С."}) == {}
    else:
        assert found(told, words) == {}
        assert found(told, {"С. Ё."}), "the child is named by initials"
    assert found(recorded.to(*day.staff), full) == {}


SECRET = "Тайна"
FACTS = {
    **dict.fromkeys(
        ("who", "by", "pupil", "children", "given", "surname", "title", "comment", "text", "words", "teacher"), "Тайна"
    ),
    **dict.fromkeys(("lessons", "reason", "class"), "Тайна"),
    **dict.fromkeys(("note", "report", "draft", "request", "number", "register", "remark"), "7"),
    "day": "2026-10-13",
    "since": "2026-10-12",
    "lesson": "1:0:1:2",
    "state": notes.WAITS,
    "refusal": "other",
}
EVENTS = {
    Kind.FAMILY: (notes.SAID, notes.CALL, notes.ANSWERED, notes.SHORTENED),
    Kind.DRAFT: ("handed", "recorded", "refused"),
    Kind.STAFF_TIMETABLE: ("substitute", "covered", "declared"),
    Kind.APPLICATION: ("refused", "connected", "registered"),
    Kind.LINK: ("own_chat", "guardian_chat", "pupil_chat"),
    Kind.REMARK: ("made", "fixed", "returned", "answered", "accepted", "withdrawn"),
}
NOTICES = {Kind.NOTICE, Kind.NOTICE_TRIAL, Kind.NOTICE_PROGRESS, Kind.NOTICE_REMINDER, Kind.NOTICE_HELD}
"""What the school itself wrote to many: the same words in every mode, and its author is warned of names in them."""
WITHOUT_FACTS = {
    Kind.QUEUE,
    Kind.FILES,
    Kind.RECEPTION,
    Kind.MESSAGE,
    Kind.APPROVAL,
    Kind.QUESTION,
    Kind.SUMMARY,
    *NOTICES,
}
"""Numbers in every mode; and kinds that come about in the day above."""


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in WITHOUT_FACTS])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_kind_of_push_tells_anything_of_its_facts_in_discreet(kind: Kind, language: str) -> None:
    for event in EVENTS.get(kind, ("told",)):
        row = replace(delivery(None, "discreet", {**FACTS, "event": event}), kind=kind)
        message = render(row, texts(language))
        said = [message.text, message.surplus, *(label for label, _ in message.buttons)]
        assert not [one for one in said if SECRET in one or "13" in one]
        assert message.files == ()


def test_every_kind_has_words_in_discreet() -> None:
    from bot.delivery.discreet import _PUSHES

    assert {*_PUSHES} == {*Kind} - {Kind.QUEUE, Kind.FILES} - NOTICES
