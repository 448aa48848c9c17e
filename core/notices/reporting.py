"""Who got a notice, by name, and reminding those who have not said that they read it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.consents.access import needs
from core.errors import ForbiddenError, NotFoundError
from core.ids import NoticeId
from core.notices import after, composing, rules, sending
from core.notices.errors import NoticeAllReadError, NoticeChangedError, NoticeRemindedError
from core.notices.model import Line, Notice
from core.people.model import DISCREET, Actor, School
from core.unit_of_work import Database

WORTH_BRINGING = timedelta(days=2)
"""A reminder that could not come by then would come beside the next one."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A notice with every recipient of it, and the school that says how far their names go."""

    notice: Notice
    school: School
    lines: tuple[Line, ...]


async def remind(database: Database, actor: Actor, notice_id: NoticeId, now: datetime) -> int:
    """Remind whoever has it and has not said that they read it; how many chats. Their quiet hours delay it.

    NotFoundError for who did not send it, NoticeChangedError, NoticeRemindedError, NoticeAllReadError.
    """
    async with database.writing() as unit:
        notice = await after.own(unit, actor, notice_id)
        if not notice.made.asks:
            raise NotFoundError
        again_at = rules.remind_again(notice)
        if again_at is not None and now < again_at:
            raise NoticeRemindedError(again_at=again_at)
        if not await unit.notices.note_reminded(notice, now):
            raise NoticeChangedError
        school = await unit.people.school(actor.school_id)
        quiet = await sending.not_before(unit, school, now)
        day, until = school.today(notice.sent_at or now), now + WORTH_BRINGING
        chats = await unit.notices.remind(notice, day, now, until, quiet, consent_needed=needs(school))
        if not chats:
            raise NoticeAllReadError
        await composing.audit(unit, actor, notice, "notice.reminded", {"chats": chats}, now)
        await unit.commit()
    return chats


async def ledger(database: Database, actor: Actor, notice_id: NoticeId) -> Ledger:
    """Every recipient of a notice. NotFoundError, NoticeChangedError for a draft.

    ForbiddenError where the school lets no names into the messenger (O03).
    """
    async with database.reading() as unit:
        notice = await composing.opened(unit, actor, notice_id)
        school = await unit.people.school(actor.school_id)
        if notice.sent_at is None:
            raise NoticeChangedError
        if not rules.answers_for(actor, notice.made.audience):
            raise NotFoundError
        if school.content_mode == DISCREET:
            raise ForbiddenError
        return Ledger(notice, school, await unit.notices.lines(notice, school.today(notice.sent_at)))
