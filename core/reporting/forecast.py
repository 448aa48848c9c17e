"""When a target is reached if the last four weeks go on. Pure, and no cleverer than that."""

from datetime import date, timedelta

from core.reporting.model import Families, Forecast, Outlook

BACK = 28
"""Days that are looked back on."""
LEAST = 7
"""Fewer days since the first link say nothing: the first evening of a meeting would promise wonders."""
HORIZON = 730
"""Days ahead beyond which a date would be a joke."""


def forecast(families: Families, percent: int, today: date, by: date | None = None) -> Forecast:
    """When so many per cent of the families are connected, and whether that is in time for a day (K05)."""
    missing = max(0, -(-percent * families.total // 100) - families.now)
    if not missing:
        return Forecast(Outlook.REACHED)
    days = _days(families, today)
    if days < LEAST:
        return Forecast(Outlook.UNKNOWN, missing)
    gained = families.now - families.month_ago
    ahead = -(-missing * days // gained) if gained > 0 else HORIZON + 1
    if ahead > HORIZON:
        return Forecast(Outlook.NEVER, missing)
    day = today + timedelta(days=ahead)
    return Forecast(Outlook.LATE if by is not None and day > by else Outlook.IN_TIME, missing, day)


def _days(families: Families, today: date) -> int:
    """Over how many days the pace is taken: four weeks, or since the first link of all if that is later."""
    return min(BACK, (today - families.first).days) if families.first is not None else BACK
