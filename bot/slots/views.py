"""The screens of the data-entry schedule."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.administrators.staff_words import named
from bot.common.menu import Open, Place, button, column
from bot.common.paging import paged
from bot.i18n import N_, Html, Texts
from bot.markup import shortened
from bot.screens import Screen
from bot.slots.data import AskDay, AskNote, Download, ListPeople, PutDay, ShowDay, ShowTroubles, ShowWeek, Undo
from core.calendar.entry.model import WEEKDAYS, Booking, Conflict, Row, Schedule, Trouble, Week
from core.calendar.entry.rules import by_place
from core.ids import PersonId
from core.people.model import Person

DAYS = (N_("Пн."), N_("Вт."), N_("Ср."), N_("Чт."), N_("Пт."), N_("Сб."))
"""As the form heads its columns (I02)."""
_LABEL = 44
_LISTED = 12
"""Remarks on a page."""
_SEATED = 20
"""Lines of who sits where on a page of a weekday."""
_OF_WEEK = 6
"""Remarks under a person's week; the rest is counted."""
_NAMED, _CELL, _SHORT = 5, 300, 60
"""People whom a remark names; characters of a cell that are shown, and of what stands in a list."""
_TROUBLES = {
    Trouble.SAME_PLACE: N_("{who}: одно рабочее место в одно время, {what}"),
    Trouble.TWICE: N_("{who}: два места сразу, {what}"),
    Trouble.TEACHES: N_("{who}: в это время урок, {what}"),
    Trouble.OUTSIDE: N_("{who}: школа в это время закрыта, {what}"),
    Trouble.UNREAD: N_("{who}: не разобрано, «{what}»"),
}


def own_screen(week: Week, texts: Texts) -> Screen:
    """The own time."""
    lines = [texts.h("<b>Моё время ввода</b>")]
    if week.row.cells:
        lines += [*_days(week.row, texts)]
        lines.append(texts.h("В эти дни напомню к началу вашего времени. Не успеваете — уроки можно записать и здесь."))
    else:
        lines.append(texts.h("Для вас время у компьютера не назначено. Уроки записывайте здесь, когда удобно."))
    return Screen("\n".join(lines), column(_home(texts)))


def schedule_screen(found: Schedule, page: int, texts: Texts) -> Screen:
    """Everybody with their days, and what is to be mended."""
    having = sum(bool(row.cells) for row in found.rows)
    lines = [
        texts.h("<b>Расписание ввода данных</b>"),
        Html(texts.n("Время назначено {n} сотруднику.", "Время назначено {n} сотрудникам.", having)),
    ]
    if found.lacking:
        lines.append(Html(texts.n("Без времени {n} учитель.", "Без времени {n} учителей.", len(found.lacking))))
    if not found.rows and not found.lacking:
        lines.append(texts.h("Учителей в списках школы пока нет."))
    lines.append(texts.h("Нажмите на человека, чтобы увидеть его неделю, или на день, чтобы увидеть рабочие места."))
    listed = [*(row.person_id for row in found.rows), *(one for one in found.lacking if one not in _ids(found.rows))]
    shown, turning = paged(listed, page, ListPeople(), texts)
    cells = {row.person_id: row for row in found.rows}
    rows = [[_person_button(found.people[one], cells.get(one), texts)] for one in shown]
    rows += [*turning, [button(texts.t(label), ShowDay(weekday=day)) for day, label in enumerate(DAYS)]]
    if found.conflicts or found.lacking:
        count = len(found.conflicts) + len(found.lacking)
        rows.append([button(texts.n("❗ Замечания: {n}", "❗ Замечания: {n}", count), ShowTroubles())])
    rows += [[button(texts.t("Скачать таблицу"), Download())], [_home(texts)]]
    return Screen("\n".join(lines), InlineKeyboardMarkup(inline_keyboard=rows))


