"""The evening's and the morning's message to staff: what is left, each behind one tap (B01, B18, I05)."""

from bot.common.due_words import line_button, sections, snoozing
from bot.common.menu import Open, Place
from bot.i18n import Html, Texts
from core.deadlines.model import Occasion, Section
from core.deadlines.telling import unpacked
from core.notifications.model import Delivery

Buttons = tuple[tuple[str, str], ...]


def reminder_push(delivery: Delivery, texts: Texts) -> tuple[str, Buttons]:
    """HTML and buttons."""
    facts = delivery.content or {}
    lines, more = unpacked(facts["lines"]), int(facts["more"])
    morning = facts["occasion"] == Occasion.MORNING.value
    title = texts.h("<b>Со вчерашнего дня осталось</b>") if morning else texts.h("<b>Что осталось сделать</b>")
    parts = [title, *sections(lines, texts)]
    if more or not lines:
        parts.append(texts.h("Остальное — в списке."))
    own = any(line.section is not Section.HANDED for line in lines)
    buttons = [line_button(line, texts) for line in lines] + (list(snoozing(texts)) if own else [])
    opened = (texts.t("Весь список"), Open(place=Place.DUE).pack())
    return Html("\n\n".join(parts)), (*((one.text, one.callback_data or "") for one in buttons), opened)
