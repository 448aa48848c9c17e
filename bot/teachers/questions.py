"""The sentence for each kind of question about an entry."""

import re
from datetime import date

from bot.i18n import N_, Texts
from bot.markup import shortened
from core.journal.quick_entry.model import Ask, Option, Question

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
"""The key of an option that is a day."""

_SENTENCES = {
    Ask.CLASS: N_("Какой класс?"),
    Ask.UNKNOWN_CLASS: N_("Класса «{about}» в школе нет. Проверьте, пожалуйста, и пришлите запись ещё раз."),
    Ask.FOREIGN_CLASS: N_(
        "В классе «{about}» у вас нет уроков: запись делает учитель этого класса. Заменяете его? Откройте /lessons и"
        " нажмите «Я заменяю…»: карточка обновится."
    ),
    Ask.SUBJECT: N_("Какой предмет?"),
    Ask.FOREIGN_SUBJECT: N_("Предмет «{about}» в этом классе ведёте не вы."),
    Ask.LESSON: N_("Какой урок?"),
    Ask.DATE: N_("Какая дата? Не понял: «{about}»."),
    Ask.NO_LESSON: N_("На эту дату ({about}) такого урока в расписании нет."),
    Ask.CANCELLED: N_(
        "Этот урок отменён. Если он всё-таки был, откройте /lessons, нажмите на него и верните: карточка обновится."
    ),
    Ask.SUBSTITUTED: N_(
        "Этот урок по замене ведёт другой учитель, он его и записывает. Если это ошибка, скажите заместителю директора."
    ),
    Ask.FUTURE: N_("Этого урока ещё не было ({about}). Записать его можно в день урока."),
    Ask.GROUP: N_("Какая группа?"),
    Ask.DUE: N_("На какой день задано? «{about}»"),
    Ask.PUPIL: N_("Кто это: «{about}»?"),
    Ask.UNKNOWN_PUPIL: N_("Не нахожу ученика «{about}» в этом классе."),
    Ask.OTHER_GROUP: N_("{about}: в другой группе. Всё равно записать?"),
    Ask.MARK: N_("Какая отметка: «{about}»?"),
    Ask.CONTROL: N_("За какую работу: «{about}»?"),
    Ask.BOTH_ABSENT_AND_LATE: N_("{about}: и отсутствует, и опоздание. Что верно?"),
    Ask.ABSENT_WITH_MARK: N_("{about}: и отсутствует, и отметка. Что верно?"),
    Ask.EVERYONE: N_("Запись сразу о многих — «{about}» ({count}): {names}. Всё верно?"),
    Ask.REST: N_("«{about}» ({count}): {names}. Всё верно?"),
    Ask.CORRECTION: N_("Исправление «{about}»: не хватает даты, работы или причины."),
    Ask.UNSUPPORTED: N_("Такую запись бот пока не делает: «{about}»."),
    Ask.TEXT: N_("Не понял: «{about}»."),
}

_ACTIONS = {
    "skip": N_("Пропустить"),
    "write_anyway": N_("Всё равно записать"),
    "yes": N_("Да, верно"),
    "no": N_("Нет, убрать"),
    "absent": N_("Отсутствует"),
    "late": N_("Опоздание"),
    "mark": N_("Отметка"),
}

_UNNAMED = {
    "take": N_("Да, записать так"),
    "whole": N_("Весь класс"),
    "none": N_("Без срока"),
}
"""What taking an option means that has no data to show; every button needs words, or the messenger refuses the card."""


ABOUT_LIMIT = 200
"""Characters of the teacher's own words in a question."""


def asked(question: Question, texts: Texts) -> str:
    """The question as HTML, with the teacher's own words in it."""
    about = shortened(question.about, ABOUT_LIMIT)
    return texts.h(_SENTENCES[question.ask], **{"count": "", "names": "", **question.data, "about": about})


def option_label(option: Option, texts: Texts) -> str:
    """What stands on the button of an option: its data, or the action's word; a day as people say it."""
    if option.action in _ACTIONS:
        word = texts.t(_ACTIONS[option.action])
        return f"{option.label}: {word.lower()}" if option.label else word
    if not option.label:
        return texts.t(_UNNAMED[option.key])
    return texts.day(date.fromisoformat(option.key)) if _DAY.fullmatch(option.key) else option.label
