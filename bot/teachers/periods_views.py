"""The screens of period marks: the own courses, a sheet with its pupils, one pupil with the values to choose from."""

from collections.abc import Iterator, Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button
from bot.common.reasons import reason_words
from bot.i18n import N_, Html, Texts
from bot.period_names import period_name
from bot.screens import Screen
from bot.teachers.card import fitted
from bot.teachers.period_taps import (
    AcceptProposed,
    ChoosePeriodMark,
    Confirm,
    OpenClassMarks,
    OpenPeriod,
    OpenPeriodPupil,
    OpenSheet,
    WithdrawPeriodRequest,
)
from core.journal.periods.model import Line, OwnCourse, OwnPeriod, Period, Proposal, Sheet, State, Wanted, Why
from core.journal.periods.rules import FIGURES, NOT_ATTESTED, VALUES
from core.people.model import SchoolClass

PAGE = 32
"""Pupils of a page: a class of 30 is one, and far from the messenger's hundred buttons."""
COURSES_SHOWN = 60
"""Courses of the list; nobody teaches so many classes."""
_IN_A_ROW = 4
_WORDS = VALUES[len(FIGURES) :]

Row = list[InlineKeyboardButton]

_SIGNS = {
    State.UPCOMING: "🕒",
    State.EMPTY: "▫️",
    State.DRAFT: "✏️",
    State.PARTIAL: "◽️",
    State.SET: "✅",
    State.OVERDUE: "❗️",
}
_STATES = {
    State.UPCOMING: N_("рано"),
    State.EMPTY: N_("не начато"),
    State.DRAFT: N_("черновик"),
    State.PARTIAL: N_("выставлены не все"),
    State.SET: N_("выставлены"),
    State.OVERDUE: N_("просрочено"),
}
_WHY = {
    Why.AVERAGE: N_("по среднему баллу"),
    Why.PASSES: N_("по зачётам"),
    Why.FEW_MARKS: N_("мало отметок"),
    Why.MISSED: N_("много пропусков"),
    Why.EXEMPT: N_("освобождение"),
}
_UNDECIDED = {
    Why.BORDER: N_("на границе, решать вам"),
    Why.UNFINISHED: N_("сначала нужны отметки за все периоды года"),
}


def list_screen(own: OwnPeriod, classes: Sequence[SchoolClass], texts: Texts) -> Screen:
    """The own courses for a period with their state; below, the classes whose marks may be looked at."""
    code = own.period.code if own.period else ""
    rows = [[button(_short(one, code, texts), OpenSheet.about(one.key))] for one in own.courses[:COURSES_SHOWN]]
    rows += _in_rows([_turn(one, own.period, texts) for one in own.periods if len(own.periods) > 1])
    rows += _in_rows([button(_class_label(one, texts), OpenClassMarks(of=one.id, code=code)) for one in classes])
    home = [button(texts.t("← Назад"), Open(place=Place.HOME))]
    return Screen(
        fitted([*_list_lines(own, classes, texts)], [], texts), InlineKeyboardMarkup(inline_keyboard=[*rows, home])
    )


def sheet_screen(sheet: Sheet, page: int, texts: Texts, *, done: str = "") -> Screen:
    """The pupils of a course with what they have and what is proposed. `done` says what a tap has just done."""
    pages = max(1, -(-len(sheet.lines) // PAGE))
    page = min(max(page, 0), pages - 1)
    shown = sheet.lines[page * PAGE : (page + 1) * PAGE]
    pupils = [button(_pupil_label(one), OpenPeriodPupil.about(sheet.key, page, pupil=one.pupil.id)) for one in shown]
    rows = [*_in_rows(pupils, 2), *_turning(sheet, page, pages, texts), *_acts(sheet, page, texts)]
    back = [button(texts.t("‹ Назад"), OpenPeriod(code=sheet.key.code))]
    lines = [heading(sheet, texts), *([texts.h("<i>{done}</i>", done=done)] if done else []), *_legend(sheet, texts)]
    text = fitted([*lines, "", *(_line(one, texts) for one in shown)], ["", *_last(sheet, texts)], texts)
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=[*rows, back]))


def pupil_screen(sheet: Sheet, line: Line, page: int, texts: Texts) -> Screen:
    """What the journal says of a pupil, and the values to choose from."""
    rows = _values(sheet, line, page, texts) if sheet.state is not State.UPCOMING else []
    back = [button(texts.t("‹ Назад"), OpenSheet.about(sheet.key, page))]
    rows += _withdrawing(sheet, line, page, texts)
    text = fitted([heading(sheet, texts), *_about(line, texts)], ["", *_last(sheet, texts)], texts)
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=[*rows, back]))


