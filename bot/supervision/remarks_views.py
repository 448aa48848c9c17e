"""The screens of remarks: what is open, one with its history, what is asked for next."""

from collections.abc import Iterator, Sequence
from datetime import date

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button, column
from bot.common.paging import paged
from bot.i18n import Html, Texts
from bot.markup import shortened
from bot.screens import Screen
from bot.supervision import words
from bot.supervision.data import Act, ActOnRemark, ListRemarks, OpenPage, OpenRemark
from bot.teachers.absences_data import ShowClass
from bot.teachers.absences_views import fitted
from bot.teachers.taps import OpenLesson
from core.journal.quick_entry.naming import colleague_named
from core.people.model import INITIALS, Name
from core.supervision.model import Flaw, Past, Remark, State
from core.supervision.views import Story

_LABEL = 60

Buttons = list[InlineKeyboardButton]


def list_screen(found: Sequence[Remark], today: date, texts: Texts, *, checks: bool, place: int = 0) -> Screen:
    """What is open, a page at a time: what waits for a check first, then by the last day."""
    order = sorted(found, key=lambda one: (checks and one.state is not State.FIXED, one.made.due, one.id))
    shown, turning = paged(order, place, ListRemarks(), texts)
    home = button(texts.t("← Назад"), Open(place=Place.HOME))
    title = texts.h("<b>Замечания по журналу</b>")
    if not found:
        empty = texts.h("Открытых замечаний нет.")
        return Screen(f"{title}\n{empty}", column(*_to_checks(texts, checks=checks), home))
    fixed = sum(one.state is State.FIXED for one in found)
    late = sum(_is_late(one, today) for one in found)
    lines = [
        title,
        " ".join(_counts(len(found), fixed, late, texts)),
        "",
        *(_line(one, today, texts) for one in shown),
    ]
    rows = [[button(_label(one, texts), OpenRemark(remark=one.id))] for one in shown]
    last = [[one] for one in (*_to_checks(texts, checks=checks), home)]
    return Screen(fitted("\n".join(lines), texts), InlineKeyboardMarkup(inline_keyboard=[*rows, *turning, *last]))


def story_screen(story: Story, texts: Texts) -> Screen:
    """One remark: what it says, where it stands, what happened, what one may do."""
    remark = story.remark
    lines = [
        texts.h("<b>Замечание</b> · {course}", course=words.remark_title(remark, texts)),
        *words.body(remark.made.matters, remark.made.text, texts),
        "",
        *_whose(story, texts),
        words.due_words(remark, story.today, texts),
        texts.h("Сейчас: {state}", state=texts.t(words.STATES[remark.state])),
        "",
        *(_past(one, texts) for one in story.past),
    ]
    return Screen(fitted("\n".join(lines), texts), column(*_acts(story, texts), *_ways(story, texts)))


def typing_screen(story: Story, act: Act, texts: Texts) -> Screen:
    """The next message are the words of this step."""
    course = words.remark_title(story.remark, texts)
    if act is Act.ANSWER:
        text = texts.h(
            "<b>{course}: ответ на замечание</b>\nНапишите его одним сообщением, до 1000 знаков. Его получит тот, кто"
            " сделал замечание. Когда исправите, нажмите «Исправлено».",
            course=course,
        )
    else:
        text = texts.h(
            "<b>{course}: не исправлено</b>\nНапишите одним сообщением, что ещё не так, до 1000 знаков. Учитель получит"
            " ваши слова и новый срок.",
            course=course,
        )
    return Screen(text, column(_back(story, texts)))


def withdrawing_screen(story: Story, texts: Texts) -> Screen:
    """Whether a remark is to be taken back."""
    text = texts.h(
        "<b>Отозвать замечание?</b> · {course}\nОно закроется, а в чате учителя будет написано, что оно отозвано.",
        course=words.remark_title(story.remark, texts),
    )
    sure = button(texts.t("Да, отозвать"), ActOnRemark(remark=story.remark.id, act=Act.SURE))
    return Screen(text, column(sure, _back(story, texts)))


