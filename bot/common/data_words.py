"""The words of personal data and of a request to change them (A23)."""

from datetime import date

from bot.i18n import N_, Html, Texts
from bot.names import full_name
from core.approvals.model import Card, DataChange
from core.people.details import Detail
from core.people.model import FULL

DETAILS = {
    Detail.NAME: N_("Фамилия, имя, отчество"),
    Detail.BORN: N_("Дата рождения"),
    Detail.PHONE: N_("Телефон"),
    Detail.EMAIL: N_("Электронная почта"),
}


def shown_value(detail: Detail, value: str) -> str:
    """A value as people write it, a date by figures as in papers; a dash where nothing is kept."""
    if not value:
        return "—"
    return date.fromisoformat(value).strftime("%d.%m.%Y") if detail is Detail.BORN else value


def change_line(matter: DataChange, texts: Texts) -> Html:
    """«Телефон: +79210000000 → +79211111111»."""
    return texts.h(
        "{detail}: {old} → {new}",
        detail=texts.t(DETAILS[matter.detail]),
        old=shown_value(matter.detail, matter.old),
        new=shown_value(matter.detail, matter.new),
    )


def data_lines(card: Card, matter: DataChange, texts: Texts, content_mode: str) -> list[Html]:
    """Whose data, what is to become of them, who asks. Where names stay out of the messenger, values do too."""
    name = card.names.get(matter.person_id)
    lines = [texts.h("Личные данные: {name}", name=full_name(name, content_mode) if name else "?")]
    lines.append(change_line(matter, texts) if content_mode == FULL else texts.h(DETAILS[matter.detail]))
    return [*lines, texts.h("Просит: {name}", name=full_name(card.asker, content_mode))]
