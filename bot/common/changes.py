"""How a correction reads: what was, what is to be. For teachers' cards, deputies' screens and pushes."""

from collections.abc import Callable, Iterable

from bot.attachments import attachments_line
from bot.i18n import N_, Html, Texts
from bot.markup import shortened
from core.ids import PersonId
from core.journal.changes import (
    Change,
    HeldChange,
    HomeworkChange,
    MarkChange,
    Presence,
    PresenceChange,
    TopicChange,
)
from core.journal.model import Homework, Reason

_LONGEST = 300
_REASONS = {
    Reason.ILLNESS: N_("нет (болезнь)"),
    Reason.EXCUSED: N_("нет (уважительная причина)"),
    Reason.UNEXCUSED: N_("нет (без уважительной причины)"),
    None: N_("нет на уроке"),
}

Naming = Callable[[PersonId], str]


def change_lines(changes: Iterable[Change], name: Naming, texts: Texts) -> list[Html]:
    """A line for each change, as HTML."""
    return [_line(change, name, texts) for change in changes]


def short_change(change: Change, name: Naming, texts: Texts) -> str:
    """A few words for a button, as plain text."""
    match change:
        case MarkChange():
            return f"{name(change.pupil_id)} {change.old} → {change.new or '—'}"
        case PresenceChange():
            return name(change.pupil_id)
        case TopicChange():
            return texts.t("тема")
        case HomeworkChange():
            return texts.t("задание")
        case HeldChange():
            return texts.t("проведён ли урок")


def _line(change: Change, name: Naming, texts: Texts) -> Html:
    match change:
        case MarkChange():
            return _mark(change, name, texts)
        case PresenceChange():
            old, new = _where(change.old, texts), _where(change.new, texts)
            return texts.h("{name}: {old} → {new}", name=name(change.pupil_id), old=old, new=new)
        case TopicChange():
            return texts.h("Тема: «{old}» → «{new}»", old=_cut(change.old), new=_cut(change.new))
        case HomeworkChange():
            return texts.h("Задание: {old} → {new}", old=_task(change.old, texts), new=_task(change.new, texts))
        case HeldChange():
            return _held(change, texts)


def _mark(change: MarkChange, name: Naming, texts: Texts) -> Html:
    whose = name(change.pupil_id)
    if change.control:
        whose = texts.t("{name} ({control})", name=whose, control=change.control)
    if change.new is None:
        return texts.h("Отметка, {whose}: <s>{old}</s> — убрать", whose=whose, old=change.old)
    return texts.h("Отметка, {whose}: {old} → {new}", whose=whose, old=change.old, new=change.new)


def _held(change: HeldChange, texts: Texts) -> Html:
    if change.new:
        return texts.h("Урок: не проведён → проведён")
    if not change.new_reason:
        return texts.h("Урок: проведён → не проведён")
    return texts.h("Урок: проведён → не проведён ({reason})", reason=_cut(change.new_reason))


def _where(presence: Presence, texts: Texts) -> str:
    if presence.kind == "absent":
        return texts.t(_REASONS[presence.reason])
    if presence.kind == "late":
        return texts.t("опоздание {n} мин", n=presence.minutes) if presence.minutes else texts.t("опоздание")
    return texts.t("освобождение") if presence.kind == "exempt" else texts.t("на уроке")


def _task(homework: Homework, texts: Texts) -> str:
    if not homework.given:
        return texts.t("не задано")
    words = _cut(homework.text) or texts.t("во вложении")
    task = texts.t("«{text}»", text=words)
    if homework.due is not None:
        task = texts.t("«{text}» на {day}", text=words, day=texts.for_day(homework.due))
    return f"{task} ({attachments_line(homework.attachments, texts)})" if homework.attachments else task


def _cut(text: str) -> str:
    return shortened(text, _LONGEST)
