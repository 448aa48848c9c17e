"""Screens of a correction of a period's mark: why, with typed words, and by which order in a closed period (P12)."""

from html import escape

from aiogram.types import InlineKeyboardMarkup

from bot.common.menu import button
from bot.common.reasons import CORRECTING
from bot.i18n import Texts
from bot.screens import Screen
from bot.teachers.period_taps import ChoosePeriodMark, CorrectPeriodMark, OpenPeriodPupil, OpenSheet, TypePeriodReason
from bot.teachers.periods_views import Row, heading
from core.deadlines.profiles import CorrectionPolicy
from core.journal.periods.model import Sheet

Tapped = ChoosePeriodMark | TypePeriodReason


def reason_screen(sheet: Sheet, wanted: ChoosePeriodMark, policy: CorrectionPolicy, texts: Texts) -> Screen:
    """Why is it corrected? Then it is made, or a deputy is asked, as the school's profile says (P12)."""
    if policy is CorrectionPolicy.REQUEST_APPROVE:
        after = texts.t("Исправление разрешает заместитель директора: запрос уйдёт ему сразу, ответ придёт сюда.")
    else:
        after = texts.t("Исправление будет внесено сразу, причина останется в журнале.")
    asking = texts.t("Эта отметка уже выставлена. Почему исправляете?")
    place = {"pupil": wanted.pupil, "value": wanted.value}
    reasons = [
        [button(texts.t(label), CorrectPeriodMark.about(sheet.key, wanted.page, reason=code, **place))]
        for code, label in CORRECTING.items()
    ]
    typing = [button(texts.t("Написать причину"), TypePeriodReason.about(sheet.key, wanted.page, **place))]
    back = [button(texts.t("‹ Назад"), OpenSheet.about(sheet.key, wanted.page))]
    return _screen(sheet, wanted, (asking, after), [*reasons, typing, back], texts)


def typing_screen(sheet: Sheet, wanted: Tapped, texts: Texts) -> Screen:
    """The next message is the reason."""
    text = texts.t("Напишите причину следующим сообщением.")
    return _screen(sheet, wanted, (text,), [_back(sheet, wanted, texts)], texts)


def order_screen(sheet: Sheet, wanted: Tapped, texts: Texts) -> Screen:
    """The next message names the order."""
    text = texts.t(
        "Период закрыт: исправить в нём отметку можно только по приказу директора, решает директор. Напишите номер и"
        " дату приказа следующим сообщением, например: № 12-к от 20.10.2026. Запрос сразу уйдёт директору."
    )
    return _screen(sheet, wanted, (text,), [_back(sheet, wanted, texts)], texts)


def _screen(sheet: Sheet, wanted: Tapped, lines: tuple[str, ...], rows: list[Row], texts: Texts) -> Screen:
    line = next(one for one in sheet.lines if one.pupil.id == wanted.pupil)
    old = line.standing.value if line.standing else "—"
    change = escape(f"{line.name}: {old} → {wanted.value}")
    return Screen("\n".join([heading(sheet, texts), change, *lines]), InlineKeyboardMarkup(inline_keyboard=rows))


def _back(sheet: Sheet, wanted: Tapped, texts: Texts) -> Row:
    return [button(texts.t("‹ Назад"), OpenPeriodPupil.about(sheet.key, wanted.page, pupil=wanted.pupil))]
