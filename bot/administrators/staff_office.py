"""Who keeps the staff here, the moment, and the means to act; made for one update."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.administrators.staff_views import card_screen
from bot.common.desk import Desk, Holds
from bot.i18n import Html
from bot.screens import Screen
from core.errors import NotFoundError
from core.ids import PersonId
from core.people.staff import service
from core.people.staff.model import Card, Employee
from core.people.staff.rules import KEEPERS, SEEING, is_fresh


@dataclass(frozen=True, slots=True)
class Office(Desk):
    """The desk of who keeps the staff."""

    async def card(self, person: int) -> Card:
        """One employee."""
        return await service.card(self.database, self.actor, PersonId(person), self.now)

    async def staff(self, words: str = "") -> tuple[Employee, ...]:
        """Those whom the words name; everybody without words."""
        return await service.staff_list(self.database, self.actor, self.now, words)

    async def done(self, person: int, words: Html) -> Screen:
        """The employee after a change, and what was changed."""
        return card_screen(await self.card(person), self.texts, words)

    def agreed(self, at: int) -> bool:
        """Whether a «yes» answers a question that was put just now."""
        return is_fresh(moment(at), self.now)


class Keeping(Holds):
    """Lets pass the chats that speak for somebody who keeps or sees the staff, an administrator first."""

    wanted = (KEEPERS, SEEING)
    laid = Office
    name = "office"


def moment(at: int) -> datetime:
    """When a question was put. NotFoundError for a number that is no moment."""
    try:
        return datetime.fromtimestamp(at, UTC)
    except (ValueError, OverflowError, OSError):
        raise NotFoundError from None


def day(ordinal: int) -> date:
    """A day from a button. NotFoundError for a number that is no day."""
    try:
        return date.fromordinal(ordinal)
    except (ValueError, OverflowError):
        raise NotFoundError from None
