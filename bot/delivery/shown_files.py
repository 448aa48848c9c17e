"""Files that somebody asked to see, with a line that says what they are; no name of a person and none of a file."""

from datetime import datetime

from bot.delivery.file_push import FilePush
from bot.i18n import Html, Texts
from core.notifications.model import Delivery

Shown = tuple[str, tuple[tuple[str, str], ...], str, tuple[FilePush, ...]]


def shown_files(delivery: Delivery, texts: Texts) -> Shown:
    """The line, and the files under it; what was erased meanwhile is left out."""
    return _words(delivery.content or {}, texts), (), "", tuple(FilePush(one, "") for one in delivery.files)


def _words(about: dict[str, str], texts: Texts) -> Html:
    if about["about"] == "certificate":
        return texts.h("Справка к записке. Не пересылайте её: это сведения о здоровье ребёнка.")
    at = datetime.fromisoformat(about["at"]).astimezone(texts.zone)
    return texts.h("Вложения к сообщению от {day}, {time}:", day=texts.day_month(at.date()), time=texts.time(at))
