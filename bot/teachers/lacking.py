"""What a lesson will lack after «Записать», and filling it with one tap."""

from collections.abc import Iterator

from aiogram.types import InlineKeyboardButton

from bot.common.menu import button
from bot.i18n import N_, Texts
from bot.markup import shortened
from bot.teachers.taps import TapNotHeld, TapText, Text
from core.journal.ports import StoredDraft
from core.journal.quick_entry.model import LessonDraft
from core.journal.required import Missing
from core.journal.rules import known_key
from core.journal.taps.rules import takes_taps

_LABEL = 48
_WORDS = {Missing.TOPIC: N_("тема"), Missing.HOMEWORK: N_("задание или «не задано»")}


def missing_lines(reading: LessonDraft, texts: Texts) -> Iterator[str]:
    """What is missing; a reason may come later from the class teacher."""
    lacks = [texts.t(words) for one, words in _WORDS.items() if one in reading.missing]
    if lacks and not reading.questions:
        yield texts.h("▫️ Не хватает: {what}. Урок будет записан частично.", what=texts.list(lacks))
    if Missing.REASON in reading.missing:
        yield texts.h("▫️ Не у всех пропусков есть причина: её может указать и классный руководитель.")


def filling(draft: StoredDraft, texts: Texts) -> Iterator[list[InlineKeyboardButton]]:
    """The next topic of the plan, and «Задания нет»; of a lesson that was not held, that it was."""
    reading = draft.reading
    if draft.taps.not_held is not None and not reading.held:
        yield [button(texts.t("Урок всё-таки был"), TapNotHeld(draft=draft.id, why="-"))]
    if known_key(draft.school_id, reading) is None or not takes_taps(reading) or reading.questions:
        return
    if reading.planned:
        topic = shortened(reading.planned, _LABEL)
        yield [button(texts.t("По плану: {topic}", topic=topic), TapText(draft=draft.id, what=Text.FILL_TOPIC))]
    if Missing.HOMEWORK in reading.missing:
        yield [button(texts.t("Задания нет"), TapText(draft=draft.id, what=Text.FILL_NONE))]
