"""The one configuration tree: `config.toml`, overridden by PEREMENA_SECTION__KEY variables of the environment.

Nothing is read at import. `load` reads the file, refuses unknown keys and placeholders by name, and checks values;
every refusal is a `ConfigError` that lists all problems of its kind, so that a person mends the file in one go.
"""

from bot.config.loading import DEFAULT_FILE, known_keys, load, location
from bot.config.problems import ConfigError, Problem
from bot.config.sections import (
    BotSection,
    CalendarSection,
    Config,
    DatabaseSection,
    DeliverySection,
    LogsSection,
    MetricsSection,
    RedisSection,
    WebhookSection,
)

__all__ = [
    "DEFAULT_FILE",
    "BotSection",
    "CalendarSection",
    "Config",
    "ConfigError",
    "DatabaseSection",
    "DeliverySection",
    "LogsSection",
    "MetricsSection",
    "Problem",
    "RedisSection",
    "WebhookSection",
    "known_keys",
    "load",
    "location",
]
