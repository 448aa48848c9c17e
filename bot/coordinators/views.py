"""The screens of handing out codes: who has come in, slips for a class, the staff or one person."""

from collections.abc import Sequence
from datetime import datetime

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button, column
from bot.coordinators.holder_lines import child_names, short_line, state_line
from bot.i18n import LANGUAGES, OF_FAMILIES, Texts
from bot.markup import shortened
from bot.names import full_name
from bot.screens import Screen
from core.errors import NotFoundError
from core.ids import ClassId, PersonId
from core.people.links.holders import Access, Holder
from core.people.links.model import CodeRequest, Desk, GuardiansOfClass, PupilsOfClass, WholeStaff
from core.people.model import FULL
from core.people.pupils import lets_pupils_read

STAFF = "s"
_GUARDIANS, _PUPILS = "g", "p"
PAGE = 20
_IN_A_ROW = 4
_LABEL = 60


class ShowHolders(CallbackData, prefix="cdl"):
    """Who of these has come in; `of` names them, as `circle` does."""

    of: str
    page: int = 0


class AskCodes(CallbackData, prefix="cd?"):
    """In which language should these slips be; `missing`: only for those who are not linked."""

    of: str
    missing: bool
    person: PersonId = PersonId(0)


class IssueCodes(CallbackData, prefix="cd"):
    """New codes: for a class or the staff, or for one person of it."""

    of: str
    missing: bool
    person: PersonId
    language: str


class ShowHolder(CallbackData, prefix="cdp"):
    """One person."""

    of: str
    person: PersonId


class AskWithdrawal(CallbackData, prefix="cdw?"):
    """Should the access of this person be taken back?"""

    of: str
    person: PersonId


class Withdraw(CallbackData, prefix="cdw"):
    """Take it back."""

    of: str
    person: PersonId


def circle(request: CodeRequest) -> str:
    """How a button names those who get codes: the guardians or the pupils of a class, the staff."""
    match request:
        case GuardiansOfClass(class_id):
            return f"{_GUARDIANS}{class_id}"
        case PupilsOfClass(class_id):
            return f"{_PUPILS}{class_id}"
        case _:
            return STAFF


def request_of(of: str) -> GuardiansOfClass | PupilsOfClass | WholeStaff:
    """Whom a button names. NotFoundError for what no button says."""
    if of == STAFF:
        return WholeStaff()
    kind, number = of[:1], of[1:]
    if kind not in (_GUARDIANS, _PUPILS) or not number.isdecimal():
        raise NotFoundError
    return GuardiansOfClass(ClassId(int(number))) if kind == _GUARDIANS else PupilsOfClass(ClassId(int(number)))


def classes(texts: Texts, desk: Desk) -> Screen:
    """For which class."""
    if not desk.classes and not desk.staff:
        return Screen(texts.h("Классов, которым вы выдаёте коды, сейчас нет."), column(_home(texts)))
    buttons = [button(one.title, ShowHolders(of=circle(GuardiansOfClass(one.id)))) for one in desk.classes]
    rows = [buttons[start : start + _IN_A_ROW] for start in range(0, len(buttons), _IN_A_ROW)]
    if desk.staff:
        rows.append([button(texts.t("Сотрудники"), ShowHolders(of=STAFF))])
    text = texts.h("<b>Коды и доступ</b>\nКто уже подключён, кому нужен новый листок, у кого закрыть доступ. Выберите:")
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=[*rows, [_home(texts)]]))


def holders(texts: Texts, desk: Desk, title: str, listed: Sequence[Holder], at: ShowHolders, now: datetime) -> Screen:
    """Everybody who gets a code here, a page at a time, and the slips for all of them or for those who are missing."""
    back = button(texts.t("← Назад"), Open(place=Place.CODES))
    if not listed:
        text = texts.h("{title}: в списках нет никого, кому выдать код. Сообщите администратору.", title=title)
        return Screen(text, column(back))
    mode, start = desk.school.content_mode, at.page * PAGE
    people = [
        button(
            shortened(short_line(one, mode, now, texts), _LABEL), ShowHolder(of=at.of, person=one.receiver.person.id)
        )
        for one in listed[start : start + PAGE]
    ]
    rows = [[one] for one in (*_slips(texts, desk, listed, at), *_others(texts, desk, at), *people)]
    return Screen(
        _summary(texts, desk, title, listed, now),
        InlineKeyboardMarkup(inline_keyboard=[*rows, *_pages(listed, at), [back]]),
    )


def holder(texts: Texts, desk: Desk, one: Holder, of: str, now: datetime) -> Screen:
    """One person: what is linked, what became of the code, a new slip, the end of the access."""
    mode, person = desk.school.content_mode, one.receiver.person
    lines = [texts.h("<b>{name}</b>", name=full_name(person.name, mode))]
    if one.receiver.children:
        lines.append(texts.h("Дети: {children}", children=child_names(one, mode, texts)))
    lines += [texts.h("{line}", line=line) for line in state_line(one, now, texts)]
    slip = [button(texts.t("Новый листок"), AskCodes(of=of, missing=False, person=person.id))] if mode == FULL else []
    has_access = one.links or one.access(now) is Access.WAITING
    end = [button(texts.t("Закрыть доступ"), AskWithdrawal(of=of, person=person.id))] if has_access else []
    return Screen("\n".join(lines), column(*slip, *end, button(texts.t("← Назад"), ShowHolders(of=of))))


