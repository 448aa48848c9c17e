"""Pure decisions about questions: who answers, how many are too many, by when an answer is due (A28)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from core.calendar.working import CLOSES, OPENS, is_day_off
from core.consultations.errors import FaqTextError, QuestionTextError, TooManyQuestionsError
from core.consultations.model import Audience, Faq, Question
from core.people.model import Actor, Role, School

ANSWERING = (Role.ADMINISTRATOR, Role.COORDINATOR)
"""They answer, and keep what is asked often."""
LONGEST = 2000
"""Characters of a question or an answer: one message holds it with its heading."""
LONGEST_KEPT_QUESTION, LONGEST_KEPT_ANSWER = 200, 1000
"""Of what is kept: three of them stand on one screen."""
_HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OF_PERSON = ((_HOUR, 10), (DAY, 20))
OF_STRANGER = ((_HOUR, 3), (DAY, 6))
"""How often a person, in all chats together, or a chat may ask in so long a time."""
STRANGERS_A_DAY = 100
"""Questions of all who are not connected that one school takes in a day."""
TAKEN = timedelta(hours=1)
"""So long somebody is said to be about to answer."""
_FAMILY = frozenset({Role.GUARDIAN, Role.PUPIL})


def answers(actor: Actor, question: Question) -> bool:
    """Whether questions of that school are this person's to answer."""
    return actor.school_id == question.made.school_id and actor.holds(*ANSWERING)


def checked(text: str, *, with_file: bool = False) -> str:
    """The words without the space around them. QuestionTextError for none, unless a file says it all, or too many."""
    text = text.strip()
    if not (text or with_file) or len(text) > LONGEST:
        raise QuestionTextError(limit=LONGEST, length=len(text))
    return text


def checked_kept(text: str, limit: int) -> str:
    """The same of what is kept. FaqTextError."""
    text = text.strip()
    if not 0 < len(text) <= limit:
        raise FaqTextError(limit=limit, length=len(text))
    return text


def check_pace(asked: Sequence[datetime], now: datetime, *, stranger: bool) -> None:
    """TooManyQuestionsError for who has asked too often; `asked` is when, the oldest first."""
    for span, most in OF_STRANGER if stranger else OF_PERSON:
        within = [at for at in asked if at > now - span]
        if len(within) >= most:
            raise TooManyQuestionsError(again_at=within[-most] + span)


def is_taken(question: Question, now: datetime) -> bool:
    """Whether somebody is about to answer it."""
    return question.waiting and question.taken_at is not None and now - question.taken_at < TAKEN


def due(since: datetime, hours: int, school: School, *, saturdays: bool) -> datetime:
    """The moment so many hours of the school's office after another one; `saturdays`: it works on these too."""
    left, clock = timedelta(hours=hours), since.astimezone(school.zone)
    day = clock.date()
    while True:
        opens, closes = _office(day, school)
        begin = max(opens, since)
        if _works(day, saturdays=saturdays) and begin < closes:
            if begin + left <= closes:
                return begin + left
            left -= closes - begin
        day += DAY


def overdue(
    questions: Iterable[Question], hours: int, school: School, now: datetime, *, saturdays: bool
) -> list[datetime]:
    """When answers were due that have not come by now, the earliest first; none where there is no limit (0 hours)."""
    if not hours:
        return []
    moments = (due(one.since, hours, school, saturdays=saturdays) for one in questions if one.waiting)
    return sorted(moment for moment in moments if moment <= now)


def audiences_of(actors: Iterable[Actor]) -> frozenset[Audience]:
    """What is kept for whom a chat speaks for; who is not connected reads what families do."""
    roles = {grant.role for actor in actors for grant in actor.grants}
    found = {Audience.EVERYBODY}
    if roles - _FAMILY:
        found.add(Audience.STAFF)
    if roles & _FAMILY or not roles:
        found.add(Audience.FAMILIES)
    return frozenset(found)


def usual_audience(roles: Iterable[Role]) -> Audience:
    """For whom an answer to such a person is kept, until its editor says otherwise."""
    held = {*roles}
    return Audience.STAFF if held - _FAMILY else Audience.FAMILIES


def by_use(kept: Iterable[Faq]) -> tuple[Faq, ...]:
    """What helped most first; of equals the older."""
    return tuple(sorted(kept, key=lambda one: (-one.helped, one.id)))


def _works(day: date, *, saturdays: bool) -> bool:
    return not is_day_off(day) and (saturdays or day.weekday() != _SATURDAY)


def _office(day: date, school: School) -> tuple[datetime, datetime]:
    def at(clock: time) -> datetime:
        return datetime.combine(day, clock, school.zone)

    return at(OPENS), at(CLOSES)


_SATURDAY = 5
