"""The screens of correspondence: the list, a thread, whom to write to, the hours of the staff."""

from collections.abc import Iterator, Sequence

from aiogram.types import InlineKeyboardButton

from bot.common.letters_data import (
    AskBlock,
    AskComplain,
    AskDirector,
    Begin,
    Block,
    ChooseChild,
    Mute,
    OpenThread,
    WriteHere,
)
from bot.common.letters_desk import desk_line, desk_rows
from bot.common.menu import Open, Place, button, column
from bot.i18n import N_, Html, Texts
from bot.markup import length, shortened
from bot.names import full_name, short_name
from bot.screens import Screen
from core.correspondence.model import Correspondent, Fate, Mailbox, Page, Sent, Shown, ThreadCard
from core.people.model import Child, School

REASONS = {
    "insult": N_("Грубость"),
    "off_topic": N_("Не об учёбе"),
    "flood": N_("Слишком много сообщений"),
}
_LABEL = 60
_ROOM, _LEAST = 3200, 60
"""Units of all the letters on a page, for headings need what is left of a message; and of each of the earlier."""
_FATES = {
    Fate.DELIVERED: N_("доставлено"),
    Fate.WAITS: N_("ждёт часов приёма: {day}, {time}"),
    Fate.ON_ITS_WAY: N_("отправляется"),
    Fate.ONLY_HERE: N_("видно только здесь: извещение в чат не пришло"),
}


def other_side(card: ThreadCard, mode: str, *, as_staff: bool) -> str:
    """Who is written to, as the other one sees it."""
    return full_name(card.guardian if as_staff else card.staff, mode)


def child_of(card: ThreadCard, mode: str) -> str:
    """«Ёлкина Софья, 5А»."""
    return ", ".join(part for part in (short_name(card.pupil, mode), card.class_title) if part)


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
    lines += [desk_line(box, box.desk, texts) for box in boxes if box.desk is not None]
    return Screen("\n".join(lines), column(*rows, *begin, *desks, button(texts.t("← Назад"), Open(place=Place.HOME))))


def _label(card: ThreadCard, box: Mailbox, texts: Texts) -> str:
    mode, as_staff = box.school.content_mode, card.read_as_staff
    who = texts.t("{who} · {child}", who=other_side(card, mode, as_staff=as_staff), child=child_of(card, mode))
    return f"({card.unread}) {shortened(who, _LABEL)}" if card.unread else shortened(who, _LABEL)


def _about(child: Child, school: School, texts: Texts) -> InlineKeyboardButton:
    label = texts.t("Написать: {child}", child=short_name(child.pupil.name, school.content_mode))
    return button(label, ChooseChild(pupil=child.pupil.id))


def correspondents_screen(found: Sequence[Correspondent], pupil: int, school: School, texts: Texts) -> Screen:
    """Whom to write to about a child; who takes no letters is named too."""
    mode = school.content_mode
    reachable = [one for one in found if one.reachable]
    silent = [_described(one, mode, texts) for one in found if not one.reachable]
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
    return Screen("\n".join(lines), column(*rows, _to_list(texts)))


def _described(one: Correspondent, mode: str, texts: Texts) -> str:
    name = full_name(one.person.name, mode)
    if one.directs:
        return texts.t("Обращение к директору: {name}", name=name)
    what = [*([texts.t("классный руководитель")] if one.leads else []), *one.subjects]
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


def typing_screen(page: Page, texts: Texts) -> Screen:
    """The next message is a letter; at the beginning of a thread with what it is not (H04)."""
    mode = page.school.content_mode
    lines = [
        texts.h(
            "Напишите сообщение: <b>{who}</b> (о ребёнке: {child}). Оно уйдёт сразу, как вы его отправите.",
            who=other_side(page.card, mode, as_staff=page.reads_as_staff),
            child=child_of(page.card, mode),
        )
    ]
    if not page.letters:
        lines.append(not_official(texts))
    return Screen("\n\n".join(lines), column(button(texts.t("Не писать"), OpenThread(thread=page.card.thread.id))))


def not_official(texts: Texts) -> Html:
    """H04."""
    return texts.h(
        "<i>Не является официальной перепиской школы. Заявления и жалобы, на которые нужен официальный ответ, подают в"
        " школу письменно.</i>"
    )


def thread_screen(page: Page, texts: Texts) -> Screen:
    """The letters of a page, the latest below, and what may be done with the thread."""
    mode, card = page.school.content_mode, page.card
    who = other_side(card, mode, as_staff=page.reads_as_staff)
    lines = [texts.h("<b>{who}</b>\nО ребёнке: {child}", who=who, child=child_of(card, mode))]
    if not page.more:
        lines.append(not_official(texts))
    lines += [_letter(one, who, room, texts) for one, room in zip(page.letters, _rooms(page.letters), strict=True)]
    lines += _state(page, texts)
    return Screen("\n\n".join(lines), column(*_thread_rows(page, texts)))


