"""What telling people needs from outside: the outbox and a channel."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from core.ids import ChatKey, LessonId, OutboxId, PersonId, SchoolId
from core.notifications.files import FileToSend, SentAs
from core.notifications.model import (
    COUNTED,
    Backlog,
    Delivery,
    Kind,
    Planned,
    Recipient,
    Result,
    Row,
    Selection,
    SenderLease,
    Standing,
)
from core.notifications.preferences import Choices, Settings
from core.people.links.model import Address


class OutboxRepository(Protocol):
    """The outbox as a table: rows are made in the transaction of their cause and end with a state and a reason."""

    async def guardians_of(
        self, pupil_ids: tuple[PersonId, ...], day: date, *, consent_needed: bool = False
    ) -> tuple[Recipient, ...]:
        """The linked chats of the guardians that these pupils have that day; blocked chats too.

        Without those who took their consent to messages back; if one is needed, without those who never gave it.
        Where transactions run side by side, nobody's right ends in this school from here to the end of the unit.
        """
        ...

    async def stop(self, person_id: PersonId, pupil_id: PersonId, at: datetime, why: str) -> None:
        """Supersede all that is open for a person about a pupil, and take the pupil out of the person's digests.

        What is on its way may yet arrive; it is not tried again. Units that read recipients in this school are waited
        for, and others wait until this one ends; so it comes before an audit line, which also waits for others.
        """
        ...

    async def stop_former(self, school_id: SchoolId, day: date, at: datetime, why: str) -> None:
        """The same for all who were guardians of a pupil and on this day are not."""
        ...

    async def pupils_of(self, pupil_ids: tuple[PersonId, ...], day: date) -> tuple[Recipient, ...]:
        """The linked chats of those of these pupils themselves who learn here that day; blocked chats too (P17)."""
        ...

    async def enqueue(self, rows: tuple[Planned, ...], at: datetime) -> None:
        """Add rows; one whose dedupe key stands already is left out. Parts join their digest, made if need be."""
        ...

    async def lesson_rows(self, lesson_id: LessonId) -> tuple[Row, ...]:
        """All rows about a lesson, oldest first, then the parts of digests about it."""
        ...

    async def with_keys(self, keys: Collection[str]) -> tuple[Row, ...]:
        """The rows with these dedupe keys, oldest first."""
        ...

    async def waiting(self, kind: Kind, pupil_ids: Collection[PersonId]) -> tuple[Row, ...]:
        """The rows of a kind about these pupils, and about no lesson, that nobody has begun to send, oldest first."""
        ...

    async def withdraw(self, row_ids: Collection[OutboxId], at: datetime) -> frozenset[OutboxId]:
        """Supersede those of these rows that nobody has begun to send; which they were."""
        ...

    async def term_rows(self, pupil_ids: Collection[PersonId]) -> tuple[Row, ...]:
        """All rows about marks of a period of these pupils, oldest first."""
        ...

    async def recent(
        self, chats: Collection[ChatKey], since: datetime
    ) -> Mapping[tuple[ChatKey, PersonId], Sequence[datetime]]:
        """When pushes about one lesson each, due after that moment, came or will come to these chats, by person.

        Edits and digests are none; nor are rows that ended without being sent.
        """
        ...

    async def extend(self, rows: tuple[Row, ...], at: datetime) -> None:
        """Let pending rows, or parts of pending digests, tell up to the entry and of the kinds that they name now."""
        ...

    async def claim(
        self,
        bot: str,
        owner: str,
        limit: int,
        at: datetime,
        lease_until: datetime,
        after: SchoolId | None = None,
    ) -> tuple[Delivery, ...]:
        """Take due rows of a bot's chats for this owner, with what is needed to deliver them, in the order of taking.

        The urgent go first; within a priority the schools take turns, beginning with the one that comes next to
        `after`, and a school's older rows go before its newer. Fewer than `limit` may be taken though more are due.
        A row is due when its time has come, it has not been claimed or its lease has passed, and the row it
        follows and earlier edits of that message have ended. A row past its expiry is ended as expired instead.
        """
        ...

    async def record(self, owner: str, results: tuple[Result, ...]) -> None:
        """Write outcomes of rows that this owner holds; rows lost to another owner are left alone.

        What is sent in part stays claimed, with its messages so far. After an edit the row that it followed has the
        messages that stand in the chat now.
        """
        ...

    async def next_due(self, bot: str) -> datetime | None:
        """When the next row of a bot's chats comes due, or None if nothing waits."""
        ...

    async def find(
        self, school_id: SchoolId, selection: Selection, limit: int, below: OutboxId | None = None
    ) -> tuple[Standing, ...]:
        """Rows of a school, the newest first; only those with a smaller key than `below`, if it is given."""
        ...

    async def reopen(self, row_ids: tuple[OutboxId, ...], at: datetime, expires_at: datetime) -> None:
        """Let rows that ended without being sent be due anew, as if they had never been tried."""
        ...

    async def purge(self, school_id: SchoolId, selection: Selection, notices_before: datetime, limit: int) -> int:
        """Delete up to so many ended rows; how many.

        A row that another follows stays until that one has gone; one of a notice, unless it ended before that moment.
        """
        ...

    async def backlog(self, at: datetime, most: int = COUNTED) -> tuple[Backlog, ...]:
        """What waits in each school, bot and priority, counted up to `most`, news about the queue itself aside.

        It costs the same however much waits beyond that.
        """
        ...

    async def chat_lost(self, chat_key: ChatKey, at: datetime, why: str) -> None:
        """The messenger says that this chat cannot be written to; staff see it."""
        ...

    async def chat_moved(self, chat_key: ChatKey, to: str) -> None:
        """The messenger says that this chat has another address now; nothing, if that is another chat's already."""
        ...