def day_screen(found: Schedule, weekday: int, page: int, texts: Texts) -> Screen:
    """Workplaces of a weekday with who sits there."""
    seats = [(str(place), *held) for place, of in by_place(found.rows, weekday).items() for held in of]
    shown, turning = paged(seats, page, ShowDay(weekday=weekday), texts, _SEATED)
    parts = [texts.h("<b>Рабочие места</b> · {day}", day=texts.t(DAYS[weekday]))]
    for place, of in groupby(shown, key=lambda seat: seat[0]):
        people = "\n".join(_seat(place, booking, found.people[person_id], texts) for _, booking, person_id in of)
        parts.append(texts.h("<b>{place}</b>\n{people}", place=shortened(place, _SHORT), people=Html(people)))
    if not seats:
        parts.append(texts.h("На этот день время никому не назначено."))
    days = [
        button(f"•{texts.t(label)}" if day == weekday else texts.t(label), ShowDay(weekday=day))
        for day, label in enumerate(DAYS)
    ]
    return Screen("\n\n".join(parts), InlineKeyboardMarkup(inline_keyboard=[*turning, days, [_to_all(texts)]]))


def _seat(place: str, booking: Booking, person: Person, texts: Texts) -> Html:
    times = str(booking).removeprefix(place).strip()
    return texts.h("{times} — {who}", times=shortened(times, _SHORT), who=named(person))


def troubles_screen(found: Schedule, page: int, texts: Texts) -> Screen:
    """What is to be mended, by weekday; each leads to the rows of its people."""
    every = [*found.conflicts, *(Conflict(Trouble.NO_TIME, one) for one in found.lacking)]
    shown, turning = paged(every, page, ShowTroubles(), texts, _LISTED)
    parts = [texts.h("<b>Замечания к расписанию ввода</b>")]
    for weekday, of in groupby(shown, key=lambda one: one.weekday):
        heading = texts.t("Время не назначено") if weekday is None else texts.t(DAYS[weekday])
        lines = [texts.h("• {line}", line=_said(one, found.people, texts)) for one in of]
        parts.append(Html("\n".join([texts.h("<b>{heading}</b>", heading=heading), *lines])))
    if not every:
        parts.append(texts.h("Замечаний нет."))
    people = dict.fromkeys(person_id for one in shown for person_id in one.people[:_NAMED])
    buttons = [button(named(found.people[one]), ShowWeek(person=one)) for one in people]
    rows = [buttons[n : n + 2] for n in range(0, len(buttons), 2)]
    return Screen("\n\n".join(parts), InlineKeyboardMarkup(inline_keyboard=[*rows, *turning, [_to_all(texts)]]))


def week_screen(week: Week, texts: Texts, *, saved: bool = False) -> Screen:
    """A person's row; a day is a button."""
    lines = [texts.h("<b>Время ввода</b> · {who}", who=named(week.person))]
    if saved:
        lines.append(texts.h("✅ Сохранено."))
    lines += [*_days(week.row, texts)] or [texts.h("Время не назначено.")]
    lines += [*_of_week(week, texts)]
    if week.keeps:
        lines.append(texts.h("Чтобы изменить день, нажмите на него."))
    rows: list[list[InlineKeyboardButton]] = []
    if week.keeps:
        person = week.person.id
        rows.append([button(texts.t(label), AskDay(person=person, weekday=n)) for n, label in enumerate(DAYS)])
        rows.append([button(texts.t("Несколько дней сразу"), AskDay(person=person, weekday=-1))])
        rows.append([button(texts.t("Примечание"), AskNote(person=person))])
    if week.may_undo:
        rows.append([button(texts.t("↩️ Отменить изменение"), Undo(person=week.person.id))])
    return Screen("\n".join(lines), InlineKeyboardMarkup(inline_keyboard=[*rows, [_to_all(texts)]]))


def _of_week(week: Week, texts: Texts) -> Iterator[Html]:
    """What is wrong in a week, as far as it fits."""
    for one in week.conflicts[:_OF_WEEK]:
        said = _said(one, week.others, texts)
        if one.weekday is None:
            yield texts.h("❗ {line}", line=said)
        else:
            yield texts.h("❗ {day} {line}", day=texts.t(DAYS[one.weekday]), line=said)
    if left := len(week.conflicts[_OF_WEEK:]):
        yield Html(texts.n("…и ещё {n} замечание", "…и ещё {n} замечаний", left))


