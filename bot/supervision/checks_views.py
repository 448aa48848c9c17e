"""The screens of the monthly check: the school's month, a class, a page, one finding."""

from collections.abc import Iterator, Sequence
from datetime import date

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button
from bot.common.paging import PAGE, paged
from bot.i18n import Html, Texts
from bot.markup import shortened
from bot.screens import Screen
from bot.supervision import words
from bot.supervision.data import (
    ChooseTeacher,
    CloseClean,
    ClosePage,
    ListRemarks,
    OpenClassPages,
    OpenFinding,
    OpenMonth,
    OpenPage,
    OpenRemark,
    ReopenPage,
    SendAll,
    SendSheet,
    TypePaper,
    TypeRemark,
)
from bot.teachers.absences_views import fitted
from core.supervision.model import Finding, Flaw, Remark
from core.supervision.rules import after
from core.supervision.views import ClassView, MonthView, PageView, SubjectLine

CLASSES_SHOWN = 60
"""Classes that have a button at a time: a messenger takes a hundred buttons."""
_IN_A_ROW = 4
_LABEL = 60

Row = list[InlineKeyboardButton]


def month_screen(view: MonthView, texts: Texts, place: int = 0, *, checks: bool) -> Screen:
    """Every class with the number of what was found, a page of them; a tap opens it."""
    title = texts.h("<b>Проверка журнала</b> · {month}", month=texts.month(view.month))
    lines: list[str] = [title, *_month_lines(view, texts)]
    ordinal = view.month.toordinal()
    taught = [(of, progress) for of, progress in view.classes if progress.pages]
    shown, turning = paged(taught, place, OpenMonth(month=ordinal), texts, CLASSES_SHOWN)
    classes = [
        button(_class_label(of.title, progress.done, progress.findings), OpenClassPages(class_id=of.id, month=ordinal))
        for of, progress in shown
    ]
    rows: list[Row] = [classes[start : start + _IN_A_ROW] for start in range(0, len(classes), _IN_A_ROW)]
    rows += [*turning, _turning(view, texts)]
    rows.append([button(texts.t("Замечания учителям"), ListRemarks())])
    if checks:
        rows.append([button(texts.t("Замечания за месяц, файл .xlsx"), SendSheet(month=ordinal))])
    return Screen("\n".join(lines), keyboard(rows, button(texts.t("← Назад"), Open(place=Place.HOME))))


def class_screen(view: ClassView, texts: Texts) -> Screen:
    """The pages of a class."""
    done, ordinal = sum(one.check is not None for one in view.lines), view.month.toordinal()
    lines: list[str] = [
        texts.h("<b>{title}</b> · {month}", title=view.of.title, month=texts.month(view.month)),
        texts.h("Проверено {done} из {all} предметов.", done=done, all=len(view.lines))
        if view.over
        else _early(view.month, texts),
        "",
        *(_subject_line(one, texts) for one in view.lines),
    ]
    if not view.lines:
        lines = [lines[0], texts.h("В этом месяце уроков ещё не было: проверять нечего.")]
    rows = [[button(_subject_label(one), OpenPage.of(one.page))] for one in view.lines]
    clean = sum(one.clean for one in view.lines)
    if clean and view.checks and view.over:
        label = texts.n("Отметить проверенным {n} без находок", "Отметить проверенными {n} без находок", clean)
        rows.append([button(label, CloseClean(class_id=view.of.id, month=ordinal))])
    return Screen("\n".join(lines), keyboard(rows, button(texts.t("‹ Все классы"), OpenMonth(month=ordinal))))


def page_screen(view: PageView, texts: Texts, place: int = 0) -> Screen:
    """A page: its numbers, what was found, what was remarked; each finding behind a button."""
    shown, turning = paged(view.findings, place, OpenPage.of(view.page), texts)
    lines = [*_page_head(view, texts), "", *_findings(view, shown, texts)]
    own = [one for one in view.remarks if one.open and not one.made.matters]
    rows: list[Row] = [[_finding_button(view, one, texts)] for one in shown] if view.checks else []
    rows += turning
    rows += [[button(_remark_label(one, texts), OpenRemark(remark=one.id))] for one in own[:PAGE]]
    rows += _deciding(view, texts) if view.checks else []
    back = OpenClassPages(class_id=view.of.id, month=view.page.month.toordinal())
    return Screen(
        fitted("\n".join(lines), texts), keyboard(rows, button(texts.t("‹ {title}", title=view.of.title), back))
    )


def _turning(view: MonthView, texts: Texts) -> Row:
    found = []
    if view.earlier:
        label = texts.t("‹ {month}", month=texts.month(view.earlier))
        found.append(button(label, OpenMonth(month=view.earlier.toordinal())))
    if view.later:
        label = texts.t("{month} ›", month=texts.month(view.later))
        found.append(button(label, OpenMonth(month=view.later.toordinal())))
    return found


