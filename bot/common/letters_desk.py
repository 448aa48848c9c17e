"""Whether and when somebody of the staff takes letters, on the screen of correspondence."""

from collections.abc import Iterator

from aiogram.types import InlineKeyboardButton

from bot.common.letters_data import PickClass, SetDesk, Welcome
from bot.common.menu import button
from bot.i18n import Html, Texts
from core.correspondence.model import Desk, Mailbox

HOURS = ((9, 19), (8, 17), (14, 18), (0, 0))
"""The hours to choose from; those that end when they begin are all day long."""


def desk_line(box: Mailbox, desk: Desk, texts: Texts) -> Html:
    """What holds now."""
    if not (desk.accepts or box.obliged):
        return texts.h("Вы не принимаете сообщения от родителей: им видно, что написать вам здесь нельзя.")
    if desk.all_day:
        return texts.h("Сообщения от родителей приходят вам в любое время.")
    return texts.h(
        "Сообщения от родителей приходят вам с {opens} до {closes}, кроме воскресенья. Остальное время они ждут.",
        opens=texts.time(desk.opens),
        closes=texts.time(desk.closes),
    )


def welcome_line(texts: Texts) -> Html:
    """What a guardian has switched off."""
    return texts.h("Учителя-предметники не могут написать вам первыми. Классный руководитель и директор могут.")


def _welcome(texts: Texts, *, welcomes: bool) -> str:
    return texts.t("Пусть учителя не пишут первыми") if welcomes else texts.t("Разрешить учителям писать первыми")


def desk_rows(box: Mailbox, texts: Texts) -> Iterator[InlineKeyboardButton]:
    """What may be switched."""
    if box.writes_first:
        yield button(texts.t("Написать родителям"), PickClass())
    if box.welcomes is not None:
        yield button(_welcome(texts, welcomes=box.welcomes), Welcome(welcomes=not box.welcomes))
    desk = box.desk
    if desk is None:
        return
    opens, closes = desk.opens.hour, desk.closes.hour
    if not box.obliged:
        label = texts.t("Не принимать сообщения") if desk.accepts else texts.t("Принимать сообщения")
        yield button(label, SetDesk(accepts=not desk.accepts, opens=opens, closes=closes))
    if desk.accepts or box.obliged:
        place = HOURS.index((opens, closes)) + 1 if (opens, closes) in HOURS else 0
        following = HOURS[place % len(HOURS)]
        label = texts.t("Другие часы приёма")
        yield button(label, SetDesk(accepts=desk.accepts, opens=following[0], closes=following[1]))