def asking_screen(week: Week, weekday: int, texts: Texts) -> Screen:
    """What is to stand there? Typed as the form does, or taken from another day."""
    who, person = named(week.person), week.person.id
    back = button(texts.t("‹ Назад"), ShowWeek(person=person))
    if not 0 <= weekday < len(DAYS):
        text = texts.h(
            "<b>{who} · несколько дней</b>\nПришлите строки как в таблице, например:\n"
            "<code>пн-ср АРМ1 (каб.23) 15:00-16:00</code>\n<code>пт АРМ3 постоянно</code>\n<code>сб нет</code>",
            who=who,
        )
        return Screen(text, column(back))
    now = week.row.cells.get(WEEKDAYS[weekday])
    lines = [texts.h("<b>{who} · {day}</b>", who=who, day=texts.t(DAYS[weekday]))]
    if now:
        lines.append(texts.h("Сейчас: <code>{now}</code>", now=now))
    lines.append(
        texts.h(
            "Пришлите рабочее место и время, например:\n<code>АРМ1 (каб.23) 15:00-16:00</code>\n<code>АРМ1"
            " постоянно</code>\nКабинет можно не писать, если место уже есть в расписании."
        )
    )
    like = [
        button(
            texts.t("Как в {day} {cell}", day=texts.t(DAYS[n]), cell=shortened(cell, _LABEL)),
            PutDay(person=person, weekday=weekday, like=n),
        )
        for n, cell in _different(week.row, weekday)
    ]
    clear = (
        [button(texts.t("Убрать время в этот день"), PutDay(person=person, weekday=weekday, like=-1))] if now else []
    )
    return Screen("\n".join(lines), column(*like, *clear, back))


def note_screen(week: Week, texts: Texts) -> Screen:
    """The next message is the note."""
    lines = [texts.h("<b>Примечание</b> · {who}", who=named(week.person))]
    if week.row.note:
        lines.append(texts.h("Сейчас: <code>{now}</code>", now=week.row.note))
    lines.append(texts.h("Пришлите примечание одним сообщением; «-» уберёт его."))
    return Screen("\n".join(lines), column(button(texts.t("‹ Назад"), ShowWeek(person=week.person.id))))


def _days(row: Row, texts: Texts) -> Iterator[Html]:
    for n, day in enumerate(WEEKDAYS):
        if day in row.cells:
            yield texts.h("<b>{day}</b> {cell}", day=texts.t(DAYS[n]), cell=shortened(row.cells[day], _CELL))
    if row.note:
        yield texts.h("Примечание: {note}", note=row.note)


def _different(row: Row, weekday: int) -> Iterator[tuple[int, str]]:
    """What other days say, each once."""
    seen = {row.cells.get(WEEKDAYS[weekday])}
    for n, day in enumerate(WEEKDAYS):
        cell = row.cells.get(day)
        if cell and cell not in seen:
            seen.add(cell)
            yield n, cell


def _said(one: Conflict, people: Mapping[PersonId, Person], texts: Texts) -> str:
    """What is wrong with whom; of many people the first are named."""
    who = ", ".join(named(people[person_id]) for person_id in one.people[:_NAMED])
    if left := len(one.people[_NAMED:]):
        who = texts.n("{who} и ещё {n} человек", "{who} и ещё {n} человек", left, who=who)
    if one.trouble is Trouble.NO_TIME:
        return who
    return texts.t(_TROUBLES[one.trouble], who=who, what=shortened(one.what, _SHORT))


def _person_button(person: Person, row: Row | None, texts: Texts) -> InlineKeyboardButton:
    days = [texts.t(DAYS[n]).rstrip(".").lower() for n, day in enumerate(WEEKDAYS) if row and day in row.cells]
    label = texts.t("{who} · {days}", who=named(person), days=" ".join(days) or texts.t("нет времени"))
    return button(label, ShowWeek(person=person.id))


def _ids(rows: Iterable[Row]) -> frozenset[PersonId]:
    return frozenset(row.person_id for row in rows)


def _to_all(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("‹ Расписание ввода"), ListPeople())


def _home(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("← Назад"), Open(place=Place.HOME))
