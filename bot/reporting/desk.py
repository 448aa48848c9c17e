"""Who reads reports in this chat, and the means of their handlers."""

from dataclasses import dataclass

from bot.common.desk import Desk, Holds
from core.reporting.rules import SEEING, WHOLE
from core.reporting.summary import READERS, SEES, Scope


@dataclass(frozen=True, slots=True)
class Reports(Desk):
    """Who reads, the moment, and the means."""


class Reads(Holds):
    """Lets pass the chats that speak for somebody who reads reports; who sees the whole school goes first."""

    wanted = (WHOLE, SEEING)
    laid = Reports
    name = "reports"


class Leads(Holds):
    """Lets pass the chats that speak for somebody who reads summaries; a leader of teachers goes first."""

    wanted = (SEES[Scope.WEEK], READERS)
    laid = Reports
    name = "reports"
