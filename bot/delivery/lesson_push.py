"""The words of a push about one child and one lesson."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.attachments import attachments_line
from bot.delivery.mark_lines import mark_line
from bot.i18n import N_, Html, Texts
from bot.markup import cut, length, plain, shortened
from bot.names import initials as initials_of
from bot.splitting import LONGEST
from core.journal.model import AttendanceFact, Homework, Reason, RemarkFact
from core.notifications.model import LessonNews

PROMPT = timedelta(days=1)
"""An entry made this long after its lesson, or sooner, is not called late."""

_LONGEST_TOPIC = 500
_LONGEST_REMARK = 500

_ABSENCES = {
    Reason.ILLNESS: N_("Не было на уроке (болезнь)"),
    Reason.EXCUSED: N_("Не было на уроке (по уважительной причине)"),
    Reason.UNEXCUSED: N_("Не было на уроке (без уважительной причины)"),
    None: N_("Не было на уроке (причина не указана)"),
}


def lesson_push(news: LessonNews, texts: Texts, *, initials: bool) -> str:
    """What is in the journal now, as HTML: who and which lesson, then marks, attendance, topic, homework.

    Homework too long even for several messages is cut, and the push says where the rest is.
    """
    lines: list[str] = [heading(news, texts, initials=initials)]
    lines += [texts.h("Запись отозвана учителем.")] if news.empty else facts(news, texts)
    if news.homework is not None:
        taken = length(plain("\n".join(lines)))
        lines.append(homework_line(news.homework, texts, LONGEST - taken))
    return "\n".join(lines)


def heading(news: LessonNews, texts: Texts, *, initials: bool) -> Html:
    """Who and which lesson."""
    return texts.h(
        "<b>{child}, {class_title}</b> · {subject}, {day}",
        child=initials_of(news.child) if initials else news.child.given,
        class_title=news.class_title,
        subject=news.subject_name,
        day=texts.day(news.day),
    )


def facts(news: LessonNews, texts: Texts) -> list[Html]:
    """A line for each thing that is told, homework aside."""
    said = [*_marks(news, texts), *presence(news, texts), *(remark_line(fact, texts) for fact in news.remarks)]
    return [*_lateness(news, texts), *_held(news, texts), *said] + (
        [texts.h("Тема: {topic}", topic=shortened(news.topic, _LONGEST_TOPIC))] if news.topic else []
    )


def _lateness(news: LessonNews, texts: Texts) -> Iterator[Html]:
    """Late entries say so, or a family would take a mark of weeks ago for today's."""
    entered = _local_day(news.entered_at, texts)
    if entered.date() - news.day > PROMPT:
        yield texts.h("<i>Запись внесена позже: {day}</i>", day=texts.day_month(entered.date()))


def _local_day(moment: datetime, texts: Texts) -> datetime:
    return moment.astimezone(texts.zone)


def _held(news: LessonNews, texts: Texts) -> Iterator[Html]:
    if not news.held:
        yield texts.h("Урок не проведён")


def _marks(news: LessonNews, texts: Texts) -> Iterator[Html]:
    for mark in news.marks:
        yield mark_line(mark, news.told_at, texts)
    yield from withdrawn(news, texts)


def withdrawn(news: LessonNews, texts: Texts) -> Iterator[Html]:
    """The marks that were told and then taken back, struck."""
    for mark in news.withdrawn:
        yield texts.h("<s>{mark}</s> — отменена", mark=mark_line(mark, None, texts))


def presence(news: LessonNews, texts: Texts) -> Iterator[Html]:
    """The line of an absence or a lateness, if there is one."""
    if news.attendance is not None:
        yield presence_line(news.attendance, texts)


def presence_line(fact: AttendanceFact, texts: Texts) -> Html:
    """An absence with its reason, or a lateness."""
    return _late(fact, texts) if fact.late else texts.h(_ABSENCES[fact.reason])


def _late(fact: AttendanceFact, texts: Texts) -> Html:
    if fact.minutes is None:
        return texts.h("Опоздание")
    return Html(texts.n("Опоздание: {n} минута", "Опоздание: {n} минут", fact.minutes))


def remark_line(fact: RemarkFact, texts: Texts) -> Html:
    """A remark as it was written, or an exemption."""
    if fact.text is None:
        return texts.h("Освобождение от занятия")
    return texts.h("Замечание: {text}", text=shortened(fact.text, _LONGEST_REMARK))


def homework_line(homework: Homework, texts: Texts, room: int) -> str:
    """The line of homework with what else it brings, in at most `room` characters, its line break included."""
    files = f"\n{attachments_line(homework.attachments, texts)}" if homework.attachments else ""
    words = homework.text or (texts.t("во вложении") if files else "")
    whole = _task(homework, words, texts) + files
    if length(plain(whole)) < room:
        return whole
    rest = texts.h("… (продолжение — у учителя)") + files
    frame = length(plain(_task(homework, "", texts) + rest))
    return _task(homework, cut(words, room - frame - 1), texts) + rest


def _task(homework: Homework, text: str, texts: Texts) -> Html:
    if homework.due is None:
        return texts.h("Задано: {text}", text=text)
    return texts.h("Задано на {day}: {text}", day=texts.for_day(homework.due), text=text)