def _month_lines(view: MonthView, texts: Texts) -> Iterator[Html]:
    total = view.total
    if not total.pages:
        yield texts.h("В этом месяце уроков ещё не было: проверять нечего.")
        return
    if view.over:
        yield texts.h("Проверено предметов: {done} из {all}.", done=total.checked, all=total.pages)
    else:
        yield _early(view.month, texts)
    if total.remarks:
        yield texts.h("Открытых замечаний за месяц: {n}.", n=total.remarks)
    if view.fixed:
        yield texts.h("Ждут вашей проверки: {n}.", n=view.fixed)
    if view.older:
        yield texts.h("С прошлых месяцев осталось замечаний: {n}.", n=view.older)
    if total.done:
        yield texts.h("✅ Журнал за этот месяц проверен.")
    yield texts.h("Число у класса — сколько найдено. ✅ — класс проверен.")


def _early(month: date, texts: Texts) -> Html:
    return texts.h("Месяц ещё идёт: отметить проверенным можно с {day}.", day=texts.day_month(after(month)))


def _class_label(title: str, done: bool, findings: int) -> str:
    if done:
        return f"✅ {title}"
    return f"{title} · {findings}" if findings else title


def _subject_line(one: SubjectLine, texts: Texts) -> Html:
    parts = []
    if one.findings:
        parts.append(texts.t("найдено {n}", n=one.findings))
    if one.remarks:
        parts.append(texts.t("замечаний {n}", n=one.remarks))
    said = ", ".join(parts) or texts.t("ничего не найдено")
    sign = "✅" if one.check else ("❗" if one.findings else "•")
    return texts.h("{sign} {subject}: {said}", sign=sign, subject=one.subject, said=said)


def _subject_label(one: SubjectLine) -> str:
    named = f"{one.subject} · {one.findings}" if one.findings else one.subject
    return f"✅ {named}" if one.check else named


def _page_head(view: PageView, texts: Texts) -> Iterator[Html]:
    month = texts.month(view.page.month)
    yield texts.h("<b>{title} · {subject}</b> · {month}", title=view.of.title, subject=view.subject, month=month)
    yield texts.h(
        "Прошло уроков {all}, записано {n}; отметок {marks}.",
        all=view.lessons,
        n=view.recorded,
        marks=view.journal.marks,
    )
    if view.paper:
        paper = view.paper
        yield texts.h(
            "В бумажном журнале: уроков {lessons}, отметок {marks}.", lessons=paper.lessons, marks=paper.marks
        )
    if view.check:
        day, who = texts.day_month(view.check.at), view.checked_by or texts.t("сотрудник, который больше не работает")
        yield texts.h("✅ Проверено {day}: {who}.", day=day, who=who)
    elif view.checks and not view.over:
        yield _early(view.page.month, texts)


def _findings(view: PageView, shown: Sequence[Finding], texts: Texts) -> Iterator[str]:
    if not view.findings:
        yield texts.h("Ничего не найдено.")
    for one in shown:
        sign = "✉️" if view.told(one) else "•"
        yield texts.h("{sign} {said}", sign=sign, said=_grouped(view, one, words.found(one.matter, texts), texts))
    if any(view.told(one) for one in shown):
        yield ""
        yield texts.h("✉️ — замечание уже отправлено.")


def _grouped(view: PageView, one: Finding, said: str, texts: Texts) -> str:
    """The same with the group, where the class has some for this subject."""
    group = view.groups.get(one.course.group_id) if one.course.group_id else None
    return texts.t("{what} (группа {group})", what=said, group=group) if group else said


def _finding_button(view: PageView, one: Finding, texts: Texts) -> InlineKeyboardButton:
    told = view.told(one)
    label = shortened(_grouped(view, one, words.short(one.matter, texts), texts), _LABEL)
    if told is not None:
        return button(f"✉️ {label}", OpenRemark(remark=told.id))
    return button(label, OpenFinding.about(view.page, one))


def _remark_label(one: Remark, texts: Texts) -> str:
    return texts.t("✉️ {text}", text=shortened(one.made.text or "", _LABEL))


def _deciding(view: PageView, texts: Texts) -> list[Row]:
    """What one does with a page as a whole."""
    of = OpenPage.of(view.page).model_dump()
    waiting = view.untold
    rows: list[Row] = []
    if len(waiting) > 1:
        label = texts.n("Замечание обо всём найденном ({n})", "Замечание обо всём найденном ({n})", len(waiting))
        rows.append([button(label, SendAll(**of))])
    alone = len({*view.owners.values()}) == 1
    writes = TypeRemark(**of, flaw=Flaw.UNFILLED, whole=True) if alone else ChooseTeacher(**of)
    rows.append([button(texts.t("Написать замечание"), writes)])
    rows.append([button(texts.t("Сверить с бумажным журналом"), TypePaper(**of))])
    if view.check is not None:
        rows.append([button(texts.t("Снять отметку о проверке"), ReopenPage(**of))])
    elif view.over:
        open_ones = sum(one.open for one in view.remarks)
        label = (
            texts.n("Проверено, {n} замечание", "Проверено, {n} замечаний", open_ones)
            if open_ones
            else texts.t("Проверено, замечаний нет")
        )
        rows.append([button(label, ClosePage(**of))])
    return rows


def keyboard(rows: Sequence[Row], last: InlineKeyboardButton) -> InlineKeyboardMarkup:
    """The rows that have buttons, and the way back under them."""
    return InlineKeyboardMarkup(inline_keyboard=[*([*row] for row in rows if row), [last]])