def _counts(every: int, fixed: int, late: int, texts: Texts) -> Iterator[Html]:
    yield texts.h("Открыто: {all}.", all=every)
    if fixed:
        yield texts.h("🔁 Ждут проверки: {fixed}.", fixed=fixed)
    if late:
        yield texts.h("❗ Просрочено: {late}.", late=late)


def _whose(story: Story, texts: Texts) -> Iterator[Html]:
    yield texts.h("Кому: {name}", name=_named(story.remark.teacher, story))
    if story.vacant and story.judges and story.remark.open:
        yield texts.h("Этот учитель ушёл, и предмет никто не ведёт: примите замечание или отзовите его.")


def _acts(story: Story, texts: Texts) -> Buttons:
    state = story.remark.state

    def act(label: str, one: Act) -> InlineKeyboardButton:
        return button(label, ActOnRemark(remark=story.remark.id, act=one))

    found: Buttons = []
    if story.executes and state is State.SENT:
        found += [act(texts.t("Исправлено"), Act.FIXED)]
    if story.executes and story.remark.open:
        found += [act(texts.t("Ответить словами"), Act.ANSWER)]
    if story.judges and story.remark.open:
        found += [act(texts.t("Принято, исправлено"), Act.ACCEPT)]
        found += [act(texts.t("Не исправлено…"), Act.RETURN)] if state is State.FIXED else []
        found += [act(texts.t("Отозвать замечание…"), Act.WITHDRAW)]
    return found


def _ways(story: Story, texts: Texts) -> Iterator[InlineKeyboardButton]:
    made, lesson = story.remark.made, story.remark.made.lesson
    if lesson is not None and story.executes:
        yield button(texts.t("Открыть урок"), OpenLesson.of(lesson))
    if lesson is not None and story.judges:
        yield button(texts.t("День класса"), ShowClass(class_id=lesson.class_id, day=lesson.day.toordinal()))
    if story.judges:
        yield button(texts.t("‹ {course}", course=words.remark_title(story.remark, texts)), OpenPage.of(made.page))
    yield button(texts.t("‹ Все замечания"), ListRemarks())


def _line(one: Remark, today: date, texts: Texts) -> Html:
    sign = "🔁" if one.state is State.FIXED else ("❗" if _is_late(one, today) else "•")
    course, day = words.remark_title(one, texts), texts.day_month(one.made.due)
    what = shortened(_what(one, texts), _LABEL)
    return texts.h("{sign} {course}, до {day}: {what}", sign=sign, course=course, day=day, what=what)


def _label(one: Remark, texts: Texts) -> str:
    of = words.of_group(one.title, one.group, texts)
    return shortened(texts.t("{title} · {what}", title=of, what=_what(one, texts)), _LABEL)


def _what(one: Remark, texts: Texts) -> str:
    """The first thing that it says; of what was found at a verification the words, which say more."""
    matters, text = one.made.matters, one.made.text
    if not matters or (text and matters[0].flaw is Flaw.DIARY):
        return text or ""
    first = words.short(matters[0], texts)
    return texts.t("{what} и ещё {n}", what=first, n=len(matters) - 1) if len(matters) > 1 else first


def _past(one: Past, texts: Texts) -> Html:
    line = texts.h(
        "• {day}, {time} — {event} ({name})",
        day=texts.day_month(one.at),
        time=texts.time(one.at),
        name=colleague_named(one.name, INITIALS),
        event=texts.t(words.EVENTS[one.event]),
    )
    return texts.h("{line} — «{text}»", line=line, text=one.text) if one.text else line


def _named(name: Name, story: Story) -> str:
    return colleague_named(name, story.content_mode)


def _is_late(one: Remark, today: date) -> bool:
    return one.state is State.SENT and today > one.made.due


def _to_checks(texts: Texts, *, checks: bool) -> Buttons:
    return [button(texts.t("Проверка журнала"), Open(place=Place.CHECKS))] if checks else []


def _back(story: Story, texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("‹ Назад"), OpenRemark(remark=story.remark.id))
