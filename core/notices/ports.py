"""What notices need from outside."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time
from typing import Protocol

from core.ids import ChatKey, NoticeId, PersonId, SchoolId
from core.journal.attachments.model import Attachment
from core.notices.audience import Audience, Known, Reach
from core.notices.model import NewNotice, Notice, Words
from core.notices.outcome import Line, Report
from core.notices.question import Question
from core.people.model import Name

Hours = tuple[time | None, time | None]
"""Quiet hours that somebody chose: from and to."""


Seen = tuple[ChatKey, str]
"""A message by its chat and its id there."""


class NoticeRepository(Protocol):
    """Notices, their recipients, and the rows of the outbox that bring them."""

    async def add(self, new: NewNotice) -> NoticeId:
        """Keep a draft."""
        ...

    async def notice(self, notice_id: NoticeId) -> Notice:
        """One notice. NotFoundError if there is none."""
        ...

    async def listed(
        self, school_id: SchoolId, author_id: PersonId, *, every: bool, limit: int, offset: int = 0
    ) -> tuple[Notice, ...]:
        """An author's notices, with `every` also what others of the school made that is no draft.

        First what was held, then what waits for its time, the soonest first, then all others, the newest first.
        """
        ...

    async def drafts_of(self, author_id: PersonId) -> int:
        """How many drafts an author has."""
        ...

    async def change(self, notice: Notice, words: Words, audience: Audience) -> bool:
        """Keep other words and another audience of a draft, if it still is the draft of that version."""
        ...

    async def discard(self, notice: Notice) -> bool:
        """Delete a draft, if it still is the draft of that version."""
        ...

    async def reach(self, school_id: SchoolId, audience: Audience, day: date, *, consent_needed: bool) -> Reach:
        """Whom an audience has that day: one statement."""
        ...

    async def parts(self, school_id: SchoolId, audience: Audience, day: date) -> Mapping[str, int]:
        """How many people each part of an audience has that day, by reader or `LISTED`: one statement."""
        ...

    async def known(
        self,
        school_id: SchoolId,
        day: date,
        *,
        ids: Collection[PersonId] = (),
        uids: Collection[str] = (),
        surnames: Collection[str] = (),
    ) -> tuple[Known, ...]:
        """Who of the pupils, guardians and staff of that day has one of these keys, UIDs or surnames (with е for ё).

        By name; two statements, however many.
        """
        ...

    async def unreached(
        self, school_id: SchoolId, audience: Audience, day: date, *, consent_needed: bool
    ) -> tuple[Line, ...]:
        """Those of an audience to whom the bot cannot, or may not, write, by class and name: two statements."""
        ...

    async def ask(self, notice: Notice, question: Question) -> bool:
        """What readers of a draft will be asked, if it still is the draft of that version."""
        ...

    async def revise(self, notice: Notice, words: Words, day: date, at: datetime, *, consent_needed: bool) -> bool:
        """Other words of what was sent: rows that wait bring them, messages that came are changed, by one statement.

        Where no recipient may be told any more on that day, or the link has ended, the message stays as it is.
        """
        ...

    async def withdraw(self, notice: Notice, at: datetime) -> bool:
        """Take back what was sent: rows that wait end, messages that came are changed, by one statement each."""
        ...

    async def acknowledge(
        self,
        notice_id: NoticeId,
        person_ids: Collection[PersonId],
        at: datetime,
        seen: Seen | None = None,
        answer: int | None = None,
    ) -> bool:
        """Remember that these of its recipients have read it, each once, or their answer; whether any of them is one.

        Whatever of it stands in their chats is changed, but for the message `seen`, in which they said so. The same
        answer given again changes nothing.
        """
        ...

    async def attach(self, notice: Notice, files: Sequence[Attachment]) -> bool:
        """These files go with a draft, and no others, if it still is the draft of that version."""
        ...

    async def close(
        self, notice: Notice, until: datetime | None, day: date, at: datetime, *, consent_needed: bool
    ) -> bool:
        """Until when answers to what was sent are taken, if it still is of that version; messages change as above."""
        ...

    async def silent(self, notice: Notice, limit: int) -> tuple[Name, ...]:
        """Names of recipients who have it and have not said that they read it, by name."""
        ...

    async def schedule(self, notice: Notice, at: datetime, chat_key: ChatKey) -> bool:
        """Set when it goes out, if it still is unsent and of that version."""
        ...

    async def unschedule(self, notice: Notice) -> bool:
        """Make a scheduled one, or one that was held, a draft, if it still is of that version."""
        ...

    async def adopt(self, notice: Notice, made: NewNotice) -> bool:
        """Make a held one a draft that was made so, its author's alone, if it still is of that version."""
        ...

    async def hold(self, notice: Notice) -> bool:
        """Keep a scheduled one unsent, if it still is of that version."""
        ...

    async def due(self, at: datetime) -> tuple[NoticeId, ...]:
        """Scheduled notices whose time has come, the oldest time first."""
        ...

    async def remind(
        self,
        notice: Notice,
        day: date,
        at: datetime,
        until: datetime,
        quiet: Mapping[Hours, datetime],
        *,
        consent_needed: bool,
    ) -> int:
        """Put a reminder, worth bringing until then, for each chat in which it stands unread into the outbox.

        One statement; how many chats. `day` is that of its sending: who has left its audience is not reminded.
        """
        ...

    async def note_reminded(self, notice: Notice, at: datetime) -> bool:
        """Count a reminder, if it was not counted meanwhile."""
        ...

    async def lines(self, notice: Notice, day: date) -> tuple[Line, ...]:
        """Its recipients by name, with what became of it for each, and their classes of that day: two statements."""
        ...

    async def begin(self, notice: Notice, at: datetime) -> bool:
        """Make it a sent one, if it still is the draft of that version."""
        ...

    async def enqueue(
        self, notice: Notice, day: date, at: datetime, quiet: Mapping[Hours, datetime], *, consent_needed: bool
    ) -> Reach:
        """Write down its recipients and put a row for each of their chats into the outbox, each by one statement.

        A chat that speaks for several recipients gets one row. `quiet`: when news may come to those with such hours;
        who has chosen none has (None, None).
        """
        ...

    async def quiet_hours(self, school_id: SchoolId) -> frozenset[Hours]:
        """The different quiet hours that people of a school chose."""
        ...

    async def report(self, notice_id: NoticeId) -> Report:
        """What became of a notice that was sent; whether it is closed, the core says."""
        ...

    async def underway(self) -> tuple[NoticeId, ...]:
        """Notices that were sent and of whose end the author was not told yet."""
        ...

    async def note_shown(self, notice_id: NoticeId, share: int) -> None:
        """Remember of which share the author was told."""
        ...

    async def beginning(
        self, school_id: SchoolId, surnames: Collection[str], given: Collection[str]
    ) -> tuple[Name, ...]:
        """Names of people of the school by the first two letters of the surname and the first of the given name."""
        ...
