"""Who in a file is who in the database: by UID, else by full name with the day of birth or the class."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import TypeVar

from core.exchange.keys import PersonKey, Table
from core.exchange.model import PersonRecord, SchoolData
from core.exchange.problems import Code, Place, Problems
from core.exchange.reading.values import folded
from core.exchange.records import Record

R = TypeVar("R", bound=Record)

_STAFF = "staff"


def match_people(
    file: SchoolData, present: SchoolData, places: Mapping[PersonKey, Place], problems: Problems
) -> dict[PersonKey, PersonKey]:
    """The database's key for each key of the file that it knows. Namesakes that cannot be told apart are noted."""
    return _Matching(file, present).run(places, problems)


def rekeyed(data: SchoolData, keys: Mapping[PersonKey, PersonKey]) -> SchoolData:
    """The same data with other keys of people."""
    tables = {table.value: tuple(_rekeyed(row, keys) for row in data.rows(table)) for table in Table}
    return SchoolData(**tables)  # type: ignore[arg-type]


def _rekeyed(record: R, keys: Mapping[PersonKey, PersonKey]) -> R:
    values = ((field.name, getattr(record, field.name)) for field in fields(record))
    found = {name: keys[value] for name, value in values if isinstance(value, PersonKey) and value in keys}
    return replace(record, **found) if found else record


class _Matching:
    """A person of the database is taken by one person of the file at most."""

    def __init__(self, file: SchoolData, present: SchoolData) -> None:
        self._file = file
        self._file_ties, self._present_ties = _ties(file), _ties(present)
        self._by_uid = {person.uid: person.person for person in present.people if person.uid}
        self._by_name: dict[str, list[PersonRecord]] = defaultdict(list)
        for person in present.people:
            self._by_name[folded(person.name.full)].append(person)
        self._found: dict[PersonKey, PersonKey] = {}
        self._taken: set[PersonKey] = set()

    def run(self, places: Mapping[PersonKey, Place], problems: Problems) -> dict[PersonKey, PersonKey]:
        """UIDs first, so that nobody is taken by name whom a UID names."""
        for person in self._file.people:
            if person.uid in self._by_uid:
                self._take(person, self._by_uid[person.uid])
        for person in self._file.people:
            if person.person not in self._found:
                self._by_likeness(person, places[person.person], problems)
        return self._found

    def _by_likeness(self, person: PersonRecord, place: Place, problems: Problems) -> None:
        namesakes = [old for old in self._by_name[folded(person.name.full)] if self._may_be(person, old)]
        alike = [old for old in namesakes if self._is_alike(person, old)]
        if len(alike) == 1:
            self._take(person, alike[0].person)
        elif alike:
            problems.add(Code.NAMESAKES, place.sheet, place.cell, value=person.name.full)
        elif namesakes:
            problems.add(Code.NAMESAKE_KNOWN, place.sheet, place.cell, value=person.name.full)

    def _may_be(self, person: PersonRecord, old: PersonRecord) -> bool:
        """Whether nothing speaks against their being one: not two UIDs, not two days of birth."""
        free = old.person not in self._taken and not (person.uid and old.uid)
        return free and not (person.birth_date and old.birth_date and person.birth_date != old.birth_date)

    def _is_alike(self, person: PersonRecord, old: PersonRecord) -> bool:
        """Whether more than the name speaks for it: the day of birth, the class, the child or the workplace."""
        if person.birth_date is not None and person.birth_date == old.birth_date:
            return True
        return not self._file_ties[person.person].isdisjoint(self._present_ties[old.person])

    def _take(self, person: PersonRecord, key: PersonKey) -> None:
        self._found[person.person] = key
        self._taken.add(key)


def _ties(data: SchoolData) -> dict[PersonKey, set[object]]:
    """What a person is known by beside the name: classes, own children's names, being of the staff."""
    names = {person.person: folded(person.name.full) for person in data.people}
    ties: dict[PersonKey, set[object]] = defaultdict(set)
    for enrolment in data.enrolments:
        ties[enrolment.pupil].add(enrolment.school_class)
    for guardianship in data.guardianships:
        ties[guardianship.guardian].add(names[guardianship.pupil])
    for staff in data.staff:
        ties[staff.person].add(_STAFF)
    return ties