def _rooms(letters: Sequence[Shown]) -> list[int]:
    """How much of each letter is shown, so that all fit a message: the latest whole, the others in what it leaves."""
    if not letters:
        return []
    lengths = [length(one.letter.text) for one in letters]
    if sum(lengths) <= _ROOM:
        return lengths
    last = min(lengths[-1], _ROOM - _LEAST * (len(letters) - 1))
    return [*[(_ROOM - last) // max(len(letters) - 1, 1)] * (len(letters) - 1), last]


def _letter(one: Shown, who: str, room: int, texts: Texts) -> Html:
    at = one.letter.written_at.astimezone(texts.zone)
    shown = {"day": texts.day_month(at.date()), "time": texts.time(at), "text": shortened(one.letter.text, room)}
    if not one.own or one.fate is None:
        return texts.h("<b>{who}</b>, {day}, {time}\n{text}", who=who, **shown)
    due = one.letter.due_at.astimezone(texts.zone)
    fate = texts.t(_FATES[one.fate], day=texts.day_month(due.date()), time=texts.time(due))
    return texts.h("<b>Вы</b>, {day}, {time}\n{text}\n<i>{fate}</i>", fate=fate, **shown)


def _state(page: Page, texts: Texts) -> Iterator[Html]:
    thread = page.card.thread
    if page.closed:
        yield texts.h("Переписка завершена: написать сюда больше нельзя. Прежние сообщения остаются.")
    elif thread.blocked_at is not None and page.reads_as_staff:
        reason = texts.t(REASONS.get(thread.block_reason or "", ""))
        yield texts.h("Вы закрыли эту переписку. Причина: {reason}.", reason=reason)
    elif thread.blocked_at is not None:
        yield texts.h("Учитель закрыл эту переписку. По важному вопросу напишите классному руководителю или директору.")


def _thread_rows(page: Page, texts: Texts) -> Iterator[InlineKeyboardButton]:
    thread, as_staff = page.card.thread, page.reads_as_staff
    muted = thread.staff_muted if as_staff else thread.guardian_muted
    if not page.closed and thread.blocked_at is None:
        yield button(texts.t("Написать"), WriteHere(thread=thread.id))
    if page.more:
        yield button(texts.t("Раньше"), OpenThread(thread=thread.id, page=page.number + 1))
    if page.number:
        yield button(texts.t("Позже"), OpenThread(thread=thread.id, page=page.number - 1))
    label = texts.t("Присылать сообщения в чат") if muted else texts.t("Не присылать в чат")
    yield button(label, Mute(thread=thread.id, muted=not muted))
    if as_staff and thread.blocked_at is None:
        yield button(texts.t("Закрыть переписку"), AskBlock(thread=thread.id))
    elif as_staff:
        yield button(texts.t("Открыть переписку снова"), Block(thread=thread.id))
    if page.letters:
        yield button(texts.t("Пожаловаться координатору"), AskComplain(thread=thread.id))
    yield _to_list(texts)


def block_screen(page: Page, texts: Texts) -> Screen:
    """Why is the thread closed?"""
    thread = page.card.thread.id
    text = texts.h(
        "<b>Закрыть переписку?</b>\nПисать вам сюда больше не смогут, пока вы её не откроете снова. Почему закрываете?"
    )
    reasons = (button(texts.t(label), Block(thread=thread, reason=code)) for code, label in REASONS.items())
    return Screen(text, column(*reasons, button(texts.t("‹ Назад"), OpenThread(thread=thread))))


def sent_screen(sent: Sent, texts: Texts) -> Screen:
    """What has become of a letter that was just written."""
    who = other_side(sent.card, sent.school.content_mode, as_staff=sent.reads_as_staff)
    back = button(texts.t("Вся переписка"), OpenThread(thread=sent.card.thread.id))
    return Screen(_sent(sent, who, texts), column(back, _to_list(texts)))


def _sent(sent: Sent, who: str, texts: Texts) -> Html:
    if not sent.has_chat:
        return texts.h(
            "Сообщение сохранено, но чат с ботом ещё не подключён: {who}. Его прочтут, когда откроют переписку. О"
            " срочном лучше позвонить.",
            who=who,
        )
    if sent.waits_until is None:
        return texts.h("✅ Отправлено: {who}", who=who)
    at = sent.waits_until.astimezone(texts.zone)
    shown = {"who": who, "day": texts.day_month(at.date()), "time": texts.time(at)}
    if sent.reads_as_staff:
        return texts.h("✅ Принято. У родителя сейчас тихие часы: {who} получит сообщение {day} в {time}.", **shown)
    return texts.h("✅ Принято. Сейчас не часы приёма: {who} получит сообщение {day} в {time}.", **shown)


def _to_list(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("‹ Все сообщения"), Open(place=Place.LETTERS))
