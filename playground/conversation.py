"""One person's private chat with one bot."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import telegram

from playground.accounts import Account, BotAccount
from playground.changes import Feed, Signal
from playground.updates import Clock

FOREVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

Content = dict[str, Any]
"""What a message is made of: keyword arguments of `telegram.Message`."""


@dataclass(frozen=True)
class Envelope:
    """A message as it stands now.

    `revision` grows with every change in the chat, so that one may look only at what is newer than a
    mark. `reworded` tells that the words were changed, not only the buttons. A message sent with a
    reply keyboard is not `editable`.
    """

    message_id: int
    sent_at: dt.datetime
    sender: telegram.User
    chat: telegram.Chat
    content: Content
    revision: int
    edited_at: dt.datetime | None = None
    reworded: bool = False
    editable: bool = False

    def message(self) -> telegram.Message:
        """Return the message as the Bot API tells it."""
        return telegram.Message(
            self.message_id,
            self.sent_at,
            self.chat,
            from_user=self.sender,
            edit_date=self.edited_at,
            **self.content,
        )


class Conversation:
    """Messages of a person and a bot, and what the person's screen shows around them."""

    def __init__(self, bot: BotAccount, account: Account, clock: Clock, feed: Feed) -> None:
        self.bot = bot
        self.account = account
        self.messages: dict[int, Envelope] = {}
        self.keyboard: telegram.ReplyKeyboardMarkup | None = None
        self.reply_wanted_to: int | None = None
        self.started = False
        self.blocked = False
        self.revision = 0
        self.changed = Signal()
        self._clock = clock
        self._feed = feed

    def now(self) -> dt.datetime:
        """Return the moment by the playground's clock."""
        return dt.datetime.fromtimestamp(int(self._clock()), dt.UTC)

    def tell(self, kind: str, **event: Any) -> None:
        """Wake those who wait for a change and tell the open pages."""
        self.changed.fire()
        self._feed.tell(kind, user=self.account.id, bot=self.bot.id, **event)

    def add(self, sender: telegram.User, content: Content, *, editable: bool = False) -> Envelope:
        """Put a new message into the chat."""
        return self._keep(
            Envelope(
                next(self.bot.message_ids),
                self.now(),
                sender,
                self.account.chat(),
                content,
                self._next_revision(),
                editable=editable,
            )
        )

    def edit(self, old: Envelope, content: Content, *, reworded: bool) -> Envelope:
        """Change a message."""
        return self._keep(
            replace(
                old,
                content=content,
                edited_at=self.now(),
                reworded=old.reworded or reworded,
                revision=self._next_revision(),
            )
        )

    def remove(self, message_id: int) -> None:
        """Delete a message for both sides."""
        del self.messages[message_id]
        self._next_revision()
        self.tell("deleted", message_id=message_id)

    def hear(self, content: Content) -> Envelope:
        """Take a message from the person: put it into the chat and tell the bot."""
        self.started = True
        if self.reply_wanted_to in self.messages:
            content = {**content, "reply_to_message": self.messages[self.reply_wanted_to].message()}
        self.reply_wanted_to = None
        envelope = self.add(self.account.user(), content)
        self.bot.queue.push(message=envelope.message())
        return envelope

    def set_blocked(self, blocked: bool) -> None:
        """Let the person block the bot or take that back, and tell the bot."""
        if blocked == self.blocked:
            return
        self.blocked = blocked
        before, after = self._membership(not blocked), self._membership(blocked)
        self.bot.queue.push(
            my_chat_member=telegram.ChatMemberUpdated(
                self.account.chat(), self.account.user(), self.now(), before, after
            )
        )
        self.tell("screen")

    def _membership(self, blocked: bool) -> telegram.ChatMember:
        bot = self.bot.user()
        return telegram.ChatMemberBanned(bot, FOREVER) if blocked else telegram.ChatMemberMember(bot)

    def _next_revision(self) -> int:
        self.revision += 1
        return self.revision

    def _keep(self, envelope: Envelope) -> Envelope:
        self.messages[envelope.message_id] = envelope
        self.tell("message", message_id=envelope.message_id)
        return envelope
