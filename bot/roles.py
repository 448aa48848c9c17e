"""What a process of the bot does of the whole."""

from enum import StrEnum


class Role(StrEnum):
    """`peremena run --role`: everything, or one part beside processes that do the others, on PostgreSQL."""

    ALL = "all"
    BOT = "bot"
    DELIVERY = "delivery"
    JOBS = "jobs"

    def does(self, part: "Role") -> bool:
        """Whether a process of this role does that part."""
        return self in (part, Role.ALL)