def question(texts: Texts, title: str, asked: AskCodes) -> Screen:
    """What will happen to the codes that are out already, and in which language the slips should be."""
    if asked.person:
        text = texts.h(
            "<b>{title}: новый листок</b>\nПрежний листок сразу перестанет действовать; чаты, которые уже подключены,"
            " останутся. На каком языке листок?",
            title=title,
        )
    else:
        text = texts.h(
            "<b>{title}: новые листки</b>\nПришлю файл для печати. Прежние неиспользованные коды этих людей сразу"
            " перестанут действовать; тех, кто уже подключён, это не отключит. На каком языке листки?",
            title=title,
        )
    issues = [
        button(name, IssueCodes(of=asked.of, missing=asked.missing, person=asked.person, language=language))
        for language, name in LANGUAGES.items()
        if asked.of != STAFF or language not in OF_FAMILIES
    ]
    return Screen(text, column(*issues, _back(texts, asked.of, asked.person)))


def withdrawal(texts: Texts, one: Holder, mode: str, of: str) -> Screen:
    """Whether the access should really end."""
    person = one.receiver.person
    text = texts.h(
        "<b>Закрыть доступ: {name}?</b>\nВсе чаты этого человека отключатся, а код, который на руках, перестанет"
        " действовать. Вернуть доступ можно новым листком.",
        name=full_name(person.name, mode),
    )
    sure = button(texts.t("Закрыть доступ"), Withdraw(of=of, person=person.id))
    return Screen(text, column(sure, _back(texts, of, person.id)))


def on_paper_only(texts: Texts) -> Screen:
    """The school sends no names through the messenger, and slips are full of them."""
    text = texts.h(
        "Ваша школа не передаёт имена через мессенджер, поэтому листки печатает администратор на сервере школы."
    )
    return Screen(text, column(_home(texts)))


def issued(texts: Texts, title: str, asked: IssueCodes, people: int) -> Screen:
    """The file is there and what to do with it; or nobody is, to whom a code could be given."""
    back = _back(texts, asked.of, asked.person)
    if not people:
        text = texts.h("{title}: листки никому не нужны, все уже подключены.", title=title)
        return Screen(text, column(back))
    if asked.person:
        text = texts.h(
            "<b>{title}: код выдан</b>\nЛисток — в файле. Напечатайте, отдайте лично в руки и удалите файл из чата.",
            title=title,
        )
        return Screen(text, column(back))
    count = texts.n("Листок для {n} человека — в файле.", "Листки для {n} человек — в файле.", people)
    text = texts.h(
        "<b>{title}: коды выданы</b>\n{count}\nНапечатайте, отдайте каждому лично в руки и удалите файл из чата.",
        title=title,
        count=count,
    )
    return Screen(text, column(back))


def _summary(texts: Texts, desk: Desk, title: str, listed: Sequence[Holder], now: datetime) -> str:
    states = [one.access(now) for one in listed]
    lines = [
        texts.h("<b>{title}: кто подключён</b>", title=title),
        texts.h("✅ Подключены: {n} из {all}", n=states.count(Access.LINKED), all=len(listed)),
        texts.h("⏳ Код выдан, ещё не использован: {n}", n=states.count(Access.WAITING)),
        texts.h("⌛️ Код больше не действует: {n}", n=states.count(Access.OVER)),
        texts.h("▫️ Кода не было: {n}", n=states.count(Access.NONE)),
    ]
    if desk.school.content_mode != FULL:
        lines.append(texts.h("Листки печатает администратор на сервере: имена через мессенджер школа не передаёт."))
    return "\n".join(lines)


def _slips(texts: Texts, desk: Desk, listed: Sequence[Holder], at: ShowHolders) -> list[InlineKeyboardButton]:
    if desk.school.content_mode != FULL:
        return []
    missing = [one for one in listed if not one.links]
    label = texts.t("🖨 Листки тем, кто не подключён: {n}", n=len(missing))
    some = [button(label, AskCodes(of=at.of, missing=True))] if missing else []
    return [*some, button(texts.t("🖨 Листки всем"), AskCodes(of=at.of, missing=False))]


def _others(texts: Texts, desk: Desk, at: ShowHolders) -> list[InlineKeyboardButton]:
    """From the parents of a class to its pupils, where the school lets them in, and back."""
    match request_of(at.of):
        case GuardiansOfClass(class_id) if lets_pupils_read(desk.school):
            return [button(texts.t("Ученики класса"), ShowHolders(of=circle(PupilsOfClass(class_id))))]
        case PupilsOfClass(class_id):
            return [button(texts.t("Родители класса"), ShowHolders(of=circle(GuardiansOfClass(class_id))))]
        case _:
            return []


def _pages(listed: Sequence[Holder], at: ShowHolders) -> list[list[InlineKeyboardButton]]:
    count = -(-len(listed) // PAGE)
    if count == 1:
        return []
    found = [
        button(f"· {page + 1} ·" if page == at.page else str(page + 1), ShowHolders(of=at.of, page=page))
        for page in range(count)
    ]
    return [found[start : start + 2 * _IN_A_ROW] for start in range(0, count, 2 * _IN_A_ROW)]


def _back(texts: Texts, of: str, person: PersonId) -> InlineKeyboardButton:
    return button(texts.t("← Назад"), ShowHolder(of=of, person=person) if person else ShowHolders(of=of))


def _home(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("← Назад"), Open(place=Place.HOME))
