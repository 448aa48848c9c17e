"""A leader's day, week or month that comes by itself (D09). Figures only: the same in every content mode."""

from bot.common.menu import Open, Place
from bot.i18n import Texts
from bot.reporting.summary_words import summary_links, summary_text
from core.notifications.model import Delivery
from core.reporting.summary import unpacked

Buttons = tuple[tuple[str, str], ...]


def summary_push(delivery: Delivery, texts: Texts) -> tuple[str, Buttons]:
    """HTML and buttons; the screen has pictures and the switch."""
    found = unpacked(delivery.content or {})
    opened = (texts.t("Сводка"), Open(place=Place.SUMMARY).pack())
    return summary_text(found, texts), (*summary_links(found, texts), opened)
