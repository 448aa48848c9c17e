"""GroupRepository over plain collections: a pupil whose groups were changed has them in the state."""

from dataclasses import replace

from core.ids import PersonId
from core.people.groups.model import Move
from core.people.model import Membership
from tests.fakes.directories import Days, Directories, GroupDays

Changed = dict[PersonId, tuple[GroupDays, ...]]


class MemoryGroups:
    """Reads the directories; writes the state."""

    def __init__(self, directories: Directories, changed: Changed) -> None:
        self._of = directories
        self._changed = changed

    async def lock(self, pupil_id: PersonId) -> None:
        """One writer at a time as it is."""

    async def apply(self, pupil_id: PersonId, change: Move, by: PersonId) -> None:
        gone = {_key(one) for one in change.withdrawn}
        lasts = {_key(one): last for one, last in change.ended}
        rows = [one for one in group_days(self._of, self._changed, pupil_id) if _of(one) not in gone]
        rows = [replace(one, days=Days(one.days.first, lasts[_of(one)])) if _of(one) in lasts else one for one in rows]
        if (new := change.added) is not None:
            rows.append(GroupDays(pupil_id, new.group_id, Days(new.from_day, new.to_day)))
        self._changed[pupil_id] = tuple(rows)


def group_days(directories: Directories, changed: Changed, pupil_id: PersonId) -> tuple[GroupDays, ...]:
    """The days of a pupil in groups, as they are now."""
    if pupil_id in changed:
        return changed[pupil_id]
    return tuple(one for one in directories.group_days if one.pupil_id == pupil_id)


def _key(one: Membership) -> tuple[object, object]:
    return one.group_id, one.from_day


def _of(one: GroupDays) -> tuple[object, object]:
    return one.group_id, one.days.first
