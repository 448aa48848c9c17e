"""The screens of the timetable: a day with its bells, a week at a glance."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button, column
from bot.common.timetable_data import OpenTimetable, OpenWeek
from bot.i18n import Html, Texts
from bot.names import NAMED, short_name
from bot.screens import Screen
from core.calendar.model import Day, Lesson
from core.calendar.timetable import Timetable
from core.people.model import Child


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be chosen from: own children, and the teacher's own lessons."""

    children: tuple[Child, ...]
    own: bool


def timetable_screen(found: Timetable, shown: Shown, texts: Texts) -> Screen:
    """One day: each lesson with its bell, its room, and what is changed."""
    (day,) = found.days
    lines = [texts.h("<b>{who}</b> · {day}", who=_who(found, texts), day=texts.day(day.day))]
    lines += [_with_bell(one, found, texts) for one in day.lessons]
    if not day.lessons:
        lines.append(texts.h("В этот день уроков нет."))
    tomorrow, pupil = found.today + timedelta(days=1), _pupil(found)
    near = [
        button(texts.t("‹ {day}", day=texts.day(day.day - timedelta(days=1))), _data(pupil, day.day, -1)),
        button(texts.t("{day} ›", day=texts.day(day.day + timedelta(days=1))), _data(pupil, day.day, 1)),
    ]
    usual = [
        button(texts.t("Сегодня"), OpenTimetable(pupil=pupil, day=found.today.toordinal())),
        button(texts.t("Завтра"), OpenTimetable(pupil=pupil, day=tomorrow.toordinal())),
        button(texts.t("Неделя"), OpenWeek(pupil=pupil, day=day.day.toordinal())),
    ]
    return Screen("\n".join(lines), _keyboard(near, usual, _switches(found, shown, texts), texts))


def week_screen(found: Timetable, shown: Shown, texts: Texts) -> Screen:
    """From Monday to Sunday, days without lessons left out; a tap on a day opens it."""
    held, pupil = [day for day in found.days if day.lessons], _pupil(found)
    lines: list[str] = [texts.h("<b>{who}</b>", who=_who(found, texts))]
    for day in held:
        lines += ["", texts.h("<b>{day}</b>", day=texts.day(day.day)), *_briefly(day, found, texts)]
    if not held:
        lines.append(texts.h("На этой неделе уроков нет."))
    first = found.days[0].day
    days = [button(texts.day(day.day), OpenTimetable(pupil=pupil, day=day.day.toordinal())) for day in held]
    turning = [
        button(texts.t("‹ Прошлая неделя"), OpenWeek(pupil=pupil, day=(first - timedelta(days=7)).toordinal())),
        button(texts.t("Следующая неделя ›"), OpenWeek(pupil=pupil, day=(first + timedelta(days=7)).toordinal())),
    ]
    rows = [days[start : start + 2] for start in range(0, len(days), 2)]
    switches = [turning, *_switches(found, shown, texts)]
    return Screen("\n".join(lines), _keyboard([], [], [*rows, *switches], texts))


def not_for_you(texts: Texts) -> Screen:
    """For who has neither children nor lessons here."""
    home = button(texts.t("← Назад"), Open(place=Place.HOME))
    return Screen(
        texts.h("Расписание есть у родителей, учеников и учителей: здесь не подключён никто из них."), column(home)
    )


def _who(found: Timetable, texts: Texts) -> str:
    if found.child is None:
        return texts.t("Мои уроки")
    return _child(found.child, found.school.content_mode)


def _child(child: Child, content_mode: str) -> str:
    """Where a school sends no names, the class says which child it is."""
    title = child.class_title or ""
    if content_mode not in NAMED:
        return title
    return f"{short_name(child.pupil.name, content_mode)}, {title}"


def _pupil(found: Timetable) -> int:
    return found.child.pupil.id if found.child else 0


def _data(pupil: int, day: date, step: int) -> OpenTimetable:
    return OpenTimetable(pupil=pupil, day=(day + timedelta(days=step)).toordinal())


def _with_bell(one: Lesson, found: Timetable, texts: Texts) -> Html:
    room = texts.t("каб. {room}", room=one.slot.room) if one.slot.room else ""
    what = " · ".join(part for part in (_what(one, found, texts), _when(one, texts), room) if part)
    return _line(one, what, texts, named=_named(found))


def _when(one: Lesson, texts: Texts) -> str:
    slot = one.slot
    return f"{texts.time(slot.starts)}–{texts.time(slot.ends)}" if slot.starts and slot.ends else ""


def _briefly(day: Day, found: Timetable, texts: Texts) -> Iterator[Html]:
    for one in day.lessons:
        yield _line(one, _what(one, found, texts) or _when(one, texts), texts, named=_named(found))


def _what(one: Lesson, found: Timetable, texts: Texts) -> str:
    """The subject, unless a family's school lets nothing of the diary out; for a teacher the class too."""
    if found.child is not None:
        return one.subject if _named(found) else ""
    title = one.class_title
    if one.group_title:
        title = texts.t("{title}, группа {group}", title=title, group=one.group_title)
    return texts.t("{title} · {subject}", title=title, subject=one.subject)


def _named(found: Timetable) -> bool:
    """Whether subjects may be named: to teachers always."""
    return found.child is None or found.school.content_mode in NAMED


def _line(one: Lesson, what: str, texts: Texts, *, named: bool) -> Html:
    otherwise = "; ".join(changed(one, texts, named=named))
    said = {"number": one.slot.number, "what": what or texts.t("урок")}
    if one.gone:
        return texts.h("<s>{number}. {what}</s> — <b>{changed}</b>", changed=otherwise, **said)
    if otherwise:
        return texts.h("{number}. {what} — <b>{changed}</b>", changed=otherwise, **said)
    return texts.h("{number}. {what}", **said)


def changed(one: Lesson, texts: Texts, *, named: bool = True) -> Iterator[str]:
    """«замена», «перенесён на …»: no names of teachers, and no reasons."""
    change = one.slot.change
    if change is None:
        return
    if change.now is None or change.was is None:
        yield texts.t("отменён") if change.now is None else texts.t("дополнительный урок")
        return
    if one.gone:
        yield texts.t(
            "перенесён на {day}, {number}-й урок", day=texts.day_month(change.now.day), number=change.now.number
        )
        return
    if change.moved:
        yield texts.t("перенесён сюда")
    if one.planned_subject and named:
        yield texts.t("замена, вместо урока «{subject}»", subject=one.planned_subject)
    elif change.substituted:
        yield texts.t("замена")


def _switches(found: Timetable, shown: Shown, texts: Texts) -> list[list[InlineKeyboardButton]]:
    """To the other children, and to the teacher's own lessons."""
    day, mode = found.days[0].day.toordinal(), found.school.content_mode
    others = [one for one in shown.children if one.pupil.id != _pupil(found)]
    rows = [[button(_child(one, mode), OpenTimetable(pupil=one.pupil.id, day=day))] for one in others]
    if shown.own and found.child is not None:
        rows.append([button(texts.t("Мои уроки"), OpenTimetable(pupil=0, day=day))])
    return rows


def _keyboard(
    near: list[InlineKeyboardButton],
    usual: list[InlineKeyboardButton],
    rows: list[list[InlineKeyboardButton]],
    texts: Texts,
) -> InlineKeyboardMarkup:
    home = button(texts.t("← Назад"), Open(place=Place.HOME))
    shown = [row for row in (near, usual, *rows, [home]) if row]
    return InlineKeyboardMarkup(inline_keyboard=shown)
