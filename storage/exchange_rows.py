"""Rows of the database as records with natural keys, and back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from core.exchange.dated_records import (
    EnrolmentRecord,
    GrantRecord,
    GuardianshipRecord,
    LessonRecord,
    LoadRecord,
    MemberRecord,
)
from core.exchange.keys import ClassKey, GroupKey, PersonKey, RoomKey, SubjectKey, Table
from core.exchange.model import (
    BellRecord,
    ClassRecord,
    GroupRecord,
    KindRecord,
    PersonRecord,
    PlanRecord,
    RoomRecord,
    SlotRecord,
    StaffRecord,
    SubjectRecord,
    TermRecord,
    YearRecord,
)
from core.exchange.reading.values import WEEKDAYS, folded
from core.exchange.records import Record
from core.ids import SchoolId
from core.people.model import Name, Role
from storage.schema import calendar, journal, people

Row = sa.RowMapping
Keys = Mapping[tuple[Table, int], Any]
"""What names a row in other records: of a person the `PersonKey`, of a year its name."""
Ids = dict[tuple[Table, tuple[object, ...]], int]

REFERENCES: Mapping[str, tuple[str, Table]] = {
    "year": ("year_id", Table.YEARS),
    "person": ("person_id", Table.PEOPLE),
    "guardian": ("guardian_id", Table.PEOPLE),
    "pupil": ("pupil_id", Table.PEOPLE),
    "teacher": ("teacher_id", Table.PEOPLE),
    "school_class": ("class_id", Table.CLASSES),
    "subject": ("subject_id", Table.SUBJECTS),
    "room": ("room_id", Table.ROOMS),
    "group": ("group_id", Table.GROUPS),
}
"""The fields that refer to another table, with their column and that table."""


@dataclass(frozen=True, slots=True)
class Codec:
    """How a table's rows and records become each other. `own` are the fields that are not plain columns."""

    table: sa.Table
    record: type[Record]
    read_own: Callable[[Row, Keys], dict[str, Any]] = lambda _row, _keys: {}
    write_own: Callable[[Any, Ids], dict[str, Any]] = lambda _record, _ids: {}
    own: frozenset[str] = field(default_factory=frozenset)

    def read(self, row: Row, keys: Keys) -> Record:
        """The record of a row."""
        values = self.read_own(row, keys)
        for name in self._plain():
            column, table = REFERENCES.get(name, (name, None))
            found = row[column]
            values[name] = found if table is None or found is None else keys[table, found]
        return self.record(**values)

    def write(self, record: Record, ids: Ids) -> dict[str, Any]:
        """The columns of a record, its own key and the school aside."""
        values = self.write_own(record, ids)
        for name in self._plain():
            column, table = REFERENCES.get(name, (name, None))
            found = getattr(record, name)
            values[column] = found if table is None or found is None else ids[table, (found,)]
        return values

    def of_school(self, school_id: SchoolId) -> sa.ColumnElement[bool]:
        """Which rows are the school's: by its key, or by the class or group that they belong to."""
        columns = self.table.c
        if "school_id" in columns:
            return columns.school_id == school_id
        classes = sa.select(people.school_class.c.id).where(people.school_class.c.school_id == school_id)
        if "class_id" in columns:
            return columns.class_id.in_(classes)
        groups = sa.select(people.class_group.c.id).where(people.class_group.c.class_id.in_(classes))
        return columns.group_id.in_(groups)

    def _plain(self) -> tuple[str, ...]:
        return tuple(one.name for one in fields(self.record) if one.name not in self.own)


def _person(row: Row, _keys: Keys) -> dict[str, Any]:
    name = Name(row["surname"], row["given_name"], row["patronymic"])
    return {"person": PersonKey(f"#{row['id']}"), "name": name}


def _person_columns(record: PersonRecord, _ids: Ids) -> dict[str, Any]:
    name = record.name
    return {"surname": name.surname, "given_name": name.given, "patronymic": name.patronymic}


def _class(row: Row, keys: Keys) -> dict[str, Any]:
    return {"school_class": ClassKey(keys[Table.YEARS, row["year_id"]], row["grade"], row["letter"])}


