"""The screens on which a remark is written: a finding, to whom, in which words; and the count of the paper journal."""

from bot.common.menu import button
from bot.i18n import Texts
from bot.screens import Screen
from bot.supervision import words
from bot.supervision.checks_views import keyboard
from bot.supervision.data import OpenFinding, OpenPage, SendFinding, TypeRemark
from bot.teachers.absences_data import ShowClass
from core.ids import GroupId, PersonId
from core.supervision.model import Finding, Flaw
from core.supervision.remarks import Draft
from core.supervision.views import PageView


def finding_screen(view: PageView, one: Finding, texts: Texts) -> Screen:
    """One finding: who mends it, and the remark that one tap sends."""
    lines = [
        texts.h("<b>{course}</b>", course=course_words(view, one, texts)),
        texts.h("Учитель: {name}", name=_named(view, one.teacher_id, texts)),
        "",
        texts.h("Уйдёт замечание: «{text}»", text=words.asked(one.matter, texts)),
    ]
    data = OpenFinding.about(view.page, one).model_dump()
    rows = [
        [button(texts.t("Отправить, срок до {day}", day=texts.day(due)), SendFinding(**data, due=place))]
        for place, due in enumerate(view.dues)
    ]
    rows.append([button(texts.t("Добавить свои слова"), TypeRemark(**data))])
    if one.matter.day is not None:
        day = ShowClass(class_id=view.of.id, day=one.matter.day.toordinal())
        rows.append([button(texts.t("Открыть этот день класса"), day)])
    return Screen("\n".join(lines), keyboard(rows, button(texts.t("‹ Назад"), OpenPage.of(view.page))))


def choosing_screen(view: PageView, texts: Texts) -> Screen:
    """To which of the page's teachers a remark goes."""
    text = texts.h("<b>{title} · {subject}</b>\nКому замечание?", title=view.of.title, subject=view.subject)
    of = OpenPage.of(view.page).model_dump()
    rows = [
        [
            button(
                _owner_label(view, group_id, texts),
                TypeRemark(**of, flaw=Flaw.UNFILLED, group=group_id or 0, whole=True),
            )
        ]
        for group_id in sorted(view.owners, key=lambda group_id: view.groups.get(group_id, "") if group_id else "")
    ]
    return Screen(text, keyboard(rows, button(texts.t("‹ Назад"), OpenPage.of(view.page))))


def typing_screen(view: PageView, draft: Draft, texts: Texts) -> Screen:
    """The next message is a remark."""
    text = texts.h(
        "<b>{title} · {subject}: замечание</b>\nНапишите его одним сообщением, до 1000 знаков. Оно сразу уйдёт учителю"
        " ({name}); срок — до {day}. Отозвать можно в любой момент.",
        title=view.of.title,
        subject=view.subject,
        name=_named(view, draft.goes_to(view), texts),
        day=texts.day(view.dues[0]),
    )
    return Screen(text, keyboard([], button(texts.t("‹ Назад"), OpenPage.of(view.page))))


def paper_screen(view: PageView, texts: Texts) -> Screen:
    """The next message are two numbers."""
    text = texts.h(
        "<b>{title} · {subject}: бумажный журнал</b>\nПосчитайте за {month} и пришлите два числа: сколько записано"
        " уроков и сколько стоит отметок, по группам вместе. Например: 14 62.\n\nВ электронном сейчас: уроков"
        " {lessons}, отметок {marks}.",
        title=view.of.title,
        subject=view.subject,
        month=texts.month(view.page.month),
        lessons=view.journal.lessons,
        marks=view.journal.marks,
    )
    return Screen(text, keyboard([], button(texts.t("‹ Назад"), OpenPage.of(view.page))))


def course_words(view: PageView, one: Finding, texts: Texts) -> str:
    """«5А, группа 1 · Английский язык»."""
    group = view.groups.get(one.course.group_id) if one.course.group_id else None
    return words.course(view.of.title, view.subject, group, texts)


def _named(view: PageView, teacher_id: PersonId | None, texts: Texts) -> str:
    named = view.teachers.get(teacher_id) if teacher_id is not None else None
    return named or texts.t("больше не работает в школе")


def _owner_label(view: PageView, group_id: GroupId | None, texts: Texts) -> str:
    """«группа 1 · Ли М. А.»."""
    group = texts.t("группа {group}", group=view.groups.get(group_id, "")) if group_id else texts.t("весь класс")
    return texts.t("{who} · {name}", who=group, name=_named(view, view.owners[group_id], texts))
