"""A lesson of the timetable in a line, for whoever may see it."""

from bot.i18n import Texts
from core.calendar.changes.day import SchoolDay
from core.calendar.model import Slot


def lesson_title(day: SchoolDay, slot: Slot, texts: Texts) -> str:
    """«2. 5А, группа 1 · Математика»."""
    group = day.groups.get(slot.group_id) if slot.group_id is not None else None
    title = day.classes[slot.class_id].title
    if group is not None:
        title = texts.t("{title}, группа {group}", title=title, group=group.title)
    subject = day.subjects[slot.subject_id].name
    return texts.t("{number}. {title} · {subject}", number=slot.number, title=title, subject=subject)
