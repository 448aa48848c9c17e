"""/codes: who has come in, slips as a file, and the end of somebody's access (D11, D12)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aiogram import Bot, Router
from aiogram.filters import Command, Filter
from aiogram.types import BufferedInputFile, CallbackQuery, Message, TelegramObject

from bot import i18n
from bot.common.menu import Open, Place
from bot.config import Config
from bot.coordinators import views
from bot.coordinators.views import AskCodes, AskWithdrawal, IssueCodes, ShowHolder, ShowHolders, Withdraw
from bot.i18n import LANGUAGES, Texts
from bot.names import NAMED, full_name
from bot.screens import Screen
from bot.slips import sheet
from bot.updates.routing import Pressed
from core.clock import Clock
from core.errors import ForbiddenError, NotFoundError
from core.ids import ClassId, PersonId
from core.people.links.codes import desk, issue_codes, withdraw_access
from core.people.links.holders import Holder, holders_of
from core.people.links.model import (
    CodeRequest,
    Desk,
    GuardiansOfClass,
    Identity,
    OnePerson,
    PupilsOfClass,
    WholeStaff,
)
from core.people.links.rules import ISSUERS
from core.people.model import FULL, Actor
from core.people.pupils import check_pupils_read
from core.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Counter:
    """Who hands out codes, if anybody here does, the moment, and the means."""

    database: Database
    issuer: tuple[Actor, Desk] | None
    now: datetime
    texts: Texts

    @property
    def actor(self) -> Actor:
        """Who acts. ForbiddenError in a chat where nobody hands out codes."""
        if self.issuer is None:
            raise ForbiddenError
        return self.issuer[0]

    @property
    def own(self) -> Desk:
        """The school and the classes. ForbiddenError likewise."""
        if self.issuer is None:
            raise ForbiddenError
        return self.issuer[1]

    def title(self, of: str) -> str:
        """The class, its pupils, or the staff. NotFoundError for others'; ForbiddenError where nobody may be named."""
        if self.own.school.content_mode not in NAMED:
            raise ForbiddenError
        match views.request_of(of):
            case WholeStaff() if self.own.staff:
                return self.texts.t("Сотрудники")
            case GuardiansOfClass(class_id):
                return self._class(class_id)
            case PupilsOfClass(class_id):
                check_pupils_read(self.own.school)
                return self.texts.t("{title}, ученики", title=self._class(class_id))
            case _:
                raise NotFoundError

    def _class(self, class_id: ClassId) -> str:
        for one in self.own.classes:
            if one.id == class_id:
                return one.title
        raise NotFoundError

    async def holders(self, request: CodeRequest) -> tuple[Holder, ...]:
        """Those whom it means."""
        return await holders_of(self.database, self.actor, request, self.now)

    async def holder(self, person: PersonId) -> Holder:
        """One person."""
        return (await self.holders(OnePerson(person)))[0]

    async def list(self, at: ShowHolders) -> Screen:
        """The class or the staff."""
        title = self.title(at.of)
        return views.holders(self.texts, self.own, title, await self.holders(views.request_of(at.of)), at, self.now)

    async def one(self, of: str, person: PersonId) -> Screen:
        """One person's screen."""
        self.title(of)
        return views.holder(self.texts, self.own, await self.holder(person), of, self.now)

    def start(self) -> Screen:
        """For which class."""
        named = self.own.school.content_mode in NAMED
        return views.classes(self.texts, self.own) if named else views.on_paper_only(self.texts)


class Issuing(Filter):
    """Finds the first of those speaking here who hands out codes."""

    async def __call__(
        self,
        event: TelegramObject,  # noqa: ARG002 - who speaks is known already
        database: Database,
        identity: Identity,
        texts: Texts,
        clock: Clock,
    ) -> dict[str, Counter]:
        """Always passes: whoever hands out none is refused by what they ask for."""
        actor, now = next((one for one in identity.actors if one.holds(*ISSUERS)), None), clock.now()
        issuer = (actor, await desk(database, actor, now)) if actor else None
        return {"counter": Counter(database, issuer, now, texts)}


