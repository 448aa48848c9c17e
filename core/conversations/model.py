"""A step of a conversation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Step:
    """What is awaited in a conversation, with what it is about.

    `key` names the bot, the chat and the person, as the front-end does; `data` is plain JSON.
    """

    key: str
    state: str | None
    data: dict[str, Any]
    at: datetime
