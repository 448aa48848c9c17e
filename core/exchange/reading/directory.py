"""What the sheets read so far have defined, so that those read later may refer to it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from core.exchange.keys import ClassKey, GroupKey, PersonKey, RoomKey, SubjectKey
from core.exchange.model import PersonRecord, RoomRecord, SubjectRecord
from core.exchange.problems import Code, Place, UnreadableError
from core.exchange.reading import layout
from core.exchange.reading.values import class_title, folded, label, line


@dataclass
class Directory:
    """People, classes, groups, subjects and rooms of a file by the words in which other sheets name them.

    `unread` are the sheets that are missing or refused as a whole: what refers to them is let through, lest every
    row of the other sheets be refused too.
    """

    year: str
    unread: frozenset[str] = frozenset()
    people: dict[PersonKey, PersonRecord] = field(default_factory=dict)
    places: dict[PersonKey, Place] = field(default_factory=dict)
    classes: dict[ClassKey, None] = field(default_factory=dict)
    groups: dict[GroupKey, None] = field(default_factory=dict)
    rooms: dict[RoomKey, RoomRecord] = field(default_factory=dict)
    _subjects: dict[str, set[SubjectKey]] = field(default_factory=lambda: defaultdict(set))
    _staff: dict[str, set[PersonKey]] = field(default_factory=lambda: defaultdict(set))
    _pupils: dict[tuple[ClassKey, str], set[PersonKey]] = field(default_factory=lambda: defaultdict(set))

    def add_subject(self, record: SubjectRecord) -> None:
        """A subject answers to its name and to its abbreviations."""
        for word in (record.name, *record.aliases):
            self._subjects[folded(word)].add(record.subject)

    def add_room(self, record: RoomRecord) -> None:
        """A room answers to its number."""
        self.rooms[record.room] = record

    def add_person(self, record: PersonRecord, place: Place) -> None:
        """A person; one who is known already gains what was not said before. UnreadableError on another's UID."""
        known = self.people.setdefault(record.person, record)
        self.places.setdefault(record.person, place)
        if folded(known.name.full) != folded(record.name.full):
            raise UnreadableError(Code.UID_OF_ANOTHER, value=record.uid, name=known.name.full)
        self.people[record.person] = replace(
            known,
            birth_date=known.birth_date or record.birth_date,
            sex=known.sex or record.sex,
            phone=known.phone or record.phone,
            email=known.email or record.email,
        )

    def add_employee(self, person: PersonKey) -> None:
        """Let a person be named as a teacher, by full name or UID."""
        for word in _words(self.people[person]):
            self._staff[word].add(person)

    def add_pupil(self, person: PersonKey, school_class: ClassKey) -> None:
        """Let a person be named as a pupil of a class, by full name or UID."""
        self.classes[school_class] = None
        for word in _words(self.people[person]):
            self._pupils[school_class, word].add(person)

    def class_key(self, text: str) -> ClassKey:
        """A class as it is written, whether or not anyone is in it."""
        return ClassKey(self.year, *class_title(text))

    def known_class(self, text: str) -> ClassKey:
        """A class that has pupils."""
        key = self.class_key(text)
        if key not in self.classes and layout.PUPILS.name not in self.unread:
            raise UnreadableError(Code.UNKNOWN_CLASS, value=key.title, expected=tuple(c.title for c in self.classes))
        return key

    def known_subject(self, text: str) -> SubjectKey:
        """A subject by name; failing that, by an abbreviation that only one has."""
        word = folded(text)
        if layout.SUBJECTS.name in self.unread:
            return SubjectKey(word)
        keys = self._subjects.get(word, set())
        if SubjectKey(word) in keys:
            return SubjectKey(word)
        if len(keys) != 1:
            raise UnreadableError(Code.UNKNOWN_SUBJECT, value=line(text))
        return next(iter(keys))

    def known_room(self, text: str) -> RoomKey:
        """A room by number. A file without a sheet of rooms has the rooms that its timetable names."""
        key = RoomKey(folded(label(text)))
        if layout.ROOMS.name in self.unread:
            self.rooms.setdefault(key, RoomRecord(key, label(text)))
        if key not in self.rooms:
            raise UnreadableError(Code.UNKNOWN_ROOM, value=line(text))
        return key

    def teacher(self, text: str) -> PersonKey:
        """An employee by the whole full name, or by UID where two share a name."""
        if layout.STAFF.name in self.unread:
            return PersonKey(folded(text))
        return self._only(self._staff.get(folded(text), set()), text, Code.UNKNOWN_TEACHER)

    def pupil_of(self, school_class: ClassKey) -> Callable[[str], PersonKey]:
        """A reader of the pupils of a class, by the whole full name, or by UID where two share a name."""

        def read(text: str) -> PersonKey:
            if layout.PUPILS.name in self.unread:
                return PersonKey(folded(text))
            found = self._pupils.get((school_class, folded(text)), set())
            elsewhere = [c.title for c in self.classes if (c, folded(text)) in self._pupils]
            return self._only(
                found, text, Code.UNKNOWN_PUPIL, school_class=school_class.title, elsewhere=tuple(elsewhere)
            )

        return read

    def known_group(self, school_class: ClassKey, subject: SubjectKey) -> Callable[[str], GroupKey]:
        """A reader of the groups of a class in a subject."""

        def read(text: str) -> GroupKey:
            key = GroupKey(school_class, subject, label(text))
            if key not in self.groups and layout.PUPILS.name not in self.unread:
                raise UnreadableError(Code.UNKNOWN_GROUP, value=label(text), school_class=school_class.title)
            return key

        return read

    def _only(self, found: set[PersonKey], text: str, unknown: Code, **data: object) -> PersonKey:
        """The one who is meant. Among namesakes, «ё» may decide; otherwise only the UID can."""
        exact = {key for key in found if self.people[key].name.full == line(text)}
        keys = found if len(found) == 1 else exact
        if len(keys) == 1:
            return next(iter(keys))
        raise UnreadableError(Code.NAMESAKES if found else unknown, value=line(text), **data)


def _words(record: PersonRecord) -> tuple[str, ...]:
    name = folded(record.name.full)
    return (name, record.uid) if record.uid else (name,)
