"""The words of a push about a remark: to its teacher, and to who checks the journal (F02, F04)."""

import json
from collections.abc import Iterator, Mapping
from datetime import date

from bot.common.menu import Open, Place
from bot.i18n import N_, Html, Texts
from bot.supervision import words
from bot.supervision.data import Act, ActOnRemark, OpenRemark, lesson_of
from bot.teachers.taps import OpenLesson
from core.notifications.model import Delivery
from core.people.model import FULL
from core.supervision.model import Event
from core.supervision.news import TO_TEACHER
from core.supervision.packing import unpacked

Buttons = tuple[tuple[str, str], ...]
Facts = Mapping[str, str]

_HEADS = {
    Event.MADE: N_("<b>Замечание по журналу</b> · {course}"),
    Event.RETURNED: N_("<b>Замечание возвращено: не исправлено</b> · {course}"),
    Event.FIXED: N_("<b>Исправлено, проверьте</b> · {course}"),
    Event.ANSWERED: N_("<b>Ответ на замечание</b> · {course}"),
    Event.ACCEPTED: N_("<b>✅ Замечание закрыто</b> · {course}"),
    Event.WITHDRAWN: N_("<b>Замечание отозвано</b> · {course}\nДелать ничего не нужно."),
}
_ENDED = {
    Event.FIXED: N_("<b>Отмечено: исправлено</b> · {course}"),
    Event.RETURNED: N_("<b>Возвращено учителю: не исправлено</b> · {course}"),
}
"""Who did it, or sees it done, is told so and asked for nothing."""
_CLOSED = frozenset({Event.ACCEPTED, Event.WITHDRAWN})


def remark_push(delivery: Delivery, texts: Texts) -> tuple[str, Buttons]:
    """HTML and buttons. What people typed may name a child, so that only a school that sends names sends it."""
    facts, full = delivery.content or {}, delivery.content_mode == FULL
    event = Event(facts["event"])
    lines: list[str] = [*_head(event, facts, texts)]
    lines += words.body(unpacked(json.loads(facts["matters"])), facts["text"] if full else None, texts)
    if facts["words"] and full:
        lines.append(_said(event, facts, texts))
    if (facts["text"] or facts["words"]) and not full and event not in _CLOSED:
        lines.append(texts.h("Сами слова — по кнопке «Открыть замечание»."))
    lines += _left(event, facts, texts)
    return "\n".join(lines), tuple(_buttons(event, facts, texts))


def remark_notice(delivery: Delivery, texts: Texts) -> tuple[str, Buttons]:
    """The same where nothing of a school goes into the messenger but that there is something, or nothing any more."""
    facts = delivery.content or {}
    opened = ((texts.t("Открыть замечание"), OpenRemark(remark=int(facts["remark"])).pack()),)
    if _asked(facts):
        said = texts.h("По этому замечанию сейчас от вас ничего не нужно. Посмотреть его можно по кнопке.")
        return said, opened
    return texts.h("Есть новость о замечании по журналу. Откройте его кнопкой."), opened


def _asked(facts: Facts) -> Event | None:
    """What the message told before it was edited, which says to whom; None of a message that is told now."""
    return Event(facts["asked"]) if facts.get("asked") else None


def _head(event: Event, facts: Facts, texts: Texts) -> Iterator[Html]:
    course = words.course(facts["title"], facts["subject"], facts["group"] or None, texts)
    asks = _asked(facts) is None
    yield texts.h(_HEADS[event] if asks else _ENDED.get(event, _HEADS[event]), course=course)
    if _to_checker(event, facts):
        yield texts.h("Учитель: {name}", name=facts["teacher"])


def _to_checker(event: Event, facts: Facts) -> bool:
    """Whether it stands in the chat of who decides."""
    return (_asked(facts) or event) not in TO_TEACHER


def _said(event: Event, facts: Facts, texts: Texts) -> Html:
    """The words of the step that the message is about."""
    if Event.ANSWERED in (event, _asked(facts)):
        return texts.h("Ответ: «{text}»", text=facts["words"])
    return texts.h("Что не так: «{text}»", text=facts["words"])


def _left(event: Event, facts: Facts, texts: Texts) -> Iterator[Html]:
    """What is to be done, or who does it now."""
    day = texts.day(date.fromisoformat(facts["due"]))
    ended = _asked(facts) is not None
    if event in TO_TEACHER:
        yield texts.h("Срок учителя: до {day}.", day=day) if ended else texts.h("Исправить до {day}.", day=day)
    elif event is Event.FIXED and ended:
        yield texts.h("Теперь его посмотрит тот, кто проверяет журнал.")


def _buttons(event: Event, facts: Facts, texts: Texts) -> Iterator[tuple[str, str]]:
    remark, asks = int(facts["remark"]), _asked(facts) is None
    if event in TO_TEACHER and asks:
        if "lesson" in facts:
            yield texts.t("Открыть урок"), OpenLesson.of(lesson_of(facts["lesson"])).pack()
        yield texts.t("Исправлено"), ActOnRemark(remark=remark, act=Act.FIXED).pack()
        yield texts.t("Ответить словами"), ActOnRemark(remark=remark, act=Act.ANSWER).pack()
    elif event is Event.FIXED and asks:
        yield texts.t("Принято, исправлено"), ActOnRemark(remark=remark, act=Act.ACCEPT).pack()
        yield texts.t("Не исправлено…"), ActOnRemark(remark=remark, act=Act.RETURN).pack()
    if event in _CLOSED:
        yield texts.t("Все замечания"), Open(place=Place.REMARKS).pack()
    else:
        yield texts.t("Открыть замечание"), OpenRemark(remark=remark).pack()
