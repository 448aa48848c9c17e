"""The diary by days: a day with all that is written, a week at a glance, a month to choose from."""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.common.diary_data import TOMORROW, OpenCalendar, OpenDiary, OpenDiaryWeek, OpenMonth, Section
from bot.common.menu import button
from bot.delivery.lesson_push import presence_line, remark_line
from bot.delivery.mark_lines import mark_line
from bot.guardians.diary_frame import Family, Rows, fitted, freshness, keyboard, sections
from bot.guardians.timetable_views import changed
from bot.i18n import Html, Texts
from bot.markup import shortened
from bot.screens import Screen
from core.diary.model import Diary, DiaryDay, Held, Task
from core.journal.model import Homework, LessonRecord

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_IN_WEEK = 200
"""Of homework at a glance, at most."""


def day_screen(found: Diary, family: Family, texts: Texts) -> Screen:
    """One day: each lesson with its time, marks, absence, remark, topic and homework, and what is changed."""
    (day,) = found.days

    def text(room: int) -> str:
        lines: list[str] = [_heading(found, family, texts.day(day.day), texts), *_notices(found, texts)]
        for held in day.lessons:
            lines += ["", *_lesson(held, room, texts)]
        lines += ["", _empty(day, found, texts)] if not day.lessons else []
        return "\n".join([*lines, "", freshness(found.updated, texts)])

    return Screen(fitted(text), keyboard([*_around(found, day.day, texts), *_others(found, family, texts)], texts))


def week_screen(found: Diary, family: Family, texts: Texts) -> Screen:
    """From Monday to Sunday, days without lessons left out; a tap on a day opens it."""
    held = [day for day in found.days if day.lessons]

    def text(room: int) -> str:
        lines: list[str] = [_heading(found, family, texts.t("неделя"), texts), *_notices(found, texts)]
        for day in held:
            lines += ["", texts.h("<b>{day}</b>", day=texts.day(day.day))]
            lines += [_briefly(one, min(room, _IN_WEEK), texts) for one in day.lessons]
        lines += ["", _no_week(found, texts)] if not held else []
        return "\n".join([*lines, "", freshness(found.updated, texts)])

    pupil, first = found.own.child.pupil.id, found.days[0].day
    days = [button(texts.day(day.day), OpenDiary(pupil=pupil, day=day.day.toordinal())) for day in held]
    rows = [days[start : start + 3] for start in range(0, len(days), 3)]
    turning = [
        button(texts.t("‹ Прошлая неделя"), OpenDiaryWeek(pupil=pupil, day=(first - _WEEK).toordinal())),
        button(texts.t("Следующая неделя ›"), OpenDiaryWeek(pupil=pupil, day=(first + _WEEK).toordinal())),
    ]
    near = [button(texts.t("Календарь"), OpenMonth(pupil=pupil, day=first.toordinal()))]
    others = family.others(found.own, Section.WEEK, texts, first.toordinal())
    return Screen(fitted(text), keyboard([*rows, turning, near, sections(found.own, texts), *others], texts))


def month_screen(found: Diary, family: Family, texts: Texts) -> Screen:
    """The days of a month, those with lessons marked; other months as far as the school year goes."""
    first, pupil = found.days[0].day, found.own.child.pupil.id
    text = "\n".join(
        [
            _heading(found, family, texts.month(first), texts),
            texts.h("Выберите день. Точкой отмечены дни, когда есть уроки."),
        ]
    )
    cells = [button("–", OpenMonth(pupil=pupil, day=first.toordinal()))] * first.weekday()
    cells += [button(_cell(day, found.today), OpenDiary(pupil=pupil, day=day.day.toordinal())) for day in found.days]
    cells += [button("–", OpenMonth(pupil=pupil, day=first.toordinal()))] * (-len(cells) % 7)
    weeks = [cells[start : start + 7] for start in range(0, len(cells), 7)]
    before, after = first - _DAY, found.days[-1].day + _DAY
    turning = []
    if before >= found.begins:
        turning.append(button(texts.t("‹ {month}", month=texts.month(before)), _month(pupil, before)))
    if after <= found.ends:
        turning.append(button(texts.t("{month} ›", month=texts.month(after)), _month(pupil, after)))
    today = [
        button(texts.t("Сегодня"), OpenDiary(pupil=pupil)),
        button(texts.t("В календарь телефона"), OpenCalendar(pupil=pupil)),
    ]
    return Screen(text, keyboard([*weeks, turning, today], texts))


def _month(pupil: int, day: date) -> OpenMonth:
    return OpenMonth(pupil=pupil, day=day.toordinal())


def _cell(day: DiaryDay, today: date) -> str:
    number = f"[{day.day.day}]" if day.day == today else str(day.day.day)
    return f"{number}·" if day.lessons else number


def _heading(found: Diary, family: Family, what: str, texts: Texts) -> Html:
    return texts.h("<b>{child}</b> · {what}", child=family.label(found.own, texts), what=what)


