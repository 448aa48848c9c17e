"""The words of functions, terms and absences that the screens of the staff and of the audit log share."""

from datetime import date

from bot.i18n import N_, Html, Texts
from core.people.model import Person, Role
from core.people.staff.model import Card, Held

ROLES = {
    Role.TEACHER: N_("учитель"),
    Role.CLASS_TEACHER: N_("классный руководитель"),
    Role.DIRECTOR: N_("директор"),
    Role.DEPUTY: N_("заместитель директора"),
    Role.COORDINATOR: N_("координатор (ответственный за дневник)"),
    Role.ADMINISTRATOR: N_("администратор"),
    Role.CLERK: N_("приём заявлений родителей"),
    Role.DATA_OFFICER: N_("защита персональных данных"),
    Role.OPERATOR: N_("оператор ввода"),
    Role.GUARDIAN: N_("родитель"),
    Role.PUPIL: N_("ученик"),
}
FUNCTIONS = {
    "director": N_("Директор"),
    "deputy": N_("Заместитель директора по УВР"),
    "ict_deputy": N_("Заместитель директора по ИКТ"),
    "service_owner": N_("Ответственный за электронный дневник"),
    "service_deputy": N_("Заместитель, контролирующий дневник"),
    "applications": N_("Приём заявлений родителей"),
    "data_officer": N_("Защита персональных данных"),
    "administrator": N_("Администратор"),
    "measures": N_("Ответственный за мероприятия"),
    "teacher": N_("Учитель"),
    "class_teacher": N_("Классный руководитель"),
    "operator": N_("Оператор ввода"),
}


def named(person: Person) -> str:
    """«Смирнова О. В.», for a button."""
    name = person.name
    return " ".join((name.surname, *(f"{part[:1]}." for part in (name.given, name.patronymic) if part)))


def held_words(card: Card, held: Held, texts: Texts) -> str:
    """«классный руководитель 5А, с 1 сентября»."""
    title = card.title_of(held)
    role = texts.t(ROLES[held.grant.role])
    what = texts.t("{role} {title}", role=role, title=title) if title else role
    if held.to_day is None and held.on(card.today):
        return what
    return texts.t("{what}, {days}", what=what, days=term_words(held.from_day, held.to_day, texts))


def term_words(first: date, last: date | None, texts: Texts) -> str:
    """«с 13 октября 2026 без срока», «13 октября 2026», «с 13 октября 2026 по 20 октября 2026»."""
    if last is None:
        return texts.t("с {first} без срока", first=_day(first, texts))
    if first == last:
        return _day(first, texts)
    return texts.t("с {first} по {last}", first=_day(first, texts), last=_day(last, texts))


def _day(day: date, texts: Texts) -> str:
    return texts.t("{day} {year}", day=texts.day_month(day), year=day.year)


def titled(card: Card, texts: Texts) -> Html:
    """Who it is about."""
    one = card.employee
    heading = texts.h("<b>{name}</b>", name=one.person.name.full)
    return Html(f"{heading}\n{texts.h('Должность: {position}', position=one.position)}") if one.position else heading
