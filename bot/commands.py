"""The command menu: for each audience, in each language, and in the chat's own language where one was chosen."""

from collections import OrderedDict
from functools import cache
from typing import Any

import structlog
from aiogram import BaseMiddleware, Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat, TelegramObject

from bot.i18n import LANGUAGES, N_, Texts, texts
from bot.updates.context import Handler
from core.applications.rules import CLERKS
from core.approvals.rules import DECIDING
from core.audit.reading import READERS as AUDIT_READERS
from core.calendar.changes.arranging import SEEING as ARRANGING_SEES
from core.calendar.entry.rules import ENTERING
from core.calendar.entry.rules import SEEING as ENTRY_SEES
from core.consents.rules import SEEING as CONSENT_SEES
from core.consultations.rules import ANSWERING
from core.correspondence.reporting import JUDGES
from core.correspondence.rules import STAFF as CORRESPONDING
from core.deadlines.staffing import STAFF as WORKING
from core.journal.notes.rules import READERS
from core.notices.rules import SENDERS
from core.people.groups.rules import KEEPERS
from core.people.links.model import Identity
from core.people.links.rules import ISSUERS
from core.people.model import Role
from core.people.roster.rules import SEEING as ROSTER_SEES
from core.people.staff.rules import SEEING as STAFF_SEES
from core.reporting.rules import SEEING as ADOPTION_SEES
from core.reporting.summary import READERS as SUMMARY_READERS
from core.settings.service import SEEING
from core.supervision.rules import CHECKING, EXECUTING
from core.supervision.rules import SEEING as CHECKS_SEE

EVERYONE = {
    "start": N_("Кто говорит в этом чате и что здесь можно"),
    "help": N_("Как пользоваться ботом"),
    "language": N_("Выбрать язык"),
    "question": N_("Вопрос администратору школы"),
    "apply": N_("Заявление на доступ к дневнику ребёнка"),
    "unlink": N_("Отключить этот чат от школы"),
}
EVERY_PUPIL = {name: meaning for name, meaning in EVERYONE.items() if name != "apply"}
"""Applications are the parents' (E02)."""
WHO_ARE_LINKED = {"devices": N_("Какие чаты подключены ко мне")}
WHO_READ = {
    "diary": N_("Дневник: день, неделя, предметы, задания"),
    "calendar": N_("Уроки и задания в календаре телефона"),
}
WHO_ARE_TOLD = {"notifications": N_("Что и когда сюда приходит")}
WHO_ASK = {"mydata": N_("Мои данные и данные ребёнка: проверить, исправить")}
WHO_EXCUSE = {"absence": N_("Ребёнка не будет в школе: сообщить")}
WHO_TEACH = {"lessons": N_("Мои уроки: заполнить кнопками")}
WHO_CLOSE_PERIODS = {"periods": N_("Отметки за четверть, полугодие и год")}
WHO_KEEP_GROUPS = {"groups": N_("Группы класса: кто в какой")}
WHO_TYPE = {"operator": N_("За кого из учителей я ввожу записи")}
WHO_SEE_ABSENCES = {"absences": N_("Кто сегодня отсутствует")}
WHO_CHECK_LISTS = {"roster": N_("Сверка списка класса")}
WHO_CHECK_THE_JOURNAL = {"checks": N_("Проверка журнала по классам и предметам")}
WHO_HAVE_REMARKS = {
    "remarks": N_("Замечания по журналу"),
    "verify": N_("Сверка дневника с бумажным журналом"),
}
WHO_WRITE_NOTICES = {"notice": N_("Написать объявление"), "notices": N_("Объявления: черновики и отчёты")}
WHO_HAVE_DUTIES = {"due": N_("Что сделать: сегодня, просроченное, дальше")}
WHO_DECIDE = {"approvals": N_("Что ждёт моего решения")}
WHO_ISSUE_CODES = {"codes": N_("Коды и доступ: кто подключён, листки")}
WHO_SEE_ADOPTION = {"adoption": N_("Кто подключён: по классам, к сроку, кому позвонить")}
WHO_READ_SUMMARIES = {"summary": N_("Сводка: день, неделя, месяц школы в числах")}
WHO_ARRANGE_LESSONS = {"substitutions": N_("Замены, отмены и переносы уроков")}
WHO_HAVE_LESSONS = {"timetable": N_("Расписание на день и неделю")}
WHO_JUDGE_COMPLAINTS = {"complaints": N_("Жалобы на переписку")}
WHO_CORRESPOND = {"write": N_("Сообщения: родители и учителя")}
WHO_CONSENT = {"consents": N_("Согласия на обработку данных: дать, прочитать, отозвать")}
WHO_SEE_CONSENTS = {"consents": N_("Согласия родителей по классам")}
WHO_HAVE_SLOTS = {"slots": N_("Расписание ввода: когда и за каким компьютером")}
WHO_RECEIVE_APPLICATIONS = {"applications": N_("Заявления родителей")}
WHO_ANSWER_QUESTIONS = {"questions": N_("Вопросы администратору: ответить")}
WHO_KEEP_THE_SCHOOL = {"school": N_("Настройки школы")}
WHO_SEE_STAFF = {"staff": N_("Сотрудники: функции, коды, отсутствие")}
WHO_READ_THE_LOG = {"audit": N_("Журнал действий: кто, что, когда")}
REMEMBERED = 10_000
"""Chats whose menu is remembered as shown; for others it is sent once more, which does no harm."""

