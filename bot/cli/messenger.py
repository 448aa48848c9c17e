"""Asking the messenger who the bot is, the way in which the bot itself would ask."""

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.utils.token import TokenValidationError

from bot.config import Config
from bot.session import messenger_session

SECONDS = 10
"""How long the Bot API may take."""


class NoAnswerError(Exception):
    """The messenger did not tell the bot's name; `token_refused` if it is the token's fault."""

    def __init__(self, *, token_refused: bool = False) -> None:
        super().__init__("token refused" if token_refused else "no answer")
        self.token_refused = token_refused


async def bot_name(config: Config) -> str:
    """The bot's user name. ConfigError if there is no token, else NoAnswerError."""
    token = config.bot.read_token().get_secret_value()
    try:
        async with Bot(token, session=messenger_session(config.bot)).context() as bot:
            return str((await bot.get_me(request_timeout=SECONDS)).username)
    except (TokenValidationError, TelegramUnauthorizedError, TelegramNotFound):
        raise NoAnswerError(token_refused=True) from None
    except (AiogramError, ValueError):  # ValueError: an address of a proxy that is none
        raise NoAnswerError from None
