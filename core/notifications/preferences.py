"""What a person wants to be told of, and when: kinds of news, quiet hours, the hour of the digest."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import time
from enum import StrEnum


class Topic(StrEnum):
    """The kinds of news that a person may set apart; all but `TERM` and `TIMETABLE` are about a lesson.

    `CORRECTION` is not a thing of its own in the journal: it says what becomes of a message that was sent when
    anything in it changes. That a lesson was not held belongs to `HOMEWORK`, an exemption to `REMARK`.
    """

    MARK = "mark"
    CORRECTION = "correction"
    ABSENCE = "absence"
    LATENESS = "lateness"
    HOMEWORK = "homework"
    REMARK = "remark"
    TERM = "term"
    TIMETABLE = "timetable"


class Mode(StrEnum):
    """At once (after the grace time and outside quiet hours), in the evening digest, or not at all."""

    NOW = "now"
    DIGEST = "digest"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody has chosen; everything else stays as it is by default. Times are those of the school's clock."""

    modes: Mapping[Topic, Mode] = field(default_factory=dict)
    quiet_from: time | None = None
    quiet_to: time | None = None
    digest_at: time | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for a person. Quiet hours that end when they begin are none."""

    modes: Mapping[Topic, Mode] = field(default_factory=lambda: dict.fromkeys(Topic, Mode.NOW))
    quiet_from: time = time(22)
    quiet_to: time = time(7)
    digest_at: time = time(19)

    @property
    def has_quiet_hours(self) -> bool:
        """Whether there is any time in which no push comes."""
        return self.quiet_from != self.quiet_to


def settled(*choices: Choices) -> Settings:
    """The default settings with these choices over them, the later ones over the earlier."""
    settings = Settings()
    for chosen in choices:
        settings = replace(
            settings,
            modes={**settings.modes, **chosen.modes},
            quiet_from=settings.quiet_from if chosen.quiet_from is None else chosen.quiet_from,
            quiet_to=settings.quiet_to if chosen.quiet_to is None else chosen.quiet_to,
            digest_at=settings.digest_at if chosen.digest_at is None else chosen.digest_at,
        )
    return settings
