"""The journal of substitutions as a workbook to be printed and signed (B25, M05)."""

import io

from openpyxl import Workbook

from bot.deputies.substitutions_views import REASONS
from bot.i18n import N_, Texts
from bot.sheets import plain, print_ready
from core.calendar.changes.substitutions import Line, Month
from core.journal.quick_entry.naming import colleague

_COLUMNS = (
    (N_("№"), 5),
    (N_("Дата"), 12),
    (N_("Урок"), 6),
    (N_("Класс"), 14),
    (N_("Предмет"), 22),
    (N_("Отсутствовал"), 34),
    (N_("Причина"), 24),
    (N_("Заменил"), 34),
    (N_("Часов"), 7),
    (N_("Записан в журнал"), 12),
    (N_("Подпись"), 16),
)


def workbook(found: Month, texts: Texts) -> bytes:
    """One sheet: a line for each lesson, the hours summed up, and an empty column for signatures."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = texts.t("Замены")
    sheet.append(
        [texts.t("{school}. Журнал замен, {month}", school=found.school.short_name, month=texts.month(found.first))]
    )
    sheet.append([texts.t(label) for label, _ in _COLUMNS])
    for order, line in enumerate(found.lines, 1):
        sheet.append([plain(value) for value in _row(order, line, found.school.content_mode, texts)])
    sheet.append([*[None] * 7, texts.t("Всего часов"), len(found.lines)])
    print_ready(sheet, [width for _, width in _COLUMNS], (2,))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _row(order: int, one: Line, content_mode: str, texts: Texts) -> list[object]:
    title = f"{one.class_title} ({one.group_title})" if one.group_title else one.class_title
    why = texts.t("со слов учителя") if one.declared else texts.t(REASONS[one.why])
    recorded = texts.t("да") if one.recorded else texts.t("нет")
    people = (colleague(one.absent, content_mode), why, colleague(one.substitute, content_mode))
    return [order, one.day, one.number, title, one.subject, *people, 1, recorded, None]
