"""Everything the playground knows: bots, people, their chats, files and unanswered presses."""

import asyncio
import secrets
import time
from dataclasses import dataclass
from itertools import count

from playground.accounts import Account, BotAccount
from playground.changes import Feed
from playground.conversation import Conversation
from playground.files import FileShelf
from playground.updates import Clock


@dataclass(frozen=True)
class CallbackAnswer:
    """What the bot answered to a press: a passing note, or an alert that waits for «OK»."""

    text: str = ""
    show_alert: bool = False
    url: str = ""


@dataclass(frozen=True)
class Press:
    """A press on an inline button which the bot has not answered; `at` is monotonic seconds."""

    conversation: Conversation
    message_id: int
    data: str
    answer: "asyncio.Future[CallbackAnswer]"
    at: float


class World:
    """State of a playground, in memory. `clock` gives seconds since the epoch and dates the messages."""

    def __init__(self, clock: Clock, callback_lifetime: float = 15.0) -> None:
        self.clock = clock
        self.feed = Feed()
        self.files = FileShelf()
        self.bots: dict[str, BotAccount] = {}
        self.accounts: dict[int, Account] = {}
        self.migrated: dict[int, int] = {}
        self._conversations: dict[tuple[int, int], Conversation] = {}
        self._presses: dict[str, Press] = {}
        self._callback_lifetime = callback_lifetime
        self._user_ids = count(700_000_001)

    def add_bot(self, token: str, username: str, name: str) -> BotAccount:
        """Make a bot known under its token."""
        self.bots[token] = BotAccount(token, username, name, self.clock)
        return self.bots[token]

    def account(self, name: str, language: str, user_id: int | None) -> Account:
        """Return the account with this identifier, made when it does not exist yet."""
        user_id = user_id or next(self._user_ids)
        if user_id not in self.accounts:
            phone = f"+7900{user_id % 10_000_000:07d}"
            self.accounts[user_id] = Account(user_id, name, language, phone)
        return self.accounts[user_id]

    def conversation(self, bot: BotAccount, account: Account) -> Conversation:
        """Return the private chat of the two."""
        key = (bot.id, account.id)
        if key not in self._conversations:
            self._conversations[key] = Conversation(bot, account, self.clock, self.feed)
        return self._conversations[key]

    def open_press(self, conversation: Conversation, message_id: int, data: str) -> tuple[str, Press]:
        """Begin the wait for an answer to a press; return its query identifier and itself."""
        query_id = str(secrets.randbits(62))
        answer: asyncio.Future[CallbackAnswer] = asyncio.get_running_loop().create_future()
        press = self._presses[query_id] = Press(conversation, message_id, data, answer, time.monotonic())
        return query_id, press

    def close_press(self, query_id: str) -> Press | None:
        """Return the press to be answered now, or None if it is unknown, answered or too old."""
        press = self._presses.pop(query_id, None)
        if press and time.monotonic() - press.at > self._callback_lifetime:
            return None
        return press
