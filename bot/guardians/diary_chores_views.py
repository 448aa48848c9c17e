"""The list of homework: what is not done first, by the day on which it is due."""

from collections.abc import Sequence
from datetime import timedelta

from aiogram.types import InlineKeyboardButton

from bot.common.diary_data import OpenChores, Section, SendFile, Tick
from bot.common.menu import button
from bot.common.paging import at_most, paged
from bot.guardians.diary_frame import Family, Rows, fitted, freshness, keyboard, sections
from bot.guardians.diary_views import files_mark
from bot.i18n import Html, Texts
from bot.markup import shortened
from bot.screens import Screen
from core.diary.files import OwnFile
from core.diary.model import Chore, Chores, Own

PAGE = 8
_LONGEST_NAME = 40


def chores_screen(found: Chores, family: Family, page: int, texts: Texts) -> Screen:
    """A page of homework; a button under each to tick it off, or to take the tick back."""
    pupil, at = found.own.child.pupil.id, at_most(page, found.chores, PAGE)
    shown, turning = paged(found.chores, at, OpenChores(pupil=pupil), texts, PAGE)

    def text(room: int) -> str:
        lines: list[str] = [texts.h("<b>{child}</b> · задания", child=family.label(found.own, texts))]
        lines += _list(shown, found, room, texts) if shown else ["", texts.h("Заданий нет.")]
        return "\n".join([*lines, "", freshness(found.updated, texts)])

    ticks = [row for one in shown for row in ([_tick(one, pupil, at, texts)], *_files(one, found.own))]
    others = family.others(found.own, Section.CHORES, texts)
    rows = [*ticks, *turning, sections(found.own, texts, Section.CHORES), *others]
    return Screen(fitted(text), keyboard(rows, texts))


def _list(shown: Sequence[Chore], found: Chores, room: int, texts: Texts) -> list[str]:
    lines: list[str] = []
    last = ""
    for one in shown:
        heading = _heading(one, found, texts)
        lines += ["", heading] if heading != last else []
        last = heading
        lines.append(_line(one, room, texts))
    return lines


def _heading(chore: Chore, found: Chores, texts: Texts) -> Html:
    due, tomorrow = chore.task.due, found.today + timedelta(days=1)
    if chore.done:
        return texts.h("<b>Сделано</b>")
    if due is None:
        return texts.h("<b>Без даты</b>")
    if due == found.today:
        return texts.h("<b>На сегодня, {day}</b>", day=texts.day(due))
    if due == tomorrow:
        return texts.h("<b>На завтра, {day}</b>", day=texts.day(due))
    return texts.h("<b>На {day}</b>", day=texts.for_day(due))


def _line(chore: Chore, room: int, texts: Texts) -> Html:
    said = (shortened(chore.task.text, room), files_mark(len(chore.task.attachments)))
    text = " ".join(part for part in said if part)
    if chore.done:
        return texts.h("☑ <s>{subject}: {text}</s>", subject=chore.subject, text=text)
    return texts.h("☐ <b>{subject}</b>: {text}", subject=chore.subject, text=text)


def _tick(chore: Chore, pupil: int, page: int, texts: Texts) -> InlineKeyboardButton:
    data = Tick(pupil=pupil, task=chore.task.id, done=not chore.done, page=page)
    day = texts.day_month(chore.task.due) if chore.task.due else texts.t("без даты")
    if chore.done:
        return button(texts.t("☑ {subject}, {day}", subject=chore.subject, day=day), data)
    return button(texts.t("☐ {subject}, {day}", subject=chore.subject, day=day), data)


def _files(chore: Chore, own: Own) -> Rows:
    """A button for each file."""
    pupil, files = own.child.pupil.id, chore.task.attachments
    return [
        [button(f"📎 {shortened(one.name, _LONGEST_NAME)}", SendFile(pupil=pupil, task=chore.task.id, file=one.id))]
        for one in files
    ]


def file_caption(asked: OwnFile, family: Family, texts: Texts) -> Html:
    """Whose homework the file belongs to."""
    child = family.label(asked.own, texts)
    return texts.h("<b>{child}</b> · {subject}", child=child, subject=asked.chore.subject)
