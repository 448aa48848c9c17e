"""The line under a record that teaches the next trick, by an example about the own class."""

from datetime import datetime

from bot.i18n import N_, Texts
from core.journal.hints import service
from core.journal.hints.model import Hint
from core.journal.writing import Recorded
from core.people.model import Actor
from core.unit_of_work import Database

_LESSONS = {
    Hint.LESSON: N_("Чтобы я не переспрашивал, начните с класса и предмета:"),
    Hint.WORDS: N_("То же самое можно записать одним сообщением:"),
    Hint.HOMEWORK: N_("Можно сразу с заданием:"),
    Hint.MARKS: N_("Отметки и отсутствующие — тем же сообщением:"),
    Hint.NOTES: N_("Болеет несколько дней? Скажите об этом один раз:"),
    Hint.ABSENCES: N_("Кого не было — тем же сообщением, «б» — болеет:"),
    Hint.WORKS: N_("За что отметки, можно сказать перед ними:"),
    Hint.LISTS: N_("Одинаковые отметки — списком:"),
    Hint.TOPIC: N_("Тему тоже можно сказать сразу:"),
    Hint.CORRECTIONS: N_("Отметку можно исправить и сообщением:"),
}


async def hint_line(database: Database, actor: Actor, done: Recorded, now: datetime, texts: Texts) -> str | None:
    """What is taught under a record; None where nothing is."""
    if done.hint is None:
        return None
    example = await service.example_of(database, actor, done.hint, done.draft.reading.class_id, now)
    if example is None:
        return None
    return f"💡 {texts.t(_LESSONS[done.hint])}\n" + texts.h("<code>{example}</code>", example=example)


async def hints_wanted(database: Database, actor: Actor) -> bool | None:
    """Whether the teacher wants hints; None for an operator at work, who gets none."""
    return None if actor.types_for is not None else await service.are_wanted(database, actor)
