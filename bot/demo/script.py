"""A scripted day: the main job from a code on a slip to a corrected mark in a parent's chat."""

from collections.abc import Callable

from bot.demo.stage import CAST, Stage
from playground import MessageView, Person

Print = Callable[[str], None]
ENTRY = "5А матем дз п.7 № 213; 5 Ёлкина, н Сидоров б"


class Script:
    """Plays and prints the conversation; a TimeoutError tells what did not come."""

    def __init__(self, stage: Stage, tell: Print) -> None:
        self._stage = stage
        self._tell = tell

    async def play(self) -> None:
        """The whole day."""
        await self._link()
        await self._one_lesson()
        await self._correction()
        await self._question()
        await self._undo()

    async def _link(self) -> None:
        self._tell("— Утро: листки с кодами розданы")
        for key in ("teacher", "mother"):
            await self._start(key, self._stage.codes[key])
            await self._hears(key, "подключён")
        uid = next(role.uid for role in CAST if role.key == "guest")
        await self._start("guest", "")
        await self._hears("guest", "UID")
        await self._says("guest", f"{uid} {self._stage.codes['guest']}")
        await self._hears("guest", "Прочитайте и ответьте")
        await self._presses("guest", "Согласен(на)")
        await self._hears("guest", "подключён")

    async def _one_lesson(self) -> None:
        self._tell("— После урока: одно сообщение")
        await self._says("teacher", ENTRY)
        await self._hears("teacher", "п.7 № 213")
        await self._presses("teacher", "Записать")
        await self._hears("teacher", "Записано")
        await self._hears("mother", "Отметка 5")
        await self._hears("guest", "болезнь")

    async def _correction(self) -> None:
        self._tell("— Описка: отметка исправлена, сообщение у мамы изменилось на месте")
        for button in ("Исправить отметку", "Ёлкина Софья: 5", "4"):
            await self._presses("teacher", button)
        await self._hears("mother", "5 → 4")

    async def _question(self) -> None:
        self._tell("— Двое однофамильцев: бот спрашивает, а не угадывает")
        await self._says("teacher", "5А Иванов 5 к/р")
        await self._hears("teacher", "Иванов")
        await self._presses("teacher", "Иванов Даниил")
        await self._presses("teacher", "Записать")
        await self._hears("teacher", "Записано")

    async def _undo(self) -> None:
        self._tell("— Запись отменена, пока никому не сообщено")
        await self._presses("teacher", "Отменить запись")
        await self._hears("teacher", "Запись отменена")

    async def _start(self, key: str, payload: str) -> None:
        self._person(key).mark()
        self._say(key, f"/start {payload}".strip())
        await self._person(key).start(payload)

    async def _says(self, key: str, text: str) -> None:
        self._person(key).mark()
        self._say(key, text)
        await self._person(key).say(text)

    async def _presses(self, key: str, button: str) -> None:
        self._person(key).mark()
        self._say(key, f"[{button}]")
        await self._person(key).press(button)

    async def _hears(self, key: str, words: str) -> None:
        message = await self._person(key).expect(words, timeout=30)
        self._tell(_shown(self._name(key), message))

    def _person(self, key: str) -> Person:
        return self._stage.people[key]

    def _say(self, key: str, text: str) -> None:
        self._tell(f"\n{self._name(key)}: {text}")

    def _name(self, key: str) -> str:
        return next(role.name for role in CAST if role.key == key)


def _shown(name: str, message: MessageView) -> str:
    lines = [f"    {line}" for line in message.text.splitlines()]
    buttons = " ".join(f"[{label}]" for label in message.labels)
    head = f"  Перемена → {name}" + (" (изменено)" if message.edited else "")
    return "\n".join([head, *lines, *([f"    {buttons}"] if buttons else [])])
