"""Who an audience is, over plain collections."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from core.ids import ClassId, PersonId, SchoolId
from core.notices.audience import LISTED, Audience, Known, Reader
from core.people.model import Person, Role, SchoolClass
from tests.fakes.directories import Directories, Function

if TYPE_CHECKING:
    from tests.fakes.state import State as AllState

Of = list[tuple[PersonId, str]]
"""Pupils with the titles of their classes."""


class Audiences:
    """Answers about one copy of the state."""

    def __init__(self, directories: Directories, state: "AllState") -> None:
        self._of = directories
        self._all = state

    def people(self, school_id: SchoolId, audience: Audience, day: date, *, needed: bool) -> dict[PersonId, bool]:
        """Everybody in an audience, and whether a consent lets messages come."""
        found: dict[PersonId, bool] = {}
        for people in self.parts(school_id, audience, day, needed=needed).values():
            for one, may in people.items():
                found[one] = found.get(one, False) or may
        return found

    def parts(
        self, school_id: SchoolId, audience: Audience, day: date, *, needed: bool = False
    ) -> dict[str, dict[PersonId, bool]]:
        """The same for each part."""
        found: dict[str, dict[PersonId, bool]] = {}
        pupils = self.pupils(school_id, audience, day)
        employed = {
            one.person_id: True for one in self._of.employments if one.school_id == school_id and day in one.days
        }
        if Reader.PUPILS in audience.readers:
            found[Reader.PUPILS] = dict.fromkeys(pupils, True)
        if Reader.STAFF in audience.readers:
            found[Reader.STAFF] = employed
        if Reader.CLASS_TEACHERS in audience.readers:
            led = [one for one in self._of.functions if self._leads(one, school_id, audience, day)]
            found[Reader.CLASS_TEACHERS] = {one.person_id: True for one in led}
        if Reader.GUARDIANS in audience.readers:
            found[Reader.GUARDIANS] = self._guardians(pupils, day, needed=needed)
        if Reader.ABSENT in audience.readers:
            absent = self.pupils(school_id, audience, day, absent=True)
            found[Reader.ABSENT] = self._guardians(absent, day, needed=needed)
        anywhere = self.pupils(school_id, Audience(within=audience.within), day)
        listed = self._guardians(anywhere, day, needed=needed) | ({} if audience.within else employed)
        found[LISTED] = {one: may for one, may in listed.items() if one in audience.people}
        return found

    def pupils(self, school_id: SchoolId, audience: Audience, day: date, *, absent: bool = False) -> set[PersonId]:
        """The pupils of the places."""
        here = [one for one in self._enrolled(school_id, day) if not audience.within or one[1] in audience.within]
        found = {pupil for pupil, of in here if audience.everywhere or self._there(pupil, of, audience, day)}
        return found & self._absent(day) if absent else found

    def told_for(self, school_id: SchoolId, audience: Audience, person_id: PersonId, day: date) -> Of:
        """The pupils of the audience for whom somebody is told, with their classes."""
        pupils = self.pupils(school_id, audience, day, absent=audience.readers == {Reader.ABSENT})
        own = {one.pupil_id for one in self._of.guardianships if one.guardian_id == person_id and day in one.days}
        classes = {one.school_class.id: one.school_class for one in self._of.classes}
        found = [
            (pupil, classes[of])
            for pupil, of in self._enrolled(school_id, day)
            if pupil in pupils and pupil in own | {person_id}
        ]
        found.sort(key=lambda one: (one[1].grade, one[1].letter, one[0]))
        return [(one, of.title) for one, of in found]

    def known(self, person: Person, day: date) -> Known:
        """Somebody with what they are that day."""
        classes = {one.school_class.id: one.school_class for one in self._of.classes}
        enrolled = dict(self._enrolled(person.school_id, day))
        own = [one.pupil_id for one in self._of.guardianships if one.guardian_id == person.id and day in one.days]
        guards = {classes[enrolled[one]] for one in own if one in enrolled}
        of = enrolled.get(person.id)
        staff = any(one.person_id == person.id and day in one.days for one in self._of.employments)
        return Known(person, classes[of] if of else None, staff, tuple(sorted(guards, key=_by_title)))

    def _enrolled(self, school_id: SchoolId, day: date) -> list[tuple[PersonId, ClassId]]:
        own = {one.school_class.id for one in self._of.classes if one.year.school_id == school_id}
        return [(one.pupil_id, one.class_id) for one in self._of.enrolments if one.class_id in own and day in one.days]

    def _there(self, pupil: PersonId, of: ClassId, audience: Audience, day: date) -> bool:
        groups = {one.group_id for one in self._of.group_days if one.pupil_id == pupil and day in one.days}
        return of in self._classes(audience) or bool(groups & audience.groups) or pupil in audience.pupils

    def _classes(self, audience: Audience) -> set[ClassId]:
        of_grade = {one.school_class.id for one in self._of.classes if one.school_class.grade in audience.grades}
        return of_grade | audience.classes

    def _leads(self, one: Function, school_id: SchoolId, audience: Audience, day: date) -> bool:
        grant, days = one.grant, one.days
        if grant.role is not Role.CLASS_TEACHER or day not in days or grant.class_id is None:
            return False
        years = [of for of in self._of.classes if of.year.school_id == school_id and day in of.year.days]
        of_groups = {group.class_id for group in self._of.groups if group.id in audience.groups}
        of_pupils = {of for pupil, of in self._enrolled(school_id, day) if pupil in audience.pupils}
        led = self._classes(audience) | of_groups | of_pupils
        return any(
            of.school_class.id == grant.class_id and (audience.everywhere or grant.class_id in led) for of in years
        )

    def _guardians(self, pupils: Iterable[PersonId], day: date, *, needed: bool) -> dict[PersonId, bool]:
        found: dict[PersonId, bool] = {}
        for one in self._of.guardianships:
            if one.pupil_id in {*pupils} and day in one.days:
                may = self._all.consents.may_be_told(one, needed=needed)
                found[one.guardian_id] = found.get(one.guardian_id, False) or may
        return found

    def _absent(self, day: date) -> set[PersonId]:
        journal = self._all.journal
        of_day = [lesson_id for lesson_id, (key, _) in journal.lessons.items() if key.day == day]
        records = [journal.record(lesson_id) for lesson_id in of_day]
        recorded = {fact.pupil_id for record in records for fact in record.attendance if not fact.late}
        standing = [one.stated for one in self._all.notes.values() if one.ended_at is None]
        return recorded | {one.pupil_id for one in standing if one.foretells and one.first_day <= day <= one.until}


def _by_title(of: SchoolClass) -> tuple[int, str]:
    return of.grade, of.letter
