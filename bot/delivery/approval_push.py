"""The words of a push about a request: to those who decide it, and to who asked."""

from bot.common.menu import Open, Place
from bot.common.requests import asked_lines, request_text
from bot.deputies.views import Allow, AskRefusal
from bot.i18n import Texts
from bot.teachers.callbacks import Act, DraftAct
from bot.teachers.taps import OpenLesson
from core.approvals.model import Card, DataChange, LateEntry, State, Substitution

Buttons = tuple[tuple[str, str], ...]


def approval_push(card: Card, texts: Texts, content_mode: str, *, to_asker: bool) -> tuple[str, Buttons]:
    """HTML and buttons."""
    if to_asker:
        return request_text(card, texts, content_mode), _next_step(card, texts)
    if not card.request.waiting:
        return request_text(card, texts, content_mode), ()
    text = "\n".join([texts.h("<b>Нужно ваше решение</b>"), *asked_lines(card, texts, content_mode)])
    buttons = (
        (texts.t("Разрешить"), Allow(request=card.request.id).pack()),
        (texts.t("Отклонить"), AskRefusal(request=card.request.id).pack()),
    )
    return text, buttons


def _next_step(card: Card, texts: Texts) -> Buttons:
    """A late entry that was allowed is written by its teacher, as is the lesson of a colleague."""
    made = card.request.made
    if isinstance(made.matter, DataChange):
        return ((texts.t("Личные данные"), Open(place=Place.MYDATA).pack()),)
    if isinstance(made.matter, Substitution) and card.request.state is State.ALLOWED:
        return ((texts.t("Открыть урок"), OpenLesson.of(made.matter.ref).pack()),)
    allowed = card.request.state is State.ALLOWED and isinstance(made.matter, LateEntry)
    if not allowed or made.draft_id is None:
        return ()
    return ((texts.t("Открыть и записать"), DraftAct(act=Act.SHOW, draft=made.draft_id).pack()),)
