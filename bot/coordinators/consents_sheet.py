"""The register of consents as a workbook (O01)."""

import io

from openpyxl import Workbook
from openpyxl.styles import Font

from bot.common.consent_words import standing
from bot.i18n import N_, Texts
from bot.names import full_name, short_name
from bot.sheets import plain
from core.consents.register import Register

_COLUMNS = (
    (N_("Класс"), 10),
    (N_("Ребёнок"), 34),
    (N_("Родитель"), 40),
    (N_("Согласие"), 60),
    (N_("Редакция"), 12),
)


def workbook(found: Register, texts: Texts) -> bytes:
    """A line for each guardian and child."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = texts.t("Согласия")
    sheet.append([texts.t(label) for label, _ in _COLUMNS])
    mode = found.school.content_mode
    for one in found.entries:
        names = (short_name(one.pupil.name, mode), full_name(one.guardian.name, mode))
        form = one.consent.form if one.consent and one.consent.stands else ""
        sheet.append([plain(value) for value in (one.class_title or "", *names, standing(one, texts), form)])
    for index, (_, width) in enumerate(_COLUMNS):
        sheet.column_dimensions[chr(ord("A") + index)].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