def _class_columns(record: ClassRecord, ids: Ids) -> dict[str, Any]:
    key = record.school_class
    return {"year_id": ids[Table.YEARS, (key.year,)], "grade": key.grade, "letter": key.letter}


def _group(row: Row, keys: Keys) -> dict[str, Any]:
    school_class, subject = keys[Table.CLASSES, row["class_id"]], keys[Table.SUBJECTS, row["subject_id"]]
    return {"group": GroupKey(school_class, subject, row["title"])}


def _group_columns(record: GroupRecord, ids: Ids) -> dict[str, Any]:
    key = record.group
    school_class, subject = ids[Table.CLASSES, (key.school_class,)], ids[Table.SUBJECTS, (key.subject,)]
    return {"class_id": school_class, "subject_id": subject, "title": key.title}


def _subject(row: Row, _keys: Keys) -> dict[str, Any]:
    return {"subject": SubjectKey(folded(row["name"])), "aliases": tuple(row["aliases"])}


def _aliases(record: SubjectRecord | KindRecord, _ids: Ids) -> dict[str, Any]:
    return {"aliases": list(record.aliases)}


def _cells(row: Row, _keys: Keys) -> dict[str, Any]:
    """In the order of the week: the database does not keep the order of a document's keys."""
    return {"cells": tuple(sorted(row["cells"].items(), key=lambda cell: WEEKDAYS.index(cell[0])))}


CODECS: Mapping[Table, Codec] = {
    Table.YEARS: Codec(people.school_year, YearRecord),
    Table.PEOPLE: Codec(people.person, PersonRecord, _person, _person_columns, frozenset({"person", "name"})),
    Table.CLASSES: Codec(people.school_class, ClassRecord, _class, _class_columns, frozenset({"school_class"})),
    Table.SUBJECTS: Codec(calendar.subject, SubjectRecord, _subject, _aliases, frozenset({"subject", "aliases"})),
    Table.ROOMS: Codec(
        calendar.room,
        RoomRecord,
        lambda row, _keys: {"room": RoomKey(folded(row["number"]))},
        own=frozenset({"room"}),
    ),
    Table.GROUPS: Codec(people.class_group, GroupRecord, _group, _group_columns, frozenset({"group"})),
    Table.STAFF: Codec(people.staff, StaffRecord),
    Table.GRANTS: Codec(
        people.role_grant,
        GrantRecord,
        lambda row, _keys: {"role": Role(row["role"])},
        lambda record, _ids: {"role": record.role.value},
        frozenset({"role"}),
    ),
    Table.ENROLMENTS: Codec(people.enrolment, EnrolmentRecord, own=frozenset({"has_own_day"})),
    Table.MEMBERS: Codec(
        people.group_member,
        MemberRecord,
        lambda row, _keys: {"by_hand": row["set_by_id"] is not None or row["ended_by_id"] is not None},
        own=frozenset({"by_hand"}),
    ),
    Table.GUARDIANSHIPS: Codec(
        people.guardianship,
        GuardianshipRecord,
        lambda row, _keys: {"by_hand": row["ended_by_id"] is not None},
        own=frozenset({"by_hand"}),
    ),
    Table.LOADS: Codec(calendar.teaching_load, LoadRecord),
    Table.BELLS: Codec(
        calendar.bell,
        BellRecord,
        lambda row, _keys: {"weekdays": tuple(row["weekdays"])},
        lambda record, _ids: {"weekdays": list(record.weekdays)},
        frozenset({"weekdays"}),
    ),
    Table.TERMS: Codec(calendar.term, TermRecord),
    Table.LESSONS: Codec(calendar.timetable_entry, LessonRecord),
    Table.PLANS: Codec(calendar.plan_item, PlanRecord),
    Table.SLOTS: Codec(
        calendar.entry_slot,
        SlotRecord,
        _cells,
        lambda record, _ids: {"cells": dict(record.cells)},
        frozenset({"cells"}),
    ),
    Table.KINDS: Codec(
        journal.control_kind,
        KindRecord,
        lambda row, _keys: {"weight": Decimal(row["weight"]), "aliases": tuple(row["aliases"])},
        lambda record, _ids: {"weight": record.weight, "aliases": list(record.aliases)},
        frozenset({"weight", "aliases"}),
    ),
}
"""Every table but the school itself, in the order of `Table`."""