def _list_lines(own: OwnPeriod, classes: Sequence[SchoolClass], texts: Texts) -> Iterator[str]:
    if not own.courses and classes:
        yield texts.h("<b>Отметки за период</b>\nВыберите класс, чтобы увидеть, что выставлено и чего не хватает.")
        return
    if own.period is None or own.opens is None or own.due is None:
        yield texts.h("<b>Отметки за период</b>\nУ вас сейчас нет классов с расписанием, отметки ставить некому.")
        return
    yield texts.h("<b>Отметки за {period}</b>", period=period_name(own.period.code, texts))
    opens, due = texts.day_month(own.opens), texts.day_month(own.due)
    yield texts.h("Ставить можно с {opens}, срок — {due}.", opens=opens, due=due)
    for one in own.courses:
        yield texts.h(
            "{course}: {state}, {given} из {pupils}",
            course=_short(one, own.period.code, texts),
            state=texts.t(_STATES[one.state]),
            given=one.given,
            pupils=one.pupils,
        )
    if not own.courses:
        yield texts.h("Уроков в этом периоде у вас нет.")


def _short(one: OwnCourse, code: str, texts: Texts) -> str:
    """The course; with its period, where that is another than the list's."""
    parts = [_course(one.title, one.group_title, texts), one.subject_name]
    parts += [period_name(one.key.code, texts)] if one.key.code != code else []
    return f"{_SIGNS[one.state]} {' · '.join(parts)}"


def _course(title: str, group: str | None, texts: Texts) -> str:
    return texts.t("{title}, группа {group}", title=title, group=group) if group else title


def _turn(period: Period, current: Period | None, texts: Texts) -> InlineKeyboardButton:
    name = period_name(period.code, texts)
    return button(f"• {name}" if period == current else name, OpenPeriod(code=period.code))


def _class_label(of: SchoolClass, texts: Texts) -> str:
    return texts.t("Класс {title}", title=of.title)


def heading(sheet: Sheet, texts: Texts) -> Html:
    """Period, course and subject."""
    return texts.h(
        "<b>{period} · {course} · {subject}</b>",
        period=period_name(sheet.key.code, texts),
        course=_course(sheet.of.title, sheet.group_title, texts),
        subject=sheet.subject_name,
    )


def _legend(sheet: Sheet, texts: Texts) -> Iterator[Html]:
    if sheet.lines:
        yield texts.h("Средний балл, в скобках — сколько отметок. ✅ выставлена, ✏️ в черновике, → предлагается.")
    else:
        yield texts.h("В списке нет ни одного ученика.")
    unattested = sum(one.proposal.value == NOT_ATTESTED for one in sheet.acceptable)
    if 2 * unattested > len(sheet.lines):
        yield texts.h("⚠️ Большинству предлагается н/а. Проверьте, все ли отметки внесены в журнал.")


def _line(line: Line, texts: Texts) -> Html:
    said = [_average(line, texts)]
    if line.tally.missed:
        said.append(texts.t("н {missed}", missed=line.tally.missed))
    return texts.h("{name}: {said} · {mark}", name=line.name, said=" · ".join(said), mark=_mark(line, texts))


def _average(line: Line, texts: Texts) -> str:
    if line.earlier:
        return " ".join(value or "—" for _, value in line.earlier)
    count = len(line.tally.values)
    if line.tally.average is None:
        return texts.t("без балла ({count})", count=count)
    return texts.t("{average} ({count})", average=texts.hundredths(line.tally.average), count=count)


def _mark(line: Line, texts: Texts) -> str:
    if line.asked is not None:
        return texts.t("ждёт решения: {change}", change=_change(line.asked))
    if line.value is None and line.proposal.value is None:
        return texts.t(_UNDECIDED[line.proposal.why])
    return _sign(line)


def _sign(line: Line) -> str:
    """«✏️ 5»; a mark that is about to be corrected shows both, one that waits for a decision old and new."""
    if line.asked is not None:
        return f"⏳ {_change(line.asked)}"
    if line.chosen and line.standing:
        return f"✅ {line.standing.value} ✏️ {line.chosen}"
    if line.chosen:
        return f"✏️ {line.chosen}"
    if line.standing:
        return f"✅ {line.standing.value}"
    return f"→ {line.proposal.value}" if line.proposal.value else "❓"


def _pupil_label(line: Line) -> str:
    return f"{line.name} · {_sign(line)}"


