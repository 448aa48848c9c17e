"""What a teacher asked for about a lesson: the lines of a card, and taking it back."""

from collections.abc import Mapping, Sequence

from aiogram.types import InlineKeyboardButton

from bot.common.changes import change_lines
from bot.common.menu import button
from bot.common.reasons import reason_words
from bot.i18n import N_, Texts
from bot.teachers.callbacks import Withdraw
from core.approvals.model import Correction, Request, State
from core.ids import DraftId, PersonId

_STATES = {
    State.WAITING: N_("⏳ <b>Ждёт решения</b>"),
    State.ALLOWED: N_("✅ <b>Разрешено и внесено</b>"),
    State.REFUSED: N_("✖️ <b>Отклонено</b>"),
    State.WITHDRAWN: N_("↩️ <b>Запрос отозван</b>"),
    State.OUTDATED: N_("⚠️ <b>Не внесено: запись с тех пор изменилась или закрыта</b>"),
}


def waiting_lines(requests: Sequence[Request], names: Mapping[PersonId, str], texts: Texts) -> list[str]:
    """How each request stands, and what it would change."""
    lines: list[str] = []
    for one in requests:
        lines += [texts.h(_STATES[one.state]), *_about(one, names, texts)]
        if one.answer:
            lines.append(texts.h("Ответ: {answer}", answer=reason_words(one.answer, texts)))
    return lines


def withdrawing(requests: Sequence[Request], draft_id: DraftId, texts: Texts) -> list[list[InlineKeyboardButton]]:
    """A button for each request that waits."""
    return [
        [button(texts.t("Отозвать запрос"), Withdraw(request=one.id, draft=draft_id))]
        for one in requests
        if one.waiting
    ]


def _about(request: Request, names: Mapping[PersonId, str], texts: Texts) -> list[str]:
    matter = request.made.matter
    if not isinstance(matter, Correction):
        return [texts.h("Запись урока позже срока")]
    return [*change_lines(matter.changes, lambda pupil: names.get(pupil, "?"), texts)]
