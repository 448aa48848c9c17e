"""/groups: the class teacher says who is in which group, from which day; a coordinator does so for any class (A24)."""

from datetime import date

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.common.first_screen import register_first
from bot.common.menu import Place
from bot.screens import Screen
from bot.teachers.desk import Desk, Teaching
from bot.teachers.groups_views import (
    NOBODYS,
    OpenClassGroups,
    OpenGroups,
    PutIntoGroup,
    class_screen,
    classes_screen,
    groups_screen,
)
from bot.teachers.taps import day_of
from core.errors import NotFoundError
from core.ids import ClassId, GroupId, PersonId, SubjectId
from core.people.groups import service
from core.people.groups.model import ClassGroups
from core.people.groups.rules import KEEPERS
from core.people.model import Role


def build_router() -> Router:
    """The screens of groups."""
    router = Router(name="groups")
    for observer in (router.message, router.callback_query):
        observer.filter(Teaching(Role.CLASS_TEACHER, *KEEPERS))
    register_first(router, "groups", Place.GROUPS, _first, desk="desk")
    router.callback_query.register(open_class, OpenClassGroups.filter())
    router.callback_query.register(open_subject, OpenGroups.filter())
    router.callback_query.register(put, PutIntoGroup.filter())
    return router


async def open_class(callback: CallbackQuery, callback_data: OpenClassGroups, desk: Desk) -> None:
    """The subjects of a class that are taught in groups."""
    shown = await service.class_groups(desk.database, desk.actor, ClassId(callback_data.of), None, desk.now)
    alone = len(await service.kept_classes(desk.database, desk.actor, desk.now)) == 1
    await class_screen(shown, desk.texts, alone=alone).edit(callback)


async def open_subject(callback: CallbackQuery, callback_data: OpenGroups, desk: Desk) -> None:
    """Who is in which group on a day; of a day that has passed, today."""
    day = day_of(callback_data.day)
    shown = await service.class_groups(desk.database, desk.actor, ClassId(callback_data.of), day, desk.now)
    await _groups(shown, callback_data.subject, callback_data.page, desk).edit(callback)


async def put(callback: CallbackQuery, callback_data: PutIntoGroup, desk: Desk) -> None:
    """A pupil is in another group from that day on."""
    day, wanted = _day(callback_data.day), callback_data.group
    shown = await service.move_pupil(
        desk.database,
        desk.actor,
        ClassId(callback_data.of),
        SubjectId(callback_data.subject),
        PersonId(callback_data.pupil),
        None if wanted == NOBODYS else GroupId(wanted),
        day,
        desk.now,
    )
    await _groups(shown, callback_data.subject, callback_data.page, desk).edit(callback)


async def _first(desk: Desk) -> Screen:
    classes = await service.kept_classes(desk.database, desk.actor, desk.now)
    if len(classes) != 1:
        return classes_screen(classes, desk.texts)
    shown = await service.class_groups(desk.database, desk.actor, classes[0].id, None, desk.now)
    return class_screen(shown, desk.texts, alone=True)


def _groups(shown: ClassGroups, subject_id: int, page: int, desk: Desk) -> Screen:
    subject = next((one for one in shown.subjects if one.subject_id == subject_id), None)
    if subject is None:
        raise NotFoundError
    return groups_screen(shown, subject, page, desk.texts)


def _day(ordinal: int) -> date:
    day = day_of(ordinal)
    if day is None:
        raise NotFoundError
    return day
