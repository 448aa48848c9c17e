"""The report of a notice as a workbook: a line for each of its recipients."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.delivery.notice_push import choice_label
from bot.i18n import N_, Texts
from bot.names import full_name, short_name
from bot.notices.question_views import pupil_answer
from bot.notices.report_views import reason_words
from bot.sheets import Sheet, book, table
from core.notices.outcome import End, Line
from core.notices.places import Unreached
from core.notices.question import Asking, Question
from core.notices.reporting import Ledger

_COLUMNS = (
    (N_("Класс"), 10),
    (N_("Кто"), 40),
    (N_("Ребёнок"), 34),
    (N_("Получено"), 60),
    (N_("Когда пришло"), 20),
    (N_("Ознакомление"), 20),
)
_OF_PUPILS = ((N_("Класс"), 10), (N_("Ребёнок"), 34), (N_("Ответ"), 30), (N_("Кто что ответил"), 70))
_ENDS = {
    End.WAITING: N_("ждёт отправки"),
    End.UNLINKED: N_("не подключён к боту: сообщите по телефону или на бумаге"),
    End.UNASKED: N_("нет согласия на сообщения"),
}


def workbook(found: Ledger, texts: Texts) -> bytes:
    """Everybody to whom it went, by name, as far as the school lets names out; of a question also each pupil."""
    question = found.notice.made.question
    said = (N_("Ответ"), 30), (N_("Когда ответил(а)"), 20)
    columns = (*_COLUMNS[:5], *said) if question.choosing else _COLUMNS
    sheets = [Sheet(texts.t("Объявление"), _named(columns, texts), _rows(found, texts))]
    if question.choosing and any(line.children for line in found.lines):
        sheets.append(Sheet(texts.t("По детям"), _named(_OF_PUPILS, texts), _pupil_rows(found, texts)))
    return book(*sheets)


def _named(columns: Sequence[tuple[str, int]], texts: Texts) -> list[tuple[str, int]]:
    return [(texts.t(label), width) for label, width in columns]


def _pupil_rows(found: Ledger, texts: Texts) -> Iterator[Sequence[object]]:
    """Each guardian answers for oneself: all that they said stands beside the pupil."""
    mode, question = found.school.content_mode, found.notice.made.question
    for one in found.by_pupil:
        said = (
            f"{full_name(line.name, mode)}: {choice_label(question, line.answer, texts)}"
            for line in one.lines
            if line.answer is not None
        )
        answer = pupil_answer(one, question, texts)
        yield one.pupil.title, short_name(one.pupil.name, mode), answer, "; ".join(said)


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
    columns = _named((*_COLUMNS[:3], (N_("Почему"), 60)), texts)
    return table(texts.t("Кому позвонить"), columns, rows)


def _rows(found: Ledger, texts: Texts) -> Iterator[Sequence[object]]:
    mode = found.school.content_mode
    for one in found.lines:
        children = ", ".join(short_name(child, mode) for child in one.children)
        came = _moment(one.delivered_at, texts)
        end = (", ".join(one.classes), full_name(one.name, mode), children, _end(one, texts), came)
        yield (*end, *_said(one, found.notice.made.question, texts))


def _said(one: Line, question: Question, texts: Texts) -> tuple[str, ...]:
    read = _moment(one.read_at, texts) if question.kind is not Asking.NOTHING else ""
    if not question.choosing:
        return (read,)
    return choice_label(question, one.answer, texts) if one.answer is not None else "", read


def _end(line: Line, texts: Texts) -> str:
    if line.end is End.DELIVERED:
        return texts.t("да")
    if line.end is End.FAILED:
        return texts.t("не пришло: {reason}", reason=reason_words(line.reason, texts))
    return texts.t(_ENDS[line.end])


def _moment(at: datetime | None, texts: Texts) -> str:
    return f"{texts.short_day(at)} {texts.time(at)}" if at else ""
