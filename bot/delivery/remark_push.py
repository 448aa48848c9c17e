"""The words of a push about a remark: to its teacher, and to who checks the journal (F02, F04)."""

import json
from collections.abc import Iterator
from datetime import date

from bot.common.menu import Open, Place
from bot.i18n import Html, Texts
from bot.supervision import words
from bot.supervision.data import Act, ActOnRemark, OpenRemark, lesson_of
from bot.teachers.taps import OpenLesson
from core.notifications.model import Delivery
from core.people.model import FULL
from core.supervision.model import Event
from core.supervision.packing import unpacked

Buttons = tuple[tuple[str, str], ...]


def remark_push(delivery: Delivery, texts: Texts) -> tuple[str, Buttons]:
    """HTML and buttons. What people typed may name a child, so that only a school that sends names sends it."""
    facts, full = delivery.content or {}, delivery.content_mode == FULL
    event = Event(facts["event"])
    lines: list[str] = [*_head(event, facts, texts)]
    lines += words.body(unpacked(json.loads(facts["matters"])), facts["text"] if full else None, texts)
    if facts["text"] and not full:
        lines.append(texts.h("Слова замечания — по кнопке."))
    if facts["words"]:
        lines.append(texts.h("Ответ: «{text}»", text=facts["words"]) if full else texts.h("Ответ — по кнопке."))
    if event in (Event.MADE, Event.RETURNED):
        lines.append(texts.h("Исправить до {day}.", day=texts.day(date.fromisoformat(facts["due"]))))
    return "\n".join(lines), tuple(_buttons(event, facts, texts))


def remark_notice(delivery: Delivery, texts: Texts) -> tuple[str, Buttons]:
    """The same where nothing of a school goes into the messenger but that there is something."""
    remark = int((delivery.content or {})["remark"])
    opened = ((texts.t("Открыть замечание"), OpenRemark(remark=remark).pack()),)
    return texts.h("Есть новость о замечании по журналу. Откройте его кнопкой."), opened


def _head(event: Event, facts: dict[str, str], texts: Texts) -> Iterator[Html]:
    course = words.course(facts["title"], facts["subject"], facts["group"] or None, texts)
    match event:
        case Event.MADE:
            yield texts.h("<b>Замечание по журналу</b> · {course}", course=course)
        case Event.RETURNED:
            yield texts.h("<b>Замечание возвращено: не исправлено</b> · {course}", course=course)
        case Event.FIXED:
            yield texts.h("<b>Исправлено, проверьте</b> · {course}", course=course)
            yield texts.h("Учитель: {name}", name=facts["teacher"])
        case Event.ANSWERED:
            yield texts.h("<b>Ответ на замечание</b> · {course}", course=course)
            yield texts.h("Учитель: {name}", name=facts["teacher"])
        case Event.ACCEPTED:
            yield texts.h("<b>✅ Замечание закрыто</b> · {course}", course=course)
        case Event.WITHDRAWN:
            yield texts.h("<b>Замечание отозвано</b> · {course}\nДелать ничего не нужно.", course=course)


def _buttons(event: Event, facts: dict[str, str], texts: Texts) -> Iterator[tuple[str, str]]:
    remark = int(facts["remark"])
    if event in (Event.MADE, Event.RETURNED):
        if "lesson" in facts:
            yield texts.t("Открыть урок"), OpenLesson.of(lesson_of(facts["lesson"])).pack()
        yield texts.t("Исправлено"), ActOnRemark(remark=remark, act=Act.FIXED).pack()
        yield texts.t("Ответить словами"), ActOnRemark(remark=remark, act=Act.ANSWER).pack()
    elif event is Event.FIXED:
        yield texts.t("Принято, исправлено"), ActOnRemark(remark=remark, act=Act.ACCEPT).pack()
        yield texts.t("Не исправлено…"), ActOnRemark(remark=remark, act=Act.RETURN).pack()
    if event in (Event.WITHDRAWN, Event.ACCEPTED):
        yield texts.t("Все замечания"), Open(place=Place.REMARKS).pack()
    else:
        yield texts.t("Открыть замечание"), OpenRemark(remark=remark).pack()
