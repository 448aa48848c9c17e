"""A whole file, sheet by sheet, in the order in which sheets refer to each other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.exchange.keys import PersonKey
from core.exchange.model import ClassRecord, GroupRecord, SchoolData
from core.exchange.problems import Place, Problems
from core.exchange.reading import layout, teaching
from core.exchange.reading.collect import collect
from core.exchange.reading.directory import Directory
from core.exchange.reading.layout import Layout, Page, pages
from core.exchange.reading.people import PeopleReader, PeopleRecords
from core.exchange.reading.school import SchoolPage, read_school_page, school_year
from core.exchange.source import Source
from core.exchange.tables import read_sheets

OnSheet = Callable[[str], None]
"""Told the name of each sheet as its turn comes."""

_SOME_YEAR = "2000/2001"
"""Stands in for the year of a file whose sheet «Школа» is unsound, so that its other sheets are looked at too."""


@dataclass(frozen=True, slots=True)
class SchoolFile:
    """What a sound file says, and where each person stands in it."""

    data: SchoolData
    year: str
    places: Mapping[PersonKey, Place]


def read_school(source: Source, problems: Problems, on_sheet: OnSheet) -> SchoolFile | None:
    """Read a source whole. Everything wrong with it is noted; None if any of that stops the import."""
    sheets = read_sheets(source, problems)
    found = pages(source.name, sheets, problems)
    on_sheet(layout.SCHOOL.name)
    school = read_school_page(found.get(layout.SCHOOL), problems)
    data, directory = _Reading(found, school.year if school else _SOME_YEAR, problems, on_sheet).read(school)
    return None if problems.stopping else SchoolFile(data, directory.year, directory.places)


class _Reading:
    """The sheets of one file on their way to records."""

    def __init__(self, found: dict[Layout, Page], year: str, problems: Problems, on_sheet: OnSheet) -> None:
        self._found = found
        self._year = year
        self._problems = problems
        self._on_sheet = on_sheet
        unread = frozenset(one.name for one in layout.LAYOUTS if one not in found)
        self._directory = Directory(year, unread)

    def read(self, school: SchoolPage | None) -> tuple[SchoolData, Directory]:
        """Definitions first, then what refers to them."""
        problems, directory = self._problems, self._directory
        terms = collect(self._page(layout.TERMS), problems, teaching.TermReader(self._year).term, at="Название")
        subjects = collect(self._page(layout.SUBJECTS), problems, teaching.subject, at="Название")
        rooms = collect(self._page(layout.ROOMS), problems, teaching.room, at="Номер")
        for subject in subjects:
            directory.add_subject(subject)
        for room in rooms:
            directory.add_room(room)
        year = school_year(self._year, terms)
        people = self._people(PeopleReader(directory, year, problems))
        teacher = teaching.TeachingReader(directory, year)
        # The load before the timetable, which may leave its teachers out; the timetable before the rooms it may name.
        loads = collect(self._page(layout.LOAD), problems, teacher.load, at="Учитель")
        lessons = collect(self._page(layout.TIMETABLE), problems, teacher.lesson, at="Предмет")
        data = SchoolData(
            schools=(school.school,) if school else (),
            years=(year,),
            people=tuple(directory.people.values()),
            classes=tuple(ClassRecord(key) for key in directory.classes),
            subjects=subjects,
            rooms=tuple(directory.rooms.values()),
            groups=tuple(GroupRecord(key) for key in directory.groups),
            staff=tuple(people.staff),
            grants=tuple(people.grants),
            enrolments=tuple(people.enrolments),
            members=tuple(people.members),
            guardianships=tuple(people.guardianships),
            loads=loads,
            bells=collect(self._page(layout.BELLS), problems, teaching.bell, at="Урок"),
            terms=terms,
            lessons=lessons,
            plans=collect(self._page(layout.PLANS), problems, teacher.plan, at="№ урока"),
            slots=collect(self._page(layout.SLOTS), problems, teacher.slot, at="ФИО сотрудника"),
        )
        return data, directory

    def _people(self, reader: PeopleReader) -> PeopleRecords:
        reader.pupils(self._page(layout.PUPILS))
        reader.staff(self._page(layout.STAFF))
        reader.guardians(self._page(layout.GUARDIANS))
        return reader.records

    def _page(self, which: Layout) -> Page | None:
        self._on_sheet(which.name)
        return self._found.get(which)
