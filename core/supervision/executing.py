"""Who is to mend a remark and who decides about it today, with those who stand in for them on leave (F04)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from core.calendar.model import TimetableEntry
from core.deadlines.staffing import Staffing
from core.ids import PersonId, SchoolId
from core.people.model import Role
from core.supervision import rules
from core.supervision.model import Remark
from core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Hands:
    """The staff of a day, and the timetable of what teachers left who are gone."""

    staffing: Staffing
    entries: Sequence[TimetableEntry]
    today: date

    def menders(self, remark: Remark) -> frozenset[PersonId]:
        """Its teacher, or who teaches that course now; nobody, if nobody does."""
        return rules.executors(remark, self.staffing.employed, self.entries, self.today)

    def mends(self, remark: Remark, person_id: PersonId) -> bool:
        """Whether it is somebody's to mend: their own, or of somebody in whose place they stand."""
        return not self.menders(remark).isdisjoint(self.staffing.behind(person_id))

    def judges(self, remark: Remark) -> tuple[PersonId, ...]:
        """The author; where they check no more, the deputies, and where there are none, the director."""
        return rules.judges(
            remark.made.author_id, self.staffing.holding(Role.DEPUTY), self.staffing.holding(Role.DIRECTOR)
        )

    def told_to_mend(self, remark: Remark) -> frozenset[PersonId]:
        """Who mends it, for those on leave who stands in; themselves, if nobody does."""
        return frozenset(self.staffing.stands_in(one) or one for one in self.menders(remark))

    def told_to_judge(self, remark: Remark) -> frozenset[PersonId]:
        """Who decides, for those on leave who stands in, if they may decide too."""
        checking = self.staffing.holding(*rules.CHECKING)
        stand_ins = {one: self.staffing.stands_in(one) for one in self.judges(remark)}
        return frozenset(other if other in checking and other is not None else one for one, other in stand_ins.items())


async def hands_of(unit: UnitOfWork, school_id: SchoolId, remarks: Iterable[Remark], today: date) -> Hands:
    """Two reads, and the timetable where a teacher of these remarks has left."""
    holders = await unit.deadlines.holders(school_id, today)
    staffing = Staffing(holders, await unit.deadlines.leaves(school_id, today))
    left = {one.made.page.class_id for one in remarks if one.made.teacher_id not in staffing.employed}
    if not left:
        return Hands(staffing, (), today)
    calendar = await unit.calendar.calendar(school_id, tuple(left), today, today, today)
    return Hands(staffing, calendar.entries, today)
