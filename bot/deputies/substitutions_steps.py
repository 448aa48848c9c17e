"""The steps of a decision: who, when, why, and whether really. Each shows what is known and asks what is missing."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from aiogram.types import InlineKeyboardButton

from bot.common.menu import button, column
from bot.common.timetable_data import OpenChanges
from bot.common.timetable_lines import lesson_title
from bot.deputies.substitutions_data import GiveDay, OpenClass, OpenSlot, OpenTeacher, Plan
from bot.deputies.substitutions_views import MOST, REASONS, in_pairs, keyboard, named, to_day
from bot.i18n import Texts
from bot.screens import Screen
from core.calendar.changes.arranging import Act
from core.calendar.changes.day import SchoolDay, ref_of
from core.calendar.changes.rules import Candidate, candidates, clashes
from core.calendar.model import Slot
from core.ids import ClassId, PersonId
from core.journal.quick_entry.naming import colleague
from core.journal.taps.model import LessonRef
from core.people.model import INITIALS

DAYS_AHEAD = 8
"""Days to which a lesson may be moved, from the one before its own on."""
NUMBERS = range(1, 11)


def substitutes_screen(day: SchoolDay, slot: Slot, plan: Plan, texts: Texts) -> Screen:
    """Who may hold the lesson: the free first, and of them those of the subject."""
    found = candidates(day.teachers, day.slots, [slot], day.teaching)[:MOST]
    buttons = [_candidate(one, plan.model_copy(update={"teacher": one.person.id}), texts) for one in found]
    text = texts.h(
        "<b>{lesson}</b> · {day}\nКто заменит ({name})?\n"
        "✅ свободен и ведёт этот предмет, ▫️ свободен, ⏳ занят в это время",
        lesson=lesson_title(day, slot, texts),
        day=texts.day(slot.day),
        name=named(day, slot.teacher_id),
    )
    return Screen(text, keyboard(in_pairs(buttons), _back(slot, texts)))


def substitutes_of_day_screen(day: SchoolDay, give: GiveDay, texts: Texts) -> Screen:
    """Who may hold all lessons of a teacher's day: those with the fewest lessons of their own at these hours first."""
    slots = day.of_teacher(PersonId(give.absent))
    found = candidates(day.teachers, day.slots, slots, day.teaching)[:MOST]
    buttons = [_candidate(one, give.model_copy(update={"substitute": one.person.id}), texts) for one in found]
    text = texts.h(
        "<b>{name}, весь день</b> · {day}\nКто заменит?", name=named(day, PersonId(give.absent)), day=texts.day(day.day)
    )
    back = button(texts.t("‹ Назад"), OpenTeacher(teacher=give.absent, day=give.day))
    return Screen(text, keyboard(in_pairs(buttons), back))


def days_screen(day: SchoolDay, slot: Slot, plan: Plan, texts: Texts) -> Screen:
    """To which day the lesson is moved."""
    near = [
        shift for shift in range(-1, DAYS_AHEAD) if not day.is_free(slot.class_id, slot.day + timedelta(days=shift))
    ]
    buttons = [
        button(texts.day(slot.day + timedelta(days=shift)), plan.model_copy(update={"shift": shift})) for shift in near
    ]
    text = texts.h("<b>{lesson}</b>\nНа какой день перенести?", lesson=lesson_title(day, slot, texts))
    return Screen(text, keyboard(in_pairs(buttons), _back(slot, texts)))


def numbers_screen(target: SchoolDay, slot: Slot, plan: Plan, texts: Texts) -> Screen:
    """By which number: hours in which class and teacher are free are marked."""
    field = "number" if plan.act is Act.EXTRA else "to_number"
    buttons = []
    for number in NUMBERS:
        there = _moved(slot, target, number)
        sign = "⏳" if [*_taken(target, slot, there)] else "▫️"
        label = texts.t("{sign} {number}-й урок", sign=sign, number=number)
        buttons.append(button(label, plan.model_copy(update={field: number})))
    text = texts.h(
        "<b>{day}</b>\nКаким уроком? ⏳ — у класса или учителя в это время уже есть урок.", day=texts.day(target.day)
    )
    return Screen(text, keyboard(in_pairs(buttons), to_day(target, texts)))


