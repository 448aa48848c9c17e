"""What is wrong with a configuration."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one key. `data` never holds the value itself, since it may be a secret."""

    code: str
    key: str
    data: Mapping[str, str] = field(default_factory=dict)


class ConfigError(Exception):
    """The configuration cannot be used. `str()` of it is for logs: codes and keys, no values."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{problem.code}: {problem.key}" for problem in problems))
        self.problems = problems


def refuse(problems: Iterator[Problem]) -> None:
    """ConfigError with all of them, if there is any."""
    if found := tuple(problems):
        raise ConfigError(*found)


def text_of(path: Path, key: str) -> str:
    """A text file that a key names. ConfigError if it cannot be read."""
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise ConfigError(Problem("no_file", key, {"path": str(path)})) from None
    except (OSError, UnicodeDecodeError):
        raise ConfigError(Problem("unreadable", key, {"path": str(path)})) from None
