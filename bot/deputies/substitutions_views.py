"""What is decided about a day, a teacher's or a class's lessons of it, one lesson, one decision."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button, column
from bot.common.timetable_data import OpenChanges
from bot.common.timetable_lines import lesson_title
from bot.deputies.office import Office
from bot.deputies.substitutions_data import (
    ChooseAbsent,
    ChooseClass,
    GiveDay,
    OpenChange,
    OpenClass,
    OpenJournal,
    OpenSlot,
    OpenTeacher,
    Plan,
    Revoke,
)
from bot.i18n import N_, Html, Texts
from bot.screens import Screen
from core.calendar.changes.arranging import Act
from core.calendar.changes.day import SchoolDay, ref_of
from core.calendar.changes.model import KeptChange, Why
from core.calendar.model import Place as LessonPlace
from core.calendar.model import Slot
from core.ids import ClassId, PersonId
from core.journal.quick_entry.naming import colleague
from core.people.model import INITIALS

REASONS = {
    Why.ILLNESS: N_("болезнь"),
    Why.TRIP: N_("командировка"),
    Why.COURSES: N_("курсы"),
    Why.FAMILY: N_("семейные обстоятельства"),
    Why.EVENT: N_("мероприятие"),
    Why.OTHER: N_("другая причина"),
}
MOST = 90
"""People with a button on one screen; the messenger takes a hundred buttons."""
SHOWN = 25
"""Decisions of a day with a line and a button each."""

Rows = list[list[InlineKeyboardButton]]


def day_screen(day: SchoolDay, office: Office) -> Screen:
    """What is decided about a day, and the ways to decide more."""
    texts, ordinal = office.texts, day.day.toordinal()
    shown = day.changes[:SHOWN]
    lines: list[str] = [texts.h("<b>Замены и изменения</b> · {day}", day=texts.day(day.day))]
    lines += [change_line(day, one, texts) for one in shown]
    if not day.changes:
        lines.append(texts.h("Изменений нет: уроки идут по расписанию."))
    if left := len(day.changes) - len(shown):
        lines.append(Html(texts.n("…и ещё {n} изменение", "…и ещё {n} изменений", left)))
    buttons: Rows = [[button(_lesson(day, one, texts), OpenChange(change=one.id, day=ordinal))] for one in shown]
    if office.decides:
        absent = button(texts.t("Учитель отсутствует"), ChooseAbsent(day=ordinal))
        buttons.append([absent, button(texts.t("По классу"), ChooseClass(day=ordinal))])
    near = [day.day - timedelta(days=1), day.day + timedelta(days=1)]
    labels = (texts.t("‹ {day}", day=texts.day(near[0])), texts.t("{day} ›", day=texts.day(near[1])))
    buttons.append([button(label, OpenChanges(day=one.toordinal())) for label, one in zip(labels, near, strict=True)])
    buttons.append([button(texts.t("Журнал замен"), OpenJournal(day=ordinal))])
    return Screen("\n".join(lines), keyboard(buttons, button(texts.t("← Назад"), Open(place=Place.HOME))))


def absent_screen(day: SchoolDay, texts: Texts) -> Screen:
    """Whose lessons are concerned: everybody who has some that day."""
    ordinal = day.day.toordinal()
    holding = {slot.teacher_id for slot in day.slots}
    people = [one for one in day.staff.values() if one.id in holding][:MOST]
    text = texts.h("<b>Кто отсутствует?</b> · {day}", day=texts.day(day.day))
    if not people:
        text = texts.h("В этот день уроков ни у кого нет: каникулы или выходной.")
    buttons = [button(colleague(one, INITIALS), OpenTeacher(teacher=one.id, day=ordinal)) for one in people]
    return Screen(text, keyboard(in_pairs(buttons), to_day(day, texts)))


def teacher_screen(day: SchoolDay, teacher_id: PersonId, texts: Texts) -> Screen:
    """A teacher's lessons of the day: each can be decided about, or all given to one substitute."""
    ordinal, slots = day.day.toordinal(), day.of_teacher(teacher_id)
    name = named(day, teacher_id)
    back = button(texts.t("‹ Назад"), ChooseAbsent(day=ordinal))
    if not slots:
        return Screen(texts.h("{name}: в этот день уроков нет.", name=name), column(back))
    text = texts.h("<b>{name}</b> · {day}\nВыберите урок или весь день.", name=name, day=texts.day(day.day))
    whole = button(texts.t("За весь день — один учитель"), GiveDay(absent=teacher_id, day=ordinal))
    lessons = [button(lesson_title(day, slot, texts), OpenSlot.of(ref_of(slot))) for slot in slots]
    return Screen(text, column(*lessons, *([whole] if len(slots) > 1 else []), back))


def classes_screen(day: SchoolDay, texts: Texts) -> Screen:
    """The classes of the school."""
    ordinal = day.day.toordinal()
    buttons = [button(one.title, OpenClass(class_id=one.id, day=ordinal)) for one in day.classes.values()][:MOST]
    rows = [buttons[start : start + 4] for start in range(0, len(buttons), 4)]
    text = texts.h("<b>Какой класс?</b> · {day}", day=texts.day(day.day))
    return Screen(text, keyboard(rows, to_day(day, texts)))