def others_screen(day: SchoolDay, slot: Slot, plan: Plan, texts: Texts) -> Screen:
    """With which lesson of the class, or of the teacher in another class, it exchanges places."""
    among = day.of_class(slot.class_id) if plan.act is Act.SWAP else day.of_teacher(slot.teacher_id)
    others = [one for one in among if one.number != slot.number]
    if plan.act is Act.CROSS:
        others = [one for one in others if one.class_id != slot.class_id]
    buttons = [
        button(lesson_title(day, one, texts), plan.model_copy(update={"to_number": one.number})) for one in others
    ]
    text = texts.h("<b>{lesson}</b>\nС каким уроком поменять местами?", lesson=lesson_title(day, slot, texts))
    if not others:
        text = texts.h(
            "<b>{lesson}</b>\nМенять не с чем: других таких уроков в этот день нет.",
            lesson=lesson_title(day, slot, texts),
        )
    return Screen(text, column(*buttons, _back(slot, texts)))


def courses_screen(day: SchoolDay, class_id: ClassId, texts: Texts) -> Screen:
    """Which subject the class gets one lesson more of, and who holds it."""
    held = [one for one in day.calendar.entries if one.class_id == class_id and one.from_day <= day.day <= one.to_day]
    courses = dict.fromkeys((one.group_id, one.subject_id, one.teacher_id) for one in held)
    buttons = []
    for group_id, subject_id, teacher_id in courses:
        group = day.groups.get(group_id) if group_id is not None else None
        subject = day.subjects[subject_id].name
        if group is not None:
            subject = texts.t("{title}, группа {group}", title=subject, group=group.title)
        ref = LessonRef(class_id, group_id, subject_id, day.day, 0)
        buttons.append(button(f"{subject} · {named(day, teacher_id)}", Plan.of(Act.EXTRA, ref, teacher=teacher_id)))
    text = texts.h(
        "<b>{title}</b> · {day}\nКакой урок добавить?", title=day.classes[class_id].title, day=texts.day(day.day)
    )
    back = button(texts.t("‹ Назад"), OpenClass(class_id=class_id, day=day.day.toordinal()))
    return Screen(text, column(*buttons[:MOST], back))


def reasons_screen(plan: Plan | GiveDay, texts: Texts) -> Screen:
    """Why; the reason stands in the journal of substitutions, nobody else is told of it."""
    buttons = [
        button(texts.t(label).capitalize(), plan.model_copy(update={"why": why.value}))
        for why, label in REASONS.items()
    ]
    text = texts.h("<b>Причина?</b>\nОна останется в журнале замен. Учителям и семьям её не сообщают.")
    return Screen(text, keyboard(in_pairs(buttons), button(texts.t("‹ Назад"), OpenChanges(day=plan.day))))


def sure_screen(day: SchoolDay, target: SchoolDay, slot: Slot, plan: Plan, texts: Texts) -> Screen:
    """The decision in words with all that speaks against it; one tap carries it out."""
    lines: list[str] = [
        texts.h("<b>{lesson}</b> · {day}", lesson=lesson_title(day, slot, texts), day=texts.day(slot.day))
    ]
    lines.append(texts.h("{what}", what=_what(day, target, plan, texts)))
    lines += [
        texts.h("⚠️ В это время уже есть: {lesson}", lesson=one) for one in _against(day, target, slot, plan, texts)
    ]
    buttons = [button(texts.t("Подтвердить"), plan.model_copy(update={"sure": True}))]
    buttons += _as_other_subject(day, slot, plan, texts)
    cancel = button(texts.t("Не менять"), OpenChanges(day=day.day.toordinal()))
    return Screen("\n".join(lines), column(*buttons, cancel))


def sure_of_day_screen(day: SchoolDay, give: GiveDay, texts: Texts) -> Screen:
    """All lessons of a teacher's day for one substitute."""
    absent, substitute = PersonId(give.absent), PersonId(give.substitute)
    slots = day.of_teacher(absent)
    names = {"absent": named(day, absent), "substitute": named(day, substitute)}
    lines: list[str] = [texts.h("<b>{absent} → {substitute}</b> · {day}", day=texts.day(day.day), **names)]
    lines += [texts.h("• {lesson}", lesson=lesson_title(day, slot, texts)) for slot in slots]
    busy = [one for slot in slots for one in clashes(day.slots, slot, substitute)]
    lines += [texts.h("⚠️ В это время уже есть: {lesson}", lesson=lesson_title(day, one, texts)) for one in busy]
    sure = button(texts.t("Подтвердить"), give.model_copy(update={"sure": True}))
    return Screen("\n".join(lines), column(sure, button(texts.t("Не менять"), OpenChanges(day=give.day))))


