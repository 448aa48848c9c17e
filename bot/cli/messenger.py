"""Asking the messenger who a bot is, the way in which the bot itself would ask."""

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.utils.token import TokenValidationError
from pydantic import SecretStr

from bot.config import BotSection
from bot.session import messenger_session

SECONDS = 10
"""How long the Bot API may take."""


class NoAnswerError(Exception):
    """The messenger did not tell the bot's name; `token_refused` if it is the token's fault."""

    def __init__(self, *, token_refused: bool = False) -> None:
        super().__init__("token refused" if token_refused else "no answer")
        self.token_refused = token_refused


async def bot_name(section: BotSection, token: SecretStr) -> str:
    """The user name of the bot with this token. NoAnswerError."""
    try:
        async with Bot(token.get_secret_value(), session=messenger_session(section)).context() as bot:
            return str((await bot.get_me(request_timeout=SECONDS)).username)
    except (TokenValidationError, TelegramUnauthorizedError, TelegramNotFound):
        raise NoAnswerError(token_refused=True) from None
    except (AiogramError, ValueError):  # ValueError: an address of a proxy that is none
        raise NoAnswerError from None
