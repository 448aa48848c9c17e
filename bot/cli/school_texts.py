"""How `peremena school` says what holds, what may be written, and what is wrong."""

from bot.administrators.switch_words import SWITCHES
from core.errors import DomainError
from core.settings.catalogue import SETTINGS
from core.settings.errors import NothingUsualError, UnknownSettingError
from core.settings.forms import Clock, Day, Form, OneOf, Several, Span, Whole, Zone
from core.settings.model import Change, Held, Origin

MEANINGS = {
    "name": "краткое название",
    "full_name": "полное название",
    "time_zone": "часовой пояс",
    "content": "что уходит в мессенджер: всё, без имён полностью, без личных данных",
    **SWITCHES,
    "profile.letters": "принимают ли учителя сообщения семей: must — все, may — кто включил, none — никто",
    "profile.pupil_access": "видят ли ученики свой дневник: none — нет, read — только своё и только смотреть",
    "profile.consent": "согласие родителя: must — без него дневник закрыт, ask — спрашивать, none — не спрашивать",
    "profile.activation": "сколько семей подключить к дате: school 30 2026-04-30, school 60 2026-05-31",
    "news.mark": "отметки: сразу, вечером, никак",
    "news.correction": "исправления",
    "news.absence": "пропуски",
    "news.lateness": "опоздания",
    "news.homework": "домашние задания",
    "news.remark": "замечания",
    "news.term": "отметки за четверть, полугодие и год",
    "news.timetable": "изменения начала и конца уроков",
    "quiet": "тихие часы",
    "digest": "время вечерней сводки",
}
ORIGINS = {Origin.USUAL: "как обычно", Origin.PROFILE: "по профилю", Origin.HERE: "задано у школы"}


def table(held: tuple[Held, ...]) -> str:
    """A line for each key: what holds, where it comes from, what it means."""
    keys, values = max(len(one.key) for one in held), max(len(one.value) for one in held)
    origins = max(map(len, ORIGINS.values()))
    lines = (
        f"{one.key:{keys}}  {one.value:{values}}  {ORIGINS[one.origin]:{origins}}  {MEANINGS[one.key]}" for one in held
    )
    return "\n".join(lines)


def told(change: Change) -> str:
    """What became of a key."""
    return f"{change.new.key}: {change.old.value} → {change.new.value} ({ORIGINS[change.new.origin]})"


def refusal(error: DomainError) -> str:
    """What is wrong with a key or a value, and what may be written instead."""
    key = str(error.data["key"])
    if isinstance(error, UnknownSettingError):
        return f"Настройки «{key}» нет. Есть: {', '.join(SETTINGS)}."
    if isinstance(error, NothingUsualError):
        return f"У «{key}» нет обычного значения. Задайте своё: peremena school set {key}=…"
    return f"{key}: «{error.data['value']}» здесь не бывает. {allowed(SETTINGS[key].form)}"


def allowed(form: Form) -> str:
    """What may be written."""
    if isinstance(form, OneOf):
        return f"Можно: {', '.join(form.words)}."
    if isinstance(form, Whole):
        return f"Можно целое число от {form.least} до {form.most}."
    return _BY_KIND.get(type(form), "Нужна непустая строка, не слишком длинная.")


_BY_KIND: dict[type[Form], str] = {
    Clock: "Напишите время так: 19:00.",
    Day: "Напишите день так: 25.10.2026; не закрывать: off.",
    Span: "Напишите начало и конец так: 22:00-07:00; без тихих часов: off.",
    Several: "Напишите через запятую, как в описании; чтобы было по профилю: off.",
    Zone: "Напишите часовой пояс так: Europe/Moscow, Asia/Yekaterinburg.",
}
