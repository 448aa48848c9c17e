"""The words of a push about a request: to those who decide it, and to who asked."""

from bot.common.menu import Open, Place
from bot.common.requests import asked_lines, request_text
from bot.deputies.views import Allow, AskRefusal
from bot.i18n import Texts
from core.approvals.model import Card
from core.people.model import DISCREET

Buttons = tuple[tuple[str, str], ...]


def approval_push(card: Card, texts: Texts, content_mode: str) -> tuple[str, Buttons]:
    """HTML and buttons. Where nothing personal may leave, it says only that there is something to decide."""
    if content_mode == DISCREET:
        return _discreet(card, texts)
    if not card.request.waiting:
        return request_text(card, texts, content_mode), ()
    text = "\n".join([texts.h("<b>Нужно ваше решение</b>"), *asked_lines(card, texts, content_mode)])
    buttons = (
        (texts.t("Разрешить"), Allow(request=card.request.id).pack()),
        (texts.t("Отклонить"), AskRefusal(request=card.request.id).pack()),
    )
    return text, buttons


def _discreet(card: Card, texts: Texts) -> tuple[str, Buttons]:
    if not card.request.waiting:
        return texts.h("Запрос на согласование решён. Посмотреть можно в боте: учителю — /lessons."), ()
    listed = (texts.t("Что ждёт решения"), Open(place=Place.APPROVALS).pack())
    return texts.h("Есть запрос, который ждёт вашего решения."), (listed,)
