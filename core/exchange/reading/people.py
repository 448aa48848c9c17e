"""Pupils, staff and guardians (A08-A10). A name stays in the columns in which the school keeps it."""

from dataclasses import dataclass, field

from core.exchange.dated_records import EnrolmentRecord, GrantRecord, GuardianshipRecord, MemberRecord
from core.exchange.keys import ClassKey, GroupKey, PersonKey
from core.exchange.model import PersonRecord, StaffRecord, YearRecord
from core.exchange.positions import roles_of
from core.exchange.problems import Code, Problems, UnreadableError
from core.exchange.reading.directory import Directory
from core.exchange.reading.layout import GUARDIANS, Page
from core.exchange.reading.rows import RowReader, each_row
from core.exchange.reading.values import day, folded, label, line, one_of, parts, phone, uid
from core.people.model import Name, Role

_SEX = one_of({"м": "м", "муж": "м", "муж.": "м", "мужской": "м", "ж": "ж", "жен": "ж", "жен.": "ж", "женский": "ж"})
_YES = one_of({"да": True, "нет": False})


@dataclass
class PeopleRecords:
    """What the three sheets say, in the order of their rows."""

    staff: list[StaffRecord] = field(default_factory=list)
    grants: list[GrantRecord] = field(default_factory=list)
    enrolments: list[EnrolmentRecord] = field(default_factory=list)
    members: list[MemberRecord] = field(default_factory=list)
    guardianships: list[GuardianshipRecord] = field(default_factory=list)


