"""CorrespondenceRepository over plain collections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from core.correspondence.model import (
    Correspondent,
    Desk,
    Letter,
    LetterNews,
    Report,
    ReportCard,
    Taught,
    Thread,
    ThreadCard,
    Written,
)
from core.errors import NotFoundError
from core.ids import ChatKey, ClassId, GroupId, LetterId, PersonId, ReportId, SchoolId, ThreadId
from core.journal.attachments.model import Attachment
from core.notifications.model import Kind
from core.people.model import Role
from tests.fakes.directories import Directories, by_name

if TYPE_CHECKING:
    from tests.fakes.state import OutboxState


@dataclass
class LetterState:
    """Threads, letters in the order of writing, what each side has seen, and desks."""

    threads: dict[ThreadId, Thread] = field(default_factory=dict)
    letters: list[Letter] = field(default_factory=list)
    seen: dict[tuple[ThreadId, PersonId], int] = field(default_factory=dict)
    desks: dict[PersonId, Desk] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)

    def copy(self) -> LetterState:
        """A state of its own for one unit."""
        return LetterState(
            self.threads.copy(), self.letters.copy(), self.seen.copy(), self.desks.copy(), self.reports.copy()
        )

    def card(self, of: Directories, thread: Thread, reader_id: PersonId, day: date) -> ThreadCard:
        """A thread with names."""
        guardian, staff, pupil = (of.people[one].name for one in (thread.guardian_id, thread.staff_id, thread.pupil_id))
        found = [one.class_id for one in of.enrolments if one.pupil_id == thread.pupil_id and day in one.days]
        title = of.class_of(found[0]).title if found else ""
        seen = self.seen.get((thread.id, reader_id), 0)
        own = [one for one in self.letters if one.thread_id == thread.id]
        unread = sum(one.author_id != reader_id and one.id > seen for one in own)
        return ThreadCard(thread, guardian, staff, pupil, title, unread, reader_id == thread.staff_id)

    def news(self, of: Directories, letter_id: int, at: datetime) -> LetterNews | None:
        """A letter on its way, unless the family has no right to the child any more."""
        letter = self.letters[letter_id - 1]
        thread = self.threads[letter.thread_id]
        zone = next(school.zone for school in of.schools if school.id == thread.school_id)
        day, pair = at.astimezone(zone).date(), (thread.guardian_id, thread.pupil_id)
        if not any((one.guardian_id, one.pupil_id) == pair and day in one.days for one in of.guardianships):
            return None
        card = self.card(of, thread, letter.author_id, day)
        first = min(one.id for one in self.letters if one.thread_id == thread.id)
        return LetterNews(letter, card, letter.author_id == thread.guardian_id, first == letter.id)


class MemoryCorrespondence:
    """Answers from the directories and the letters."""

    def __init__(self, of: Directories, state: LetterState, outbox: OutboxState) -> None:
        self._of = of
        self._state = state
        self._outbox = outbox

    async def correspondents(self, pupil_id: PersonId, day: date) -> tuple[Correspondent, ...]:
        classes = {one.class_id for one in self._of.enrolments if one.pupil_id == pupil_id and day in one.days}
        leaders = {
            one.person_id
            for one in self._of.functions
            if one.grant.role is Role.CLASS_TEACHER and one.grant.class_id in classes and day in one.days
        }
        names = {subject.id: subject.name for _, subject in self._of.subjects}
        found: dict[PersonId, set[str]] = {one: set() for one in leaders}
        for load in self._of.loads:
            if day in load.days and self._learns(pupil_id, classes, load.class_id, load.group_id, day):
                found.setdefault(load.teacher_id, set()).add(names[load.subject_id])
        for entry in self._of.entries:
            holds = entry.from_day <= day <= entry.to_day
            if holds and self._learns(pupil_id, classes, entry.class_id, entry.group_id, day):
                found.setdefault(entry.teacher_id, set()).add(names[entry.subject_id])
        people = sorted((self._of.people[one] for one in found), key=by_name)
        return tuple(Correspondent(one, tuple(sorted(found[one.id])), one.id in leaders) for one in people)

    def _learns(
        self, pupil_id: PersonId, classes: set[ClassId], class_id: ClassId, group_id: GroupId | None, day: date
    ) -> bool:
        own = {one.group_id for one in self._of.group_days if one.pupil_id == pupil_id and day in one.days}
        return class_id in classes and (group_id is None or group_id in own)

    async def taught(self, staff_id: PersonId, day: date) -> tuple[Taught, ...]:
        found = []
        for of in self._of.enrolments:
            if day in of.days:
                mine = [one for one in await self.correspondents(of.pupil_id, day) if one.person.id == staff_id]
                found += [Taught(of.class_id, of.pupil_id, one.leads) for one in mine]
        return tuple(sorted(found, key=lambda one: (one.class_id, one.pupil_id)))

    async def wrote(self, thread_id: ThreadId, author_id: PersonId) -> datetime | None:
        own = [
            one.written_at for one in self._state.letters if (one.thread_id, one.author_id) == (thread_id, author_id)
        ]
        return max(own, default=None)

    async def desk(self, person_id: PersonId) -> Desk | None:
        return self._state.desks.get(person_id)

    async def keep_desk(self, school_id: SchoolId, person_id: PersonId, desk: Desk) -> None:
        self._state.desks[person_id] = desk

    async def ensure(
        self,
        school_id: SchoolId,
        guardian_id: PersonId,
        staff_id: PersonId,
        pupil_id: PersonId,
        at: datetime,
    ) -> ThreadId:
        sides = (guardian_id, staff_id, pupil_id)
        for one in self._state.threads.values():
            if (one.guardian_id, one.staff_id, one.pupil_id) == sides:
                return one.id
        made = ThreadId(len(self._state.threads) + 1)
        self._state.threads[made] = Thread(made, school_id, *sides)
        return made

    async def thread(self, thread_id: ThreadId) -> Thread:
        if thread_id not in self._state.threads:
            raise NotFoundError
        return self._state.threads[thread_id]

    async def card(self, thread_id: ThreadId, reader_id: PersonId, day: date) -> ThreadCard:
        return self._state.card(self._of, await self.thread(thread_id), reader_id, day)

    async def cards(self, reader_id: PersonId, day: date, limit: int) -> tuple[ThreadCard, ...]:
        latest = dict.fromkeys(one.thread_id for one in reversed(self._state.letters))
        threads = (self._state.threads[one] for one in latest)
        own = [one for one in threads if reader_id in (one.guardian_id, one.staff_id)]
        return tuple(self._state.card(self._of, one, reader_id, day) for one in own[:limit])

    async def add(
        self,
        thread_id: ThreadId,
        author_id: PersonId,
        text: str,
        at: datetime,
        due_at: datetime,
        files: Sequence[Attachment] = (),
    ) -> LetterId:
        made = LetterId(len(self._state.letters) + 1)
        self._state.letters.append(Letter(made, thread_id, author_id, text, at, due_at, tuple(files)))
        return made

    async def attach(self, letter_id: LetterId, files: Sequence[Attachment]) -> None:
        old = self._state.letters[letter_id - 1]
        self._state.letters[letter_id - 1] = replace(old, attachments=tuple(files))

    async def letter(self, thread_id: ThreadId, letter_id: LetterId) -> Letter:
        for one in self._state.letters:
            if (one.thread_id, one.id) == (thread_id, letter_id):
                return one
        raise NotFoundError

    async def letters(
        self, thread_id: ThreadId, limit: int, skip: int = 0, until: LetterId | None = None
    ) -> tuple[Letter, ...]:
        own = [one for one in reversed(self._state.letters) if one.thread_id == thread_id]
        return tuple(one for one in own if until is None or one.id <= until)[skip : skip + limit]

    async def written(self, author_id: PersonId, since: datetime) -> tuple[Written, ...]:
        own = (one for one in self._state.letters if one.author_id == author_id)
        return tuple(Written(one.written_at, len(one.attachments)) for one in own if one.written_at > since)

    async def see(self, thread: Thread, reader_id: PersonId) -> None:
        own = [one.id for one in self._state.letters if one.thread_id == thread.id]
        self._state.seen[thread.id, reader_id] = max(own, default=0)

    async def mute(self, thread: Thread, reader_id: PersonId, *, muted: bool) -> None:
        old = self._state.threads[thread.id]
        of_staff = reader_id == thread.staff_id
        changed = replace(old, staff_muted=muted) if of_staff else replace(old, guardian_muted=muted)
        self._state.threads[thread.id] = changed

    async def block(self, thread_id: ThreadId, at: datetime | None, reason: str | None) -> None:
        old = self._state.threads[thread_id]
        self._state.threads[thread_id] = replace(old, blocked_at=at, block_reason=reason)

    async def told_by(self, chat_key: ChatKey, message_id: str) -> ThreadId | None:
        for row in self._outbox.rows.values():
            messages = {row.message_id, *(one.message_id for one in row.posted)}
            told = (row.planned.chat_key, row.planned.kind)
            if told == (chat_key, Kind.MESSAGE) and message_id in messages and row.planned.content:
                return self._state.letters[int(row.planned.content["letter"]) - 1].thread_id
        return None

    async def add_report(
        self, thread_id: ThreadId, reporter_id: PersonId, last: LetterId, at: datetime, reason: str = ""
    ) -> ReportId:
        for one in self._state.reports:
            if (one.thread_id, one.reporter_id, one.last) == (thread_id, reporter_id, last):
                return one.id
        made = ReportId(len(self._state.reports) + 1)
        self._state.reports.append(Report(made, thread_id, reporter_id, last, at, reason))
        return made

    async def change_report(self, report: Report) -> None:
        self._state.reports[report.id - 1] = report

    async def reports(self, school_id: SchoolId, reader_id: PersonId, day: date, limit: int) -> tuple[ReportCard, ...]:
        own = [one for one in self._state.reports if self._state.threads[one.thread_id].school_id == school_id]
        own.sort(key=lambda one: (one.closed_at is not None, -one.id))
        return tuple([ReportCard(one, await self.card(one.thread_id, reader_id, day)) for one in own[:limit]])

    async def report(self, report_id: ReportId) -> Report:
        for one in self._state.reports:
            if one.id == report_id:
                return one
        raise NotFoundError
