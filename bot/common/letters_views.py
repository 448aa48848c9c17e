"""The screens of correspondence: the list, and whom to write to."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton

from bot.common.letters_data import AskDirector, Begin, ChooseChild, OpenThread
from bot.common.letters_desk import desk_line, desk_rows, welcome_line
from bot.common.menu import Open, Place, button, column
from bot.i18n import Texts
from bot.markup import shortened
from bot.names import NAMED, full_name, short_name
from bot.screens import Screen
from core.correspondence.model import Correspondent, Mailbox, ThreadCard
from core.people.model import Child, School

_LABEL = 60


def other_side(card: ThreadCard, mode: str, *, as_staff: bool) -> str:
    """Who is written to, as the other one sees it."""
    return full_name(card.guardian if as_staff else card.staff, mode)


def child_of(card: ThreadCard, mode: str, *, as_staff: bool = True) -> str:
    """«Ёлкина Софья, 5А»; to a family «5А» where nothing personal may leave."""
    name = short_name(card.pupil, mode) if as_staff or mode in NAMED else ""
    return ", ".join(part for part in (name, card.class_title) if part)


def mailbox_screen(boxes: Sequence[Mailbox], children: Sequence[tuple[School, Child]], texts: Texts) -> Screen:
    """All threads, the children about whom one may write, and the hours of the staff."""
    rows = [
        button(_label(card, box, texts), OpenThread(thread=card.thread.id)) for box in boxes for card in box.threads
    ]
    begin = [_about(child, school, texts) for school, child in children]
    desks = [one for box in boxes for one in desk_rows(box, texts)]
    lines = [texts.h("<b>Сообщения</b>")]
    if not rows:
        lines.append(texts.h("Переписки пока нет."))
    if children:
        lines.append(texts.h("Чтобы написать учителю, выберите ребёнка."))
    lines += [welcome_line(texts) for box in boxes if box.welcomes is False]
    lines += [desk_line(box, box.desk, texts) for box in boxes if box.desk is not None]
    return Screen("\n".join(lines), column(*rows, *begin, *desks, button(texts.t("← Назад"), Open(place=Place.HOME))))


def _label(card: ThreadCard, box: Mailbox, texts: Texts) -> str:
    mode, as_staff = box.school.content_mode, card.read_as_staff
    who = texts.t(
        "{who} · {child}", who=other_side(card, mode, as_staff=as_staff), child=child_of(card, mode, as_staff=as_staff)
    )
    return f"({card.unread}) {shortened(who, _LABEL)}" if card.unread else shortened(who, _LABEL)


def _about(child: Child, school: School, texts: Texts) -> InlineKeyboardButton:
    mode = school.content_mode
    name = short_name(child.pupil.name, mode) if mode in NAMED else child.class_title or texts.t("ребёнок")
    label = texts.t("Написать: {child}", child=name)
    return button(label, ChooseChild(pupil=child.pupil.id))


def correspondents_screen(found: Sequence[Correspondent], pupil: int, school: School, texts: Texts) -> Screen:
    """Whom to write to about a child; who takes no letters is named too."""
    mode = school.content_mode
    reachable = [one for one in found if one.reachable]
    silent = [_described(one, mode, texts) for one in found if not one.reachable and mode in NAMED]
    rows = [
        button(
            shortened(_described(one, mode, texts), _LABEL),
            (AskDirector if one.directs else Begin)(pupil=pupil, staff=one.person.id),
        )
        for one in sorted(reachable, key=lambda one: (one.directs, not one.leads))
    ]
    lines = [texts.h("<b>Кому написать?</b>")]
    if silent:
        lines.append(texts.h("Сообщения здесь не принимают: {who}", who="; ".join(silent)))
    if not rows:
        lines.append(texts.h("Сейчас написать здесь некому. Позвоните в школу или передайте записку."))
    return Screen("\n".join(lines), column(*rows, to_list(texts)))


def _described(one: Correspondent, mode: str, texts: Texts) -> str:
    name = full_name(one.person.name, mode)
    if one.directs:
        return texts.t("Обращение к директору: {name}", name=name)
    what = [*([texts.t("классный руководитель")] if one.leads else []), *(one.subjects if mode in NAMED else ())]
    if not what:
        return name
    return texts.t("{name} — {what}", name=name, what=", ".join(what))


def director_screen(pupil: int, staff: int, texts: Texts) -> Screen:
    """Is it really for the director? (H07)"""
    text = texts.h(
        "<b>Обращение к директору</b>\n"
        "Директору пишут, когда вопрос не решился с учителем и классным руководителем. Ответ придёт сюда же.\n\n"
        "Это не официальное обращение: на него ответ в срок по закону не обязателен. Официальное"
        " подают в школу письменно."
    )
    sure = button(texts.t("Написать директору"), Begin(pupil=pupil, staff=staff))
    return Screen(text, column(sure, button(texts.t("‹ Назад"), ChooseChild(pupil=pupil))))


def to_list(texts: Texts) -> InlineKeyboardButton:
    """Back to the list."""
    return button(texts.t("‹ Все сообщения"), Open(place=Place.LETTERS))
