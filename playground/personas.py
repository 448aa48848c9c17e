"""The chat page's cast and its hints, and how they are told to the page."""

from dataclasses import dataclass
from typing import Any

import telegram

from playground.person import Person
from playground.views import FileView, MessageView, view
from playground.world import World

Json = dict[str, Any]


@dataclass(frozen=True)
class Persona:
    """One panel of the page: `key` names it in requests, `role` and `hint` are shown."""

    key: str
    role: str
    hint: str
    person: Person

    def told(self) -> Json:
        """Return the whole panel."""
        return {
            "key": self.key,
            "name": self.person.account.name,
            "role": self.role,
            "hint": self.hint,
            "screen": self.screen(),
            "messages": [message_told(message) for message in self.person.messages],
        }

    def screen(self) -> Json:
        """Return what stands around the messages."""
        conversation = self.person.conversation
        return {
            "started": conversation.started,
            "blocked": conversation.blocked,
            "active": conversation.account.active,
            "language": conversation.account.language,
            "keyboard": conversation.keyboard.to_dict() if conversation.keyboard else None,
            "commands": [command.to_dict() for command in self.person.commands],
        }


@dataclass(frozen=True)
class Hint:
    """One line of «Что попробовать»; `insert`, if any, is put into the input field of `persona`."""

    text: str
    persona: str = ""
    insert: str = ""


class Cast:
    """All personas of a page, and the translation of the world's events for it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._personas: dict[str, Persona] = {}

    def add(self, persona: Persona) -> None:
        """Give the page one more panel."""
        self._personas[persona.key] = persona

    def __getitem__(self, key: str) -> Persona:
        return self._personas[key]

    def told(self) -> list[Json]:
        """Return every panel, in the order in which they were added."""
        return [persona.told() for persona in self._personas.values()]

    def translate(self, event: Json) -> list[Json]:
        """Return an event of the world as the page needs it; events of people without a panel vanish."""
        if "user" not in event:
            return [{"kind": "screen", "person": p.key, "screen": p.screen()} for p in self._personas.values()]
        told = {key: value for key, value in event.items() if key not in ("user", "bot")}
        return [self._for(persona, told) for persona in self._playing(event["user"], event["bot"])]

    def _playing(self, user: int, bot: int) -> list[Persona]:
        return [
            persona
            for persona in self._personas.values()
            if persona.person.id == user and persona.person.conversation.bot.id == bot
        ]

    def _for(self, persona: Persona, event: Json) -> Json:
        told = {**event, "person": persona.key}
        if event["kind"] == "message":
            envelope = persona.person.conversation.messages[event["message_id"]]
            told["message"] = message_told(view(envelope, self._world.files))
        if event["kind"] in ("message", "screen"):
            told["screen"] = persona.screen()
        return told


def message_told(message: MessageView) -> Json:
    """Return a message as the page needs it; offsets of entities fit JavaScript's strings."""
    return {
        "id": message.id,
        "text": message.text,
        "entities": [entity.to_dict() for entity in message.entities],
        "buttons": [[vars(button) for button in row] for row in message.buttons],
        "from_bot": message.from_bot,
        "edited": message.edited,
        "date": int(message.date.timestamp()),
        "document": _file_told(message.document),
        "photo": _file_told(message.photo),
        "voice": _file_told(message.voice),
        "audio": _file_told(message.audio),
        "contact": _contact_told(message.contact),
        "reply_to": message.reply_to,
    }


def _contact_told(contact: telegram.Contact | None) -> Json | None:
    return contact.to_dict() if contact else None


def _file_told(file: FileView | None) -> Json | None:
    if file is None:
        return None
    return {"id": file.file_id, "name": file.name, "mime": file.mime, "size": file.size}
