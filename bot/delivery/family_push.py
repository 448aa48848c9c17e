"""The words of what a family says of an absence, to class teachers; of the answer, to who said it."""

from collections.abc import Iterable
from datetime import date

from bot.common.menu import Open, Place
from bot.guardians.absence_data import CallMe, OneTap
from bot.guardians.absence_views import REASONS, family_reason
from bot.i18n import N_, Texts
from bot.names import written
from bot.teachers.certificate_buttons import OpenCertificate
from bot.teachers.family_notes_views import AskRefusal, ConfirmNote, refusal_words
from bot.teachers.note_views import note_days
from core.ids import PersonId
from core.journal.model import Reason
from core.journal.notes.family_news import (
    ANSWERED,
    CALL,
    CERTIFICATE,
    CONFIRMED,
    REFUSED,
    REPLACED,
    SHORTENED,
    WAITS,
    WITHDRAWN,
)
from core.journal.notes.model import Stated
from core.notifications.model import Delivery, LessonNews
from core.people.model import FULL

Buttons = tuple[tuple[str, str], ...]

_STATES = {
    CONFIRMED: N_("Записка подтверждена."),
    REFUSED: N_("Записка отклонена."),
    WITHDRAWN: N_("Родитель отозвал записку."),
    REPLACED: N_("Записку сменила другая."),
}


def family_push(delivery: Delivery, texts: Texts) -> tuple[str, Buttons]:
    """HTML and buttons."""
    facts = delivery.content or {}
    if facts["event"] == CALL:
        return _call(facts, delivery.content_mode, texts)
    if facts["event"] == ANSWERED:
        return _answer(facts, delivery.content_mode, texts)
    note = _note(facts, delivery.content_mode, texts)
    if facts["event"] == CERTIFICATE:
        opening = (texts.t("Открыть справку"), OpenCertificate(note=int(facts["note"])).pack())
        return texts.h("<b>К записке приложили справку</b>\n{note}", note=note), (opening, *_look(texts))
    if facts["event"] == SHORTENED:
        return texts.h("<b>Записка от родителей стала короче</b>\n{note}", note=note), _look(texts)
    if facts["state"] != WAITS:
        how = facts["state"]
        state = texts.t(_STATES[how])
        return texts.h("<b>Записка от родителей</b>\n{note}\n{state}", note=note, state=state), _look(texts)
    text = texts.h("<b>Записка от родителей: подтвердите её</b>\n{note}", note=note)
    number = int(facts["note"])
    buttons = (
        (texts.t("Подтвердить"), ConfirmNote(note=number).pack()),
        (texts.t("Отклонить…"), AskRefusal(note=number).pack()),
    )
    return text, (*buttons, *_look(texts))


def absence_buttons(news: Iterable[LessonNews], texts: Texts) -> Buttons:
    """One tap under the push about an absence without a reason; under a digest, the way to the form."""
    told = [one for one in news if _asks(one)]
    if not told:
        return ()
    if len({(one.pupil_id, one.day) for one in told}) > 1:
        return ((texts.t("Пропуск занятий"), Open(place=Place.ABSENCE).pack()),)
    pupil, day = told[0].pupil_id or PersonId(0), told[0].day.toordinal()
    reasons = tuple(
        (texts.t(label), OneTap(pupil=pupil, day=day, reason=reason).pack()) for reason, label in REASONS.items()
    )
    return (*reasons, (texts.t("Не знаю, позвоните"), CallMe(pupil=pupil, day=day).pack()))


def _asks(news: LessonNews) -> bool:
    fact = news.attendance
    return fact is not None and not fact.late and fact.reason is None


def _call(facts: dict[str, str], mode: str, texts: Texts) -> tuple[str, Buttons]:
    text = texts.h(
        "<b>{pupil}: родитель не знает, где ребёнок, и просит позвонить</b>\n{day}. Кто просит: {who}",
        pupil=written(facts["pupil"], mode),
        day=texts.day(date.fromisoformat(facts["day"])),
        who=written(facts["who"], mode),
    )
    return text, _look(texts)


def _answer(facts: dict[str, str], mode: str, texts: Texts) -> tuple[str, Buttons]:
    note = _note({**facts, "who": "", "comment": ""}, mode, texts)
    form = ((texts.t("Пропуск занятий"), Open(place=Place.ABSENCE).pack()),)
    if facts["state"] == CONFIRMED:
        return texts.h("<b>Классный руководитель подтвердил записку</b>\n{note}", note=note), form
    text = texts.h(
        "<b>Классный руководитель не принял записку</b>\n{note}\nПричина: {why}",
        note=note,
        why=refusal_words(facts["refusal"], texts),
    )
    return text, form


def _note(facts: dict[str, str], mode: str, texts: Texts) -> str:
    stated = _stated(facts)
    said = ", ".join((written(facts["pupil"], mode), note_days(stated, texts), family_reason(stated.reason, texts)))
    lines = [said]
    if facts["comment"] and mode == FULL:  # words of people may name anybody
        lines.append(texts.t("Комментарий: {comment}", comment=facts["comment"]))
    if facts["who"]:
        lines.append(texts.t("Кто сообщил: {who}", who=written(facts["who"], mode)))
    return "\n".join(lines)


def _stated(facts: dict[str, str]) -> Stated:
    return Stated(
        pupil_id=PersonId(int(facts["pupil_id"])),
        first_day=date.fromisoformat(facts["first"]),
        last_day=date.fromisoformat(facts["last"]) if facts["last"] else None,
        reason=Reason(facts["reason"]),
        lessons=frozenset(int(one) for one in facts["lessons"].split()),
    )


def _look(texts: Texts) -> Buttons:
    return ((texts.t("Кто отсутствует"), Open(place=Place.ABSENCES).pack()),)
