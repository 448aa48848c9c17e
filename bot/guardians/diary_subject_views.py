"""The diary by subjects: averages of a period, a subject's marks, absences with totals, marks of periods."""

from collections.abc import Iterator

from aiogram.types import InlineKeyboardButton

from bot.common.diary_data import (
    OpenAbsences,
    OpenChart,
    OpenNeeded,
    OpenSubject,
    OpenSubjects,
    OpenTermMarks,
    Section,
    named,
)
from bot.common.menu import button
from bot.guardians.diary_frame import Family, fitted, freshness, keyboard, period_of, sections, year_written
from bot.i18n import N_, Html, Texts
from bot.markup import shortened
from bot.period_names import period_name
from bot.screens import Screen
from core.diary.model import Asked, OwnMark, Progress, SubjectLine, TermMarks
from core.diary.rules import enough_for_chart, totals
from core.journal.model import Absence, Reason

_REASONS = {
    Reason.ILLNESS: N_("болезнь"),
    Reason.EXCUSED: N_("уважительная причина"),
    Reason.UNEXCUSED: N_("без уважительной причины"),
    None: N_("причина не указана"),
}
_LONGEST = 100
_MARKS = 80
"""Marks of a subject that are shown one by one; older ones are only counted."""


def subjects_screen(found: Progress, family: Family, texts: Texts) -> Screen:
    """Each subject with its marks and weighted average; a tap opens the dates."""

    def text(room: int) -> str:
        lines = [_heading(found, family, texts), ""]
        lines += [_subject(line, room, texts) for line in found.subjects if line.marks]
        lines += _without_marks(found, texts)
        if not found.subjects:
            lines.append(texts.h("В этом периоде предметов нет."))
        return "\n".join([*lines, "", freshness(found.updated, texts)])

    pupil, code = found.own.child.pupil.id, shown_period(found)
    marked = [line for line in found.subjects if line.marks]
    subjects = [button(one.name, OpenSubject(pupil=pupil, code=code, subject=one.subject_id)) for one in marked]
    rows = [subjects[start : start + 2] for start in range(0, len(subjects), 2)]
    more = [
        button(texts.t("Пропуски"), OpenAbsences(pupil=pupil, code=code)),
        button(texts.t("Итоговые отметки"), OpenTermMarks(pupil=pupil, day=found.year.day.toordinal())),
    ]
    others = family.others(found.own, Section.SUBJECTS, texts)
    periods = _periods(found, texts)
    marks = [mark for line in found.subjects for mark in line.marks]
    more += [button(texts.t("График"), OpenChart(pupil=pupil, code=code))] if enough_for_chart(marks) else []
    turning = [*rows, more, *periods, _years(found, texts)]
    return Screen(fitted(text), keyboard([*turning, sections(found.own, texts, Section.SUBJECTS), *others], texts))


def subject_screen(found: Progress, line: SubjectLine, family: Family, texts: Texts) -> Screen:
    """Every mark of a subject with its date, control and weight."""
    heading = _heading(found, family, texts)
    shown = line.marks[-_MARKS:]

    def text(room: int) -> str:
        lines = [heading, texts.h("<b>{subject}</b>", subject=line.name), ""]
        if len(shown) < len(line.marks):
            lines.append(texts.h("Показаны последние {n}.", n=len(shown)))
        lines += [_mark(mark, min(room, _LONGEST), texts) for mark in shown]
        return "\n".join([*lines, "", _average(line, texts), "", freshness(found.updated, texts)])

    pupil, code = found.own.child.pupil.id, shown_period(found)
    target = OpenNeeded(pupil=pupil, code=code, subject=line.subject_id, wanted=5)
    asks = line.average is not None and not found.year.past
    needed = [button(texts.t("Какая отметка нужна"), target)] if asks else []
    drawn = OpenChart(pupil=pupil, code=code, subject=line.subject_id)
    chart = [button(texts.t("График"), drawn)] if enough_for_chart(line.marks) else []
    return Screen(fitted(text), keyboard([chart, needed, back_to_subjects(found, texts)], texts))


def absences_screen(found: Progress, family: Family, texts: Texts) -> Screen:
    """Lessons that were missed, day by day with the reasons, and totals."""
    whole = totals(found.absences)

    def text(room: int) -> str:
        lines: list[str] = [_heading(found, family, texts), texts.h("<b>Пропуски</b>"), ""]
        if not found.absences:
            lines.append(texts.h("Пропусков нет."))
        lines += _by_days(found, texts) if room else []
        if found.absences:
            lines += [
                "",
                texts.h("Пропущено уроков: <b>{lessons}</b>, дней: {days}", lessons=whole.lessons, days=whole.days),
            ]
            lines.append(texts.h("Без уважительной причины: {n}", n=whole.unexcused))
            lines.append(texts.h("Причина не указана: {n}", n=whole.unexplained))
        return "\n".join([*lines, "", freshness(found.updated, texts)])

    return Screen(fitted(text), keyboard([back_to_subjects(found, texts)], texts))


