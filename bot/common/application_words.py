"""The words of applications that the form, the clerk's card, the print and the pushes share."""

from collections.abc import Iterator

from bot.i18n import N_, Html, Texts
from core.applications.model import Form, Question, Relation

RELATIONS = {
    Relation.MOTHER: N_("мать"),
    Relation.FATHER: N_("отец"),
    Relation.TRUSTEE: N_("опекун или попечитель"),
    Relation.OTHER: N_("другой законный представитель"),
}
FIELDS = {
    Question.GUARDIAN: N_("Заявитель"),
    Question.CHILD: N_("Ребёнок"),
    Question.CLASS: N_("Класс"),
    Question.RELATION: N_("Кем приходится ребёнку"),
    Question.PHONE: N_("Телефон"),
    Question.CONSENT: N_("Согласие на обработку данных"),
}
REFUSALS = {
    "not_guardian": N_("Заявитель не является законным представителем ребёнка"),
    "no_such_child": N_("Такого ребёнка нет в списках школы"),
    "no_passport": N_("Документ не предъявлен в срок"),
    "duplicate": N_("Доступ уже есть или другое заявление рассматривается"),
}
"""Codes of common reasons; any other reason is the clerk's own words."""


def reason_text(reason: str, texts: Texts) -> str:
    """Why it was refused."""
    return texts.t(REFUSALS[reason]) if reason in REFUSALS else reason


def answers(form: Form, texts: Texts) -> Iterator[tuple[Question, str]]:
    """The questions that are answered, with their answers in words."""
    if form.guardian:
        yield Question.GUARDIAN, form.guardian.full
    if form.child:
        yield Question.CHILD, form.child.full
    if form.class_title:
        yield Question.CLASS, form.class_title
    if form.relation:
        yield Question.RELATION, texts.t(RELATIONS[form.relation])
    if form.phone:
        yield Question.PHONE, form.phone
    if form.consent_at:
        given = texts.t("дано {day}, форма {version}", day=texts.day_month(form.consent_at), version=form.consent)
        yield Question.CONSENT, given


def form_lines(form: Form, texts: Texts) -> list[Html]:
    """A line for each answer."""
    return [
        texts.h("{field}: {answer}", field=texts.t(FIELDS[question]), answer=answer)
        for question, answer in answers(form, texts)
    ]
