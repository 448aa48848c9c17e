"""What a draft will ask its readers, and until when they may answer."""

from dataclasses import replace
from datetime import datetime, time

from core.ids import NoticeId
from core.notices import composing, times
from core.notices.errors import NoticeChangedError
from core.notices.question import Asking, Question, checked
from core.people.model import Actor
from core.unit_of_work import Database


async def ask(database: Database, actor: Actor, notice_id: NoticeId, kind: Asking, own: tuple[str, ...] = ()) -> None:
    """What readers will be asked; `own` answers go with that kind alone.

    NotFoundError, NoticeChangedError, NoticeScheduledError, NoticeAnswersError.
    """
    if kind is Asking.OWN:
        checked(own)
    async with database.writing() as unit:
        kept = await composing.unscheduled(unit, actor, notice_id)
        until = kept.made.question.until if kind in (Asking.YES_NO, Asking.OWN) else None
        question = Question(kind, own if kind is Asking.OWN else (), until)
        if not await unit.notices.ask(kept, question):
            raise NoticeChangedError
        await unit.commit()


async def ask_until(database: Database, actor: Actor, notice_id: NoticeId, at: datetime | None, now: datetime) -> None:
    """Answers are taken until the school's clock shows that; without a time, until it is closed.

    NotFoundError, NoticeChangedError, NoticeScheduledError, NoticePastError, NoticeTooFarError.
    """
    async with database.writing() as unit:
        kept = await composing.unscheduled(unit, actor, notice_id)
        zone = (await unit.people.school(actor.school_id)).zone
        until = times.moment(at.date(), time(at.hour, at.minute), zone, now) if at else None
        if not kept.made.question.choosing:
            raise NoticeChangedError
        if not await unit.notices.ask(kept, replace(kept.made.question, until=until)):
            raise NoticeChangedError
        await unit.commit()