def term_marks_screen(found: TermMarks, family: Family, texts: Texts) -> Screen:
    """A line for each subject with what was given for each period."""
    child, year = family.label(found.own, texts), found.year
    heading = texts.h("<b>{child}</b> · итоговые отметки", child=child)
    if year.past:
        heading = texts.h("<b>{child}</b> · итоговые отметки, {year} учебный год", child=child, year=year_written(year))
    lines: list[str] = [
        heading,
        "",
        *(_terms(name, found, texts) for name in found.marks),
    ]
    if not found.marks:
        none = texts.h("Итоговых отметок в этом году ещё нет.")
        lines.append(texts.h("Итоговых отметок за этот учебный год нет.") if year.past else none)
    code = named(Asked(year.day)) if year.past else ""
    back = [button(texts.t("‹ По предметам"), OpenSubjects(pupil=found.own.child.pupil.id, code=code))]
    return Screen("\n".join(lines), keyboard([back], texts))


def shown_period(found: Progress) -> str:
    """The period that is shown, as buttons name it."""
    return named(Asked(found.year.day, found.period.code))


def back_to_subjects(found: Progress, texts: Texts) -> list[InlineKeyboardButton]:
    """To the list of the same period."""
    data = OpenSubjects(pupil=found.own.child.pupil.id, code=shown_period(found))
    return [button(texts.t("‹ По предметам"), data)]


def _heading(found: Progress, family: Family, texts: Texts) -> Html:
    period = period_of(found.year, found.period.code, texts)
    return texts.h("<b>{child}</b> · {period}", child=family.label(found.own, texts), period=period)


def _subject(line: SubjectLine, room: int, texts: Texts) -> Html:
    marks = shortened(" ".join(mark.value for mark in reversed(line.marks)), room)
    if line.average is None:
        return texts.h("{subject}: {marks}", subject=line.name, marks=marks)
    average = texts.hundredths(line.average)
    return texts.h("{subject}: <b>{average}</b> · {marks}", subject=line.name, average=average, marks=marks)


def _without_marks(found: Progress, texts: Texts) -> list[Html]:
    """One line for all the subjects that have none yet."""
    names = [line.name for line in found.subjects if not line.marks]
    return [texts.h("Отметок пока нет: {subjects}", subjects=", ".join(names))] if names else []


def _mark(mark: OwnMark, room: int, texts: Texts) -> Html:
    what = shortened(mark.control or "", room)
    shown = {"day": texts.day(mark.day), "mark": mark.value, "weight": texts.number(float(mark.weight))}
    if not what:
        return texts.h("{day}: <b>{mark}</b> · вес {weight}", **shown)
    return texts.h("{day}: <b>{mark}</b> · {what}, вес {weight}", what=what, **shown)


def _average(line: SubjectLine, texts: Texts) -> Html:
    if line.average is None:
        return texts.h("Среднего ещё нет.")
    return texts.h("Средневзвешенная отметка: <b>{average}</b>", average=texts.hundredths(line.average))


def _by_days(found: Progress, texts: Texts) -> Iterator[Html]:
    by_day: dict[str, list[Absence]] = {}
    for one in found.absences:
        by_day.setdefault(texts.day(one.key.day), []).append(one)
    for day, missed in by_day.items():
        lessons = "; ".join(_missed(one, found, texts) for one in missed)
        yield texts.h("{day}: {lessons}", day=day, lessons=lessons)


def _missed(one: Absence, found: Progress, texts: Texts) -> str:
    subject, reason = found.names.get(one.key.subject_id, ""), texts.t(_REASONS[one.fact.reason])
    return texts.t("{number}-й урок, {subject} ({reason})", number=one.key.number, subject=subject, reason=reason)


def _terms(name: str, found: TermMarks, texts: Texts) -> Html:
    given = found.marks[name]
    said = [
        texts.t("{period} — {mark}", period=period_name(one.code, texts), mark=given[one.code])
        for one in found.periods
        if one.code in given
    ]
    return texts.h("{subject}: {marks}", subject=name, marks=", ".join(said))


def _periods(found: Progress, texts: Texts) -> list[list[InlineKeyboardButton]]:
    pupil = found.own.child.pupil.id
    rest = [one for one in found.periods if one.code != found.period.code]
    day = found.year.day
    shown = [
        button(period_name(one.code, texts), OpenSubjects(pupil=pupil, code=named(Asked(day, one.code))))
        for one in rest
    ]
    return [shown[start : start + 2] for start in range(0, len(shown), 2)]


def _years(found: Progress, texts: Texts) -> list[InlineKeyboardButton]:
    """To the school year before, and from a past one to the present."""
    pupil, earlier = found.own.child.pupil.id, found.year.earlier
    before = [] if earlier is None else [OpenSubjects(pupil=pupil, code=named(Asked(earlier)))]
    rows = [button(texts.t("‹ Предыдущий учебный год"), one) for one in before]
    return [*rows, *([button(texts.t("Сейчас ›"), OpenSubjects(pupil=pupil))] if found.year.past else [])]
