"""The one table of refusals: a code of the core → a sentence for people."""

from datetime import datetime

from bot.i18n import N_, Texts
from core.errors import DomainError

SENTENCES = {
    "refused": N_("Это сделать не получилось."),
    "not_found": N_("Этого здесь больше нет. Откройте нужный экран заново: /start."),
    "forbidden": N_("Это действие вам недоступно. Если оно вам нужно, обратитесь к координатору школы."),
    "storage_failed": N_("Сейчас не получилось сохранить. Ничего не записано. Попробуйте ещё раз позже."),
    "storage_busy": N_("База данных занята. Ничего не записано. Попробуйте ещё раз через минуту."),
    "storage_read_only": N_("Сейчас ничего нельзя записать: база данных закрыта для записи. Сообщите администратору."),
    "repeated": N_("Это уже сделано. Если результата не видно, повторите."),
    "code_wrong": N_("Такой пары UID и кода нет. Проверьте их по листку из школы и пришлите ещё раз."),
    "code_used": N_(
        "Этот код уже использован, а действует он один раз. Попросите классного руководителя выдать новый."
    ),
    "code_expired": N_("Код действовал до {expired_at_day}. Попросите классного руководителя выдать новый."),
    "code_revoked": N_(
        "Этот код отменён: школа выдала вместо него другой или закрыла доступ. Возьмите новый листок у классного"
        " руководителя."
    ),
    "too_many_tries": N_(
        "Слишком много неудачных попыток. Попробуйте снова после {again_at}; до этого времени не подойдёт и верный код."
    ),
    "draft_closed": N_("Этот черновик уже закрыт. Пришлите запись новым сообщением."),
    "draft_unanswered": N_("Сначала ответьте на вопросы в карточке, потом запишем."),
    "not_your_lesson": N_("Этот урок ведёте не вы, записать его может только его учитель."),
    "no_such_lesson": N_("Такого урока в расписании больше нет. Проверьте дату и расписание."),
    "future_lesson": N_("Этого урока ещё не было. Записать его можно в день урока."),
    "late_reason_needed": N_("Срок записи этого урока прошёл: укажите причину."),
    "substitution_not_assigned": N_("Замену должен назначить заместитель директора. Ваш текст сохранён в черновике."),
    "nothing_to_record": N_("В сообщении нет ничего для журнала: ни задания, ни темы, ни отметок, ни пропусков."),
    "unsupported_entry": N_("Такую запись бот пока не вносит. Ваш текст сохранён, внесите её в журнал на компьютере."),
    "no_previous_homework": N_("Повторить нечего: прошлого задания по этому предмету нет. Напишите задание."),
    "undo_too_late": N_("Отменить уже нельзя: родителям сообщено. Отметку можно исправить отдельно."),
    "undo_corrected": N_("Запись уже исправляли, целиком её не отменить. Исправьте отметки по одной."),
    "approval_needed": N_(
        "Прошло больше 15 минут: теперь исправление нужно согласовать с заместителем директора. Отметка не изменена."
    ),
    "mark_not_found": N_("Не нахожу такой отметки. Проверьте ученика, отметку и дату."),
    "mark_scale": N_("Такой отметки нет. Можно 2, 3, 4, 5, н/а, зач."),
    "text_too_long": N_("Сообщение слишком длинное: читаю не больше {limit} символов. Разделите его на части."),
}
"""Placeholders are the data of the error; a moment is shown as a time, and with `_day` after its name as a date."""


def sentence(error: DomainError, texts: Texts) -> str:
    """What a person is told about a refusal, in their language."""
    return texts.t(SENTENCES[error.code], **_shown(error.data, texts))


def _shown(data: dict[str, object], texts: Texts) -> dict[str, object]:
    shown: dict[str, object] = {}
    for name, value in data.items():
        if isinstance(value, datetime):
            shown |= {name: texts.time(value), f"{name}_day": texts.day_month(value)}
        else:
            shown[name] = value
    return shown
