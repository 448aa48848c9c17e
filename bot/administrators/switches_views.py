"""The screens of a regulation's switches: the list, one of them, and the question before it changes."""

from collections.abc import Sequence
from datetime import datetime

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.administrators.staff_views import logged, stamp
from bot.administrators.switch_words import meaning, value_words
from bot.common.menu import Open, Place, button, column
from bot.common.paging import paged
from bot.i18n import Html, Texts
from bot.markup import shortened
from bot.screens import Screen
from core.settings.catalogue import setting
from core.settings.forms import Clock, Day, OneOf, Whole
from core.settings.model import Held, Origin

_LABEL = 50
_START = "profile."


class ShowSwitches(CallbackData, prefix="swl"):
    """The list, from a page on."""

    page: int = 0


class ShowSwitch(CallbackData, prefix="sw"):
    """One switch, by its key without «profile.»; «profile» itself is empty."""

    name: str = ""


class SetSwitch(CallbackData, prefix="sws"):
    """Another value, or without one what the regulation says; asked first, as all that carries `at`."""

    name: str = ""
    value: str = ""
    at: int = 0


def key_of(name: str) -> str:
    """The key of a switch."""
    return f"{_START}{name}" if name else "profile"


def list_screen(switches: Sequence[Held], page: int, texts: Texts, done: Html | None = None) -> Screen:
    """All switches with what holds."""
    text = texts.h(
        "<b>Регламент школы</b>\nНажмите на строку, чтобы изменить её. ✎ — задано у школы, остальное — как в"
        " регламенте."
    )
    shown, turning = paged(switches, page, ShowSwitches(), texts)
    rows = [[button(_label(one, texts), ShowSwitch(name=_name(one.key)))] for one in shown]
    back = [button(texts.t("← Назад"), Open(place=Place.SCHOOL))]
    parts = [done, text] if done else [text]
    return Screen("\n\n".join(parts), InlineKeyboardMarkup(inline_keyboard=[*rows, *turning, back]))


def switch_screen(held: Held, texts: Texts) -> Screen:
    """What holds, and what may be chosen; a number, a time or a day is typed."""
    form = setting(held.key).form
    name, words = _name(held.key), form.words if isinstance(form, OneOf) else ()
    choices = [
        button(value_words(Held(held.key, word, Origin.HERE), texts), SetSwitch(name=name, value=word))
        for word in words
        if word != held.value
    ]
    usual = [button(texts.t("Как в регламенте"), SetSwitch(name=name))] if _is_own(held) else []
    text = texts.h(
        "<b>{meaning}</b>\nСейчас: {value}", meaning=meaning(held.key, texts), value=value_words(held, texts)
    )
    parts = [text] if words else [text, _how(held.key, texts)]
    back = button(texts.t("‹ Регламент"), Open(place=Place.SWITCHES))
    return Screen("\n\n".join(parts), column(*choices, *usual, back))


def question(held: Held, becomes: Held, name: str, value: str, now: datetime, texts: Texts) -> Screen:
    """What changes, before it does."""
    text = texts.h(
        "<b>Изменить?</b>\n{meaning}\nСейчас: {old}\nСтанет: {new}",
        meaning=meaning(held.key, texts),
        old=value_words(held, texts),
        new=value_words(becomes, texts),
    )
    yes = button(texts.t("Да, изменить"), SetSwitch(name=name, value=value, at=stamp(now)))
    no = button(texts.t("Нет, оставить"), ShowSwitch(name=name))
    return Screen(f"{text}\n\n{logged(texts)}", column(yes, no))


def _name(key: str) -> str:
    return key.removeprefix(_START) if key.startswith(_START) else ""


def _is_own(held: Held) -> bool:
    return held.origin is Origin.HERE and held.key != "profile"


def _label(held: Held, texts: Texts) -> str:
    label = texts.t("{value} · {what}", value=value_words(held, texts), what=meaning(held.key, texts))
    return shortened(texts.t("✎ {label}", label=label) if _is_own(held) else label, _LABEL)


def _how(key: str, texts: Texts) -> Html:
    """How a value is typed."""
    form = setting(key).form
    if isinstance(form, Whole):
        return texts.h("Пришлите число от {least} до {most}.", least=form.least, most=form.most)
    if isinstance(form, Clock):
        return texts.h("Пришлите время, например 19:00.")
    if isinstance(form, Day):
        return texts.h("Пришлите день, например 25.10.2026.")
    raise ValueError("not a switch that is typed")
