"""The list of remarks of a month as a workbook to be printed and signed (F02, F04)."""

import io
from collections.abc import Sequence
from datetime import datetime

from openpyxl import Workbook

from bot.i18n import N_, Texts
from bot.sheets import plain, print_ready
from bot.supervision import words
from core.journal.quick_entry.naming import colleague_named
from core.people.model import Name
from core.supervision.model import Event, Past
from core.supervision.remarks import Ledger
from core.supervision.views import Story

_COLUMNS = (
    (N_("№"), 5),
    (N_("Дата"), 12),
    (N_("Класс"), 8),
    (N_("Предмет"), 24),
    (N_("Учитель"), 28),
    (N_("Замечания и предложения проверяющего"), 56),
    (N_("Проверил"), 28),
    (N_("Исправить до"), 12),
    (N_("Отметка о выполнении"), 30),
    (N_("Подпись"), 14),
)
_DATES = (2, 8)


def workbook(found: Ledger, texts: Texts) -> bytes:
    """One sheet: a line for each remark, in the order in which they were made, and an empty column for signatures."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = texts.t("Замечания")
    title = texts.t("{school}. Замечания по ведению журнала, {month}", **_head(found, texts))
    sheet.append([title])
    sheet.append([texts.t(label) for label, _ in _COLUMNS])
    for order, story in enumerate(found.stories, 1):
        sheet.append([plain(value) for value in _row(order, story, texts)])
    print_ready(sheet, [width for _, width in _COLUMNS], _DATES, long=True)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _head(found: Ledger, texts: Texts) -> dict[str, str]:
    return {"school": found.school.short_name, "month": texts.month(found.month)}


def _row(order: int, story: Story, texts: Texts) -> Sequence[object]:
    remark, made = story.remark, story.remark.made
    said = [words.asked(one, texts) for one in made.matters] + ([made.text] if made.text else [])
    subject = (
        texts.t("{subject}, группа {group}", subject=remark.subject, group=remark.group)
        if remark.group
        else remark.subject
    )
    teacher, author = (_named(name, story) for name in (remark.teacher, remark.author))
    day = _local(made.made_at, texts).date()
    return [order, day, remark.title, subject, teacher, "\n".join(said), author, made.due, _done(story, texts), None]


def _done(story: Story, texts: Texts) -> str:
    """When it was said to be mended and when that was accepted; where it stands, if it was not."""
    last = {one.event: one for one in story.past}
    lines = [_when(last[event], texts) for event in (Event.FIXED, Event.ACCEPTED) if event in last]
    return "\n".join(lines) or texts.t(words.STATES[story.remark.state])


def _when(one: Past, texts: Texts) -> str:
    return texts.t("{day}: {event}", day=texts.day_month(one.at), event=texts.t(words.EVENTS[one.event]))


def _named(name: Name, story: Story) -> str:
    return colleague_named(name, story.content_mode)


def _local(moment: datetime, texts: Texts) -> datetime:
    return moment.astimezone(texts.zone)
