"""Reading the answers of a form, limits for strangers, who may do what. Pure."""

import re
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from core.applications.errors import (
    AlreadyAppliedError,
    ClassNotReadError,
    NameNotReadError,
    OnPaperOnlyError,
    PhoneNotReadError,
    TooManyApplicationsError,
)
from core.applications.model import Application, Form, State, Waits
from core.applications.names import compare
from core.deadlines.profiles import profile_of
from core.errors import ForbiddenError
from core.people.model import FULL, Actor, Name, Role, School, SchoolClass

CLERKS = (Role.CLERK, Role.COORDINATOR, Role.ADMINISTRATOR)
"""Who receives applications, checks and registers them, and refuses them (E01, N06)."""
CONNECTORS = (Role.COORDINATOR, Role.ADMINISTRATOR)
"""Who connects: gives access to a child's diary."""

FORM_KEPT = timedelta(days=30)
"""So long a form that was not sent can be taken up again."""
A_DAY = timedelta(days=1)
MOST_OF_CHAT, MOST_OF_SCHOOL = 5, 200
"""Applications that one chat, and all chats together, may send within a day."""
SOON = 2
"""Days before the last one in which staff are reminded."""
LONGEST_NAME, LONGEST_REASON = 100, 300

_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?")
_LEAST_WORDS, _MOST_WORDS = 2, 5
_CLASS = re.compile(r"\s*(\d{1,2})\s*[-–«\"']?\s*([^\W\d_])?\s*[»\"']?\s*(?:кл(?:асс|\.)?)?\s*", re.IGNORECASE)
_LATIN = str.maketrans("ABVGDE", "АБВГДЕ")
_LOCAL, _SHORTEST_PHONE, _LONGEST_PHONE = 10, 8, 15


def read_name(text: str) -> Name:
    """A full name in one line or several: the surname, the given name, then the patronymic. NameNotReadError."""
    words = text.replace(",", " ").split()
    letters = all(_WORD.fullmatch(word) for word in words)
    if len(text) > LONGEST_NAME or not letters or not _LEAST_WORDS <= len(words) <= _MOST_WORDS:
        raise NameNotReadError
    surname, given, *others = (_as_written(word) for word in words)
    return Name(surname, given, " ".join(others) or None)


def _as_written(word: str) -> str:
    """A name all in capitals or all in small letters gets a capital; any other stays as it was typed."""
    if word.islower() or word.isupper():
        return "-".join(part.capitalize() for part in word.split("-"))
    return word


def read_class(text: str, classes: Iterable[SchoolClass]) -> str:
    """A class of this year as it is titled: «5 а», «5-А», «5А класс». ClassNotReadError."""
    match = _CLASS.fullmatch(text)
    wanted = f"{match[1].lstrip('0')}{(match[2] or '').upper().translate(_LATIN)}" if match else ""
    titles = [one.title for one in classes]
    found = next((title for title in titles if title.upper() == wanted), None)
    if found is None:
        raise ClassNotReadError
    return found


def read_phone(text: str) -> str:
    """«+79211234567», however it was typed. PhoneNotReadError."""
    digits = re.sub(r"[\s()+\-–.]", "", text)
    if not digits.isascii() or not digits.isdigit():
        raise PhoneNotReadError
    if len(digits) == _LOCAL and digits[0] == "9":
        return f"+7{digits}"
    if len(digits) == _LOCAL + 1 and digits[0] in "78":
        return f"+7{digits[1:]}"
    if "+" not in text or not _SHORTEST_PHONE <= len(digits) <= _LONGEST_PHONE:
        raise PhoneNotReadError
    return f"+{digits}"


def check_by_chat(school: School) -> None:
    """Names leave the school through the messenger only where it lets them (O04). OnPaperOnlyError."""
    if school.content_mode != FULL:
        raise OnPaperOnlyError


def check_sends(form: Form, of_chat: Iterable[Application], sent: int, now: datetime) -> None:
    """One open application for a chat and a child, so many in a day. AlreadyAppliedError, TooManyApplicationsError."""
    own = tuple(of_chat)
    for other in own:
        if other.waiting and same_child(form, other.form):
            raise AlreadyAppliedError(number=other.number)
    recent = [one for one in own if one.received_at and one.received_at > now - A_DAY]
    if len(recent) >= MOST_OF_CHAT or sent >= MOST_OF_SCHOOL:
        raise TooManyApplicationsError


def same_child(one: Form, other: Form) -> bool:
    """Whether two forms are about one child, as far as they tell."""
    if one.child is None or other.child is None or one.class_title != other.class_title:
        return False
    return compare(one.child, other.child) is not None


def same_people(one: Form, other: Form) -> bool:
    """Whether two forms are of one applicant for one child."""
    if one.guardian is None or other.guardian is None:
        return False
    return same_child(one, other) and compare(one.guardian, other.guardian) is not None


def expired(application: Application, now: datetime) -> bool:
    """Whether a form was left for too long."""
    return application.state is State.FILLING and now - application.changed_at > FORM_KEPT


def received_day(application: Application, school: School) -> date:
    """The day on which it came, by the school's clock."""
    return school.today(application.received_at or application.changed_at)


def due_day(application: Application, school: School) -> date:
    """The day by which it must be decided, by the school's profile."""
    return received_day(application, school) + timedelta(days=profile_of(school).application_days)


def waits(applications: Iterable[Application], school: School, now: datetime) -> Waits:
    """How many of these wait, and for what."""
    today, waiting = school.today(now), [one for one in applications if one.waiting]
    left = [(one.state, (due_day(one, school) - today).days) for one in waiting]
    soon = [state for state, days in left if 0 <= days <= SOON]
    overdue = [-days for _, days in left if days < 0]
    states = [one.state for one in waiting]
    return Waits(
        received=states.count(State.RECEIVED),
        checked=states.count(State.CHECKED),
        registered=states.count(State.REGISTERED),
        soon=len(soon),
        soon_registered=soon.count(State.REGISTERED),
        overdue=len(overdue),
        late=max(overdue, default=0),
    )


def check_clerk(actor: Actor) -> None:
    """ForbiddenError but for who receives applications."""
    if not actor.holds(*CLERKS):
        raise ForbiddenError


def check_connects(actor: Actor) -> None:
    """ForbiddenError but for who gives access."""
    if not actor.holds(*CONNECTORS):
        raise ForbiddenError


def matches_search(application: Application, wanted: str) -> bool:
    """Whether an application is meant by a number, its own or the register's, or by the beginning of a name."""
    text = wanted.strip().lstrip("№").strip().casefold().replace("ё", "е")
    if text.isdigit():
        return int(text) in (application.number, application.register_number)
    names: Collection[Name | None] = (application.form.guardian, application.form.child)
    return any(name.full.casefold().replace("ё", "е").startswith(text) for name in names if name)
