"""A clerk's screens: what waits, and one application against the directories (E05-E07)."""

from collections.abc import Iterator, Sequence
from datetime import date

from aiogram.types import InlineKeyboardButton

from bot.common.application_words import REFUSALS, form_lines, reason_text
from bot.common.menu import Open, Place, button, column
from bot.coordinators.applications_data import (
    AskConnection,
    AskRefusal,
    Connect,
    OpenCase,
    Passport,
    PrintCase,
    Refuse,
    Register,
    TypePaper,
    TypeRefusal,
    TypeUid,
)
from bot.i18n import N_, Html, Texts
from bot.markup import shortened
from bot.screens import Screen
from core.applications.model import Application, Case, Desk, Difference, Differences, Guardian, Pupil, State

SHOWN, MEANT = 20, 3
"""Applications on a list; pupils and guardians offered for one."""
_LABEL = 60
_STATES = {
    State.RECEIVED: N_("ждёт паспорта"),
    State.CHECKED: N_("ждёт регистрации"),
    State.REGISTERED: N_("ждёт подключения"),
    State.CONNECTED: N_("подключено"),
    State.REFUSED: N_("отказано"),
    State.WITHDRAWN: N_("отозвано заявителем"),
}
_DIFFERENCES = {
    Difference.YO: N_("ё и е"),
    Difference.HYPHEN: N_("дефис"),
    Difference.SWAPPED: N_("фамилия и имя переставлены"),
    Difference.TYPO: N_("описка"),
    Difference.PATRONYMIC: N_("отчество есть не везде"),
}


def desk_screen(desk: Desk, texts: Texts) -> Screen:
    """What waits, the oldest first."""
    type_paper = button(texts.t("Ввести с бумаги"), TypePaper())
    if not desk.cases:
        text = texts.h("<b>Заявления</b>\nНи одно не ждёт.")
        return Screen(text, column(type_paper, _home(texts)))
    count = texts.n("Ждёт {n} заявление.", "Ждут {n} заявлений.", len(desk.cases))
    text = texts.h(
        "<b>Заявления</b>\n{count} Первым — самое давнее.\n"
        "Из них ждут паспорта: {received}, регистрации: {checked}, подключения: {registered}.\n{late}"
        "Чтобы найти, пришлите номер или начало имени: <code>/applications Ёлк</code>",
        count=count,
        received=desk.waits.received,
        checked=desk.waits.checked,
        registered=desk.waits.registered,
        late=_overdue(desk, texts),
    )
    rows = [_row(one, desk.today, texts) for one in desk.cases[:SHOWN]]
    return Screen(text, column(*rows, type_paper, _home(texts)))


def _overdue(desk: Desk, texts: Texts) -> Html:
    if not desk.waits.overdue:
        return Html("")
    count = texts.n("Просрочено {n} заявление.", "Просрочено {n} заявлений.", desk.waits.overdue)
    return texts.h("⚠️ {count}\n", count=count)


def found_screen(cases: Sequence[Case], wanted: str, texts: Texts) -> Screen:
    """What was looked for."""
    if not cases:
        text = texts.h("Заявлений, где есть «{wanted}», нет. Проверьте номер или начало имени.", wanted=wanted)
        return Screen(text, column(_all(texts)))
    rows = [
        button(shortened(f"{_title(one.application, texts)} · {_state(one, texts)}", _LABEL), _open(one))
        for one in cases[:SHOWN]
    ]
    return Screen(texts.h("<b>Найденные заявления</b>"), column(*rows, _all(texts)))


def case_screen(case: Case, today: date, texts: Texts, *, connects: bool) -> Screen:
    """One application, what the directories say, and the next step."""
    one = case.application
    parts = [
        texts.h("<b>{title}</b>", title=_title(one, texts)),
        "\n".join(_standing(case, today, texts)),
        "\n".join(form_lines(one.form, texts)),
    ]
    if case.unreachable:
        parts.append(texts.h("⚠️ Заявитель закрыл чат с ботом: сообщения до него не дойдут. Позвоните ему."))
    if one.waiting:
        parts.append("\n".join(_checked(case, texts)))
    return Screen("\n\n".join(parts), column(*_steps(case, texts, connects=connects), _all(texts)))


