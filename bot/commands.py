"""The command menu, for each audience in each language."""

from aiogram import Bot
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats

from bot.i18n import LANGUAGES, N_, texts

COMMANDS = {
    "start": N_("Кто говорит в этом чате и что здесь можно"),
    "help": N_("Как пользоваться ботом"),
    "language": N_("Выбрать язык"),
    "unlink": N_("Отключить этот чат от школы"),
}


async def publish(bot: Bot) -> None:
    """Tell the messenger the commands: Russian for everybody, other languages for those who use them."""
    scope = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands(_commands("ru"), scope=scope)
    for language in LANGUAGES:
        await bot.set_my_commands(_commands(language), scope=scope, language_code=language)


def _commands(language: str) -> list[BotCommand]:
    own = texts(language)
    return [BotCommand(command=name, description=own.t(meaning)) for name, meaning in COMMANDS.items()]
