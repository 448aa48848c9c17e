"""Whether a colleague's lesson that was asked for can still be given to who asked."""

from core.approvals.model import Substitution
from core.calendar.changes.day import SchoolDay
from core.calendar.changes.rules import clashes
from core.calendar.model import Slot
from core.ids import PersonId


def still_to_give(day: SchoolDay, matter: Substitution, asker_id: PersonId) -> Slot | None:
    """The lesson, if the day has it as it was when it was asked for and the asker is as free and on the staff.

    An own lesson at that time that was known when it was asked for is the decider's to weigh; one that came since,
    nobody has seen.
    """
    slot = day.find(matter.ref)
    if slot is None or slot in day.cancelled or slot.instead_of is not None or slot.teacher_id != matter.teacher_id:
        return None
    if day.is_free(slot.class_id, slot.day) or asker_id not in day.staff:
        return None
    return slot if matter.busy or not clashes(day.slots, slot, asker_id) else None