def connection_screen(case: Case, pupil: Pupil, guardian: Guardian | None, texts: Texts) -> Screen:
    """Who will see whose diary; is it meant?"""
    one = case.application
    name = guardian.person.name.full if guardian else (one.form.guardian.full if one.form.guardian else "")
    text = texts.h(
        "<b>Подключить?</b>\n{guardian} увидит дневник ребёнка: {child}, {title}.",
        guardian=name,
        child=pupil.person.name.full,
        title=pupil.class_title,
    )
    apart = [_parents(pupil, texts)] if pupil.namesake else []
    new = [] if guardian else [texts.h("В списке родителей этого человека нет: он будет добавлен.")]
    sure = Connect(application=one.id, pupil=pupil.person.id, guardian=guardian.person.id if guardian else 0)
    back = button(texts.t("← Назад"), OpenCase(application=one.id))
    return Screen("\n".join([text, *apart, *new]), column(button(texts.t("Подключить"), sure), back))


def refusal_screen(case: Case, texts: Texts) -> Screen:
    """Why?"""
    one = case.application
    reasons = [button(texts.t(words), Refuse(application=one.id, reason=code)) for code, words in REFUSALS.items()]
    own = button(texts.t("Своими словами"), TypeRefusal(application=one.id))
    text = texts.h("Заявление № {number}: почему отказ? Заявитель увидит причину.", number=one.number)
    return Screen(text, column(*reasons, own, button(texts.t("← Назад"), OpenCase(application=one.id))))


def typing_screen(case: Case, texts: Texts) -> Screen:
    """The next message is the reason."""
    text = texts.h("Заявление № {number}: напишите причину отказа одним сообщением.", number=case.application.number)
    return Screen(text, column(button(texts.t("← Назад"), OpenCase(application=case.application.id))))


def uid_screen(case: Case, texts: Texts) -> Screen:
    """The next message is the UID."""
    text = texts.h(
        "Заявление № {number}: пришлите UID заявителя с портала одним сообщением.\n"
        "Если UID нет, ничего вводить не нужно: для подключения он не обязателен.",
        number=case.application.number,
    )
    return Screen(text, column(button(texts.t("← Назад"), OpenCase(application=case.application.id))))


def _row(case: Case, today: date, texts: Texts) -> InlineKeyboardButton:
    label = f"{_title(case.application, texts)} · {_left(case, today, texts)}"
    return button(shortened(label, _LABEL), _open(case))


def _open(case: Case) -> OpenCase:
    return OpenCase(application=case.application.id)


def _title(one: Application, texts: Texts) -> str:
    child = one.form.child.short if one.form.child else ""
    return texts.t("№ {number} · {child}, {title}", number=one.number, child=child, title=one.form.class_title or "")


def _state(case: Case, texts: Texts) -> str:
    return texts.t(_STATES[case.application.state])


def _left(case: Case, today: date, texts: Texts) -> str:
    days = (case.due - today).days
    if days < 0:
        return texts.n("просрочено на {n} день", "просрочено на {n} дней", -days)
    return texts.n("остался {n} день", "осталось {n} дней", days) if days else texts.t("срок сегодня")


def _standing(case: Case, today: date, texts: Texts) -> Iterator[Html]:
    one = case.application
    received = texts.day_month(one.received_at or one.changed_at)
    way = texts.t("на бумаге") if one.on_paper else texts.t("в чате")
    yield texts.h("Получено {day}, {way} · {state}", day=received, way=way, state=_state(case, texts))
    if one.waiting:
        yield texts.h("Решить до {day}: {left}", day=texts.day_month(case.due), left=_left(case, today, texts))
    if one.checked_at is not None:
        yield texts.h("Паспорт предъявлен {day}", day=texts.day_month(one.checked_at))
    if one.registered_at is not None:
        by = case.registered_by.full if case.registered_by else ""
        yield texts.h(
            "В журнале регистрации № {number} от {day}, {by}",
            number=one.register_number,
            day=texts.day_month(one.registered_at),
            by=by,
        )
    if one.form.uid:
        yield texts.h("UID на портале: {uid}", uid=one.form.uid)
    if one.reason:
        yield texts.h("Причина отказа: {reason}", reason=reason_text(one.reason, texts))


