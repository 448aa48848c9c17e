"""A mark with what it is for: a whole sentence for each kind of control that schools start with."""

from datetime import datetime
from html import escape

from bot.i18n import N_, Html, Texts
from bot.markup import cut
from core.journal.model import MarkFact

_LONGEST_CONTROL = 100

_FOR = {
    "Ответ на уроке": N_("Отметка {mark} за ответ на уроке"),
    "Домашнее задание": N_("Отметка {mark} за домашнее задание"),
    "Тест": N_("Отметка {mark} за тест"),
    "Проект": N_("Отметка {mark} за проект"),
    "Чтение наизусть": N_("Отметка {mark} за чтение наизусть"),
    "Ведение тетради": N_("Отметка {mark} за ведение тетради"),
    "Работа над ошибками": N_("Отметка {mark} за работу над ошибками"),
    "Самостоятельная работа": N_("Отметка {mark} за самостоятельную работу"),
    "Практическая работа": N_("Отметка {mark} за практическую работу"),
    "Лабораторная работа": N_("Отметка {mark} за лабораторную работу"),
    "Проверочная работа": N_("Отметка {mark} за проверочную работу"),
    "Срезовая работа": N_("Отметка {mark} за срезовую работу"),
    "Норматив": N_("Отметка {mark} за норматив"),
    "Словарный диктант": N_("Отметка {mark} за словарный диктант"),
    "Грамматическое задание": N_("Отметка {mark} за грамматическое задание"),
    "Диктант": N_("Отметка {mark} за диктант"),
    "Аудирование": N_("Отметка {mark} за аудирование"),
    "Изложение": N_("Отметка {mark} за изложение"),
    "Домашнее сочинение": N_("Отметка {mark} за домашнее сочинение"),
    "Контрольная работа": N_("Отметка {mark} за контрольную работу"),
    "Контрольный диктант": N_("Отметка {mark} за контрольный диктант"),
    "Административная контрольная работа": N_("Отметка {mark} за административную контрольную работу"),
    "Сочинение": N_("Отметка {mark} за сочинение"),
    "Зачёт": N_("Отметка {mark} за зачёт"),
}


def mark_line(mark: MarkFact, told_at: datetime | None, texts: Texts) -> Html:
    """«Отметка 5 за контрольную работу»; a kind that the school made is named after a dot.

    Values that the recipient was told and a correction ended since are shown struck: «4 → 5» with the 4 struck.
    """
    value = mark_value(mark, told_at)
    if mark.control in _FOR:
        return texts.h(_FOR[mark.control], mark=value)
    if mark.control:
        return texts.h("Отметка {mark} · {control}", mark=value, control=cut(mark.control, _LONGEST_CONTROL))
    return texts.h("Отметка {mark}", mark=value)


def mark_value(mark: MarkFact, told_at: datetime | None) -> Html:
    """The value alone, with those before it that the recipient was told."""
    return Html("".join(f"<s>{escape(value)}</s> → " for value in _seen(mark, told_at)) + escape(mark.value))


def was_corrected(mark: MarkFact, told_at: datetime | None) -> bool:
    """Whether the recipient was told another value before."""
    return bool(_seen(mark, told_at))


def _seen(mark: MarkFact, told_at: datetime | None) -> list[str]:
    return [value for value, ended in mark.earlier if told_at is not None and ended > told_at]