class SenderRepository(Protocol):
    """Which process sends for a bot: one at a time, since the messenger's pace is the bot's.

    Leases are measured by one clock for all processes, the database's, whatever their own clocks say.
    """

    async def take(self, bot: str, owner: str, lease: timedelta, pause: timedelta = timedelta()) -> SenderLease:
        """Take or prolong the lease of a bot, unless another holds it; how things stand then.

        `pause` is how long the messenger has asked to be left alone; it is kept for whoever comes after.
        """
        ...

    async def give_up(self, bot: str, owner: str) -> None:
        """End the lease at once, if this owner holds it; a pause stands."""
        ...


class PreferencesRepository(Protocol):
    """What people want to be told of and when; the school's own choices hold for those who made none."""

    async def settings(self, school_id: SchoolId, person_ids: Collection[PersonId]) -> dict[PersonId, Settings]:
        """What holds for each of these people of the school."""
        ...

    async def choices(self, school_id: SchoolId, person_id: PersonId | None) -> Choices:
        """What a person, or (None) the school itself, has chosen."""
        ...

    async def save(self, school_id: SchoolId, person_id: PersonId | None, choices: Choices) -> None:
        """Keep what a person or the school has chosen, in place of what they chose before."""
        ...


class Channel(Protocol):
    """A messenger. Errors are raised as ChannelError."""

    async def send(self, address: Address, text: str, buttons: tuple[tuple[str, str], ...] = ()) -> str:
        """Send a message (HTML) with buttons (label, data); its id."""
        ...

    async def edit(
        self, address: Address, message_id: str, text: str, buttons: tuple[tuple[str, str], ...] = ()
    ) -> None:
        """Change a delivered message."""
        ...

    async def delete(self, address: Address, message_id: str) -> None:
        """Delete a delivered message."""
        ...

    async def send_file(self, address: Address, file: FileToSend, caption: str) -> SentAs:
        """Send a file under a caption (HTML), without a sound. FILE_GONE where its reference is known no more."""
        ...
