"""What a bot says of itself: names, descriptions, command menus, the menu button."""

import re
from collections.abc import Callable
from typing import Any

import telegram
from telegram.constants import BotCommandLimit, BotDescriptionLimit, BotNameLimit

from playground import errors
from playground.accounts import CommandKey
from playground.methods.call import Call, Method
from playground.params import read_object

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    }
)


async def get_me(call: Call) -> dict[str, Any]:
    """Tell the bot who it is."""
    return call.bot.described().to_dict()


async def set_my_commands(call: Call) -> bool:
    """Set the menu of one scope and language."""
    key, commands = _command_key(call), _commands(call)
    call.bot.commands.put(key, commands)
    call.world.feed.tell("commands", bot=call.bot.id)
    return True


async def get_my_commands(call: Call) -> list[dict[str, Any]]:
    """Return the menu of exactly one scope and language."""
    return [command.to_dict() for command in call.bot.commands.get(_command_key(call))]


async def delete_my_commands(call: Call) -> bool:
    """Remove the menu of one scope and language, so that a wider one shows."""
    call.bot.commands.put(_command_key(call), ())
    call.world.feed.tell("commands", bot=call.bot.id)
    return True


async def set_chat_menu_button(call: Call) -> bool:
    """Set the button beside the input field, of one chat or of all."""
    data = call.params.structure("menu_button", "can't parse menu button JSON object")
    button = data or {"type": "default"}
    call.bot.menu_buttons[_menu_chat(call)] = read_object(telegram.MenuButton, button, "can't parse menu button")
    return True


async def get_chat_menu_button(call: Call) -> dict[str, Any]:
    """Return the button beside the input field, of one chat or of all."""
    buttons = call.bot.menu_buttons
    found = buttons.get(_menu_chat(call)) or buttons.get(0) or telegram.MenuButtonCommands()
    return found.to_dict()


def _setter(field: str, longest: int) -> Method:
    async def set_text(call: Call) -> bool:
        text, language = call.params.text(field), call.params.text("language_code")
        if len(text) > longest:
            raise errors.bad_request(f"{field} is too long")
        call.bot.texts.pop((field, language), None)
        if text:
            call.bot.texts[field, language] = text
        return True

    return set_text


def _getter(field: str, kind: Callable[[str], telegram.TelegramObject]) -> Method:
    async def get_text(call: Call) -> dict[str, Any]:
        texts = call.bot.texts
        found = texts.get((field, call.params.text("language_code"))) or texts.get((field, ""), "")
        return kind(found).to_dict()

    return get_text


def _menu_chat(call: Call) -> int:
    return call.conversation().account.id if call.params.text("chat_id") else 0


def _command_key(call: Call) -> CommandKey:
    scope = call.params.structure("scope", "can't parse BotCommandScope JSON object") or {"type": "default"}
    kind = str(scope.get("type")) if isinstance(scope, dict) else ""
    if kind not in _SCOPES:
        raise errors.bad_request("can't parse BotCommandScope: unsupported type specified")
    chat, user = int(scope.get("chat_id") or 0), int(scope.get("user_id") or 0)
    if kind.startswith("chat") and chat not in call.world.accounts:
        raise errors.chat_not_found()
    return kind, chat, user, call.params.text("language_code")


def _commands(call: Call) -> tuple[telegram.BotCommand, ...]:
    data = call.params.structure("commands", "can't parse commands list")
    if not isinstance(data, list):
        raise errors.bad_request("can't parse commands list: expected an Array of BotCommand")
    if len(data) > BotCommandLimit.MAX_COMMAND_NUMBER:
        raise errors.bad_request("BOT_COMMANDS_TOO_MUCH")
    commands = tuple(read_object(telegram.BotCommand, item, "can't parse BotCommand") for item in data)
    for command in commands:
        _check_command(command)
    return commands


def _check_command(command: telegram.BotCommand) -> None:
    if not _COMMAND.fullmatch(command.command.removeprefix("/")):
        raise errors.bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(command.description) <= BotCommandLimit.MAX_DESCRIPTION:
        raise errors.bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


_TEXTS: dict[str, tuple[str, int, Callable[[str], telegram.TelegramObject]]] = {
    "Name": ("name", BotNameLimit.MAX_NAME_LENGTH, telegram.BotName),
    "Description": ("description", BotDescriptionLimit.MAX_DESCRIPTION_LENGTH, telegram.BotDescription),
    "ShortDescription": (
        "short_description",
        BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH,
        telegram.BotShortDescription,
    ),
}

METHODS: dict[str, Method] = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    **{f"setMy{name}": _setter(key, longest) for name, (key, longest, _) in _TEXTS.items()},
    **{f"getMy{name}": _getter(key, kind) for name, (key, _, kind) in _TEXTS.items()},
}
