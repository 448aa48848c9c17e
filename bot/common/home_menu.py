"""The buttons of the first screen: what is done every day, and behind one of them what is set up once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button, column
from bot.i18n import N_, Texts
from core.applications.rules import CLERKS
from core.approvals.rules import DECIDING
from core.audit.reading import READERS as AUDIT_READERS
from core.calendar.changes.arranging import SEEING as ARRANGING_SEES
from core.calendar.entry.rules import ENTERING
from core.calendar.entry.rules import SEEING as ENTRY_SEES
from core.consents.rules import SEEING as CONSENT_SEES
from core.consultations.rules import ANSWERING
from core.correspondence.rules import STAFF as CORRESPONDING
from core.deadlines.staffing import STAFF as WORKING
from core.journal.notes.rules import READERS
from core.notices.rules import SENDERS as NOTICE_SENDERS
from core.people.groups.rules import KEEPERS
from core.people.links.model import Voice
from core.people.links.rules import ISSUERS
from core.people.model import Role
from core.people.pupils import reads_own
from core.people.roster.model import ClassState, State
from core.people.roster.rules import SEEING as ROSTER_SEES
from core.people.staff.rules import SEEING as STAFF_SEES
from core.reporting.rules import SEEING as ADOPTION_SEES
from core.reporting.summary import READERS as SUMMARY_READERS
from core.settings.service import SEEING
from core.supervision.rules import CHECKING
from core.supervision.rules import EXECUTING as REMARKED
from core.supervision.rules import SEEING as CHECKS_SEE


@dataclass(frozen=True, slots=True)
class Item:
    """A button and for whom it stands there."""

    label: str
    place: Place
    is_for: Callable[[Voice], bool]


def _held(*roles: Role) -> Callable[[Voice], bool]:
    return partial(_holds, roles)


def _holds(roles: Sequence[Role], voice: Voice) -> bool:
    return voice.actor.holds(*roles)


def _anybody(_: Voice) -> bool:
    return True


def reads(voice: Voice) -> bool:
    """Whether the diary is open to them: guardians, and pupils where the school lets them (P17)."""
    return voice.actor.holds(Role.GUARDIAN) or reads_own(voice.actor, voice.school)


def _has_lessons(voice: Voice) -> bool:
    return reads(voice) or voice.actor.holds(*_TEACHING)


_TEACHING = (Role.TEACHER, Role.CLASS_TEACHER)

_WORK = (
    Item(N_("Что сделать"), Place.DUE, _held(*WORKING)),
    Item(N_("Уроки"), Place.LESSONS, _held(*_TEACHING)),
    Item(N_("Ввод за учителя"), Place.OPERATOR, _held(Role.OPERATOR)),
    Item(N_("Отметки за период"), Place.PERIODS, _held(*_TEACHING, *READERS)),
    Item(N_("Кто отсутствует"), Place.ABSENCES, _held(Role.CLASS_TEACHER, *READERS)),
    Item(N_("Сверка списка класса"), Place.ROSTER, _held(Role.CLASS_TEACHER, *ROSTER_SEES)),
    Item(N_("Проверка журнала"), Place.CHECKS, _held(*CHECKS_SEE)),
    Item(N_("Сверка дневника"), Place.VERIFY, _held(*REMARKED, *CHECKING)),
    Item(N_("Замечания по журналу"), Place.REMARKS, _held(*REMARKED, *CHECKING)),
    Item(N_("Группы"), Place.GROUPS, _held(Role.CLASS_TEACHER, *KEEPERS)),
)
_OFFICE = (
    Item(N_("Объявления"), Place.NOTICES, _held(*NOTICE_SENDERS)),
    Item(N_("Согласования"), Place.APPROVALS, _held(*DECIDING)),
    Item(N_("Вопросы администратору"), Place.QUESTIONS, _held(*ANSWERING)),
    Item(N_("Замены"), Place.SUBSTITUTIONS, _held(*ARRANGING_SEES)),
    Item(N_("Заявления родителей"), Place.APPLICATIONS, _held(*CLERKS)),
    Item(N_("Коды и доступ"), Place.CODES, _held(*ISSUERS)),
    Item(N_("Сводка"), Place.SUMMARY, _held(*SUMMARY_READERS)),
    Item(N_("Кто подключён"), Place.ADOPTION, _held(*ADOPTION_SEES)),
    Item(N_("Настройки школы"), Place.SCHOOL, _held(*SEEING)),
    Item(N_("Сотрудники"), Place.STAFF, _held(*STAFF_SEES)),
    Item(N_("Журнал действий"), Place.AUDIT, _held(*AUDIT_READERS)),
)

MANY = 8
"""So many buttons stand one under another without filling the screen."""
SHORT = 17
"""Characters of a label that half the width of a telephone shows."""

DAILY = (
    Item(N_("Дневник"), Place.DIARY, reads),
    *_WORK,
    Item(N_("Расписание"), Place.TIMETABLE, _has_lessons),
    Item(N_("Сообщения"), Place.LETTERS, _held(Role.GUARDIAN, *CORRESPONDING)),
    *_OFFICE,
    Item(N_("Пропуск занятий"), Place.ABSENCE, _held(Role.GUARDIAN)),
    Item(N_("Настройки и доступ"), Place.SETTINGS, _anybody),
    Item(N_("Помощь"), Place.HELP, _anybody),
)
"""What the first screen offers, in this order."""

_WORKPLACES = (Item(N_("Расписание ввода"), Place.SLOTS, _held(*ENTERING, *ENTRY_SEES)),)

SET_UP = (
    Item(N_("Что и когда приходит"), Place.NOTIFICATIONS, reads),
    *_WORKPLACES,
    Item(N_("Личные данные"), Place.MYDATA, _held(Role.GUARDIAN)),
    Item(N_("Согласия"), Place.CONSENTS, _held(Role.GUARDIAN, *CONSENT_SEES)),
    Item(N_("Язык · Language"), Place.LANGUAGE, _anybody),
    Item(N_("Подключить ещё одного человека"), Place.LINK, _anybody),
    Item(N_("Подключённые чаты"), Place.DEVICES, _anybody),
    Item(N_("Отключить этот чат"), Place.UNLINK, _anybody),
    Item(N_("← Назад"), Place.HOME, _anybody),
)
"""What stands behind «Настройки и доступ»."""


def keyboard(
    items: Sequence[Item], texts: Texts, voices: Sequence[Voice], due: Sequence[ClassState] = ()
) -> InlineKeyboardMarkup:
    """The buttons of these that are for somebody of the chat; short ones two in a row where there are many."""
    wanted = (item for item in items if any(item.is_for(voice) for voice in voices))
    buttons = [button(_label(item, texts, due), Open(place=item.place)) for item in wanted]
    return column(*buttons) if len(buttons) <= MANY else InlineKeyboardMarkup(inline_keyboard=_in_pairs(buttons))


def _in_pairs(buttons: Sequence[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    """Neighbours side by side, if a telephone shows both labels whole."""
    rows: list[list[InlineKeyboardButton]] = []
    for one in buttons:
        last = rows[-1] if rows else []
        if len(last) == 1 and max(len(last[0].text), len(one.text)) <= SHORT:
            last.append(one)
        else:
            rows.append([one])
    return rows


def _label(item: Item, texts: Texts, due: Sequence[ClassState]) -> str:
    """What is due stands on the button itself (A22)."""
    if item.place is Place.ROSTER and any(one.state is State.DUE for one in due):
        return texts.t("❗ Сверка за {month} не сделана", month=texts.month(due[0].month))
    return texts.t(item.label)
