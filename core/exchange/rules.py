"""What has to change so that the database says what the file says. What the file leaves out stays as it is."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date

from core.exchange.dated import dated_difference
from core.exchange.dated_records import GrantRecord
from core.exchange.difference import Difference, TableDifference
from core.exchange.groups import with_groups_by_hand
from core.exchange.guardianships import guardianship_difference
from core.exchange.keys import PersonKey, Table
from core.exchange.mending import mended
from core.exchange.model import SchoolData
from core.exchange.positions import roles_of
from core.exchange.records import Record
from core.people.model import Role

_PLAIN = (
    Table.SCHOOLS,
    Table.YEARS,
    Table.PEOPLE,
    Table.CLASSES,
    Table.SUBJECTS,
    Table.ROOMS,
    Table.GROUPS,
    Table.STAFF,
    Table.BELLS,
    Table.TERMS,
    Table.PLANS,
    Table.SLOTS,
    Table.KINDS,
)
_NEVER_ABSENT = frozenset({Table.SCHOOLS, Table.YEARS, Table.PEOPLE, Table.KINDS})
"""Years that have passed, and people who have left, are no omission of a file."""


def difference(present: SchoolData, file: SchoolData, today: date) -> Difference:
    """The changes from what is present to what the file says. History is kept: changes hold from `today` on."""
    year = file.years[0].name
    plain = {table: _plain(table, present.rows(table), file.rows(table), year) for table in _PLAIN}
    enrolments = dated_difference(present.enrolments, file.enrolments, today, year)
    # Who leaves a class leaves its groups, whether or not the new class has any.
    left = frozenset(ended.record.slot for ended in enrolments.ended)
    members, kept = with_groups_by_hand(present.members, file.members, left, today)
    dated = {
        Table.GRANTS: _grants(present, file, today),
        Table.ENROLMENTS: enrolments,
        Table.MEMBERS: dated_difference(present.members, members, today, year, emptied=left),
        Table.GUARDIANSHIPS: guardianship_difference(present.guardianships, file.guardianships, today),
        Table.LOADS: dated_difference(present.loads, file.loads, today, year),
        Table.LESSONS: dated_difference(present.lessons, file.lessons, today, year),
    }
    return Difference({table: (plain | dated)[table] for table in Table}, kept)


def _plain(table: Table, present: Sequence[Record], file: Sequence[Record], year: str) -> TableDifference:
    """Records that are mended in place, by their key."""
    known = {record.key: record for record in present}
    said = {record.key for record in file}
    changes = (mended(known[new.key], new, _open_fields(new)) for new in file if new.key in known)
    absent = [old for key, old in known.items() if key not in said and getattr(old, "year", year) == year]
    return TableDifference(
        added=tuple(new for new in file if new.key not in known),
        changed=tuple(change for change in changes if change is not None),
        absent=len(absent) if file and table not in _NEVER_ABSENT else 0,
    )


def _open_fields(record: Record) -> tuple[str, ...]:
    """The fields that a later file may change."""
    return tuple(field.name for field in fields(record) if field.name not in (*record.KEY, *record.FIRST))


def _grants(present: SchoolData, file: SchoolData, today: date) -> TableDifference:
    """Functions follow the position: a new position brings its own from today and takes what only the old one gave.

    What the school granted or ended otherwise is none of the file's business.
    """
    before = {staff.person: roles_of(staff.position) for staff in present.staff}
    after = {staff.person: roles_of(staff.position) for staff in file.staff}
    granted = tuple(_from_today(grant, before, today) for grant in file.grants)
    lost = frozenset(
        (role, person) for person, roles in after.items() for role in before.get(person, frozenset()) - roles
    )
    return dated_difference(present.grants, granted, today, file.years[0].name, emptied=lost)


def _from_today(grant: GrantRecord, before: dict[PersonKey, frozenset[Role]], today: date) -> GrantRecord:
    """A function that the position did not bring until now begins today; one of a new employee with the year."""
    held = before.get(grant.person)
    is_new = held is not None and grant.role is not Role.CLASS_TEACHER and grant.role not in held
    return replace(grant, from_day=max(grant.from_day, today)) if is_new else grant
