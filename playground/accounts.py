"""Who takes part: accounts of people and of bots."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

import telegram
from telegram.constants import ChatType

from playground.changes import Signal
from playground.updates import Clock, UpdateQueue


@dataclass
class Account:
    """A person's account. The private chat with a person has the person's own identifier."""

    id: int
    name: str
    language: str = "ru"
    phone: str = ""
    username: str | None = None
    active: bool = True

    def user(self) -> telegram.User:
        """Return the person as updates name them."""
        first, _, last = self.name.partition(" ")
        return telegram.User(
            self.id, first, False, last_name=last or None, username=self.username, language_code=self.language
        )

    def chat(self) -> telegram.Chat:
        """Return the private chat with the person as updates name it."""
        first, _, last = self.name.partition(" ")
        return telegram.Chat(
            self.id, ChatType.PRIVATE, first_name=first, last_name=last or None, username=self.username
        )


@dataclass
class Webhook:
    """Where updates of a bot are posted, and how the last attempts went."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error_at: dt.datetime | None = None
    last_error: str | None = None
    changed: Signal = field(default_factory=Signal)


CommandKey = tuple[str, int, int, str]
"""Kind of scope, chat, user and language; 0 and "" stand for "any"."""


class CommandLists:
    """Command menus of one bot, one for each scope and language."""

    def __init__(self) -> None:
        self._lists: dict[CommandKey, tuple[telegram.BotCommand, ...]] = {}

    def put(self, key: CommandKey, commands: Sequence[telegram.BotCommand]) -> None:
        """Set the list of exactly this scope and language; an empty list removes it."""
        self._lists.pop(key, None)
        if commands:
            self._lists[key] = tuple(commands)

    def get(self, key: CommandKey) -> tuple[telegram.BotCommand, ...]:
        """Return the list of exactly this scope and language."""
        return self._lists.get(key, ())

    def shown_to(self, account: Account) -> tuple[telegram.BotCommand, ...]:
        """Return the menu a person sees in the private chat: narrowest scope first, own language first."""
        for scope, chat in (("chat", account.id), ("all_private_chats", 0), ("default", 0)):
            for language in (account.language, ""):
                if found := self.get((scope, chat, 0, language)):
                    return found
        return ()


class BotAccount:
    """A bot: its token, its updates and everything set by the ``setMy...`` methods.

    `label` is the short name under which the bot stands in the log, which must not hold the token.
    """

    def __init__(self, token: str, username: str, name: str, clock: Clock) -> None:
        self.token = token
        self.id = int(token.partition(":")[0])
        self.username = username
        self.label = username
        self.queue = UpdateQueue(clock)
        self.webhook = Webhook()
        self.commands = CommandLists()
        self.texts: dict[tuple[str, str], str] = {("name", ""): name}
        self.menu_buttons: dict[int, telegram.MenuButton] = {}
        self.message_ids = count(1)

    @property
    def name(self) -> str:
        """Return the name shown to people without a language of their own."""
        return self.texts.get(("name", ""), self.username)

    def user(self) -> telegram.User:
        """Return the bot as messages name it."""
        return telegram.User(self.id, self.name, True, username=self.username)

    def described(self) -> telegram.User:
        """Return what ``getMe`` answers."""
        return telegram.User(
            self.id,
            self.name,
            True,
            username=self.username,
            can_join_groups=True,
            can_read_all_group_messages=False,
            supports_inline_queries=False,
        )