log = structlog.get_logger()


async def publish(bot: Bot) -> None:
    """The menu of those who have no own: Russian for everybody, other languages for those who use them."""
    scope = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands(_commands(EVERYONE, texts("ru")), scope=scope)
    for language in LANGUAGES:
        await bot.set_my_commands(_commands(EVERYONE, texts(language)), scope=scope, language_code=language)


class OwnMenu(BaseMiddleware):
    """Gives a chat its own menu when it speaks for staff or has chosen a language."""

    def __init__(self) -> None:
        self._shown: OrderedDict[tuple[int, int], tuple[str, ...]] = OrderedDict()

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """First what the person wants, then the menu."""
        try:
            return await handler(event, data)
        finally:
            await self._renew(data["bot"], data["identity"], data["texts"])

    async def _renew(self, bot: Bot, identity: Identity, own: Texts) -> None:
        chat_id, wanted = int(identity.address.chat), _menu(_held(identity))
        place, shown = (bot.id, chat_id), (own.language, *wanted)
        if self._shown.get(place) == shown or (not identity.chat and place not in self._shown):
            return
        try:
            await bot.set_my_commands(_commands(wanted, own), scope=BotCommandScopeChat(chat_id=chat_id))
        except TelegramAPIError as error:
            log.info("menu_not_shown", error=type(error).__name__)
            return
        self._shown[place] = shown
        if len(self._shown) > REMEMBERED:
            self._shown.popitem(last=False)


def own_menu(identity: Identity) -> tuple[tuple[str, str], ...]:
    """The commands of this chat and what they are for, in Russian."""
    return tuple(_menu(_held(identity)).items())


def _held(identity: Identity) -> frozenset[Role]:
    return frozenset(grant.role for actor in identity.actors for grant in actor.grants)


@cache
def _menu(held: frozenset[Role]) -> dict[str, str]:
    """The commands of a chat that speaks for people with these functions; asked of each update."""
    staff = (WHO_ISSUE_CODES if held & {*ISSUERS} else {}) | (WHO_KEEP_THE_SCHOOL if held & {*SEEING} else {})
    teaches = WHO_TEACH if held & {Role.TEACHER, Role.CLASS_TEACHER} else {}
    closes = WHO_CLOSE_PERIODS if teaches or held & {*READERS} else {}
    groups = WHO_KEEP_GROUPS if held & {Role.CLASS_TEACHER, *KEEPERS} else {}
    types = {**WHO_TYPE, **WHO_TEACH} if Role.OPERATOR in held else {}
    leads = WHO_SEE_ABSENCES if held & {Role.CLASS_TEACHER, *READERS} else {}
    checks = WHO_CHECK_LISTS if held & {Role.CLASS_TEACHER, *ROSTER_SEES} else {}
    journal = WHO_CHECK_THE_JOURNAL if held & {*CHECKS_SEE} else {}
    remarks = WHO_HAVE_REMARKS if held & {*CHECKING, *EXECUTING} else {}
    answers = WHO_ANSWER_QUESTIONS if held & {*ANSWERING} else {}
    decides = answers | (WHO_DECIDE if held & {*DECIDING} else {})
    announces = WHO_WRITE_NOTICES if held & {*SENDERS} else {}
    counts = WHO_SEE_ADOPTION if held & {*ADOPTION_SEES} else {}
    counts = (WHO_READ_SUMMARIES if held & {*SUMMARY_READERS} else {}) | counts
    receives = WHO_RECEIVE_APPLICATIONS if held & {*CLERKS} else {}
    arranges = receives | (WHO_ARRANGE_LESSONS if held & {*ARRANGING_SEES} else {})
    reads = held & {Role.GUARDIAN, Role.PUPIL}
    has = WHO_HAVE_LESSONS if reads or held & {Role.TEACHER, Role.CLASS_TEACHER} else {}
    writes = WHO_CORRESPOND if held & {Role.GUARDIAN, *CORRESPONDING} else {}
    judges = WHO_JUDGE_COMPLAINTS if held & {*JUDGES} else {}
    agrees = WHO_CONSENT if Role.GUARDIAN in held else {}
    told = ({**WHO_EXCUSE, **WHO_ASK} if Role.GUARDIAN in held else {}) | (WHO_ARE_TOLD if reads else {}) | agrees
    staff = (WHO_SEE_CONSENTS if not agrees and held & {*CONSENT_SEES} else {}) | staff
    family = WHO_READ if reads else {}
    due = WHO_HAVE_DUTIES if held & {*WORKING} else {}
    sits = WHO_HAVE_SLOTS if held & {*ENTERING, *ENTRY_SEES} else {}
    works = types | due | teaches | closes | leads | checks | journal | remarks | groups | sits
    keeps = (WHO_SEE_STAFF if held & {*STAFF_SEES} else {}) | (WHO_READ_THE_LOG if held & {*AUDIT_READERS} else {})
    everyone = (EVERY_PUPIL if held == {Role.PUPIL} else EVERYONE) | (WHO_ARE_LINKED if held else {})
    return (
        everyone
        | family
        | works
        | has
        | writes
        | announces
        | judges
        | decides
        | arranges
        | told
        | staff
        | counts
        | keeps
    )


def _commands(menu: dict[str, str], own: Texts) -> list[BotCommand]:
    return [BotCommand(command=name, description=own.t(meaning)) for name, meaning in menu.items()]
