"""What correspondence needs from outside."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from core.correspondence.model import (
    Correspondent,
    Desk,
    Letter,
    Report,
    ReportCard,
    Taught,
    Thread,
    ThreadCard,
    Written,
)
from core.ids import ChatKey, LetterId, PersonId, ReportId, SchoolId, ThreadId
from core.journal.attachments.model import Attachment


class CorrespondenceRepository(Protocol):
    """Threads and letters; letters are added, and of one only its album is completed."""

    async def correspondents(self, pupil_id: PersonId, day: date) -> tuple[Correspondent, ...]:
        """The class teacher and the teachers that a pupil has that day, by name."""
        ...

    async def taught(self, staff_id: PersonId, day: date) -> tuple[Taught, ...]:
        """The pupils whom somebody teaches that day, or whose class they lead, by class and pupil."""
        ...

    async def wrote(self, thread_id: ThreadId, author_id: PersonId) -> datetime | None:
        """When this side of a thread wrote last."""
        ...

    async def desk(self, person_id: PersonId) -> Desk | None:
        """What somebody has chosen about letters, if anything."""
        ...

    async def keep_desk(self, school_id: SchoolId, person_id: PersonId, desk: Desk) -> None:
        """Keep a choice in place of the one before."""
        ...

    async def ensure(
        self, school_id: SchoolId, guardian_id: PersonId, staff_id: PersonId, pupil_id: PersonId, at: datetime
    ) -> ThreadId:
        """The thread of these three, made if need be."""
        ...

    async def thread(self, thread_id: ThreadId) -> Thread:
        """One thread, locked until the unit of work ends. NotFoundError if there is none."""
        ...

    async def card(self, thread_id: ThreadId, reader_id: PersonId, day: date) -> ThreadCard:
        """A thread with names, for one of its sides. NotFoundError if there is none."""
        ...

    async def cards(self, reader_id: PersonId, day: date, limit: int) -> tuple[ThreadCard, ...]:
        """The threads of a person that have letters, the latest first."""
        ...

    async def add(
        self,
        thread_id: ThreadId,
        author_id: PersonId,
        text: str,
        at: datetime,
        due_at: datetime,
        files: Sequence[Attachment] = (),
    ) -> LetterId:
        """Keep a letter; its author has seen the thread up to it."""
        ...

    async def attach(self, letter_id: LetterId, files: Sequence[Attachment]) -> None:
        """The files of a letter, those that it came with and further ones of the same album."""
        ...

    async def letter(self, thread_id: ThreadId, letter_id: LetterId) -> Letter:
        """One letter of a thread. NotFoundError if it has none such."""
        ...

    async def letters(
        self, thread_id: ThreadId, limit: int, skip: int = 0, until: LetterId | None = None
    ) -> tuple[Letter, ...]:
        """Letters of a thread, the latest first; with `until`, none after that one."""
        ...

    async def written(self, author_id: PersonId, since: datetime) -> tuple[Written, ...]:
        """The letters that a person wrote after that moment, oldest first."""
        ...

    async def see(self, thread: Thread, reader_id: PersonId) -> None:
        """The reader has seen all letters of the thread."""
        ...

    async def mute(self, thread: Thread, reader_id: PersonId, *, muted: bool) -> None:
        """Whether the reader gets messages of the thread into the chat."""
        ...

    async def block(self, thread_id: ThreadId, at: datetime | None, reason: str | None) -> None:
        """Close a thread for a reason, or open it again (None)."""
        ...

    async def told_by(self, chat_key: ChatKey, message_id: str) -> ThreadId | None:
        """The thread of the letter that a message in this chat brought, its words or one of its files, if one did."""
        ...

    async def add_report(
        self, thread_id: ThreadId, reporter_id: PersonId, last: LetterId, at: datetime, reason: str = ""
    ) -> ReportId:
        """Keep a complaint about the letters up to the last; the same one is kept once."""
        ...

    async def change_report(self, report: Report) -> None:
        """How far a complaint is judged."""
        ...

    async def reports(self, school_id: SchoolId, reader_id: PersonId, day: date, limit: int) -> tuple[ReportCard, ...]:
        """Complaints of a school with their threads, the open ones first, then the latest."""
        ...

    async def report(self, report_id: ReportId) -> Report:
        """One complaint. NotFoundError if there is none."""
        ...
