"""What the switches of a regulation mean, and their values in words."""

from collections.abc import Mapping

from bot.i18n import N_, Texts
from bot.markup import capital
from core.deadlines.profiles import ConsentPolicy, CorrectionPolicy, LetterPolicy, PupilAccess
from core.settings.forms import NO, OFF, YES
from core.settings.model import Held

SWITCHES = {
    "profile": N_("профиль регламента"),
    "profile.grace_days": N_("сколько дней после урока запись не считается поздней"),
    "profile.late_reason": N_("спрашивать ли причину поздней записи"),
    "profile.written_days": N_("сколько дней учитель проверяет письменную работу"),
    "profile.topic": N_("обязательна ли тема урока"),
    "profile.homework": N_("обязательно ли задание или «не задано»"),
    "profile.absence_reason": N_("обязательна ли причина пропуска"),
    "profile.late_approval": N_("нужно ли согласие заместителя на позднюю запись"),
    "profile.close_days": N_("через сколько дней после четверти её уроки меняются только по приказу директора"),
    "profile.closed_through": N_("по какой день включительно журнал закрыт"),
    "profile.correction": N_("исправление отметки позже свободных минут: нельзя, с согласия заместителя, с причиной"),
    "profile.free_minutes": N_("сколько минут учитель исправляет отметку без согласования"),
    "profile.absence_reason_days": N_("за сколько дней классный руководитель указывает причину пропуска"),
    "profile.period_days": N_("сколько дней после четверти (полугодия, года) есть на отметки за неё"),
    "profile.period_early": N_("за сколько дней до конца четверти можно начать их ставить"),
    "profile.period_round_up": N_("с каких сотых средний балл округляется вверх: 50 — это 4,50"),
    "profile.period_border": N_("сколько сотых ниже этого решает учитель: 5 — это 4,45–4,49"),
    "profile.period_marks": N_("если отметок меньше, предлагается н/а"),
    "profile.period_missed": N_("если пропущено больше стольких процентов уроков, предлагается н/а"),
    "profile.declared_substitutions": N_("может ли учитель сам сказать, что ведёт урок за коллегу"),
    "profile.operator_confirmation": N_("подтверждает ли учитель то, что ввёл за него оператор"),
    "profile.letters": N_("принимают ли учителя сообщения семей"),
    "profile.class_teacher_letters": N_("принимают ли их классные руководители всегда"),
    "profile.pupil_access": N_("видят ли ученики свой дневник"),
    "profile.consent": N_("нужно ли согласие родителя, чтобы открыть дневник"),
    "profile.application_days": N_("за сколько дней школа решает заявление родителя"),
    "profile.question_hours": N_("за сколько рабочих часов отвечают на вопрос; 0 — срока нет"),
    "profile.reminders": N_("напоминает ли бот сотрудникам о том, что не сделано"),
    "profile.remind_evening": N_("во сколько напоминать в день урока, если у сотрудника нет своего времени ввода"),
    "profile.remind_morning": N_("во сколько утром напоминать о том, что осталось со вчера"),
    "profile.roster_day": N_("до какого числа месяца сверяется список класса"),
    "profile.preliminary_days": N_("за сколько дней до конца четверти сдают предварительный отчёт; 0 — не сдают"),
    "profile.weekly_report": N_("по каким дням недели отчёт о работе с дневником: 1 — понедельник, 0 — его нет"),
    "profile.adoption_dates": N_("даты отчётов о внедрении, через запятую"),
    "profile.activation": N_("к какой дате сколько семей подключить"),
    "profile.backup_days": N_("раз во сколько дней напоминать о резервной копии; 0 — не напоминать"),
    "profile.full_export_days": N_("раз во сколько дней напоминать о полной выгрузке на портал; 0 — не напоминать"),
    "profile.consent_days": N_("за сколько дней учебного года собрать согласия родителей, если школа их спрашивает"),
    "profile.control": N_("замечать ли при проверке журнала отметки без вида контроля"),
    "profile.verify_day": N_("до какого числа сверяется дневник за прошлый месяц; 0 — не сверяется"),
    "profile.check_day": N_("до какого числа проверяется журнал за прошлый месяц"),
    "profile.check_homework": N_("через сколько дней без домашнего задания об этом скажет проверка; 0 — не говорить"),
    "profile.remark_days": N_("сколько учебных дней даётся на исправление замечания"),
}
"""In the order of the catalogue of settings."""
CORRECTIONS = {
    CorrectionPolicy.FORBID: N_("позже исправить нельзя"),
    CorrectionPolicy.REQUEST_APPROVE: N_("позже — с согласия заместителя директора"),
    CorrectionPolicy.SELF_WITH_REASON: N_("позже — сам, с причиной"),
}
_VALUES: Mapping[str, Mapping[str, str]] = {
    "profile.correction": {policy.value: words for policy, words in CORRECTIONS.items()},
    "profile.letters": {
        LetterPolicy.MUST: N_("все учителя"),
        LetterPolicy.MAY: N_("кто из учителей включил"),
        LetterPolicy.NONE: N_("никто"),
    },
    "profile.pupil_access": {PupilAccess.NONE: N_("нет"), PupilAccess.READ: N_("только своё, только смотреть")},
    "profile.consent": {
        ConsentPolicy.MUST: N_("без него дневник закрыт"),
        ConsentPolicy.ASK: N_("спрашивать, но не закрывать"),
        ConsentPolicy.NONE: N_("не спрашивать"),
    },
}
_COMMON = {YES: N_("да"), NO: N_("нет"), OFF: N_("нет")}


def value_words(held: Held, texts: Texts) -> str:
    """A value as people say it; numbers, times, dates and names of profiles as they are."""
    words = _VALUES.get(held.key, _COMMON).get(held.value)
    return texts.t(words) if words else held.value or texts.t("нет")


def meaning(key: str, texts: Texts) -> str:
    """What a switch says, as the beginning of a sentence."""
    return capital(texts.t(SWITCHES[key]))
