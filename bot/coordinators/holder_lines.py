"""The words of who has come in and what became of a code: on the screen of codes and at the console."""

from datetime import datetime

from bot.i18n import Texts
from bot.names import full_name, short_name
from core.people.links.holders import Access, Holder

SIGNS = {Access.LINKED: "✅", Access.WAITING: "⏳", Access.OVER: "⌛️", Access.NONE: "▫️"}


def short_line(one: Holder, mode: str, now: datetime, texts: Texts) -> str:
    """A label: «✅ Ёлкина Мария (Софья), с 12 октября»."""
    name = short_name(one.receiver.person.name, mode)
    return f"{SIGNS[one.access(now)]} {name} · {_brief(one, now, texts)}"


def state_line(one: Holder, now: datetime, texts: Texts) -> list[str]:
    """What is linked since when, and what became of the last code, with its age."""
    lines = [texts.t("Подключён чат: с {day}", day=texts.day_month(link.linked_at)) for link in one.links]
    if not lines:
        lines = [texts.t("Ни один чат не подключён.")]
    return [*lines, code_line(one, now, texts)]


def code_line(one: Holder, now: datetime, texts: Texts) -> str:
    """The last code: given when, and used, revoked, over or still good."""
    code = one.code
    if code is None:
        return texts.t("Кода ещё не выдавали.")
    given = texts.day_month(code.issued_at)
    if code.used_at is not None:
        return texts.t("Код выдан {given}, использован {day}.", given=given, day=texts.day_month(code.used_at))
    if code.revoked_at is not None:
        return texts.t("Код выдан {given}, отменён {day}.", given=given, day=texts.day_month(code.revoked_at))
    if code.expires_at <= now:
        return texts.t("Код выдан {given}, срок вышел {day}.", given=given, day=texts.day_month(code.expires_at))
    return texts.t("Код выдан {given}, действует до {day}.", given=given, day=texts.day_month(code.expires_at))


def child_names(one: Holder, mode: str, texts: Texts) -> str:
    """«Алиев Тимур, 5А и Алиева Амина, 6Б»."""
    return texts.list(
        ", ".join(filter(None, (short_name(child.pupil.name, mode), child.class_title)))
        for child in one.receiver.children
    )


def full_line(one: Holder, now: datetime, texts: Texts) -> str:
    """A line of the console: the name, how far they have come, the code."""
    name = full_name(one.receiver.person.name, "full")
    chats = (
        texts.n("подключён {n} чат", "подключено {n} чатов", len(one.links)) if one.links else texts.t("не подключён")
    )
    return " · ".join((name, f"UID {one.receiver.person.uid or '—'}", chats, code_line(one, now, texts)))


def _brief(one: Holder, now: datetime, texts: Texts) -> str:
    access = one.access(now)
    if access is Access.LINKED:
        return texts.t("с {day}", day=texts.day_month(one.links[0].linked_at))
    if access is Access.NONE or one.code is None:
        return texts.t("кода не было")
    age = (now - one.code.issued_at).days
    given = texts.n("код {n} день", "код {n} дней", age) if age else texts.t("код сегодня")
    return given if access is Access.WAITING else texts.t("код не действует")
