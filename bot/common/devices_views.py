"""The screen of linked chats, and whether one of them should be unlinked (D13)."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton

from bot.common.menu import AskUnlink, Open, Place, Unlink, button, column
from bot.i18n import Texts
from bot.names import NAMED, full_name
from bot.screens import Screen
from core.people.links.devices import Device, Devices

SHOWN = 10
"""Chats of one person on the screen."""
CHANNELS = {"telegram": "Telegram"}


def screen(of: Sequence[Devices], texts: Texts) -> Screen:
    """Every chat of those who speak here, each with a button that unlinks it."""
    if not of:
        return Screen(texts.h("Этот чат ни к кому не подключён. Как подключиться, покажет /start."))
    parts: list[str] = [
        texts.h("<b>Подключённые чаты</b>\nИз каждого из них открыт ваш доступ, и туда приходят известия.")
    ]
    parts += ["\n".join(_lines(own, texts)) for own in of]
    parts.append(texts.h("Не узнаёте чат? Отключите его: доступ оттуда сразу закроется."))
    buttons = [one for own in of for one in _buttons(own, texts)]
    return Screen("\n\n".join(parts), column(*buttons, button(texts.t("← Назад"), Open(place=Place.HOME))))


def question(own: Devices, device: Device, texts: Texts) -> Screen:
    """Whether another chat should be unlinked from here."""
    text = texts.h(
        "<b>Отключить чат?</b>\n{chat}\n\n"
        "Сообщения из школы туда больше не придут, и дневник оттуда не откроется. Чтобы подключить его снова,"
        " понадобится новый код: его выдают в школе.",
        chat=_line(own.devices.index(device) + 1, device, texts),
    )
    sure = button(texts.t("Отключить"), Unlink(link_id=device.link.id))
    return Screen(text, column(sure, button(texts.t("Оставить как есть"), Open(place=Place.DEVICES))))


def _lines(own: Devices, texts: Texts) -> list[str]:
    mode, school = own.school.content_mode, own.school.short_name
    if mode in NAMED:
        head = texts.h("{name}, {school}", name=full_name(own.actor.name, mode), school=school)
    else:
        head = texts.h("{school}", school=school)
    listed = (_line(number, one, texts) for number, one in enumerate(own.devices[:SHOWN], 1))
    return [head, *(texts.h("{line}", line=line) for line in listed)]


def _line(number: int, device: Device, texts: Texts) -> str:
    """What is known of a chat: its messenger and its days; whose telephone it is, nobody has told."""
    line = texts.t(
        "{number}. {messenger}, подключён {day} в {time}",
        number=number,
        messenger=CHANNELS.get(device.chat.address.channel, device.chat.address.channel),
        day=texts.day_month(device.link.linked_at),
        time=texts.time(device.link.linked_at),
    )
    if device.here:
        return texts.t("{line} — этот чат", line=line)
    if device.chat.blocked_at is not None:
        return texts.t("{line}; бот там заблокирован с {day}", line=line, day=texts.day_month(device.chat.blocked_at))
    return line


def _buttons(own: Devices, texts: Texts) -> list[InlineKeyboardButton]:
    others = [(number, one) for number, one in enumerate(own.devices[:SHOWN], 1) if not one.here]
    here = [one for one in own.devices if one.here]
    return [
        *(
            button(
                texts.t("Отключить чат {number} (с {day})", number=number, day=texts.day_month(one.link.linked_at)),
                AskUnlink(link_id=one.link.id),
            )
            for number, one in others
        ),
        *(button(texts.t("Отключить этот чат"), AskUnlink(link_id=one.link.id)) for one in here),
    ]
