"""Reading the configuration: the file, the environment over it, refusals that name keys."""

import difflib
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.config.problems import ConfigError, Problem, refuse, text_of
from bot.config.sections import Config

DEFAULT_FILE = Path("config.toml")
_FILE_VARIABLE = "PEREMENA_CONFIG"
_PREFIX = "PEREMENA_"
_TESTS_PREFIX = "PEREMENA_TEST_"  # addresses of the servers that the project's tests use; not settings
_PLACEHOLDER = re.compile(r"^\s*<?(вставьте|change[_-]?me)", re.IGNORECASE)

Tree = dict[str, Any]


def load(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Config:
    """Read the configuration: from `path`, else PEREMENA_CONFIG, else `config.toml` if it is here, else defaults.

    Raises ConfigError.
    """
    tree = _file(path, environ)
    refuse(_unknown_keys(tree))
    refuse(_overlay(tree, environ))
    refuse(_placeholders(tree))
    config = _validated(tree)
    refuse(_missing(config))
    return config


def location(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Path | None:
    """The file that `load` would read, or None where defaults are used."""
    named = path or (Path(environ[_FILE_VARIABLE]) if environ.get(_FILE_VARIABLE) else None)
    return named or (DEFAULT_FILE if DEFAULT_FILE.exists() else None)


def known_keys() -> tuple[str, ...]:
    """Every key as «section.key», in the order of the tree."""
    return tuple(
        f"{section}.{key}"
        for section, described in Config.model_fields.items()
        for key in described.default.__class__.model_fields
    )


def _file(path: Path | None, environ: Mapping[str, str]) -> Tree:
    found = location(path, environ)
    if found is None:
        return {}
    try:
        return tomllib.loads(text_of(found, str(found)))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise ConfigError(Problem("not_toml", str(found), {"line": line[1] if line else "?"})) from None


def _unknown_keys(tree: Tree) -> Iterator[Problem]:
    known = known_keys()
    sections = tuple(Config.model_fields)
    for section, values in tree.items():
        if section not in sections:
            yield _unknown(section, (*sections, *known))
        elif not isinstance(values, dict):
            yield Problem("not_section", section)
        else:
            yield from (_unknown(f"{section}.{key}", known) for key in values if f"{section}.{key}" not in known)


def _unknown(key: str, known: tuple[str, ...]) -> Problem:
    nearest = difflib.get_close_matches(key, known, n=1)
    return Problem("unknown_key", key, {"nearest": nearest[0]} if nearest else {})


def _overlay(tree: Tree, environ: Mapping[str, str]) -> Iterator[Problem]:
    """Put the environment's values into the tree; variables that mean nothing are problems."""
    known = {f"{_PREFIX}{key.replace('.', '__')}".upper(): key for key in known_keys()}
    for name, value in sorted(environ.items()):
        if not name.startswith(_PREFIX) or name == _FILE_VARIABLE or name.startswith(_TESTS_PREFIX):
            continue
        if name not in known:
            yield _unknown(name, tuple(known))
            continue
        section, key = known[name].split(".")
        tree.setdefault(section, {})[key] = value


def _placeholders(tree: Tree) -> Iterator[Problem]:
    for section, values in tree.items():
        for key, value in values.items():
            if isinstance(value, str) and _PLACEHOLDER.match(value):
                yield Problem("placeholder", f"{section}.{key}")


def _validated(tree: Tree) -> Config:
    try:
        return Config.model_validate(tree)
    except ValidationError as error:
        raise ConfigError(*_wrong_values(error)) from None  # the cause would show values


def _wrong_values(error: ValidationError) -> Iterator[Problem]:
    for wrong in error.errors(include_input=False, include_url=False):
        allowed = {name: str(value) for name, value in wrong.get("ctx", {}).items() if name != "error"}
        yield Problem("wrong_value", ".".join(map(str, wrong["loc"][:2])), {"rule": wrong["type"], **allowed})


def _missing(config: Config) -> Iterator[Problem]:
    if config.bot.mode == "webhook":
        for key in ("url", "secret"):
            if getattr(config.webhook, key) is None:
                yield Problem("needed", f"webhook.{key}")
