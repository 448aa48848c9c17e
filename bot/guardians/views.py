"""The screen of what a guardian is told of, and when."""

from itertools import pairwise
from typing import TypeVar

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.common.menu import Open, Place, button, column
from bot.i18n import N_, Texts
from bot.screens import Screen
from core.notifications.preferences import Mode, Settings, Topic

_T = TypeVar("_T")

QUIET = ((22, 7), (21, 8), (23, 6), (0, 0))
"""The quiet hours to choose from; those that end when they begin are none."""

DIGEST_HOURS = (17, 18, 19, 20, 21)

_LABELS = {
    Topic.MARK: {
        Mode.NOW: N_("Отметки: сразу"),
        Mode.DIGEST: N_("Отметки: вечером"),
        Mode.OFF: N_("Отметки: не присылать"),
    },
    Topic.CORRECTION: {
        Mode.NOW: N_("Исправления: сразу"),
        Mode.DIGEST: N_("Исправления: вечером"),
        Mode.OFF: N_("Исправления: не показывать"),
    },
    Topic.ABSENCE: {
        Mode.NOW: N_("Пропуски: сразу"),
        Mode.DIGEST: N_("Пропуски: вечером"),
        Mode.OFF: N_("Пропуски: не присылать"),
    },
    Topic.LATENESS: {
        Mode.NOW: N_("Опоздания: сразу"),
        Mode.DIGEST: N_("Опоздания: вечером"),
        Mode.OFF: N_("Опоздания: не присылать"),
    },
    Topic.HOMEWORK: {
        Mode.NOW: N_("Задания: сразу"),
        Mode.DIGEST: N_("Задания: вечером"),
        Mode.OFF: N_("Задания: не присылать"),
    },
    Topic.REMARK: {
        Mode.NOW: N_("Замечания: сразу"),
        Mode.DIGEST: N_("Замечания: вечером"),
        Mode.OFF: N_("Замечания: не присылать"),
    },
}


class SetMode(CallbackData, prefix="tell"):
    """News of this kind comes in this way."""

    topic: Topic
    mode: Mode


class SetQuiet(CallbackData, prefix="quiet"):
    """Quiet hours from one hour to another."""

    start: int
    end: int


class SetDigest(CallbackData, prefix="digest"):
    """The hour of the evening digest."""

    hour: int


def preferences(texts: Texts, settings: Settings) -> Screen:
    """What holds now; each button says it, and a tap changes it to the next."""
    text = texts.h(
        "<b>Что и когда сюда приходит</b>\n"
        "Нажмите на строку, чтобы изменить её: сразу, вечером одной сводкой или никак.\n\n"
        "В тихие часы сообщения не приходят: они ждут их конца и ничего не теряется. Исправления меняют уже присланное"
        " сообщение без звука. Записи, внесённые с большим опозданием, приходят в вечерней сводке.\n"
        "Настройки ваши: другой родитель выбирает сам."
    )
    modes = (_mode(texts, topic, settings.modes[topic]) for topic in Topic)
    back = button(texts.t("← Назад"), Open(place=Place.HOME))
    return Screen(text, column(*modes, _quiet(texts, settings), _digest(texts, settings), back))


def not_for_you(texts: Texts) -> Screen:
    """For somebody who hears of no child."""
    return Screen(texts.h("Эти настройки есть у родителей: сюда новости о детях не приходят."))


def _mode(texts: Texts, topic: Topic, mode: Mode) -> InlineKeyboardButton:
    return button(texts.t(_LABELS[topic][mode]), SetMode(topic=topic, mode=_following(tuple(Mode), mode)))


def _quiet(texts: Texts, settings: Settings) -> InlineKeyboardButton:
    now = (settings.quiet_from.hour, settings.quiet_to.hour)
    start, end = _following(QUIET, now if settings.has_quiet_hours else QUIET[-1])
    data = SetQuiet(start=start, end=end)
    if not settings.has_quiet_hours:
        return button(texts.t("Тихие часы: нет"), data)
    shown = {"start": texts.time(settings.quiet_from), "end": texts.time(settings.quiet_to)}
    return button(texts.t("Тихие часы: с {start} до {end}", **shown), data)


def _digest(texts: Texts, settings: Settings) -> InlineKeyboardButton:
    data = SetDigest(hour=_following(DIGEST_HOURS, settings.digest_at.hour))
    return button(texts.t("Вечерняя сводка: в {time}", time=texts.time(settings.digest_at)), data)


def _following(choices: tuple[_T, ...], now: _T) -> _T:
    """The choice after this one, in a circle; the first where this one is none of them."""
    return dict(pairwise((*choices, choices[0]))).get(now, choices[0])