class PeopleReader:
    """Reads the sheets of people, pupils first: the others refer to classes and to pupils."""

    def __init__(self, directory: Directory, year: YearRecord, problems: Problems) -> None:
        self._directory = directory
        self._year = year
        self._problems = problems
        self._seen: dict[tuple[str, ...], int] = {}
        self.records = PeopleRecords()

    def pupils(self, page: Page | None) -> None:
        """The sheet «Ученики»."""
        for row in each_row(page, self._problems):
            self._pupil(row)

    def staff(self, page: Page | None) -> None:
        """The sheet «Сотрудники»."""
        for row in each_row(page, self._problems):
            self._employee(row)

    def guardians(self, page: Page | None) -> None:
        """The sheet «Родители»: one row for a guardian and a child."""
        for row in each_row(page, self._problems):
            self._guardian(row)

    def _pupil(self, row: RowReader) -> None:
        school_class = row.need("Класс", self._directory.class_key)
        person = self._person(row, school_class.title if school_class else "")
        from_day, order = row.may("Дата зачисления", day), row.may("№ приказа", label)
        groups = self._groups(row, school_class)
        # A pupil whose row is refused for another cell is known all the same: guardians are not refused in turn.
        if not school_class or person is None or not self._add(row, person):
            return
        self._directory.add_pupil(person.person, school_class)
        self._directory.groups.update(dict.fromkeys(groups))
        start = from_day or self._year.from_day
        self.records.enrolments.append(
            EnrolmentRecord(
                from_day=start,
                to_day=None,
                pupil=person.person,
                school_class=school_class,
                order_number=order,
                has_own_day=from_day is not None,
            )
        )
        self.records.members.extend(
            MemberRecord(from_day=start, to_day=None, pupil=person.person, group=group) for group in groups
        )

    def _groups(self, row: RowReader, school_class: ClassKey) -> tuple[GroupKey, ...]:
        """«Английский язык: 1; Труд: 2»."""

        def read(text: str) -> tuple[GroupKey, ...]:
            return tuple(self._group(school_class, part) for part in parts(text))

        return row.may("Группа", read) or ()

    def _group(self, school_class: ClassKey, text: str) -> GroupKey:
        subject, colon, title = text.rpartition(":")
        if not colon or not label(title):
            raise UnreadableError(Code.BAD_GROUP, value=text)
        return GroupKey(school_class, self._directory.known_subject(subject), label(title))

    def _employee(self, row: RowReader) -> None:
        person = self._person(row, "")
        position = row.need("Должность", line)
        roles = roles_of(position or "")
        led = row.may("Классное руководство", self._classes) or ()
        subjects, number = row.may("Предметы", line), row.may("Табельный номер", label)
        if person is None or not self._add(row, person):
            return
        if not roles:
            row.warn("Должность", Code.POSITION_WITHOUT_ROLE, value=position)
        self._directory.add_employee(person.person)
        self.records.staff.append(StaffRecord(person.person, position, self._year.from_day, subjects, number))
        self.records.grants.extend(self._grant(person.person, role, None) for role in sorted(roles))
        self.records.grants.extend(self._grant(person.person, Role.CLASS_TEACHER, key) for key in led)

    def _grant(self, person: PersonKey, role: Role, school_class: ClassKey | None) -> GrantRecord:
        start = self._year.from_day
        return GrantRecord(from_day=start, to_day=None, person=person, role=role, school_class=school_class)

    def _classes(self, text: str) -> tuple[ClassKey, ...]:
        return tuple(self._directory.known_class(part) for part in parts(text.replace(",", ";")))

    def _guardian(self, row: RowReader) -> None:
        school_class = row.need("Класс ученика", self._directory.known_class)
        pupil = row.need("Ученик", self._directory.pupil_of(school_class)) if school_class else None
        person = self._person(row, school_class.title if school_class else "", by_phone=True)
        legal = row.need("Законный представитель", _YES)
        relation, application = row.may("Степень родства", line), row.may("Заявление №", label)
        consent_on, to_day = row.may("Согласие дата", day), row.may("По дату", day)
        if not row.sound or person is None or pupil is None or not self._join(row, person):
            return
        pair = (GUARDIANS.name, person.person.text, pupil.text)
        if self._repeated(row, "Ученик", pair, Code.DUPLICATE_ROW):
            return
        self.records.guardianships.append(
            GuardianshipRecord(
                guardian=person.person,
                pupil=pupil,
                legal=legal,
                from_day=self._year.from_day,
                to_day=to_day,
                relation=relation,
                application_number=application,
                consent_on=consent_on,
            )
        )

    def _person(self, row: RowReader, where: str, *, by_phone: bool = False) -> PersonRecord | None:
        """The person of a row, or None without a name. Without a UID, day of birth and class tell one from namesakes.

        A guardian has no day of birth here; the same name with the same telephone is the same guardian.
        """
        name = Name(row.need("Фамилия", line), row.need("Имя", line), row.may("Отчество", line))
        number, born = row.may("UID", uid), row.may("Дата рождения", day)
        sex, telephone, email = row.may("Пол", _SEX), row.may("Телефон", phone), row.may("E-mail", line)
        if not name.surname or not name.given:
            return None
        apart = (telephone if by_phone else None) or f"{born}|{where}"
        key = PersonKey(f"uid:{number}" if number else f"{folded(name.full)}|{apart}")
        return PersonRecord(key, name, number, born, sex, telephone, email)

    def _add(self, row: RowReader, person: PersonRecord) -> bool:
        """A pupil or an employee stands in a sheet once."""
        code = Code.DUPLICATE_UID if person.uid else Code.DUPLICATE_PERSON
        if self._repeated(row, "UID" if person.uid else "Фамилия", (row.sheet, person.person.text), code):
            return False
        return self._join(row, person)

    def _repeated(self, row: RowReader, column: str, key: tuple[str, ...], code: Code) -> bool:
        first = self._seen.setdefault(key, row.number)
        if first != row.number:
            row.refuse(column, code, first_row=first)
        return first != row.number

    def _join(self, row: RowReader, person: PersonRecord) -> bool:
        """Make the person known to the sheets that follow."""
        try:
            self._directory.add_person(person, row.place("Фамилия"))
        except UnreadableError as error:
            row.refuse("UID", error.code, **error.data)
            return False
        return True
