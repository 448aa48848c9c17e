"""The week's report as a workbook (K01): a line for each class, their sums, the roles below."""

import io

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.i18n import N_, Texts
from bot.reporting.weekly_views import registered
from bot.reporting.words import CIRCLES
from bot.sheets import plain, print_ready
from core.reporting.model import Adoption, Funnel, OfClass, Stage

_COLUMNS = (
    (N_("Класс"), 10),
    (N_("Учеников"), 11),
    (N_("Семей подключено"), 13),
    (N_("Процент"), 10),
    (N_("За неделю"), 10),
    (N_("Родителей"), 11),
    (N_("Доступ выдан"), 11),
    (N_("Подключены"), 12),
    (N_("Заходили за 7 дней"), 12),
    (N_("Сообщения не доходят"), 12),
)
_HEADED = 2


def workbook(of: Adoption, texts: Texts) -> bytes:
    """One sheet, named by the school's number as the regulation wants it (J02)."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = texts.t("Дневник {number}", number=_safe(of.school.number))[:31]
    sheet.append([plain(f"{of.school.short_name}, {texts.whole_date(of.today)}")])
    sheet.append([texts.t(name) for name, _ in _COLUMNS])
    for one in of.classes:
        sheet.append([plain(value) for value in _row(one)])
    _sums(sheet, len(of.classes), texts)
    for circle, funnel in of.circles:
        sheet.append([plain(value) for value in (texts.t(CIRCLES[circle]), *[None] * 4, *_people(funnel))])
    _readable(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _safe(number: str) -> str:
    """A school's number without what no sheet may be called."""
    return "".join(one for one in number if one not in r"[]:*?/\'")


def _row(one: OfClass) -> tuple[object, ...]:
    families = one.families
    share = families.now / families.total if families.total else 0
    return (one.of.title, families.total, families.now, share, families.gained, *_people(one.guardians))


def _people(funnel: Funnel) -> tuple[int, ...]:
    reached = funnel.connected, funnel.at(Stage.ACTIVE), funnel.at(Stage.UNREACHABLE)
    return (funnel.total, registered(funnel), *reached)


def _sums(sheet: Worksheet, classes: int, texts: Texts) -> None:
    """Formulas, so that who corrects a line sees the sum follow. People of several classes are not summed."""
    first, last = _HEADED + 1, _HEADED + classes
    total = [f"=SUM({column}{first}:{column}{last})" if classes else 0 for column in "BCE"]
    share = f"=IF(B{last + 1}=0,0,C{last + 1}/B{last + 1})"
    sheet.append([texts.t("Всего семей"), total[0], total[1], share, total[2]])


def _readable(sheet: Worksheet) -> None:
    print_ready(sheet, [width for _, width in _COLUMNS], ())
    for (cell,) in sheet.iter_rows(min_row=_HEADED + 1, min_col=4, max_col=4):
        cell.number_format = "0%"
    sheet.freeze_panes = "B3"
