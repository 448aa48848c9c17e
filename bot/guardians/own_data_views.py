"""The screens of personal data: what the school keeps, a new value, what waits (A23)."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from bot.common.data_words import DETAILS, change_line, shown_value
from bot.common.menu import Open, Place, button, column
from bot.i18n import N_, Html, Texts
from bot.screens import Screen
from core.approvals.model import DataChange
from core.ids import PersonId, RequestId
from core.people.details import Detail
from core.personal.service import Kept

_EXAMPLES = {
    Detail.NAME: N_("Пришлите фамилию, имя и отчество одной строкой, например: Ёлкина Мария Олеговна."),
    Detail.BORN: N_("Пришлите дату рождения, например: 14.07.2015."),
    Detail.PHONE: N_("Пришлите номер, например: +7 921 123-45-67."),
    Detail.EMAIL: N_("Пришлите адрес, например: olga@example.ru."),
}


class ShowData(CallbackData, prefix="pd"):
    """The data of one person."""

    person: PersonId


class ChangeData(CallbackData, prefix="pd?"):
    """The next message is a new value."""

    person: PersonId
    detail: Detail


class SendChange(CallbackData, prefix="pd!"):
    """Ask the class teacher for the change that was typed."""


class TakeBackChange(CallbackData, prefix="pdx"):
    """Take an own request back."""

    person: PersonId
    request: RequestId


def all_screen(kept: Sequence[Kept], texts: Texts) -> Screen:
    """Everybody whose data the guardian sees."""
    text = texts.h(
        "<b>Личные данные</b>\nЧто школа хранит о вас и ваших детях. Если что-то изменилось или записано с ошибкой,"
        " предложите исправление: его внесёт классный руководитель. Второй родитель ваших данных не видит."
    )
    people = (button(_label(one, texts), ShowData(person=one.person_id)) for one in kept)
    return Screen(text, column(*people, button(texts.t("← Назад"), Open(place=Place.HOME))))


def person_screen(one: Kept, texts: Texts) -> Screen:
    """What is kept of one person, what waits, a button for each thing that may be changed."""
    lines = [texts.h("<b>{name}</b>", name=one.details.name.full)]
    if one.class_title and not one.oneself:
        lines.append(texts.h("Класс: {title}", title=one.class_title))
    lines += [_line(one, detail, texts) for detail in _details(one)]
    matters = [(request, request.made.matter) for request in one.waiting]
    waiting = [(request, matter) for request, matter in matters if isinstance(matter, DataChange)]
    if waiting:
        lines += [
            Html(""),
            texts.h("⏳ Ждёт классного руководителя:"),
            *(change_line(one, texts) for _, one in waiting),
        ]
    asked = {matter.detail for _, matter in waiting}
    changes = [
        button(texts.t("✏️ {detail}", detail=texts.t(DETAILS[detail])), ChangeData(person=one.person_id, detail=detail))
        for detail in _details(one)
        if detail not in asked
    ]
    taken = [
        button(
            texts.t("Отозвать: {detail}", detail=texts.t(DETAILS[matter.detail])),
            TakeBackChange(person=one.person_id, request=request.id),
        )
        for request, matter in waiting
    ]
    return Screen("\n".join(lines), column(*taken, *changes, button(texts.t("← Назад"), Open(place=Place.MYDATA))))


def asking_screen(one: Kept, detail: Detail, texts: Texts) -> Screen:
    """The next message is the new value."""
    text = texts.h(
        "<b>{name}</b>\n{line}\n\n{example}",
        name=one.details.name.full,
        line=_line(one, detail, texts),
        example=texts.t(_EXAMPLES[detail]),
    )
    return Screen(text, column(button(texts.t("← Назад"), ShowData(person=one.person_id))))


def confirming_screen(one: Kept, detail: Detail, value: str, texts: Texts) -> Screen:
    """What will be asked for."""
    text = texts.h(
        "<b>{name}</b>\n{detail}\nЗаписано: {old}\nБудет: {new}\n\nОтправить классному руководителю?",
        name=one.details.name.full,
        detail=texts.t(DETAILS[detail]),
        old=shown_value(detail, one.details.value(detail)),
        new=shown_value(detail, value),
    )
    return Screen(
        text,
        column(
            button(texts.t("Отправить"), SendChange()),
            button(texts.t("Ввести заново"), ChangeData(person=one.person_id, detail=detail)),
            button(texts.t("← Назад"), ShowData(person=one.person_id)),
        ),
    )


def _line(one: Kept, detail: Detail, texts: Texts) -> Html:
    value = shown_value(detail, one.details.value(detail))
    return texts.h("{detail}: {value}", detail=texts.t(DETAILS[detail]), value=value)


def _details(one: Kept) -> tuple[Detail, ...]:
    """The school keeps no birth date of a parent."""
    return tuple(detail for detail in Detail if detail is not Detail.BORN or not one.oneself)


def _label(one: Kept, texts: Texts) -> str:
    if one.oneself:
        return texts.t("Мои данные")
    return ", ".join(filter(None, (one.details.name.short, one.class_title)))
