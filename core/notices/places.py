"""Groups as places of an audience, and whom of it the bot does not reach."""

from dataclasses import dataclass
from datetime import datetime

from core.consents.access import needs
from core.errors import ForbiddenError, NotFoundError
from core.ids import NoticeId
from core.notices import composing, rules
from core.notices.audience import Audience, GroupPlace
from core.notices.outcome import Line
from core.people.model import DISCREET, Actor, School
from core.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Unreached:
    """Those of an audience to whom the bot cannot, or may not, write; without names where the school sends none."""

    school: School
    lines: tuple[Line, ...]

    @property
    def named(self) -> bool:
        """Whether names may be shown."""
        return self.school.content_mode != DISCREET


async def groups(database: Database, actor: Actor, notice_id: NoticeId, now: datetime) -> tuple[GroupPlace, ...]:
    """The groups that may be chosen, by class and subject. NotFoundError, NoticeChangedError, NoticeScheduledError."""
    async with database.reading() as unit:
        notice = await composing.unscheduled(unit, actor, notice_id)
        school = await unit.people.school(actor.school_id)
        classes = await unit.people.classes(school.id, school.today(now))
        own = [one for one in classes if not notice.made.audience.within or one.id in notice.made.audience.within]
        return await composing.places(unit, school, own)


async def unreached(database: Database, actor: Actor, notice_id: NoticeId, now: datetime) -> Unreached:
    """Whom of a draft's audience to call. NotFoundError for who may not write to them, NoticeChangedError."""
    async with database.reading() as unit:
        notice = await composing.draft(unit, actor, notice_id)
        school = await unit.people.school(actor.school_id)
        audience: Audience = notice.made.audience
        if not rules.allowed(actor, audience, composing.readers(actor, school)):
            raise NotFoundError
        lines = await unit.notices.unreached(school.id, audience, school.today(now), consent_needed=needs(school))
        return Unreached(school, lines)


async def to_call(database: Database, actor: Actor, notice_id: NoticeId, now: datetime) -> Unreached:
    """The same for a workbook. ForbiddenError where the school lets no names into the messenger (O03)."""
    found = await unreached(database, actor, notice_id, now)
    if not found.named:
        raise ForbiddenError
    return found
