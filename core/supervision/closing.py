"""Saying that pages were checked, and what the paper journal counts (F01, F03)."""

from collections.abc import Collection
from datetime import date, datetime

from core.audit.model import AuditLine
from core.ids import ClassId
from core.people.model import Actor
from core.supervision import rules
from core.supervision.checking import class_of, page_of
from core.supervision.errors import CheckEarlyError, PaperCountError
from core.supervision.model import Check, Count, Page
from core.supervision.views import ClassView, PageView
from core.unit_of_work import Database

MOST = 9999
"""Lessons or marks of a page."""


async def close(database: Database, actor: Actor, of: Page, now: datetime) -> bool:
    """The page was checked; False if somebody did that before, whose check stays. ForbiddenError, NotFoundError,
    CheckEarlyError while the month runs."""
    rules.check_checks(actor)
    async with database.reading() as unit:
        _check_over(await page_of(unit, actor, of, now), of.month)
    return bool(await _close(database, actor, (of,), now))


async def close_clean(database: Database, actor: Actor, class_id: ClassId, shown: date, now: datetime) -> int:
    """All pages of a class in which nothing is found and nothing waits were checked; how many. ForbiddenError,
    NotFoundError, CheckEarlyError while the month runs."""
    rules.check_checks(actor)
    async with database.reading() as unit:
        view = await class_of(unit, actor, class_id, shown, now)
    _check_over(view, view.month)
    return await _close(database, actor, [one.page for one in view.lines if one.clean], now)


async def reopen(database: Database, actor: Actor, of: Page, now: datetime) -> bool:
    """The page was checked in error and is to be checked again; False if it was not checked. ForbiddenError,
    NotFoundError."""
    by = rules.check_checks(actor)
    async with database.writing() as unit:
        await page_of(unit, actor, of, now)
        if not await unit.supervision.drop_check(of):
            return False
        await unit.audit.append(
            AuditLine(actor.school_id, now, by, "check.reopened", f"class:{of.class_id}", _data(of))
        )
        await unit.commit()
        return True


async def put_paper(database: Database, actor: Actor, of: Page, text: str, now: datetime) -> None:
    """What the paper journal has: «14 62», lessons and marks. ForbiddenError, NotFoundError, PaperCountError."""
    by, count = rules.check_checks(actor), paper_count(text)
    async with database.writing() as unit:
        await page_of(unit, actor, of, now)
        await unit.supervision.put_paper(of, count, by, now)
        data = {**_data(of), "lessons": count.lessons, "marks": count.marks}
        await unit.audit.append(AuditLine(actor.school_id, now, by, "check.paper", f"class:{of.class_id}", data))
        await unit.commit()


def paper_count(text: str) -> Count:
    """Two numbers, whatever stands between them. PaperCountError."""
    numbers = "".join(one if one in "0123456789" else " " for one in text).split()
    if len(numbers) != 2 or any(len(one) > len(str(MOST)) for one in numbers):
        raise PaperCountError(limit=MOST)
    return Count(int(numbers[0]), int(numbers[1]))


async def _close(database: Database, actor: Actor, pages: Collection[Page], now: datetime) -> int:
    by = rules.check_checks(actor)
    async with database.writing() as unit:
        waiting = [one.made.page for one in await unit.supervision.open_remarks(actor.school_id)]
        made = [one for one in pages if await unit.supervision.add_check(Check(one, by, now, waiting.count(one)))]
        for one in made:
            line = AuditLine(actor.school_id, now, by, "check.closed", f"class:{one.class_id}", _data(one))
            await unit.audit.append(line)
        await unit.commit()
        return len(made)


def _check_over(view: PageView | ClassView, month: date) -> None:
    if not view.over:
        raise CheckEarlyError(day=rules.after(month))


def _data(of: Page) -> dict[str, object]:
    return {"subject": of.subject_id, "month": f"{of.month:%Y-%m}"}
