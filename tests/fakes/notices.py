"""NoticeRepository over plain collections."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from core.errors import NotFoundError
from core.ids import ChatKey, NoticeId, OutboxId, PersonId, SchoolId
from core.journal.attachments.model import Attachment
from core.notices.audience import Audience, Known, Reach
from core.notices.model import NewNotice, Notice, State, Words
from core.notices.news import NoticeNews
from core.notices.outcome import End, Ended, Line, OfPupil, Report
from core.notices.ports import Hours, Seen
from core.notices.question import Question
from core.notices.sending import KEPT
from core.notifications import model as outbox
from core.people.links.model import Link
from core.people.model import Name
from tests.fakes.directories import Directories
from tests.fakes.notice_audience import Audiences

if TYPE_CHECKING:
    from tests.fakes.state import State as AllState


@dataclass
class NoticeState:
    """Notices by key, and of each its recipients with whether a consent lets messages come."""

    notices: dict[NoticeId, Notice] = field(default_factory=dict)
    recipients: dict[NoticeId, dict[PersonId, bool]] = field(default_factory=dict)
    read: dict[NoticeId, dict[PersonId, tuple[datetime, int | None]]] = field(default_factory=dict)

    def copy(self) -> "NoticeState":
        """A state of its own for one unit."""
        return NoticeState(self.notices.copy(), self.recipients.copy(), self.read.copy())


class MemoryNotices:
    """Reads and writes one copy of the state."""

    def __init__(self, directories: Directories, state: "AllState") -> None:
        self._of = directories
        self._all = state
        self._state = state.notices
        self._audiences = Audiences(directories, state)

    async def add(self, new: NewNotice) -> NoticeId:
        notice_id = NoticeId(max(self._state.notices, default=0) + 1)
        self._state.notices[notice_id] = Notice(notice_id, new, State.DRAFT, 1)
        return notice_id

    async def notice(self, notice_id: NoticeId) -> Notice:
        if notice_id not in self._state.notices:
            raise NotFoundError
        return self._state.notices[notice_id]

    async def listed(
        self, school_id: SchoolId, author_id: PersonId, *, every: bool, limit: int, offset: int = 0
    ) -> tuple[Notice, ...]:
        own = [one for one in self._state.notices.values() if one.made.school_id == school_id]
        seen = [one for one in own if one.made.author_id == author_id or (every and one.state is not State.DRAFT)]
        return tuple(sorted(seen, key=_waiting_first))[offset : offset + limit]

    async def drafts_of(self, author_id: PersonId) -> int:
        own = [one for one in self._state.notices.values() if one.made.author_id == author_id]
        return sum(one.state is State.DRAFT for one in own)

    async def change(self, notice: Notice, words: Words, audience: Audience) -> bool:
        return self._update(
            notice, replace(notice, made=replace(notice.made, words=words, audience=audience)), notice.state
        )

    async def discard(self, notice: Notice) -> bool:
        return self._is_same(notice, notice.state) and self._state.notices.pop(notice.id, None) is not None

    async def reach(self, school_id: SchoolId, audience: Audience, day: date, *, consent_needed: bool) -> Reach:
        return self._reach(self._audiences.people(school_id, audience, day, needed=consent_needed))

    async def parts(self, school_id: SchoolId, audience: Audience, day: date) -> Mapping[str, int]:
        return {part: len(people) for part, people in self._audiences.parts(school_id, audience, day).items() if people}

    async def known(
        self,
        school_id: SchoolId,
        day: date,
        *,
        ids: Collection[PersonId] = (),
        uids: Collection[str] = (),
        surnames: Collection[str] = (),
    ) -> tuple[Known, ...]:
        found = [
            one
            for one in self._of.people.values()
            if one.school_id == school_id
            and (one.id in ids or one.uid in uids or one.name.surname.replace("Ё", "Е").replace("ё", "е") in surnames)
        ]
        known = (self._audiences.known(one, day) for one in sorted(found, key=lambda one: self._of.named(one.id)))
        return tuple(one for one in known if one.of or one.staff or one.guards)

    async def unreached(
        self, school_id: SchoolId, audience: Audience, day: date, *, consent_needed: bool
    ) -> tuple[Line, ...]:
        linked = {one.person_id for one in self._all.links.active()}
        people = self._audiences.people(school_id, audience, day, needed=consent_needed)
        missing = sorted((one for one, may in people.items() if not may or one not in linked), key=self._of.named)
        lines = []
        for one in missing:
            of = self._audiences.told_for(school_id, audience, one, day)
            name = self._of.people[one].name
            end = End.UNLINKED if people[one] else End.UNASKED
            lines.append(Line(name, end, pupils=self._pupils(of, one)))
        return tuple(sorted(lines, key=lambda line: [(int(one[:-1]), one) for one in line.classes]))

    def _pupils(self, of: list[tuple[PersonId, str]], person_id: PersonId) -> tuple[OfPupil, ...]:
        names = {one: self._of.people[one].name for one, _ in of}
        return tuple(
            OfPupil(one, Name(names[one].surname, names[one].given), title, own=one == person_id) for one, title in of
        )

    async def ask(self, notice: Notice, question: Question) -> bool:
        return self._update(notice, replace(notice, made=replace(notice.made, question=question)), notice.state)

    async def attach(self, notice: Notice, files: Sequence[Attachment]) -> bool:
        return self._update(notice, replace(notice, made=replace(notice.made, files=tuple(files))), notice.state)

    async def close(
        self, notice: Notice, until: datetime | None, day: date, at: datetime, *, consent_needed: bool
    ) -> bool:
        made = replace(notice.made, question=replace(notice.made.question, until=until))
        if not self._update(notice, replace(notice, made=made), State.SENT):
            return False
        self._edit(self._still(notice, day, consent_needed=consent_needed), str(notice.version + 1), at)
        return True

    async def revise(self, notice: Notice, words: Words, day: date, at: datetime, *, consent_needed: bool) -> bool:
        made = replace(notice.made, words=words)
        if not self._update(notice, replace(notice, made=made), State.SENT):
            return False
        self._edit(self._still(notice, day, consent_needed=consent_needed), str(notice.version + 1), at)
        return True

    async def withdraw(self, notice: Notice, at: datetime) -> bool:
        if not self._update(notice, replace(notice, state=State.WITHDRAWN), State.SENT):
            return False
        for row in rows_of(self._all, notice, *_BROUGHT):
            if row.state is _PENDING:
                ended = replace(row, state=outbox.State.SUPERSEDED, reason="withdrawn")
                self._all.outbox.put(ended, at)
        self._edit(rows_of(self._all, notice, *_BROUGHT), str(notice.version + 1), at)
        return True

    async def acknowledge(
        self,
        notice_id: NoticeId,
        person_ids: Collection[PersonId],
        at: datetime,
        seen: Seen | None = None,
        answer: int | None = None,
    ) -> bool:
        own = self._state.recipients.get(notice_id, {}).keys() & {*person_ids}
        said = self._state.read.get(notice_id, {})
        new = {one for one in own if one not in said or said[one][1] != answer}
        if new:
            self._state.read[notice_id] = said | dict.fromkeys(new, (at, answer))
            chats = {one.chat_key for one in self._all.links.active() if one.person_id in person_ids}
            rows = rows_of(self._all, self._state.notices[notice_id], *_BROUGHT)
            theirs = [row for row in rows if row.planned.chat_key in chats]
            key = f"answered:{at.isoformat()}"
            self._edit([row for row in theirs if (row.planned.chat_key, row.message_id) != seen], key, at)
        return bool(own)

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
        audience = notice.made.audience.anywhere
        people = self._audiences.people(notice.made.school_id, audience, day, needed=consent_needed)
        own = {one for one in self._state.recipients.get(notice.id, {}) if people.get(one)}
        unread = own - self._state.read.get(notice.id, {}).keys()
        has = {row.planned.chat_key for row in rows_of(self._all, notice) if row.state is outbox.State.SENT}
        chats = {key: one for key, one in self._chats(unread).items() if key in has}
        for chat_key, person_id in chats.items():
            told = replace(
                _row(notice, chat_key, person_id, at, quiet[self._hours(person_id)]),
                kind=outbox.Kind.NOTICE_REMINDER,
                dedupe_key=f"notice-reminder:{notice.id}:{notice.reminders + 1}:{chat_key}",
                expires_at=until,
            )
            self._put(told, at)
        return len(chats)

    async def note_reminded(self, notice: Notice, at: datetime) -> bool:
        known = self._state.notices[notice.id]
        if known.reminders != notice.reminders or not self._is_same(notice, State.SENT):
            return False
        self._state.notices[notice.id] = replace(known, reminders=notice.reminders + 1, reminded_at=at)
        return True

    async def lines(self, notice: Notice, day: date) -> tuple[Line, ...]:
        own = sorted(self._state.recipients.get(notice.id, {}), key=self._of.named)
        return tuple(self._line(notice, one, day) for one in own)

    def _line(self, notice: Notice, person_id: PersonId, day: date) -> Line:
        agreed = self._state.recipients[notice.id][person_id]
        chats = {one.chat_key for one in _spoke(self._all, notice) if one.person_id == person_id and agreed}
        rows = [row for row in rows_of(self._all, notice) if row.planned.chat_key in chats]
        came = [row.sent_at for row in rows if row.state is outbox.State.SENT and row.sent_at]
        if came:
            end, reason = End.DELIVERED, None
        elif any(row.state in outbox.OPEN for row in rows):
            end, reason = End.WAITING, None
        elif rows:
            end, reason = End.FAILED, rows[0].reason
        else:
            end, reason = (End.UNLINKED if agreed else End.UNASKED), None
        of = self._audiences.told_for(notice.made.school_id, notice.made.audience, person_id, day)
        said = self._state.read.get(notice.id, {}).get(person_id, (None, None))
        return Line(
            self._of.people[person_id].name,
            end,
            reason,
            min(came, default=None),
            said[0] if came else None,
            self._pupils(of, person_id),
            said[1] if came else None,
        )

    async def silent(self, notice: Notice, limit: int) -> tuple[Name, ...]:
        own = told_of(self._all, notice) - self._state.read.get(notice.id, {}).keys()
        return tuple(self._of.people[one].name for one in sorted(own, key=self._of.named))[:limit]

    def _still(self, notice: Notice, day: date, *, consent_needed: bool) -> list[outbox.Row]:
        """The rows in whose chats somebody may still be told."""
        made = notice.made
        people = self._audiences.people(made.school_id, made.audience.anywhere, day, needed=consent_needed)
        own = {one for one, may in self._state.recipients.get(notice.id, {}).items() if may and people.get(one)}
        chats = self._chats(own)
        return [row for row in rows_of(self._all, notice, *_BROUGHT) if row.planned.chat_key in chats]

    def _put(self, told: outbox.Planned, at: datetime) -> None:
        self._all.outbox.put(outbox.Row(OutboxId(max(self._all.outbox.rows, default=0) + 1), told, _PENDING), at)

    def _edit(self, rows: Iterable[outbox.Row], key: str, at: datetime) -> None:
        for row in rows:
            if row.state not in (outbox.State.SENT, outbox.State.CLAIMED):
                continue
            told = replace(
                row.planned,
                dedupe_key=f"{row.planned.dedupe_key}:{key}",
                operation=outbox.Operation.EDIT,
                follows=row.id,
                not_before=at,
                expires_at=at + KEPT,
            )
            self._put(told, at)

    async def begin(self, notice: Notice, at: datetime) -> bool:
        return self._update(notice, replace(notice, state=State.SENT, sent_at=at), notice.state)

    async def schedule(self, notice: Notice, at: datetime, chat_key: ChatKey) -> bool:
        changed = replace(notice, state=State.SCHEDULED, send_at=at, chat_key=chat_key)
        return self._update(notice, changed, notice.state)

    async def unschedule(self, notice: Notice) -> bool:
        waits = notice.state in (State.SCHEDULED, State.HELD)
        return waits and self._update(notice, replace(notice, state=State.DRAFT, send_at=None), notice.state)

    async def adopt(self, notice: Notice, made: NewNotice) -> bool:
        draft = replace(notice, made=made, state=State.DRAFT, send_at=None, chat_key=None)
        return self._update(notice, draft, State.HELD)

    async def hold(self, notice: Notice) -> bool:
        return self._update(notice, replace(notice, state=State.HELD), State.SCHEDULED)

    async def due(self, at: datetime) -> tuple[NoticeId, ...]:
        waiting = [one for one in self._state.notices.values() if one.state is State.SCHEDULED and one.send_at]
        return tuple(one.id for one in waiting if one.send_at and one.send_at <= at)

    async def enqueue(
        self, notice: Notice, day: date, at: datetime, quiet: Mapping[Hours, datetime], *, consent_needed: bool
    ) -> Reach:
        made = notice.made
        people = self._audiences.people(made.school_id, made.audience, day, needed=consent_needed)
        self._state.recipients[notice.id] = people
        for chat_key, person_id in self._chats({one for one, may in people.items() if may}).items():
            self._put(_row(notice, chat_key, person_id, at, quiet[self._hours(person_id)]), at)
        reach = self._reach(people)
        self._state.notices[notice.id] = replace(self._state.notices[notice.id], reach=reach)
        return reach

    async def quiet_hours(self, school_id: SchoolId) -> frozenset[Hours]:
        chosen = self._all.preferences.items()
        return frozenset(
            (one.quiet_from, one.quiet_to) for (of, person), one in chosen if of == school_id and person is not None
        )

    async def report(self, notice_id: NoticeId) -> Report:
        return report_of(self._all, await self.notice(notice_id))

    async def underway(self) -> tuple[NoticeId, ...]:
        sent = [one for one in self._state.notices.values() if one.state is State.SENT]
        return tuple(one.id for one in sent if one.shown is None or one.shown < 100)

    async def note_shown(self, notice_id: NoticeId, share: int) -> None:
        self._state.notices[notice_id] = replace(self._state.notices[notice_id], shown=share)

    async def beginning(
        self, school_id: SchoolId, surnames: Collection[str], given: Collection[str]
    ) -> tuple[Name, ...]:
        own = [one.name for one in self._of.people.values() if one.school_id == school_id]
        return tuple(one for one in own if one.surname[:2] in surnames and one.given[:1] in given)

    def _update(self, notice: Notice, changed: Notice, state: State) -> bool:
        if not self._is_same(notice, state):
            return False
        self._state.notices[notice.id] = replace(changed, version=notice.version + 1)
        return True

    def _is_same(self, notice: Notice, state: State) -> bool:
        known = self._state.notices.get(notice.id)
        return known is not None and (known.version, known.state) == (notice.version, state)

    def _chats(self, people: Collection[PersonId]) -> dict[ChatKey, PersonId]:
        """Their chats, each with one of those for whom it speaks."""
        chats: dict[ChatKey, PersonId] = {}
        for link in sorted(self._all.links.active(), key=lambda one: one.person_id):
            if link.person_id in people:
                chats.setdefault(link.chat_key, link.person_id)
        return chats

    def _hours(self, person_id: PersonId) -> Hours:
        found = self._all.preferences.get((self._of.school_of(person_id), person_id))
        return (found.quiet_from, found.quiet_to) if found else (None, None)

    def _reach(self, people: dict[PersonId, bool]) -> Reach:
        links = [one for one in self._all.links.active() if people.get(one.person_id)]
        agreed = [one for one, may in people.items() if may]
        told = {one.person_id for one in links}
        chats = {one.chat_key for one in links}
        return Reach(len(people), len(told), len(chats), len(agreed) - len(told), len(people) - len(agreed))


_BROUGHT = (outbox.Kind.NOTICE, outbox.Kind.NOTICE_REMINDER)
_PENDING = outbox.State.PENDING


def _row(notice: Notice, chat_key: ChatKey, person_id: PersonId, at: datetime, due: datetime) -> outbox.Planned:
    return outbox.Planned(
        notice.made.school_id,
        chat_key,
        person_id,
        outbox.Kind.NOTICE,
        f"notice:{notice.id}:{chat_key}",
        due,
        priority=outbox.Priority.BULK,
        expires_at=at + KEPT,
        notice_id=notice.id,
    )


def report_of(state: "AllState", notice: Notice) -> Report:
    """What became of a notice."""
    rows = rows_of(state, notice)
    waiting = [row for row in rows if row.state in outbox.OPEN]
    ended = Counter((row.state.value, row.reason) for row in rows if row.state not in outbox.OPEN)
    told = told_of(state, notice)
    said = state.notices.read.get(notice.id, {})
    return Report(
        notice,
        len(told),
        len(waiting),
        tuple(Ended(*key, chats) for key, chats in sorted(ended.items(), key=str)),
        len(told & said.keys()),
        Counter(answer for one, (_, answer) in said.items() if one in told and answer is not None),
    )


def rows_of(state: "AllState", notice: Notice, *kinds: outbox.Kind) -> list[outbox.Row]:
    """The rows that brought a notice; of other kinds than that, where they are asked for."""
    return [
        row
        for row in state.outbox.rows.values()
        if row.planned.notice_id == notice.id
        and row.planned.kind in (kinds or (outbox.Kind.NOTICE,))
        and row.planned.operation is outbox.Operation.SEND
    ]


def told_of(state: "AllState", notice: Notice) -> set[PersonId]:
    """The recipients who had agreed, and had a chat in which it stands."""
    has = {row.planned.chat_key for row in rows_of(state, notice) if row.state is outbox.State.SENT}
    told = {link.person_id for link in _spoke(state, notice) if link.chat_key in has}
    return {one for one, agreed in state.notices.recipients.get(notice.id, {}).items() if agreed and one in told}


def _spoke(state: "AllState", notice: Notice) -> list[Link]:
    """The links that spoke for somebody when the notice was sent."""
    at = notice.sent_at
    links = state.links.links.values()
    return [one for one in links if at and one.linked_at <= at and (one.ended_at is None or one.ended_at > at)]


def _waiting_first(one: Notice) -> tuple[int, float, int]:
    waits = {State.HELD: 0, State.SCHEDULED: 1}.get(one.state, 2)
    return waits, one.send_at.timestamp() if waits < 2 and one.send_at else 0, -one.id


def news_of(state: "AllState", directories: Directories, planned: outbox.Planned, at: datetime) -> NoticeNews | None:
    """The notice that a row brings or tells of."""
    notice = state.notices.notices.get(planned.notice_id) if planned.notice_id else None
    if notice is None:
        return None
    school = next(one for one in directories.schools if one.id == notice.made.school_id)
    told = report_of(state, notice) if planned.kind is outbox.Kind.NOTICE_PROGRESS else None
    said = state.notices.read.get(notice.id, {})
    trial = planned.kind is outbox.Kind.NOTICE_TRIAL
    answered, answer = planned.person_id in said, said.get(planned.person_id, (None, None))[1]
    closed = notice.made.question.closed(at)
    return NoticeNews(notice, school.short_name, told, trial=trial, answered=answered, answer=answer, closed=closed)
