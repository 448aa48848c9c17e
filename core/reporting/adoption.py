"""How the diary is taken up: the funnel by class and role, against the school's targets (K01-K05, K07)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from core.applications.rules import CLERKS
from core.deadlines.profiles import profile_of
from core.errors import NotFoundError
from core.ids import ClassId
from core.people.model import Actor, School, SchoolClass
from core.people.pupils import lets_pupils_read
from core.reporting import rules
from core.reporting.applicants import Applicants, applicants
from core.reporting.forecast import BACK, forecast
from core.reporting.model import Adoption, Aim, Circle, Counted, Families, Funnel, OfClass
from core.reporting.ports import Since
from core.unit_of_work import Database, UnitOfWork

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: a school at a moment, and those of its classes that the reader may see."""

    school: School
    now: datetime
    classes: tuple[SchoolClass, ...]

    @property
    def today(self) -> date:
        """The school's date."""
        return self.school.today(self.now)

    @property
    def ids(self) -> tuple[ClassId, ...]:
        """The classes' keys."""
        return tuple(one.id for one in self.classes)

    @property
    def since(self) -> Since:
        """From when on a visit makes somebody active."""
        day = self.today - timedelta(days=rules.RECENT_DAYS - 1)
        return Since(day, datetime.combine(day, time(0), self.school.zone))


async def adoption(database: Database, actor: Actor, now: datetime) -> Adoption:
    """The picture of the school, or of the own classes of a class teacher. ForbiddenError for others."""
    rules.check_sees(actor)
    async with database.reading() as unit:
        view = await view_of(unit, actor, now)
        waiting = await applicants(unit, view.school, view.ids, view.today)
        counted = await counted_of(unit, view, waiting, whole=rules.sees_whole(actor))
        families = await families_of(unit, view)
    return _picture(actor, view, counted, families, waiting)


async def view_of(unit: UnitOfWork, actor: Actor, now: datetime) -> View:
    """What the reader may look at."""
    school = await unit.people.school(actor.school_id)
    classes = await unit.people.classes(school.id, school.today(now))
    own = classes if rules.sees_whole(actor) else tuple(one for one in classes if actor.leads(one.id))
    return View(school, now, own)


def only(view: View, class_id: ClassId) -> View:
    """One of these classes. NotFoundError for any other."""
    classes = tuple(one for one in view.classes if one.id == class_id)
    if not classes:
        raise NotFoundError
    return View(view.school, view.now, classes)


async def counted_of(unit: UnitOfWork, view: View, waiting: Applicants, *, whole: bool) -> tuple[Counted, ...]:
    """Everybody who is counted: three reads. Pupils only where the school lets them read (P17)."""
    found = await unit.reporting.guardians(view.ids, view.today, view.since, waiting.known.keys())
    if lets_pupils_read(view.school):
        found += await unit.reporting.pupils(view.ids, view.today, view.since)
    return found + (await unit.reporting.staff(view.school.id, view.today, view.since) if whole else ())


async def families_of(unit: UnitOfWork, view: View) -> dict[ClassId, Families]:
    """The families of each class: one read."""
    month = timedelta(days=BACK)
    found = await unit.reporting.families(view.ids, view.today, view.now - WEEK, view.now - month)
    return {one: found.get(one, Families()) for one in view.ids}


async def families_at(unit: UnitOfWork, view: View, span: tuple[date, date]) -> Families:
    """The families of the last of these days as they stood when it ended, and `week_ago` when the first began.

    By the dates of links: of a chat that was closed for a while and is open again, that while is not remembered.
    """
    began, ended = (datetime.combine(day, time(0), view.school.zone) for day in (span[0], span[1] + timedelta(days=1)))
    found = rules.together((await unit.reporting.families(view.ids, span[1], ended, began)).values())
    return replace(found, now=found.week_ago, week_ago=found.month_ago)


def of_class(of: SchoolClass, counted: tuple[Counted, ...], families: Families) -> OfClass:
    """One class in figures."""
    guardians, pupils = (rules.funnel(counted, circle, of.id) for circle in (Circle.GUARDIANS, Circle.PUPILS))
    return OfClass(of, families, guardians, pupils)


def _picture(
    actor: Actor, view: View, counted: tuple[Counted, ...], families: dict[ClassId, Families], waiting: Applicants
) -> Adoption:
    everybody, whole = rules.together(families.values()), rules.sees_whole(actor)
    circles: tuple[tuple[Circle, Funnel], ...] = tuple((circle, rules.funnel(counted, circle)) for circle in Circle)
    return Adoption(
        school=view.school,
        today=view.today,
        whole=whole,
        families=everybody,
        circles=tuple((circle, found) for circle, found in circles if found.total),
        classes=tuple(of_class(one, counted, families[one.id]) for one in view.classes),
        aims=aims(view, everybody) if whole else (),
        everybody=forecast(everybody, 100, view.today),
        strangers=waiting.strangers if whole else 0,
        decides=actor.holds(*CLERKS),
    )


def aims(view: View, families: Families) -> tuple[Aim, ...]:
    """The targets of all levels, since they differ (P19), by day."""
    targets = sorted(profile_of(view.school).activation, key=lambda one: (one.day, one.percent, one.level))
    return tuple(Aim(one, forecast(families, one.percent, view.today, one.day)) for one in targets)
