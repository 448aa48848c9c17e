"""Pure decisions about letters: who is reachable, when a letter comes, how many are too many."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Protocol, TypeVar

from core.correspondence.errors import (
    FilesADayError,
    LetterTooLongError,
    NotReachableError,
    TooManyLetterFilesError,
    TooManyLettersError,
)
from core.correspondence.model import Correspondent, Desk, Written
from core.deadlines.profiles import LetterPolicy, Profile
from core.ids import PersonId
from core.journal.attachments.model import Attachment
from core.people.model import Role

LONGEST = 2000
"""Characters of a letter: one message holds it with its heading."""
RECEIVING = (Role.TEACHER, Role.CLASS_TEACHER, Role.DIRECTOR)
"""Those who are written to by families."""
STAFF = (*RECEIVING, Role.DEPUTY)
"""Those who correspond with families: a deputy is answered."""
WIDE = (Role.DIRECTOR, Role.DEPUTY)
"""Those who may write to any family of the school first (H07)."""
ANSWERED = timedelta(days=14)
"""So long a family may answer who wrote to it and takes no letters of their own accord."""

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
OF_GUARDIAN = ((_HOUR, 10), (_DAY, 30))
OF_STAFF = ((_HOUR, 60), (_DAY, 200))
"""How many letters a person may write in so long a time."""
LONGEST_SPAN = _DAY
FILES = 5
"""Files of a letter, as of a lesson."""
FILES_OF_GUARDIAN, FILES_OF_STAFF = 20, 100
"""How many files a person may send in a day."""
REASONS = ("insult", "off_topic", "flood")
"""Codes of why a teacher closes a thread."""
_SUNDAY = 6


def obliged(profile: Profile, *, leads: bool, directs: bool) -> bool:
    """Whether the rules say that letters are taken, whatever somebody has switched (P16, H05, H07)."""
    if profile.letters is LetterPolicy.NONE:
        return False
    return directs or profile.letters is LetterPolicy.MUST or (leads and profile.class_teacher_letters)


def judged(one: Correspondent, desk: Desk | None, profile: Profile) -> Correspondent:
    """The same, with whether letters reach them."""
    switched = desk is not None and desk.accepts and profile.letters is not LetterPolicy.NONE
    return replace(one, reachable=switched or obliged(profile, leads=one.leads, directs=one.directs))


def check_reachable(one: Correspondent | None) -> None:
    """NotReachableError for who takes no letters, or teaches the pupil no more."""
    if one is None or not one.reachable:
        raise NotReachableError


def due(desk: Desk, now: datetime, zone: tzinfo) -> datetime:
    """When a letter of this moment is brought: now, or when the hours begin next."""
    if desk.all_day:
        return now
    today = now.astimezone(zone).date()
    for number in range(8):
        day = today + timedelta(days=number)
        opens, closes = _span(desk, datetime.combine(day, time(0)), zone)
        if day.weekday() != _SUNDAY and now < closes:
            return max(now, opens)
    return now


def _span(desk: Desk, day: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """The hours that begin on a day; they may end on the next."""
    last = day if desk.opens < desk.closes else day + timedelta(days=1)
    opens = datetime.combine(day.date(), desk.opens, zone).astimezone(UTC)
    return opens, datetime.combine(last.date(), desk.closes, zone).astimezone(UTC)


def checked_text(text: str) -> str:
    """The letter without the space around it. LetterTooLongError."""
    text = text.strip()
    if len(text) > LONGEST:
        raise LetterTooLongError(limit=LONGEST, length=len(text))
    return text


def check_pace(written: Sequence[Written], now: datetime, *, by_staff: bool) -> None:
    """TooManyLettersError if this person has written too much; `written` are letters, oldest first."""
    for span, most in OF_STAFF if by_staff else OF_GUARDIAN:
        within = [one.at for one in written if one.at > now - span]
        if len(within) >= most:
            raise TooManyLettersError(again_at=within[-most] + span)


def check_files(written: Sequence[Written], *, by_staff: bool) -> None:
    """FilesADayError if this person has sent too many; `written` are the letters of the last day."""
    limit = FILES_OF_STAFF if by_staff else FILES_OF_GUARDIAN
    if sum(one.files for one in written) >= limit:
        raise FilesADayError(limit=limit)


class Carrier(Protocol):
    """A letter, or words of another kind that files come with."""

    @property
    def author_id(self) -> PersonId | None:
        """Who wrote it."""
        ...

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """Its files."""
        ...


C = TypeVar("C", bound=Carrier)


def of_album(sent: Sequence[C], author_id: PersonId, album: Collection[Attachment], file: Attachment) -> C | None:
    """The letter that a file joins, since one of its album made it. TooManyLetterFilesError."""
    others = {one.id for one in album} - {file.id}
    found = next(
        (one for one in sent if one.author_id == author_id and others & {kept.id for kept in one.attachments}), None
    )
    if found is not None and len(found.attachments) >= FILES:
        raise TooManyLetterFilesError(limit=FILES)
    return found
