"""What the composition root hands to the front-end, as ports: no part of it knows the storage."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.config import Config
from core.clock import Clock
from core.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Parts:
    """The deployment's settings, clock and database. `zone` is the school's; `wake` stirs the delivery."""

    settings: Config
    clock: Clock
    zone: ZoneInfo
    database: Database
    for_update: Callable[[str, int], Database]
    wake: Callable[[], None]
