"""The screens of one thread: its letters, writing, closing it."""

from collections.abc import Iterator, Sequence

from aiogram.types import InlineKeyboardButton

from bot.attachments import attachments_line, counted
from bot.common.letters_data import AskBlock, AskComplain, Block, Mute, OpenThread, ShowLetterFiles, WriteHere
from bot.common.letters_views import child_of, other_side, to_list
from bot.common.menu import button, column
from bot.i18n import N_, Html, Texts
from bot.markup import length, shortened
from bot.screens import Screen
from core.correspondence.model import Fate, Letter, Page, Sent, Shown

REASONS = {
    "insult": N_("Грубость"),
    "off_topic": N_("Не об учёбе"),
    "flood": N_("Слишком много сообщений"),
}
_ROOM, _LEAST = 3200, 60
"""Units of all the letters on a page, for headings need what is left of a message; and of each of the earlier."""
_FATES = {
    Fate.DELIVERED: N_("доставлено"),
    Fate.WAITS: N_("ждёт часов приёма: {day}, {time}"),
    Fate.ON_ITS_WAY: N_("отправляется"),
    Fate.ONLY_HERE: N_("видно только здесь: извещение в чат не пришло"),
}


def typing_screen(page: Page, texts: Texts) -> Screen:
    """The next message is a letter; at the beginning of a thread with what it is not (H04)."""
    mode = page.school.content_mode
    lines = [
        texts.h(
            "Напишите сообщение: <b>{who}</b> (о ребёнке: {child}). Оно уйдёт сразу, как вы его отправите. Можно"
            " прислать фото, документ или голосовое сообщение.",
            who=other_side(page.card, mode, as_staff=page.reads_as_staff),
            child=child_of(page.card, mode, as_staff=page.reads_as_staff),
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
    child = child_of(card, mode, as_staff=page.reads_as_staff)
    lines = [texts.h("<b>{who}</b>\nО ребёнке: {child}", who=who, child=child)]
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
    shown = {"day": texts.day_month(at.date()), "time": texts.time(at), "text": _content(one.letter, room, texts)}
    if not one.own or one.fate is None:
        return texts.h("<b>{who}</b>, {day}, {time}\n{text}", who=who, **shown)
    due = one.letter.due_at.astimezone(texts.zone)
    fate = texts.t(_FATES[one.fate], day=texts.day_month(due.date()), time=texts.time(due))
    return texts.h("<b>Вы</b>, {day}, {time}\n{text}\n<i>{fate}</i>", fate=fate, **shown)


def _content(letter: Letter, room: int, texts: Texts) -> str:
    """The words, and how many files of which kind; their names may name anybody."""
    files = [attachments_line(letter.attachments, texts)] if letter.attachments else []
    return "\n".join([*([shortened(letter.text, room)] if letter.text else []), *files])


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
    yield from (_files(one.letter, texts) for one in page.letters if one.letter.attachments)
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
    yield to_list(texts)


def _files(letter: Letter, texts: Texts) -> InlineKeyboardButton:
    at = letter.written_at.astimezone(texts.zone)
    shown = {"day": texts.day_month(at.date()), "time": texts.time(at)}
    label = texts.t("Показать: {files}, {day}, {time}", files=counted(letter.attachments, texts), **shown)
    return button(label, ShowLetterFiles(thread=letter.thread_id, letter=letter.id))


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
    thread = sent.card.thread.id
    more = button(texts.t("Написать ещё"), WriteHere(thread=thread, fresh=True))
    back = button(texts.t("Вся переписка"), OpenThread(thread=thread))
    return Screen(_sent(sent, who, texts), column(more, back, to_list(texts)))


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
