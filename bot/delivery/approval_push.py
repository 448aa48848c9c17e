"""The words of a push about a request: to those who decide it, and to who asked."""

from bot.common.menu import Open, Place
from bot.common.requests import asked_lines, request_text
from bot.common.timetable_data import OpenTimetable
from bot.deputies.views import Allow, AskRefusal
from bot.i18n import Texts
from bot.teachers.callbacks import Act, DraftAct
from bot.teachers.taps import OpenLesson
from core.approvals.model import Card, DataChange, LateEntry, Request, State, Substitution

Buttons = tuple[tuple[str, str], ...]


def approval_push(card: Card, texts: Texts, content_mode: str, *, to_asker: bool) -> tuple[str, Buttons]:
    """HTML and buttons."""
    if to_asker:
        return request_text(card, texts, content_mode, own=True), _next_step(card, texts)
    if not card.request.waiting:
        return request_text(card, texts, content_mode), ()
    text = "\n".join([texts.h("<b>Нужно ваше решение</b>"), *asked_lines(card, texts, content_mode)])
    buttons = (
        (texts.t("Разрешить"), Allow(request=card.request.id).pack()),
        (texts.t("Отклонить"), AskRefusal(request=card.request.id).pack()),
    )
    return text, buttons


def _of_substitution(request: Request, matter: Substitution, texts: Texts) -> Buttons:
    """A lesson is opened on its day; one to come, or one that was not given, leads to the lessons of that day."""
    own_day = ((texts.t("Уроки этого дня"), OpenTimetable(day=matter.day.toordinal()).pack()),)
    if request.state is State.ALLOWED and request.decided_at is not None:
        to_come = matter.day > request.decided_at.astimezone(texts.zone).date()
        return own_day if to_come else ((texts.t("Открыть урок"), OpenLesson.of(matter.ref).pack()),)
    return own_day if request.state is State.OUTDATED else ()


def _next_step(card: Card, texts: Texts) -> Buttons:
    """A late entry that was allowed is written by its teacher, as is the lesson of a colleague."""
    made = card.request.made
    if isinstance(made.matter, DataChange):
        return ((texts.t("Личные данные"), Open(place=Place.MYDATA).pack()),)
    if isinstance(made.matter, Substitution):
        return _of_substitution(card.request, made.matter, texts)
    allowed = card.request.state is State.ALLOWED and isinstance(made.matter, LateEntry)
    if not allowed or made.draft_id is None:
        return ()
    return ((texts.t("Открыть и записать"), DraftAct(act=Act.SHOW, draft=made.draft_id).pack()),)
