"""Who of the directories an application may mean, and whether there was such a one before (E05)."""

from collections import Counter
from dataclasses import replace
from datetime import date

from core.applications import rules
from core.applications.model import Application, Found, Guardian, Pupil, State
from core.applications.names import compare
from core.ids import PersonId
from core.people.model import Name, SchoolClass
from core.unit_of_work import UnitOfWork

_SINCE_DECIDED = (State.REFUSED, State.WITHDRAWN)


async def found_for(unit: UnitOfWork, application: Application, day: date) -> Found:
    """Pupils and guardians whose names are nearly those of the form; the closest spelling first."""
    pupils = await _pupils(unit, application, day)
    guardians = await _guardians(unit, application, {one.person.id for one in pupils}, day)
    return Found(pupils, guardians, await _connected(unit, guardians), await _others(unit, application))


async def _pupils(unit: UnitOfWork, application: Application, day: date) -> tuple[Pupil, ...]:
    """In the class that the form names; anywhere in the school where nobody of the class can be meant."""
    classes = await unit.people.classes(application.school_id, day)
    named = [one for one in classes if one.title == application.form.class_title]
    found = await _of_classes(unit, application, named, day)
    return found or await _of_classes(unit, application, classes, day)


async def _of_classes(
    unit: UnitOfWork, application: Application, classes: list[SchoolClass] | tuple[SchoolClass, ...], day: date
) -> tuple[Pupil, ...]:
    child = application.form.child
    if child is None or not classes:
        return ()
    lists = await unit.people.class_pupils(tuple(one.id for one in classes))
    found = [
        Pupil(one.pupil, of.title, differences)
        for of in classes
        for one in lists[of.id]
        if one.on(day) and (differences := compare(child, one.pupil.name)) is not None
    ]
    found.sort(key=lambda one: len(one.differences))
    return await _apart(unit, found, classes, day)


async def _apart(
    unit: UnitOfWork, found: list[Pupil], classes: list[SchoolClass] | tuple[SchoolClass, ...], day: date
) -> tuple[Pupil, ...]:
    """The same, namesakes of one class with a number and their guardians."""
    alike = Counter(_full(one) for one in found)
    parents: dict[PersonId, list[Name]] = {}
    for title in {one.class_title for one in found if alike[_full(one)] > 1}:
        of = next(one for one in classes if one.title == title)
        for guardian, own in await unit.people.class_guardians(of.id, day):
            for pupil in own:
                parents.setdefault(pupil.id, []).append(guardian.name)
    numbers: dict[tuple[str, str], int] = {}
    done = []
    for one in found:
        if alike[_full(one)] > 1:
            number = numbers[_full(one)] = numbers.get(_full(one), 0) + 1
            one = replace(one, namesake=number, guardians=tuple(parents.get(one.person.id, ())))
        done.append(one)
    return tuple(done)


def _full(one: Pupil) -> tuple[str, str]:
    return one.person.name.full, one.class_title


async def _guardians(
    unit: UnitOfWork, application: Application, pupils: set[PersonId], day: date
) -> tuple[Guardian, ...]:
    typed = application.form.guardian
    if typed is None:
        return ()
    found = []
    for person in await unit.applications.guardians(application.school_id, day):
        differences = compare(typed, person.name)
        if differences is not None:
            own = {child.pupil.id for child in await unit.people.children(person.id, day)}
            found.append(Guardian(person, differences, frozenset(own & pupils)))
    return tuple(sorted(found, key=lambda one: (not one.of_pupils, len(one.differences))))


async def _connected(unit: UnitOfWork, guardians: tuple[Guardian, ...]) -> bool:
    """Whether a guardian of the child with this name has a chat already."""
    own = [one for one in guardians if one.of_pupils]
    return any([bool(await unit.links.links_to(one.person.id)) for one in own])


async def _others(unit: UnitOfWork, application: Application) -> tuple[Application, ...]:
    every = await unit.applications.sent(application.school_id)
    others = [one for one in every if one.id != application.id and one.state not in _SINCE_DECIDED]
    return tuple(one for one in others if rules.same_people(one.form, application.form))
