"""The front-end put together: what every update passes, and the routers of each audience."""

from functools import cache

from aiogram import Dispatcher, Router
from aiogram.fsm.storage.base import BaseStorage, DefaultKeyBuilder
from aiogram.fsm.storage.redis import RedisStorage

from bot import commands
from bot.administrators import audit, staff, staff_leaves, switches
from bot.administrators import handlers as administrators
from bot.administrators.staff_data import Code
from bot.app_parts import Parts
from bot.common import due, fallback, letters, notice_reading
from bot.common import handlers as common
from bot.common.diary_data import SendCalendar, SendFile
from bot.common.notice_aim_data import DownloadUnreached
from bot.common.notice_data import Download as DownloadNotice
from bot.conversations import LIFETIME, KeptStates
from bot.coordinators import applications
from bot.coordinators import consents as register_of_consents
from bot.coordinators.applications_data import Connect, PrintCase
from bot.coordinators.consents_data import DownloadRegister
from bot.coordinators.views import IssueCodes
from bot.deputies import handlers as deputies
from bot.deputies import school_day, substitutions
from bot.deputies.substitutions_data import OpenJournal
from bot.guardians import absence, application, consents, diary, own_data, timetable
from bot.guardians import handlers as guardians
from bot.guardians.application_data import AskAgain, Choose, Print
from bot.notices import handlers as notices
from bot.operators import handlers as operators
from bot.questions import answering, asking, editing, faq
from bot.reporting import handlers as reporting
from bot.reporting import summary
from bot.reporting.data import MakeSheet
from bot.slots import handlers as slots
from bot.slots.data import Download
from bot.supervision import checks, remarks, verify
from bot.supervision.data import SendSheet
from bot.teachers import (
    absences,
    family_notes,
    files,
    gaps,
    groups,
    help_handlers,
    lessons,
    not_held,
    periods,
    roster,
    visiting,
)
from bot.teachers import handlers as teachers
from bot.updates.answers import PressAnswers, Refusals
from bot.updates.context import ContextMiddleware
from bot.updates.hasty import Hasty
from bot.updates.routing import Table, tables_of
from bot.updates.visits import Visits
from bot.updates.working import Working

SENDING_BELOW = (
    AskAgain,
    Choose,
    Print,
    PrintCase,
    Connect,
    SendFile,
    SendCalendar,
    IssueCodes,
    Code,
    SendSheet,
    MakeSheet,
    OpenJournal,
    Download,
    DownloadNotice,
    DownloadUnreached,
    DownloadRegister,
)
"""Buttons that send something new each time, a file or a keyboard: once is enough however often they are pressed."""


def dispatcher(parts: Parts) -> Dispatcher:
    """From an update to its handler; the parts come as ports, so that any database will do."""
    made = Dispatcher(storage=_states(parts))
    made.update.outer_middleware(ContextMiddleware(parts))
    made.update.outer_middleware(Visits(parts))
    made.update.outer_middleware(commands.OwnMenu())
    for observer in (made.message, made.callback_query):
        observer.middleware(Working())
    made.callback_query.middleware(PressAnswers())
    hasty = Hasty(*SENDING_BELOW)
    made.callback_query.middleware(hasty)
    for observer in (made.message, made.edited_message, made.callback_query):
        observer.middleware(Refusals())
    for kind, table in tables().items():
        made.observers[kind].register(table.handle)
    return made


@cache
def tables() -> dict[str, Table]:
    """The routes by kind of update: they know no parts, and every bot of a process asks the same."""
    return tables_of(*routers())


def routers() -> tuple[Router, ...]:
    """The routers of each audience, in the order in which they are asked."""
    return (
        application.build_router(),
        applications.build_router(),
        register_of_consents.build_router(),
        consents.build_router(),
        letters.build_router(),
        due.build_router(),
        asking.build_router(),
        answering.build_router(),
        faq.build_router(),
        editing.build_router(),
        notices.build_router(),
        reporting.build_router(),
        summary.build_router(),
        slots.build_router(),
        notice_reading.build_router(),
        help_handlers.build_router(),
        operators.build_router(),
        lessons.build_router(),
        not_held.build_router(),
        visiting.build_router(),
        absences.build_router(),
        family_notes.build_router(),
        gaps.build_router(),
        roster.build_router(),
        school_day.build_router(),
        checks.build_router(),
        remarks.build_router(),
        verify.build_router(),
        periods.build_router(),
        substitutions.build_router(),
        groups.build_router(),
        absence.build_router(),
        guardians.build_router(),
        own_data.build_router(),
        diary.build_router(),
        timetable.build_router(),
        administrators.build_router(),
        switches.build_router(),
        staff.build_router(),
        staff_leaves.build_router(),
        audit.build_router(),
        deputies.build_router(),
        common.build_router(),
        files.build_router(),
        teachers.build_router(),
        operators.build_search_router(),
        fallback.build_router(),
    )


def _states(parts: Parts) -> BaseStorage:
    """Where the state of a conversation stands: in the database, or in Redis for several processes."""
    url = parts.settings.redis.url
    return _shared(url.get_secret_value()) if url else KeptStates(parts.database, parts.clock)


def _shared(url: str) -> BaseStorage:
    keys = DefaultKeyBuilder(with_bot_id=True)  # a person has one chat id with every bot
    return RedisStorage.from_url(url, key_builder=keys, state_ttl=LIFETIME, data_ttl=LIFETIME)
