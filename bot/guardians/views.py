"""The screen of what a guardian is told of, and when."""

from bot.common.menu import Open, Place, button, column
from bot.common.news_choices import OF_GUARDIAN, choices
from bot.i18n import Texts
from bot.screens import Screen
from core.notifications.preferences import Settings


def preferences(texts: Texts, settings: Settings) -> Screen:
    """What holds now; each button says it, and a tap changes it to the next."""
    text = texts.h(
        "<b>Что и когда сюда приходит</b>\n"
        "Нажмите на строку, чтобы изменить её: сразу, вечером одной сводкой или никак.\n\n"
        "В тихие часы сообщения не приходят: они ждут их конца и ничего не теряется. Исправления меняют уже присланное"
        " сообщение без звука. Записи, внесённые с большим опозданием, приходят в вечерней сводке.\n"
        "Настройки ваши: другой родитель выбирает сам."
    )
    back = button(texts.t("← Назад"), Open(place=Place.HOME))
    return Screen(text, column(*choices(texts, settings, OF_GUARDIAN), back))


def not_for_you(texts: Texts) -> Screen:
    """For somebody who hears of no child."""
    return Screen(texts.h("Эти настройки есть у родителей: сюда новости о детях не приходят."))