def _candidate(one: Candidate, data: Plan | GiveDay, texts: Texts) -> InlineKeyboardButton:
    sign = "⏳" if one.busy else "✅" if one.teaches else "▫️"
    return button(texts.t("{sign} {name}", sign=sign, name=colleague(one.person, INITIALS)), data)


def _back(slot: Slot, texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("‹ Назад"), OpenSlot.of(ref_of(slot)))


def _what(day: SchoolDay, target: SchoolDay, plan: Plan, texts: Texts) -> str:
    name = named(day, PersonId(plan.teacher))
    if plan.act is Act.SUBSTITUTE:
        if plan.as_subject:
            subject = next((one.name for one in day.subjects.values() if one.id == plan.as_subject), "")
            return texts.t("Проведёт {name}, предмет: {subject}", name=name, subject=subject)
        return texts.t("Проведёт {name}", name=name)
    if plan.act is Act.CANCEL:
        return texts.t("Урок будет отменён.")
    if plan.act is Act.MOVE:
        return texts.t("Перенести на {day}, {number}-й урок.", day=texts.day(target.day), number=plan.to_number)
    if plan.act is Act.EXTRA:
        return texts.t("Добавить этот урок, ведёт {name}", name=name)
    return texts.t("Поменять местами с {number}-м уроком.", number=plan.to_number)


def _against(day: SchoolDay, target: SchoolDay, slot: Slot, plan: Plan, texts: Texts) -> Iterator[str]:
    """The lessons that are held at the same time already."""
    if plan.act is Act.SUBSTITUTE:
        found: Sequence[Slot] = clashes(day.slots, slot, PersonId(plan.teacher))
    elif plan.act in (Act.MOVE, Act.EXTRA):
        found = [*_taken(target, slot, _moved(slot, target, plan.to_number or plan.number))]
    else:
        found = []
    for one in found:
        yield f"{lesson_title(target if one.day == target.day else day, one, texts)} ({named(day, one.teacher_id)})"


def _moved(slot: Slot, target: SchoolDay, number: int) -> Slot:
    """The lesson at another time, as far as the bells of its class say."""
    of_class = [one for one in target.of_class(slot.class_id) if one.number == number]
    bell = of_class[0] if of_class else None
    times = (bell.starts, bell.ends) if bell else (None, None)
    return Slot(slot.class_id, slot.group_id, slot.subject_id, slot.teacher_id, target.day, number, *times)


def _taken(target: SchoolDay, slot: Slot, there: Slot) -> Iterator[Slot]:
    """What the class, or its teacher, has at that time already."""
    for one in target.slots:
        same_people = one.class_id == slot.class_id and (
            None in (one.group_id, slot.group_id) or one.group_id == slot.group_id
        )
        if (
            one.number == there.number
            and ref_of(one) != ref_of(slot)
            and (same_people or one.teacher_id == slot.teacher_id)
        ):
            yield one


def _as_other_subject(day: SchoolDay, slot: Slot, plan: Plan, texts: Texts) -> list[InlineKeyboardButton]:
    """A substitute who teaches the class another subject may hold that instead, or this again."""
    if plan.act is not Act.SUBSTITUTE:
        return []
    if plan.as_subject:
        same = day.subjects[slot.subject_id].name
        return [button(texts.t("Предмет: {subject}", subject=same), plan.model_copy(update={"as_subject": 0}))]
    own = {
        one.subject_id
        for one in day.calendar.entries
        if one.teacher_id == plan.teacher and one.class_id == slot.class_id and one.group_id is None
    }
    return [
        button(
            texts.t("Предмет: {subject}", subject=day.subjects[one].name), plan.model_copy(update={"as_subject": one})
        )
        for one in sorted(own - {slot.subject_id})
    ][:5]
