"""What the handlers of those who decide about the timetable work with, made for one update."""

from dataclasses import dataclass

from bot.common.desk import Desk, Holds
from core.calendar.changes.arranging import ARRANGING, REVOKING, SEEING


@dataclass(frozen=True, slots=True)
class Office(Desk):
    """Who acts, the moment, and the means to act."""

    @property
    def decides(self) -> bool:
        """Whether the actor may decide about lessons, and not only look."""
        return self.actor.holds(*ARRANGING)

    @property
    def revokes(self) -> bool:
        """Whether the actor may let the weekly timetable hold again."""
        return self.actor.holds(*REVOKING)


class InOffice(Holds):
    """Lets pass the chats that speak for somebody who sees what is decided about lessons; who may decide goes first."""

    wanted = (ARRANGING, SEEING)
    laid = Office
    name = "office"
