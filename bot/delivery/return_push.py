"""The words of the question to a class teacher whether a pupil with an open note is back."""

from datetime import date

from bot.common.menu import Open, Place
from bot.i18n import Texts
from bot.names import written
from bot.teachers.absences_data import CloseNote
from core.notifications.model import Delivery

Buttons = tuple[tuple[str, str], ...]


def return_push(delivery: Delivery, texts: Texts) -> tuple[str, Buttons]:
    """HTML and buttons."""
    facts = delivery.content or {}
    look = (texts.t("Кто отсутствует"), Open(place=Place.ABSENCES).pack())
    name = written(facts["pupil"], delivery.content_mode)
    day, since = date.fromisoformat(facts["day"]), date.fromisoformat(facts["since"])
    text = texts.h(
        "<b>{name}: снова в школе?</b>\n"
        "Отмечен на уроке {number} · {day}, а записка с {since} ещё открыта. Без вашего ответа она не закроется.",
        name=name,
        number=facts["number"],
        day=texts.day(day),
        since=texts.day_month(since),
    )
    label = texts.t("Снова в школе с {day}", day=texts.day_month(day))
    return text, ((label, CloseNote(note=int(facts["note"]), day=day.toordinal()).pack()), look)
