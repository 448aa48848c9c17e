"""Which texts families may meet: those that the languages of families only (`OF_FAMILIES`) must have.

Said by the modules that use them, a part of one by the names of its definitions. A new module of these packages counts
as families', until it is said here that it is for staff.
"""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import core
from bot.errors import SENTENCES
from core.errors import DomainError

FAMILIES = (
    "attachments.py",
    "commands.py",
    "i18n.py",
    "languages.py",
    "period_names.py",
    "common/*.py",
    "delivery/*.py",
    "calendars/*.py",
    "guardians/*.py",
    "pupils/*.py",
    "questions/*.py",
    "updates/*.py",
    "teachers/note_views.py:note_days _lessons",
    "teachers/family_notes_views.py:REFUSALS refusal_words",
)
OF_STAFF = (
    "attachments.py:file_label",
    "commands.py:WHO_TEACH WHO_CLOSE_PERIODS WHO_KEEP_GROUPS WHO_TYPE WHO_SEE_ABSENCES WHO_CHECK_LISTS WHO_DECIDE",
    "commands.py:WHO_ISSUE_CODES WHO_ARRANGE_LESSONS WHO_RECEIVE_APPLICATIONS WHO_KEEP_THE_SCHOOL",
    "commands.py:WHO_JUDGE_COMPLAINTS WHO_HAVE_DUTIES",
    "commands.py:WHO_SEE_CONSENTS",
    "commands.py:WHO_SEE_STAFF WHO_READ_THE_LOG",
    "commands.py:WHO_WRITE_NOTICES WHO_CHECK_THE_JOURNAL WHO_HAVE_REMARKS",
    "commands.py:WHO_ANSWER_QUESTIONS WHO_HAVE_SLOTS",
    "common/changes.py",
    "common/complaints_views.py:complaint_screen _head _letters _label _rows _state list_screen words_screen",
    "common/due*.py",
    "common/letters_desk.py:desk_line desk_rows",
    "common/letters_first.py",
    "common/letters_first_views.py",
    "common/letters_thread_views.py:block_screen",
    "common/reasons.py:LATE CORRECTING REFUSING STANDING_IN _OLDER",
    "common/requests.py:short_request _matter _busy _not_given _outdated_for_staff",
    "common/home_menu.py:_WORK _OFFICE _WORKPLACES _label",
    "delivery/approval_push.py",
    "delivery/discreet.py:_draft _staff_timetable _return _roster _reminder _family _absent",
    "delivery/draft_push.py",
    "delivery/family_push.py:_STATES family_push _call _look",
    "delivery/rendering.py:_queue_push",
    "delivery/reception_push.py",
    "delivery/notice_push.py:_progress _held _WHY",
    "delivery/question_push.py:_asked _asked_heading _settled _who",
    "delivery/reminder_push.py",
    "delivery/remark_push.py",
    "delivery/return_push.py",
    "delivery/roster_push.py",
    "delivery/summary_push.py",
    "delivery/timetable_push.py:_HEADINGS staff_push staff_buttons",
    "guardians/application_views.py:_ON_PAPER",
    "questions/answering*.py",
    "questions/editing*.py",
    "guardians/consents_views.py:_register",
)
STAFFS_AREAS = (
    "core.approvals",
    "core.calendar",
    "core.journal.errors",
    "core.journal.periods",
    "core.notices",
    "core.notifications",
    "core.people.groups",
    "core.people.roster",
    "core.people.staff",
    "core.settings",
    "core.supervision",
)
"""Areas of the core whose refusals only staff can meet."""


def for_families(bot: Path, file: str, line: int, text: str | tuple[str, ...]) -> bool:
    """Whether a text that stands in this line of a file of `bot` may come before a family."""
    if file == "errors.py":
        return text in _refusals()
    name = _definitions(bot / file).get(line, "")
    return _listed(FAMILIES, file, name) and not _listed(OF_STAFF, file, name)


def _listed(entries: tuple[str, ...], file: str, name: str) -> bool:
    for entry in entries:
        pattern, _, names = entry.partition(":")
        if fnmatch(file, pattern) and (not names or name in names.split()):
            return True
    return False


@cache
def _definitions(path: Path) -> dict[int, str]:
    """Each line of a module → the name of the definition it belongs to."""
    found: dict[int, str] = {}
    for node in ast.parse(path.read_text("utf-8")).body:
        for name in _names(node):
            found |= dict.fromkeys(range(node.lineno, (node.end_lineno or node.lineno) + 1), name)
    return found


def _names(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    yield from (target.id for target in targets if isinstance(target, ast.Name))


@cache
def _refusals() -> frozenset[str]:
    for module in pkgutil.walk_packages(core.__path__, "core."):
        importlib.import_module(module.name)
    kinds = [kind for kind in _kinds(DomainError) if not kind.__module__.startswith(STAFFS_AREAS)]
    return frozenset(SENTENCES[kind.code] for kind in kinds if kind.code in SENTENCES)


def _kinds(of: type[DomainError]) -> Iterator[type[DomainError]]:
    yield of
    for kind in of.__subclasses__():
        yield from _kinds(kind)
