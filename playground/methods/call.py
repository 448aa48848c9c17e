"""One call of a bot, and what most methods need of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from playground import errors
from playground.accounts import BotAccount
from playground.conversation import Conversation
from playground.params import Params
from playground.world import World


@dataclass(frozen=True)
class Call:
    """Who calls, with which parameters, in which world."""

    world: World
    bot: BotAccount
    params: Params

    def conversation(self, *, writing: bool = False) -> Conversation:
        """Return the chat named by ``chat_id``; `writing` also asks whether the person lets the bot write.

        Raises:
            ApiError: 400 for no such chat or one that has migrated, 403 for a person who is gone or
                has blocked the bot.
        """
        if not self.params.text("chat_id"):
            raise errors.bad_request("chat_id is empty")
        conversation = self._find(self.params.integer("chat_id"))
        if not conversation.account.active:
            raise errors.deactivated()
        if writing and conversation.blocked:
            raise errors.blocked()
        return conversation

    def _find(self, chat_id: int) -> Conversation:
        if chat_id in self.world.migrated:
            raise errors.migrated(self.world.migrated[chat_id])
        account = self.world.accounts.get(chat_id)
        conversation = self.world.conversation(self.bot, account) if account else None
        if conversation is None or not conversation.started:
            raise errors.chat_not_found()
        return conversation


Method = Callable[[Call], Awaitable[Any]]
"""Answers a call with a JSON-ready value, or raises `ApiError`."""
