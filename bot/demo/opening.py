"""The scene as a visitor finds it: who is linked already, and what to try first."""

from bot.demo.script import ENTRY
from bot.demo.stage import CAST, GRACE_NOTE, UNLINKED, Stage
from playground import Hint


async def open_scene(stage: Stage) -> None:
    """Link everybody but one parent, and say what to try."""
    for role in CAST:
        if role.key != UNLINKED:
            await stage.people[role.key].start(stage.codes[role.key])
            await stage.people[role.key].expect("подключён", timeout=30)
    guest = next(role for role in CAST if role.key == UNLINKED)
    stage.playground.hints(
        [
            Hint(
                "Лариса Петровна ещё не подключена: пусть пришлёт UID и код с листка и ответит, согласна ли.",
                UNLINKED,
                f"{guest.uid} {stage.codes[UNLINKED]}",
            ),
            Hint(
                "Учитель записывает урок одним сообщением. Вставьте его, отправьте и нажмите «Записать».",
                "teacher",
                ENTRY,
            ),
            Hint(GRACE_NOTE),
            Hint("Исправьте отметку: сообщение у мамы изменится на месте. Отменить запись можно до отправки."),
            Hint("Два Ивановых в классе: бот спросит, о ком речь.", "teacher", "5А Иванов 5 к/р"),
            Hint("Заместитель назначает замену: кто заменит, видит ровно этот урок.", "deputy", "/substitutions"),
            Hint("Классный руководитель видит свой класс за день и причины пропусков.", "class_teacher", "/absences"),
            Hint("Ученица видит только свой дневник и ничего не меняет.", "pupil", "/diary"),
            Hint("Нажмите «Неполадки» и посмотрите, что ничего не теряется."),
        ]
    )
