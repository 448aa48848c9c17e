"""The report of a notice as a workbook: a line for each of its recipients."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.i18n import N_, Texts
from bot.names import full_name, short_name
from bot.notices.report_views import reason_words
from bot.sheets import table
from core.notices.model import End, Line
from core.notices.places import Unreached
from core.notices.reporting import Ledger

_COLUMNS = (
    (N_("Класс"), 10),
    (N_("Кто"), 40),
    (N_("Ребёнок"), 34),
    (N_("Получено"), 60),
    (N_("Когда пришло"), 20),
    (N_("Ознакомление"), 20),
)
_ENDS = {
    End.WAITING: N_("ждёт отправки"),
    End.UNLINKED: N_("не подключён к боту: сообщите по телефону или на бумаге"),
    End.UNASKED: N_("нет согласия на сообщения"),
}


def workbook(found: Ledger, texts: Texts) -> bytes:
    """Everybody to whom it went, by name, as far as the school lets names out."""
    columns = [(texts.t(label), width) for label, width in _COLUMNS]
    return table(texts.t("Объявление"), columns, _rows(found, texts))


def missing_workbook(found: Unreached, texts: Texts) -> bytes:
    """Whom to call, by class and name."""
    mode = found.school.content_mode
    rows = (
        (
            ", ".join(one.classes),
            full_name(one.name, mode),
            ", ".join(short_name(child, mode) for child in one.children),
            texts.t(_ENDS[one.end]),
        )
        for one in found.lines
    )
    columns = [(texts.t(label), width) for label, width in (*_COLUMNS[:3], (N_("Почему"), 60))]
    return table(texts.t("Кому позвонить"), columns, rows)


def _rows(found: Ledger, texts: Texts) -> Iterator[Sequence[object]]:
    mode = found.school.content_mode
    for one in found.lines:
        children = ", ".join(short_name(child, mode) for child in one.children)
        read = _moment(one.read_at, texts) if found.notice.made.asks else ""
        came = _moment(one.delivered_at, texts)
        yield (", ".join(one.classes), full_name(one.name, mode), children, _end(one, texts), came, read)


def _end(line: Line, texts: Texts) -> str:
    if line.end is End.DELIVERED:
        return texts.t("да")
    if line.end is End.FAILED:
        return texts.t("не пришло: {reason}", reason=reason_words(line.reason, texts))
    return texts.t(_ENDS[line.end])


def _moment(at: datetime | None, texts: Texts) -> str:
    return f"{texts.short_day(at)} {texts.time(at)}" if at else ""
