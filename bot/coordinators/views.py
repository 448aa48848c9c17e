"""The screens of handing out codes."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button, column
from bot.i18n import Texts
from bot.screens import Screen
from core.ids import ClassId
from core.people.links.model import Desk
from core.people.model import SchoolClass

_IN_A_ROW = 4


class AskCodes(CallbackData, prefix="codes?"):
    """Ask whether the guardians of this class should get new codes."""

    class_id: ClassId


class IssueCodes(CallbackData, prefix="codes"):
    """New codes for the guardians of this class, or for its pupils."""

    class_id: ClassId
    pupils: bool = False


def classes(texts: Texts, desk: Desk) -> Screen:
    """For which class."""
    if not desk.classes:
        return Screen(texts.h("Классов, которым вы выдаёте коды, сейчас нет."), column(_home(texts)))
    buttons = [button(one.title, AskCodes(class_id=one.id)) for one in desk.classes]
    rows = [buttons[start : start + _IN_A_ROW] for start in range(0, len(buttons), _IN_A_ROW)]
    text = texts.h("<b>Коды для семей</b>\nДля какого класса выдать коды?")
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=[*rows, [_home(texts)]]))


def question(texts: Texts, of: SchoolClass, *, pupils: bool) -> Screen:
    """What will happen to the codes that are out already. Slips for pupils are offered where the school lets them."""
    text = texts.h(
        "<b>{title}: новые коды</b>\n"
        "Пришлю файл с листками для печати. Прежние неиспользованные коды сразу перестанут действовать; тех, кто уже"
        " подключён, это не отключит.",
        title=of.title,
    )
    to_guardians = button(texts.t("Листки родителям"), IssueCodes(class_id=of.id))
    to_pupils = [button(texts.t("Листки ученикам"), IssueCodes(class_id=of.id, pupils=True))] if pupils else []
    return Screen(text, column(to_guardians, *to_pupils, button(texts.t("← Назад"), Open(place=Place.CODES))))


def on_paper_only(texts: Texts) -> Screen:
    """The school sends no names through the messenger, and slips are full of them."""
    text = texts.h(
        "Ваша школа не передаёт имена через мессенджер, поэтому листки печатает администратор на сервере школы."
    )
    return Screen(text, column(_home(texts)))


def issued(texts: Texts, of: SchoolClass, people: int) -> Screen:
    """The file is there and what to do with it; or nobody is, in whose name a code could be made."""
    if not people:
        text = texts.h("В списках класса {title} таких людей нет. Сообщите администратору.", title=of.title)
        return Screen(text, column(_home(texts)))
    count = texts.n("Листок для {n} человека — в файле.", "Листки для {n} человек — в файле.", people)
    text = texts.h(
        "<b>{title}: коды выданы</b>\n{count}\nНапечатайте, отдайте каждому лично в руки и удалите файл из чата.",
        title=of.title,
        count=count,
    )
    return Screen(text, column(_home(texts)))


def _home(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("← Назад"), Open(place=Place.HOME))
