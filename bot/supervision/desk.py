"""Who looks at checks and remarks in this chat, and the means of their handlers."""

from dataclasses import dataclass

from bot.common.desk import Desk, Holds
from core.supervision.rules import CHECKING, EXECUTING, SEEING


@dataclass(frozen=True, slots=True)
class CheckDesk(Desk):
    """Who acts, the moment and the means."""


class Checks(Holds):
    """Those who see what is found in the journal; who checks goes first."""

    wanted = (CHECKING, SEEING)
    laid = CheckDesk


class Concerned(Holds):
    """Those who write remarks or get them; who checks goes before who is only concerned."""

    wanted = (CHECKING, EXECUTING)
    laid = CheckDesk
