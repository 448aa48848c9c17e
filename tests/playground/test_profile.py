import pytest
import telegram
from telegram.error import BadRequest

from playground import Person, Playground
from playground.files import image_size


def command(name: str) -> telegram.BotCommand:
    return telegram.BotCommand(name, f"команда {name}")


async def test_the_narrowest_menu_in_ones_own_language_wins(bot: telegram.Bot, olga: Person) -> None:
    private = telegram.BotCommandScopeAllPrivateChats()
    own = telegram.BotCommandScopeChat(olga.id)

    def shown() -> list[str]:
        return [item.command for item in olga.commands]

    await bot.set_my_commands([command("everybody")])
    assert shown() == ["everybody"]
    await bot.set_my_commands([command("private")], scope=private)
    await bot.set_my_commands([command("privat_ru")], scope=private, language_code="ru")
    assert shown() == ["privat_ru"]
    await bot.set_my_commands([command("teacher")], scope=own)
    assert shown() == ["teacher"]
    olga.account.language = "en"
    await bot.delete_my_commands(scope=own)
    assert shown() == ["private"]
    assert await bot.get_my_commands(scope=own) == ()
    assert await bot.get_my_commands(scope=private, language_code="ru") == (command("privat_ru"),)


@pytest.mark.parametrize(
    ("commands", "reason"),
    [
        ([telegram.BotCommand("Help", "что")], "bot_command_invalid"),
        ([telegram.BotCommand("help", "")], "bot_command_description_invalid"),
        ([command("help")] * 101, "bot_commands_too_much"),
    ],
)
async def test_faulty_menus_are_refused(bot: telegram.Bot, commands: list[telegram.BotCommand], reason: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.set_my_commands(commands)


async def test_names_and_descriptions_by_language(bot: telegram.Bot) -> None:
    await bot.set_my_name("Peremena", language_code="en")
    await bot.set_my_description("Дневник")
    await bot.set_my_short_description("Школа")

    assert (await bot.get_my_name("en")).name == "Peremena"
    assert (await bot.get_my_name("ru")).name == "Перемена"
    assert (await bot.get_my_description()).description == "Дневник"
    assert (await bot.get_my_short_description("en")).short_description == "Школа"


async def test_the_menu_button(bot: telegram.Bot, olga: Person) -> None:
    await bot.set_chat_menu_button(olga.id, telegram.MenuButtonDefault())

    assert (await bot.get_chat_menu_button(olga.id)).type == "default"
    assert (await bot.get_chat_menu_button()).type == "commands"


async def test_typing_is_shown(playground: Playground, bot: telegram.Bot, olga: Person) -> None:
    heard: list[str] = []
    playground.world.feed.subscribe(lambda event: heard.append(event["kind"]))

    await bot.send_chat_action(olga.id, "typing")

    assert heard == ["action"]


def test_sizes_of_pictures() -> None:
    jpeg = bytes.fromhex("ffd8 ffe0 0004 0000 ffc0 000b 08 00c8 0140 01 01 11 00")

    assert image_size(jpeg) == (320, 200)
    assert image_size(b"GIF89a") is None