def _notices(found: Diary, texts: Texts) -> Iterator[Html]:
    """That the child has left, or that the year is over."""
    if found.left is not None:
        yield texts.h("<i>Архив: в этой школе до {day}.</i>", day=texts.day_month(found.left))
    elif found.today > found.ends:
        yield texts.h("<i>Учебный год закончился {day}.</i>", day=texts.day_month(found.ends))


def _empty(day: DiaryDay, found: Diary, texts: Texts) -> Html:
    if day.holiday is not None:
        return texts.h("Каникулы: {name}. Уроков нет.", name=day.holiday)
    if day.day == found.today:
        return texts.h("Сегодня уроков нет.")
    return texts.h("В этот день уроков нет.")


def _no_week(found: Diary, texts: Texts) -> Html:
    named = next((day.holiday for day in found.days if day.holiday), None)
    if named is not None:
        return texts.h("Каникулы: {name}. Уроков нет.", name=named)
    return texts.h("На этой неделе уроков нет.")


def _lesson(held: Held, room: int, texts: Texts) -> Iterator[Html]:
    yield _title(held, texts)
    for task in held.due:
        yield texts.h("К этому уроку: {text}", text=_task(task, room))
    if held.record is not None:
        yield from _written(held.record, room, texts)


def _written(record: LessonRecord, room: int, texts: Texts) -> Iterator[Html]:
    """What stands in the journal."""
    if not record.held:
        yield texts.h("Урок не проведён")
    for mark in record.marks:
        yield mark_line(mark, None, texts)
    for away in record.attendance[:1]:
        yield presence_line(away, texts)
    for remark in record.remarks:
        yield remark_line(remark, texts)
    if record.topic:
        yield texts.h("Тема: {topic}", topic=shortened(record.topic, min(room, 300)))
    if record.homework is not None:
        yield _homework(record.homework, room, texts)


def _title(held: Held, texts: Texts) -> Html:
    slot = held.lesson.slot
    subject = texts.h("<s>{subject}</s>" if held.lesson.gone else "<b>{subject}</b>", subject=held.lesson.subject)
    when = f" · {texts.time(slot.starts)}–{texts.time(slot.ends)}" if slot.starts and slot.ends else ""
    said = "; ".join(changed(held.lesson, texts))
    what = texts.h("{number}. {subject}{when}", number=slot.number, subject=subject, when=when)
    return texts.h("{what} — <b>{changed}</b>", what=what, changed=said) if said else what


def _homework(homework: Homework, room: int, texts: Texts) -> Html:
    if not homework.given:
        return texts.h("Домашнего задания нет")
    text = _task(homework, room)
    if homework.due is None:
        return texts.h("Задано: {text}", text=text)
    return texts.h("Задано на {day}: {text}", day=texts.for_day(homework.due), text=text)


def _task(task: Homework | Task, room: int) -> str:
    return " ".join(part for part in (shortened(task.text, room), files_mark(len(task.attachments))) if part)


def files_mark(count: int) -> str:
    """«📎 2»: how many files there are."""
    return f"📎 {count}" if count else ""


def _briefly(held: Held, room: int, texts: Texts) -> Html:
    """A lesson in a line: marks, whether the child was there, the homework."""
    record = held.record
    values = ", ".join(mark.value for mark in record.marks) if record else ""
    away = [presence_line(one, texts) for one in record.attendance[:1]] if record else []
    task = record.homework if record else None
    said = [Html(f"<b>{texts.h('{values}', values=values)}</b>")] if values else []
    said += [Html(f"<i>{one}</i>") for one in away]
    said += [texts.h("задано: {text}", text=shortened(task.text, room))] if task and task.given and room else []
    title = _title_briefly(held, texts)
    return Html(" · ".join([title, *said]))


def _title_briefly(held: Held, texts: Texts) -> Html:
    number, subject = held.lesson.slot.number, held.lesson.subject
    if held.lesson.gone:
        return texts.h("<s>{number}. {subject}</s>", number=number, subject=subject)
    said = "; ".join(changed(held.lesson, texts))
    if said:
        return texts.h("{number}. {subject} (<b>{changed}</b>)", number=number, subject=subject, changed=said)
    return texts.h("{number}. {subject}", number=number, subject=subject)


def _around(found: Diary, day: date, texts: Texts) -> Rows:
    pupil = found.own.child.pupil.id
    before, after = day - _DAY, day + _DAY
    return [
        [
            button(texts.t("‹ {day}", day=texts.day(before)), OpenDiary(pupil=pupil, day=before.toordinal())),
            button(texts.t("{day} ›", day=texts.day(after)), OpenDiary(pupil=pupil, day=after.toordinal())),
        ],
        [
            button(texts.t("Сегодня"), OpenDiary(pupil=pupil)),
            button(texts.t("Завтра"), OpenDiary(pupil=pupil, day=TOMORROW)),
        ],
        [
            button(texts.t("Неделя"), OpenDiaryWeek(pupil=pupil, day=day.toordinal())),
            button(texts.t("Календарь"), OpenMonth(pupil=pupil, day=day.toordinal())),
        ],
        sections(found.own, texts, Section.DAY),
    ]


def _others(found: Diary, family: Family, texts: Texts) -> Rows:
    return family.others(found.own, Section.DAY, texts, found.days[0].day.toordinal())
