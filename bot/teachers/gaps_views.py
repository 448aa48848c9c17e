"""The screens of absences that wait for a reason."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.common.menu import button
from bot.i18n import N_, Html, Texts
from bot.screens import Screen
from bot.teachers.absences_data import ExplainAll, ShowClass, ShowGap, ShowGaps, ShowPupil
from bot.teachers.absences_views import PUPILS_SHOWN, fitted, pairs
from bot.teachers.note_views import sources
from core.classroom.model import Gaps
from core.journal.model import Reason
from core.journal.notes.model import Source

DAYS_SHOWN = 20
"""Days of one pupil that have a button of their own."""

ALL_DAYS = {
    Reason.ILLNESS: N_("Все эти дни — болезнь"),
    Reason.EXCUSED: N_("Все — уважительная причина"),
    Reason.UNEXCUSED: N_("Все — без уважительной"),
}


def gaps_screen(class_id: int, found: Sequence[Gaps], texts: Texts, *, own: bool) -> Screen:
    """Who waits, the oldest first; whose class it is has a button for each."""
    lines: list[str] = [texts.h("<b>Пропуски без причины</b>")]
    lines += [_line(one, texts) for one in found]
    if not found:
        lines.append(texts.h("У всех пропусков последних недель причина указана."))
    shown = found[:PUPILS_SHOWN] if own else ()
    rows = pairs([button(one.name, ShowGap(class_id=class_id, pupil=one.pupil.id)) for one in shown])
    rows.append([button(texts.t("‹ Назад"), ShowClass(class_id=class_id))])
    return Screen(fitted("\n".join(lines), texts), InlineKeyboardMarkup(inline_keyboard=rows))


def gap_screen(gaps: Gaps, choice: ShowGap, texts: Texts) -> Screen:
    """One pupil: a reason for all the days at once, or one day by itself."""
    text = "\n".join(
        [
            texts.h("<b>{name}, {title}</b>: пропуски без причины", name=gaps.name, title=gaps.of.title),
            _line(gaps, texts),
            "",
            texts.h("Причина для всех этих дней сразу, или выберите один день:"),
        ]
    )
    where = {"class_id": choice.class_id, "pupil": choice.pupil}
    rows = [
        [
            button(label, choice.model_copy(update={"source": Source.TEACHER if on else source}))
            for source, label, on in sources(choice.source, texts)
        ],
        *(
            [button(texts.t(label), ExplainAll(**where, source=choice.source, reason=reason))]
            for reason, label in ALL_DAYS.items()
        ),
    ]
    days = [
        button(texts.day(day), ShowPupil(**where, day=day.toordinal(), source=choice.source))
        for day in gaps.days[:DAYS_SHOWN]
    ]
    rows += [*pairs(days), [button(texts.t("‹ Назад"), ShowGaps(class_id=choice.class_id))]]
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=rows))


def _line(gaps: Gaps, texts: Texts) -> Html:
    days = ", ".join(texts.day_month(day) for day in gaps.days)
    if gaps.overdue:
        return texts.h("❗ {name}: {days} (срок прошёл)", name=gaps.name, days=days)
    return texts.h("• {name}: {days}", name=gaps.name, days=days)
