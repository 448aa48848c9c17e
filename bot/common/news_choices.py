"""The buttons by which a guardian, or a school for its families, chooses what comes when: a tap goes to the next."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.common.menu import button
from bot.i18n import N_, Texts
from core.notifications.preferences import Mode, Settings, Topic

_T = TypeVar("_T")

QUIET = ((22, 7), (21, 8), (23, 6), (0, 0))
"""The quiet hours to choose from; those that end when they begin are none."""

DIGEST_HOURS = (17, 18, 19, 20, 21)

HOURS = frozenset(range(24))
"""The hours that a button may carry."""

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
    Topic.TERM: {
        Mode.NOW: N_("Отметки за четверть и год: сразу"),
        Mode.DIGEST: N_("Отметки за четверть и год: вечером"),
        Mode.OFF: N_("Отметки за четверть и год: не присылать"),
    },
    Topic.TIMETABLE: {
        Mode.NOW: N_("Изменения начала и конца уроков: сразу"),
        Mode.DIGEST: N_("Изменения начала и конца уроков: вечером"),
        Mode.OFF: N_("Изменения начала и конца уроков: не присылать"),
    },
}


class SetMode(CallbackData, prefix="tell"):
    """News of this kind comes in this way, to the guardian who taps."""

    topic: Topic
    mode: Mode


class SetQuiet(CallbackData, prefix="quiet"):
    """Quiet hours from one hour to another."""

    start: int
    end: int


class SetDigest(CallbackData, prefix="digest"):
    """The hour of the evening digest."""

    hour: int


class SetSchoolMode(SetMode, prefix="s-tell"):
    """The same for the families of a school that chose nothing."""


class SetSchoolQuiet(SetQuiet, prefix="s-quiet"):
    """The same for them."""


class SetSchoolDigest(SetDigest, prefix="s-digest"):
    """The same for them."""


@dataclass(frozen=True, slots=True)
class Choosers:
    """What the buttons carry, by whose choice it is."""

    mode: type[SetMode] = SetMode
    quiet: type[SetQuiet] = SetQuiet
    digest: type[SetDigest] = SetDigest


OF_GUARDIAN = Choosers()
OF_SCHOOL = Choosers(SetSchoolMode, SetSchoolQuiet, SetSchoolDigest)


def choices(texts: Texts, settings: Settings, of: Choosers) -> list[InlineKeyboardButton]:
    """What holds now, a button for each choice."""
    modes = [_mode(texts, topic, settings.modes[topic], of) for topic in Topic]
    return [*modes, _quiet(texts, settings, of), _digest(texts, settings, of)]


def _mode(texts: Texts, topic: Topic, mode: Mode, of: Choosers) -> InlineKeyboardButton:
    return button(mode_label(texts, topic, mode), of.mode(topic=topic, mode=_following(tuple(Mode), mode)))


def _quiet(texts: Texts, settings: Settings, of: Choosers) -> InlineKeyboardButton:
    now = (settings.quiet_from.hour, settings.quiet_to.hour)
    start, end = _following(QUIET, now if settings.has_quiet_hours else QUIET[-1])
    return button(quiet_label(texts, settings), of.quiet(start=start, end=end))


def _digest(texts: Texts, settings: Settings, of: Choosers) -> InlineKeyboardButton:
    return button(digest_label(texts, settings), of.digest(hour=_following(DIGEST_HOURS, settings.digest_at.hour)))


def mode_label(texts: Texts, topic: Topic, mode: Mode) -> str:
    """«Отметки: сразу»."""
    return texts.t(_LABELS[topic][mode])


def quiet_label(texts: Texts, settings: Settings) -> str:
    """«Тихие часы: с 22:00 до 7:00»."""
    if not settings.has_quiet_hours:
        return texts.t("Тихие часы: нет")
    shown = {"start": texts.time(settings.quiet_from), "end": texts.time(settings.quiet_to)}
    return texts.t("Тихие часы: с {start} до {end}", **shown)


def digest_label(texts: Texts, settings: Settings) -> str:
    """«Вечерняя сводка: в 19:00»."""
    return texts.t("Вечерняя сводка: в {time}", time=texts.time(settings.digest_at))


def _following(choices: tuple[_T, ...], now: _T) -> _T:
    """The choice after this one, in a circle; the first where this one is none of them."""
    return dict(pairwise((*choices, choices[0]))).get(now, choices[0])
