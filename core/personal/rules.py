"""Reading a new value, limits of requests. Pure."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from core.applications.rules import read_name, read_phone
from core.approvals.model import DataChange, Request
from core.people.details import Detail
from core.people.model import FULL, School
from core.personal.errors import (
    BornNotReadError,
    DataAskedError,
    DataOnPaperError,
    EmailNotReadError,
    TooManyChangesError,
)

MOST_WAITING, MOST_OF_DAY = 5, 10
"""Requests of one person that may wait, and that may be made within a day, withdrawn ones too."""
A_DAY = timedelta(days=1)
LONGEST_EMAIL = 120
OLDEST = 120

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DAY = re.compile(r"(\d{1,2})[./\s-](\d{1,2})[./\s-](\d{4})")


def read_value(detail: Detail, text: str, today: date) -> str:
    """A new value as the directory writes it, however it was typed.

    NameNotReadError, BornNotReadError, PhoneNotReadError, EmailNotReadError.
    """
    match detail:
        case Detail.NAME:
            return read_name(text).full
        case Detail.BORN:
            return _born(text, today).isoformat()
        case Detail.PHONE:
            return read_phone(text.strip())
        case Detail.EMAIL:
            return _email(text.strip())


def check_by_chat(school: School) -> None:
    """DataOnPaperError where the school sends no names through the messenger."""
    if school.content_mode != FULL:
        raise DataOnPaperError


def check_asks(new: DataChange, own: Iterable[Request], now: datetime) -> None:
    """Refuse a second change of one thing, and too many of all. DataAskedError, TooManyChangesError."""
    requests = [(one, one.made.matter) for one in own]
    waiting = [matter for one, matter in requests if one.waiting and isinstance(matter, DataChange)]
    if any((matter.person_id, matter.detail) == (new.person_id, new.detail) for matter in waiting):
        raise DataAskedError
    recent = [one for one, matter in requests if isinstance(matter, DataChange) and one.made.asked_at > now - A_DAY]
    if len(waiting) >= MOST_WAITING or len(recent) >= MOST_OF_DAY:
        raise TooManyChangesError(limit=MOST_WAITING)


def _born(text: str, today: date) -> date:
    match = _DAY.fullmatch(text.strip())
    if match is None:
        raise BornNotReadError
    try:
        born = date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        raise BornNotReadError from None
    if not today.year - OLDEST <= born.year or born >= today:
        raise BornNotReadError
    return born


def _email(text: str) -> str:
    if len(text) > LONGEST_EMAIL or _EMAIL.fullmatch(text) is None:
        raise EmailNotReadError
    return text
