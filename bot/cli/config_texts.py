"""Sentences about a configuration that was refused. Values are never shown: they may be secrets."""

from collections.abc import Callable, Mapping

from bot.config import ConfigError, Problem

_RULES: dict[str, str] = {
    "int_parsing": "нужно целое число",
    "int_type": "нужно целое число",
    "int_from_float": "нужно целое число",
    "float_parsing": "нужно число",
    "float_type": "нужно число",
    "bool_parsing": "нужно true или false",
    "bool_type": "нужно true или false",
    "string_type": "нужна строка в кавычках",
    "path_type": "нужен путь к файлу в кавычках",
    "literal_error": "можно только {expected}",
    "greater_than_equal": "не меньше {ge}",
    "greater_than": "больше {gt}",
    "less_than_equal": "не больше {le}",
    "database_url": "нужен адрес вида sqlite+aiosqlite:///файл.db или postgresql+asyncpg://логин:пароль@адрес/база",
    "redis_url": "нужен адрес вида redis://адрес:6379/0",
    "network": "нужен адрес машины или сети, например 10.0.0.5 или 10.0.0.0/24",
    "web_address": "нужен адрес, который начинается с https:// или http://",
    "webhook_secret": "нужно от 16 до 256 латинских букв, цифр, знаков «-» и «_»",
}


def _unknown_key(problem: Problem) -> str:
    nearest = problem.data.get("nearest")
    hint = f" Возможно, имелось в виду «{nearest}»." if nearest else " Все ключи перечислены в config.example.toml."
    return f"Неизвестный ключ «{problem.key}».{hint}"


def _wrong_value(problem: Problem) -> str:
    rule = _RULES.get(problem.data["rule"], "такое значение не подходит")
    return f"Ключ «{problem.key}»: {rule.format_map(_in_russian(problem.data))}."


def _in_russian(data: Mapping[str, str]) -> dict[str, str]:
    return {name: value.replace(" or ", " или ") for name, value in data.items()}


_SENTENCES: dict[str, Callable[[Problem], str]] = {
    "unknown_key": _unknown_key,
    "wrong_value": _wrong_value,
    "placeholder": lambda problem: (
        f"Ключ «{problem.key}» не заполнен: впишите своё значение вместо «ВСТАВЬТЕ…» или уберите строку."
    ),
    "needed": lambda problem: (
        f"Не задан ключ «{problem.key}»: впишите его в config.toml (без «#» в начале строки) или задайте переменную "
        f"PEREMENA_{problem.key.replace('.', '__').upper()}."
    ),
    "no_file": lambda problem: f"Файла {problem.data['path']} нет.{_of_key(problem)}",
    "unreadable": lambda problem: f"Файл {problem.data['path']} не читается: проверьте права.{_of_key(problem)}",
    "no_token": lambda problem: f"В файле {problem.data['path']} нет ни одного токена.{_of_key(problem)}",
    "token_twice": lambda problem: (
        f"Ключ «{problem.key}»: в строках {problem.data['first']} и {problem.data['second']} файла один и тот же "
        "токен: уберите одну из них."
    ),
    "bot_twice": lambda problem: (
        f"Ключ «{problem.key}»: в строках {problem.data['first']} и {problem.data['second']} файла два токена одного "
        "бота. Оставьте тот, который @BotFather выдал последним."
    ),
    "not_toml": lambda problem: (
        f"В файле {problem.key} ошибка в строке {problem.data['line']}: проверьте кавычки и знак «=»."
    ),
    "not_section": lambda problem: f"«{problem.key}» — это раздел: он пишется как [{problem.key}] на отдельной строке.",
}


def _of_key(problem: Problem) -> str:
    return "" if problem.key == problem.data["path"] else f" Его называет ключ «{problem.key}»."


def sentences(error: ConfigError) -> list[str]:
    """A sentence for each problem."""
    return [_SENTENCES[problem.code](problem) for problem in error.problems]
