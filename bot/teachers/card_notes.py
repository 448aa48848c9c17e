"""What a card remarks beside what was understood; none of it needs an answer."""

from bot.i18n import N_, Texts
from bot.markup import shortened
from bot.period_names import period_name
from core.journal.attachments import rules as files
from core.journal.periods.rules import code_of
from core.journal.quick_entry.model import LessonDraft
from core.journal.taps.rules import ASIDE

LINE_LIMIT = 900
"""Characters of one line of the card; the whole text stands in the teacher's own message."""

_NOTES = {
    "typo": N_("Опечатка: {text}"),
    "layout": N_("Читаю как набранное русскими буквами: {text}"),
    "same_homework": N_("Повторяю задание: {text}"),
    "has_mark": N_("Уже есть отметка за этот урок — {text}; будет ещё одна."),
    "subject": N_("Предмет: {text}"),
    "substitute": N_("Замена: вы ведёте этот урок за коллегу ({text})."),
    "declares": N_("Замена: вы ведёте этот урок за коллегу ({text}). Когда запишете, об этом узнает заместитель."),
    files.JOINS: N_("Задание этого урока уже записано, вложение добавится к нему. {text}"),
    files.INSTEAD: N_("Новое задание встанет на место записанного вместе с его вложениями."),
    files.TASK: N_(
        "Написано, что задания нет, но приложен файл. Запишу его как задание; если это не так, уберите его."
    ),
    files.HEARD: N_("Голосовое сообщение приложу к заданию как есть: бот его не слушает и не расшифровывает."),
    files.SHOWN: N_("Проверьте вложения: имена и лица детей в них бот не скрывает."),
    files.UNSENT: N_("В мессенджер вложения не уйдут, так решила школа. Они останутся в журнале."),
    ASIDE: N_("Отмеченное кнопками к такой записи не относится и с ней записано не будет."),
}
_NOTE_OF_DAYS = N_("Записка будет внесена: в эти дни ученика на уроках не ждут, родителям о пропусках не сообщается.")
_PERIOD = N_("Отметки за период ({period}) попадут в черновик ведомости: там вы их проверите и подтвердите.")
_INFERRED = {
    "current_lesson": N_("Класс не назван: взят урок, который идёт сейчас."),
    "names": N_("Класс не назван: определён по фамилиям."),
    "subject": N_("Класс не назван: определён по предмету."),
}


def note_lines(reading: LessonDraft, texts: Texts) -> list[str]:
    """A line for each remark that needs no answer."""
    notes = [texts.h(_NOTES.get(code, "{text}"), text=shortened(text, LINE_LIMIT)) for code, text in reading.notes]
    if reading.class_inferred in _INFERRED:
        notes.append(texts.h(_INFERRED[reading.class_inferred]))
    if reading.absence_period:
        notes.append(texts.h(_NOTE_OF_DAYS))
    if reading.period:
        notes.append(texts.h(_PERIOD, period=period_name(code_of(reading.period), texts)))
    return [f"ℹ️ {note}" for note in notes]