def class_screen(day: SchoolDay, class_id: ClassId, texts: Texts) -> Screen:
    """The lessons of a class, those that are cancelled too."""
    ordinal = day.day.toordinal()
    gone = [slot for slot in day.cancelled if slot.class_id == class_id]
    lines: list[str] = [texts.h("<b>{title}</b> · {day}", title=day.classes[class_id].title, day=texts.day(day.day))]
    lines += [texts.h("Отменён: {lesson}", lesson=lesson_title(day, slot, texts)) for slot in gone]
    if not day.of_class(class_id):
        lines.append(texts.h("Уроков в этот день нет."))
    lessons = [button(lesson_title(day, slot, texts), OpenSlot.of(ref_of(slot))) for slot in day.of_class(class_id)]
    extra = button(texts.t("Добавить урок"), OpenClass(class_id=class_id, day=ordinal, adding=True))
    back = button(texts.t("‹ Назад"), ChooseClass(day=ordinal))
    return Screen("\n".join(lines), column(*lessons, *([] if day.is_free(class_id, day.day) else [extra]), back))


def slot_screen(day: SchoolDay, slot: Slot, texts: Texts) -> Screen:
    """One lesson and what can be decided about it."""
    ref = ref_of(slot)
    text = texts.h(
        "<b>{lesson}</b> · {day}\nВедёт: {name}",
        lesson=lesson_title(day, slot, texts),
        day=texts.day(slot.day),
        name=named(day, slot.teacher_id),
    )
    acts = (
        (texts.t("Назначить замену"), Act.SUBSTITUTE),
        (texts.t("Отменить урок"), Act.CANCEL),
        (texts.t("Перенести"), Act.MOVE),
        (texts.t("Поменять с другим уроком класса"), Act.SWAP),
        (texts.t("Поменяться классами"), Act.CROSS),
    )
    back = button(texts.t("‹ Назад"), OpenTeacher(teacher=slot.teacher_id, day=slot.day.toordinal()))
    return Screen(text, column(*(button(label, Plan.of(act, ref)) for label, act in acts), back))


def change_screen(day: SchoolDay, kept: KeptChange, office: Office) -> Screen:
    """One decision: what, why, by whom, and the way to take it back."""
    texts, made = office.texts, kept.made
    said = texts.t("со слов учителя") if made.declared else texts.t(REASONS[made.why])
    lines = [
        change_line(day, kept, texts),
        texts.h("Причина: {why}", why=said),
        texts.h(
            "Внесено: {name}, {day}, {time}",
            name=named(day, made.made_by),
            day=texts.day_month(made.made_at),
            time=texts.time(made.made_at),
        ),
    ]
    buttons = [button(texts.t("Вернуть по расписанию"), Revoke(change=kept.id))] if office.revokes else []
    return Screen("\n".join(lines), column(*buttons, to_day(day, texts)))


def change_line(day: SchoolDay, kept: KeptChange, texts: Texts) -> Html:
    """«2. 5А · Математика: замена, Смирнова О. В. → Фёдорова Н. Л.»."""
    lesson = _lesson(day, kept, texts)
    return texts.h("• {lesson}: {what}", lesson=lesson, what="; ".join(_what(day, kept, texts)))


def named(day: SchoolDay, person_id: PersonId) -> str:
    """A member of staff, as far as the school lets names out."""
    person = day.staff.get(person_id)
    return colleague(person, INITIALS) if person else "—"


def to_day(day: SchoolDay, texts: Texts) -> InlineKeyboardButton:
    """Back to what is decided about the day."""
    return button(texts.t("‹ Назад"), OpenChanges(day=day.day.toordinal()))


def in_pairs(buttons: Sequence[InlineKeyboardButton]) -> Rows:
    """Two in a row."""
    return [[*buttons[start : start + 2]] for start in range(0, len(buttons), 2)]


def keyboard(rows: Iterable[Sequence[InlineKeyboardButton]], *last: InlineKeyboardButton) -> InlineKeyboardMarkup:
    """Rows of buttons, and the last ones each in a row of its own."""
    return InlineKeyboardMarkup(inline_keyboard=[*([*row] for row in rows), *([one] for one in last)])


def _lesson(day: SchoolDay, kept: KeptChange, texts: Texts) -> str:
    made = kept.made
    place = made.was or made.now
    if place is None:
        return ""
    return lesson_title(day, _slot(made.class_id, kept, place), texts)


def _slot(class_id: ClassId, kept: KeptChange, place: LessonPlace) -> Slot:
    return Slot(class_id, kept.made.group_id, place.subject_id, place.teacher_id, place.day, place.number)


def _what(day: SchoolDay, kept: KeptChange, texts: Texts) -> Iterator[str]:
    was, now = kept.made.was, kept.made.now
    if now is None:
        yield texts.t("отменён")
    elif was is None:
        yield texts.t("дополнительный урок, ведёт {name}", name=named(day, now.teacher_id))
    else:
        if kept.change.substituted:
            names = {"was": named(day, was.teacher_id), "now": named(day, now.teacher_id)}
            yield texts.t("замена, {was} → {now}", **names)
        if was.subject_id != now.subject_id:
            yield texts.t("другой предмет: {subject}", subject=day.subjects[now.subject_id].name)
        if kept.change.moved:
            yield texts.t("перенесён на {day}, {number}-й урок", day=texts.day_month(now.day), number=now.number)
