"""The words of what a class teacher found wrong with the list, to who keeps the lists."""

from datetime import date

from bot.common.menu import Open, Place
from bot.i18n import Texts
from core.notifications.model import Delivery
from core.people.model import FULL

Buttons = tuple[tuple[str, str], ...]


def roster_push(delivery: Delivery, texts: Texts) -> tuple[str, Buttons]:
    """HTML and buttons. Names may stand in the words, so that only a school that sends names sends them."""
    facts = delivery.content or {}
    look = ((texts.t("Сверка списка класса"), Open(place=Place.ROSTER).pack()),)
    month = texts.month(date.fromisoformat(facts["month"]))
    if delivery.content_mode != FULL:
        text = texts.h("<b>Ошибка в списке {title}</b> · сверка за {month}", title=facts["title"], month=month)
        return text, look
    text = texts.h(
        "<b>Ошибка в списке {title}</b> · сверка за {month}\n{words}\n\nСообщил классный руководитель: {who}",
        title=facts["title"],
        month=month,
        words=facts["text"],
        who=facts["who"],
    )
    return text, look