def _checked(case: Case, texts: Texts) -> Iterator[Html]:
    """The names against the directories, and what there was before."""
    found = case.found
    yield texts.h("<b>Сверка со списками</b>")
    if not found.pupils:
        yield texts.h("⚠️ Такого ученика в школе нет: проверьте имя и класс.")
    for pupil in found.pupils[:MEANT]:
        name = _numbered(pupil, f"{pupil.person.name.full}, {pupil.class_title}")
        other = pupil.class_title != case.application.form.class_title
        yield _name_line(texts.t("Ученик"), name, pupil.differences, texts, [texts.t("другой класс")] if other else [])
        if pupil.namesake:
            yield _parents(pupil, texts)
    if not found.guardians:
        yield texts.h("Заявителя в списке родителей нет: при подключении он будет добавлен.")
    for guardian in found.guardians[:MEANT]:
        other = bool(found.pupils) and not guardian.of_pupils
        more = [texts.t("родитель другого ребёнка")] if other else []
        yield _name_line(texts.t("Родитель"), guardian.person.name.full, guardian.differences, texts, more)
    if found.connected:
        yield texts.h("⚠️ Этот родитель уже подключён к дневнику ребёнка.")
    for one in found.others:
        yield texts.h("⚠️ Есть ещё заявление № {number} о том же.", number=one.number)


def _numbered(pupil: Pupil, words: str) -> str:
    """Namesakes of one class are told apart by a number, which the lines above the buttons explain."""
    return f"{pupil.namesake}) {words}" if pupil.namesake else words


def _parents(pupil: Pupil, texts: Texts) -> Html:
    names = texts.list(name.full for name in pupil.guardians) if pupil.guardians else "—"
    return texts.h("Тёзки в классе. Родители этого ученика в списках: {names}", names=names)


def _name_line(who: str, name: str, differences: Differences, texts: Texts, more: list[str]) -> Html:
    marked = [*(texts.t(_DIFFERENCES[one]) for one in Difference if one in differences), *more]
    if not marked:
        return texts.h("✅ {who}: {name}", who=who, name=name)
    return texts.h("⚠️ {who}: {name} ({differences})", who=who, name=name, differences=texts.list(marked))


def _steps(case: Case, texts: Texts, *, connects: bool) -> list[InlineKeyboardButton]:
    one = case.application
    if not one.waiting:
        return []
    steps = []
    if one.state is State.RECEIVED:
        steps.append(button(texts.t("Паспорт предъявлен"), Passport(application=one.id)))
    if one.state is State.CHECKED:
        steps.append(button(texts.t("Зарегистрировать"), Register(application=one.id)))
    if one.state is State.REGISTERED and connects:
        steps += _connections(case, texts)
    if one.state is not State.RECEIVED:
        steps.append(button(texts.t("Указать UID с портала"), TypeUid(application=one.id)))
    steps.append(button(texts.t("Бланк для печати"), PrintCase(application=one.id)))
    return [*steps, button(texts.t("Отказать"), AskRefusal(application=one.id))]


def _connections(case: Case, texts: Texts) -> Iterator[InlineKeyboardButton]:
    """Each pupil with each guardian who may be meant; a new one where no guardian of the child has this name."""
    one, found = case.application, case.found
    for pupil in found.pupils[:MEANT]:
        own = [guardian for guardian in found.guardians if pupil.person.id in guardian.of_pupils]
        child = _numbered(pupil, f"{pupil.person.name.short}, {pupil.class_title}")
        for guardian in own or found.guardians[:MEANT]:
            label = texts.t("Подключить: {guardian} — {child}", guardian=guardian.person.name.short, child=child)
            data = AskConnection(application=one.id, pupil=pupil.person.id, guardian=guardian.person.id)
            yield button(shortened(label, _LABEL), data)
        if not own:
            label = texts.t("Подключить нового родителя — {child}", child=child)
            yield button(shortened(label, _LABEL), AskConnection(application=one.id, pupil=pupil.person.id))


def _all(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("‹ Все заявления"), Open(place=Place.APPLICATIONS))


def _home(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("← Назад"), Open(place=Place.HOME))