def build_router() -> Router:
    """Codes for families and staff."""
    router = Router(name="coordinators")
    router.message.register(show_classes, Command("codes"), Issuing())
    router.callback_query.register(open_classes, Pressed(Open(place=Place.CODES)), Issuing())
    router.callback_query.register(show_holders, ShowHolders.filter(), Issuing())
    router.callback_query.register(show_holder, ShowHolder.filter(), Issuing())
    router.callback_query.register(ask, AskCodes.filter(), Issuing())
    router.callback_query.register(issue, IssueCodes.filter(), Issuing())
    router.callback_query.register(ask_withdrawal, AskWithdrawal.filter(), Issuing())
    router.callback_query.register(withdraw, Withdraw.filter(), Issuing())
    return router


async def show_classes(message: Message, counter: Counter) -> None:
    """/codes: for which class."""
    await counter.start().answer(message)


async def open_classes(callback: CallbackQuery, counter: Counter) -> None:
    """The same by a button."""
    await counter.start().edit(callback)


async def show_holders(callback: CallbackQuery, callback_data: ShowHolders, counter: Counter) -> None:
    """Who has come in."""
    await (await counter.list(callback_data)).edit(callback)


async def show_holder(callback: CallbackQuery, callback_data: ShowHolder, counter: Counter) -> None:
    """One person."""
    await (await counter.one(callback_data.of, callback_data.person)).edit(callback)


async def ask(callback: CallbackQuery, callback_data: AskCodes, counter: Counter) -> None:
    """Whether the codes that are out should be replaced, and the language."""
    title = await _title(counter, callback_data.of, callback_data.person)
    await views.question(counter.texts, title, callback_data).edit(callback)


async def issue(
    callback: CallbackQuery, callback_data: IssueCodes, counter: Counter, settings: Config, bot: Bot
) -> None:
    """New codes, and the slips as a file."""
    asked, school = callback_data, counter.own.school
    title = await _title(counter, asked.of, asked.person)
    request = OnePerson(asked.person) if asked.person else views.request_of(asked.of)
    slips = await issue_codes(
        counter.database, counter.actor, request, counter.now,
        source=secrets, days=settings.links.code_days, missing=asked.missing,
    )  # fmt: skip
    if slips:
        language = asked.language if asked.language in LANGUAGES else counter.texts.language
        pdf = sheet(slips, school, i18n.texts(language, school.zone), (await bot.me()).username)
        await bot.send_document(callback.from_user.id, BufferedInputFile(pdf, f"{title}.pdf"))
    await views.issued(counter.texts, title, asked, len(slips)).edit(callback)


async def ask_withdrawal(callback: CallbackQuery, callback_data: AskWithdrawal, counter: Counter) -> None:
    """Should it really end?"""
    counter.title(callback_data.of)
    found, mode = await counter.holder(callback_data.person), counter.own.school.content_mode
    await views.withdrawal(counter.texts, found, mode, callback_data.of).edit(callback)


async def withdraw(
    callback: CallbackQuery, callback_data: Withdraw, counter: Counter, wake: Callable[[], None]
) -> None:
    """Every chat is unlinked and told so, every code revoked."""
    counter.title(callback_data.of)
    await withdraw_access(counter.database, counter.actor, callback_data.person, counter.now)
    wake()
    await (await counter.one(callback_data.of, callback_data.person)).edit(callback)


async def _title(counter: Counter, of: str, person: PersonId) -> str:
    """Whom the slips are for. ForbiddenError where the school sends no names through the messenger: slips hold them."""
    title = counter.title(of)
    if counter.own.school.content_mode != FULL:
        raise ForbiddenError
    return full_name((await counter.holder(person)).receiver.person.name, FULL) if person else title