def _about(line: Line, texts: Texts) -> Iterator[Html]:
    yield texts.h("<b>{name}</b>", name=line.name)
    if line.joined is not None:
        yield texts.h("В классе с {day}: уроки до этого дня не считаются.", day=texts.day_month(line.joined))
    for period, value in line.earlier:
        yield texts.h("{period}: {value}", period=period_name(period.code, texts), value=value or "—")
    if not line.earlier:
        yield from _tally(line, texts)
    yield texts.h("Предлагается: {proposal}", proposal=_proposal(line.proposal, texts))
    if line.standing is not None:
        yield texts.h("Выставлена: {value}", value=line.standing.value)
    if line.chosen is not None:
        yield texts.h("В черновике: {value}", value=line.chosen)
    if line.asked is not None:
        yield from _wanted(line.asked, texts)


def _wanted(asked: Wanted, texts: Texts) -> Iterator[Html]:
    yield texts.h("⏳ Ждёт решения: {change}", change=_change(asked))
    if asked.order is not None:
        yield texts.h("Приказ № {number} от {day}", number=asked.order.number, day=texts.day_month(asked.order.day))
    else:
        yield texts.h("Причина: {reason}", reason=reason_words(asked.reason, texts))


def _change(asked: Wanted) -> str:
    return f"{asked.old} → {asked.new}"


def _withdrawing(sheet: Sheet, line: Line, page: int, texts: Texts) -> list[Row]:
    if line.asked is None or not line.asked.own:
        return []
    data = WithdrawPeriodRequest.about(sheet.key, page, pupil=line.pupil.id, request=line.asked.request_id)
    return [[button(texts.t("Отозвать запрос"), data)]]


def _tally(line: Line, texts: Texts) -> Iterator[Html]:
    of = line.tally
    yield texts.h("Отметки: {marks}", marks=" ".join(of.values)) if of.values else texts.h("Отметок нет.")
    if of.average is not None:
        yield texts.h("Средний балл: {average}", average=texts.hundredths(of.average))
    yield texts.h("Пропущено уроков: {missed} из {lessons}", missed=of.missed, lessons=of.lessons)


def _proposal(proposal: Proposal, texts: Texts) -> str:
    if proposal.value is None:
        return texts.t(_UNDECIDED[proposal.why])
    return texts.t("{value} ({why})", value=proposal.value, why=texts.t(_WHY[proposal.why]))


def _values(sheet: Sheet, line: Line, page: int, texts: Texts) -> list[Row]:
    def choice(label: str, value: str) -> InlineKeyboardButton:
        shown = f"• {label}" if value and value == line.value else label
        return button(shown, ChoosePeriodMark.about(sheet.key, page, pupil=line.pupil.id, value=value))

    rows = [[choice(value, value) for value in FIGURES], [choice(value, value) for value in _WORDS]]
    return [*rows, [choice(texts.t("Убрать из черновика"), "")]] if line.chosen else rows


def _acts(sheet: Sheet, page: int, texts: Texts) -> Iterator[Row]:
    if sheet.state is State.UPCOMING:
        return
    if count := len(sheet.acceptable):
        label = texts.t("Принять предложенные: {count}", count=count)
        yield [button(label, AcceptProposed.about(sheet.key, page))]
    if count := len(sheet.waiting):
        label = texts.n("Подтвердить: {n} отметка", "Подтвердить: {n} отметок", count)
        yield [button(label, Confirm.about(sheet.key, page))]


def _last(sheet: Sheet, texts: Texts) -> Iterator[str]:
    due = texts.day_month(sheet.due)
    if sheet.state is State.UPCOMING:
        yield texts.t("Ставить отметки можно с {opens}.", opens=texts.day_month(sheet.opens))
    elif sheet.state is State.OVERDUE:
        yield texts.t("Срок прошёл {due}. Отметки ещё можно выставить.", due=due)
    elif sheet.waiting:
        yield texts.t("Пока это черновик: родителям ничего не уйдёт, пока вы не нажмёте «Подтвердить».")
    elif sheet.state is not State.SET:
        yield texts.t("Срок — {due}.", due=due)


def _turning(sheet: Sheet, page: int, pages: int, texts: Texts) -> list[Row]:
    labels = {page - 1: texts.t("‹ Выше по списку"), page + 1: texts.t("Ниже по списку ›")}
    turns = [button(label, OpenSheet.about(sheet.key, to)) for to, label in labels.items() if 0 <= to < pages]
    return [turns] if turns else []


def _in_rows(buttons: Sequence[InlineKeyboardButton], width: int = _IN_A_ROW) -> list[Row]:
    return [list(buttons[place : place + width]) for place in range(0, len(buttons), width)]
