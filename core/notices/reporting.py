"""Who got a notice, by name, and reminding those who have not said that they read it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.consents.access import needs
from core.errors import ForbiddenError, NotFoundError
from core.ids import NoticeId
from core.journal.quick_entry.tokens import normal
from core.notices import after, composing, rules, sending
from core.notices.errors import NoticeAllReadError, NoticeChangedError, NoticeClosedError, NoticeRemindedError
from core.notices.model import Notice
from core.notices.outcome import Line, OfPupil
from core.people.model import DISCREET, Actor, School
from core.unit_of_work import Database, UnitOfWork

WORTH_BRINGING = timedelta(days=2)
"""A reminder that could not come by then would come beside the next one."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A notice with every recipient of it, and the school that says how far their names go."""

    notice: Notice
    school: School
    lines: tuple[Line, ...]

    @property
    def by_pupil(self) -> tuple["PupilAnswers", ...]:
        """The pupils of the audience by class and name, each with who was told for them and what they said."""
        found: dict[OfPupil, list[Line]] = {}
        for line in self.lines:
            for pupil in line.pupils:
                found.setdefault(replace(pupil, own=False), []).append(line)
        return tuple(PupilAnswers(pupil, tuple(lines)) for pupil, lines in sorted(found.items(), key=_by_class))


@dataclass(frozen=True, slots=True)
class PupilAnswers:
    """A pupil, and the lines of those who were told for them: each guardian answers for oneself."""

    pupil: OfPupil
    lines: tuple[Line, ...]

    @property
    def answers(self) -> frozenset[int]:
        """The different answers of theirs."""
        return frozenset(one.answer for one in self.lines if one.answer is not None)


def _by_class(of: tuple[OfPupil, object]) -> tuple[int, str, str]:
    pupil = of[0]
    digits = "".join(one for one in pupil.title if one.isdigit())
    return int(digits or 0), pupil.title, normal(pupil.name.full)


async def remind(database: Database, actor: Actor, notice_id: NoticeId, now: datetime) -> int:
    """Remind whoever has it and has not said that they read it; how many chats. Their quiet hours delay it.

    NotFoundError for who did not send it, NoticeChangedError, NoticeClosedError, NoticeRemindedError,
    NoticeAllReadError.
    """
    async with database.writing() as unit:
        notice = await after.own(unit, actor, notice_id)
        if not notice.made.asks:
            raise NotFoundError
        if notice.made.question.closed(now):
            raise NoticeClosedError
        again_at = rules.remind_again(notice)
        if again_at is not None and now < again_at:
            raise NoticeRemindedError(again_at=again_at)
        if not await unit.notices.note_reminded(notice, now):
            raise NoticeChangedError
        school = await unit.people.school(actor.school_id)
        quiet = await sending.not_before(unit, school, now)
        day, until = school.today(now), now + WORTH_BRINGING
        chats = await unit.notices.remind(notice, day, now, until, quiet, consent_needed=needs(school))
        if not chats:
            raise NoticeAllReadError
        await composing.audit(unit, actor, notice, "notice.reminded", {"chats": chats}, now)
        await unit.commit()
    return chats


async def answers(database: Database, actor: Actor, notice_id: NoticeId) -> Ledger:
    """Who answered what to a notice that asks. NotFoundError, NoticeChangedError for a draft."""
    async with database.reading() as unit:
        found = await _ledger(unit, actor, notice_id)
    if not found.notice.made.question.choosing:
        raise NotFoundError
    return found


async def ledger(database: Database, actor: Actor, notice_id: NoticeId) -> Ledger:
    """Every recipient of a notice. NotFoundError, NoticeChangedError for a draft.

    ForbiddenError where the school lets no names into the messenger (O03).
    """
    async with database.reading() as unit:
        found = await _ledger(unit, actor, notice_id)
    if found.school.content_mode == DISCREET:
        raise ForbiddenError
    return found


async def _ledger(unit: UnitOfWork, actor: Actor, notice_id: NoticeId) -> Ledger:
    notice = await composing.opened(unit, actor, notice_id)
    school = await unit.people.school(actor.school_id)
    if notice.sent_at is None:
        raise NoticeChangedError
    if not rules.answers_for(actor, notice.made.audience):
        raise NotFoundError
    return Ledger(notice, school, await unit.notices.lines(notice, school.today(notice.sent_at)))
