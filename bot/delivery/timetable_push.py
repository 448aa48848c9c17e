"""The words of changes of the timetable: for staff by event, for families when a day begins or ends otherwise."""

from collections.abc import Mapping
from datetime import date, time

from bot.common.timetable_data import OpenChanges, OpenTimetable
from bot.i18n import N_, Html, Texts
from bot.names import initials, written
from bot.teachers.taps import OpenDay, OpenLesson
from core.calendar.changes.news import Event
from core.notifications.model import Delivery, Kind
from core.people.model import INITIALS, Name

Facts = Mapping[str, str]
Button = tuple[str, str]

_HEADINGS = {
    Event.SUBSTITUTE: N_("<b>Замена</b> · {day}\nВы ведёте за коллегу ({who}):"),
    Event.COVERED: N_("<b>Замена</b> · {day}\nВместо вас ({who}):"),
    Event.RELEASED: N_("<b>Замена отменена</b> · {day}\nЭто ведёте уже не вы:"),
    Event.RETURNED: N_("<b>Всё по расписанию</b> · {day}\nЭто снова ведёте вы:"),
    Event.CANCELLED: N_("<b>Урока не будет</b> · {day}"),
    Event.MOVED: N_("<b>Перенос</b> · теперь {day}:"),
    Event.EXTRA: N_("<b>Дополнительный урок</b> · {day}"),
    Event.DECLARED: N_("<b>Замена со слов учителя</b> · {day}\n{by} ведёт за коллегу ({who}):"),
    Event.RESTORED: N_("<b>Отменённый урок состоялся</b> · {day}\nТак говорит учитель ({by}):"),
}
_OPENED = frozenset({Event.SUBSTITUTE, Event.RETURNED, Event.MOVED, Event.EXTRA})
_FOR_DEPUTIES = frozenset({Event.DECLARED, Event.RESTORED})


def timetable_push(delivery: Delivery, texts: Texts) -> tuple[Html, tuple[Button, ...]]:
    """The words and the buttons."""
    facts, mode = delivery.content or {}, delivery.content_mode
    if delivery.kind is Kind.TIMETABLE:
        return family_push(facts, mode, texts), family_buttons(facts, texts)
    return staff_push(facts, mode, texts), staff_buttons(facts, texts)


def staff_push(facts: Facts, content_mode: str, texts: Texts) -> Html:
    """Which lessons, on which day, and who of the colleagues is concerned."""
    event, day = Event(facts["event"]), date.fromisoformat(facts["day"])
    who, by = (_named(facts.get(name, ""), content_mode) for name in ("who", "by"))
    heading = texts.h(_HEADINGS[event], day=texts.day(day), who=who, by=by)
    lessons = texts.h("{lessons}", lessons=facts["lessons"])
    if event not in _FOR_DEPUTIES:
        return Html(f"{heading}\n{lessons}")
    note = texts.h("Если это не так, отмените в /substitutions.")
    return Html(f"{heading}\n{lessons}\n\n{note}")


def staff_buttons(facts: Facts, texts: Texts) -> tuple[Button, ...]:
    """To the lesson, to the lessons of the day, or to what is decided about it."""
    event, day = Event(facts["event"]), date.fromisoformat(facts["day"]).toordinal()
    if event in _FOR_DEPUTIES:
        return (_pair(texts.t("Замены"), OpenChanges(day=day).pack()),)
    if event not in _OPENED:
        return (_pair(texts.t("Мои уроки"), OpenDay(day=day).pack()),)
    class_id, group, subject, number = map(int, facts["lesson"].split(":"))
    lesson = OpenLesson(class_id=class_id, group=group, subject=subject, day=day, number=number)
    return (_pair(texts.t("Открыть урок"), lesson.pack()),)


def family_push(facts: Facts, content_mode: str, texts: Texts) -> Html:
    """Who, when, and what is otherwise about the beginning and the end of the day."""
    name = Name(facts["surname"], facts["given"])
    child = initials(name) if content_mode == INITIALS else name.given
    day = date.fromisoformat(facts["day"])
    heading = texts.h("<b>{child}, {title}</b> · {day}", child=child, title=facts["class"], day=texts.day(day))
    return Html("\n".join((heading, *_bounds(facts, texts))))


def family_buttons(facts: Facts, texts: Texts) -> tuple[Button, ...]:
    """To the timetable of that day."""
    day = date.fromisoformat(facts["day"]).toordinal()
    data = OpenTimetable(pupil=int(facts["pupil"]), day=day)
    return (_pair(texts.t("Расписание"), data.pack()),)


def _bounds(facts: Facts, texts: Texts) -> list[Html]:
    if not facts.get("now_first"):
        return [texts.h("Уроков в этот день не будет.")]
    if not facts.get("was_first"):
        return [
            texts.h(
                "В этот день будут уроки: {first} — {last}.",
                first=_at(facts, "now_starts", texts),
                last=_at(facts, "now_ends", texts),
            )
        ]
    lines = []
    if _differs(facts, "first", "starts"):
        lines.append(texts.h("Уроки начнутся {now}, а не {was}.", **_both(facts, "starts", texts)))
    if _differs(facts, "last", "ends"):
        lines.append(texts.h("Уроки закончатся {now}, а не {was}.", **_both(facts, "ends", texts)))
    return lines


def _differs(facts: Facts, number: str, clock: str) -> bool:
    return (facts[f"was_{number}"], facts[f"was_{clock}"]) != (facts[f"now_{number}"], facts[f"now_{clock}"])


def _both(facts: Facts, which: str, texts: Texts) -> dict[str, str]:
    return {when: _at(facts, f"{when}_{which}", texts) for when in ("now", "was")}


def _at(facts: Facts, name: str, texts: Texts) -> str:
    """«в 9:25»; by the number of the lesson where the school has no bells."""
    if facts[name]:
        return texts.t("в {time}", time=texts.time(time.fromisoformat(facts[name])))
    number = facts[name.replace("starts", "first").replace("ends", "last")]
    return texts.t("с уроком № {number}", number=number)


def _named(people: str, content_mode: str) -> str:
    return ", ".join(written(one, content_mode) for one in people.split(", ") if one)


def _pair(label: str, data: str) -> Button:
    return label, data
