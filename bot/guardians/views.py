"""The screen of what a guardian or a pupil is told of, and when."""

from bot.common.menu import Open, Place, button, column
from bot.common.news_choices import OF_GUARDIAN, choices
from bot.i18n import Texts
from bot.screens import Screen
from core.notifications.preferences import Settings


def preferences(texts: Texts, settings: Settings, *, pupil: bool = False) -> Screen:
    """What holds now; each button says it, and a tap changes it to the next."""
    text = texts.h(
        "<b>Что и когда сюда приходит</b>\n"
        "Нажмите на строку, чтобы изменить её: сразу, вечером одной сводкой или никак.\n\n"
        "В тихие часы сообщения не приходят: они ждут их конца и ничего не теряется. Исправления меняют уже присланное"
        " сообщение без звука. Записи, внесённые с большим опозданием, приходят в вечерней сводке."
    )
    whose = (
        texts.h("Настройки ваши: родители выбирают для себя сами.")
        if pupil
        else texts.h("Настройки ваши: другой родитель выбирает сам.")
    )
    back = button(texts.t("← Назад"), Open(place=Place.HOME))
    return Screen(f"{text}\n{whose}", column(*choices(texts, settings, OF_GUARDIAN), back))


def not_for_you(texts: Texts) -> Screen:
    """For somebody who hears of no pupil."""
    return Screen(texts.h("Эти настройки есть у родителей и учеников: сюда новости об учёбе не приходят."))
