"""OutboxRepository over plain collections."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby

from core.applications import rules as applications
from core.applications.model import Waits
from core.approvals.model import Card
from core.consultations.model import ConsultationNews
from core.correspondence.model import LetterNews
from core.deadlines.profiles import letters_taken, pupils_read
from core.ids import AttachmentId, ChatKey, DraftId, LessonId, OutboxId, PersonId, RequestId, SchoolId
from core.journal.attachments.model import Attachment
from core.notifications.asked_files import files_of
from core.notifications.model import (
    Delivery,
    Kind,
    LessonNews,
    Operation,
    Outcome,
    Planned,
    Recipient,
    Result,
    Row,
    State,
    TypedDraft,
)
from core.notifications.turns import in_turn, rotation
from core.people.model import School
from tests.fakes.approvals import card_of
from tests.fakes.consultations import MemoryConsultations
from tests.fakes.directories import Directories
from tests.fakes.news import news_of
from tests.fakes.notices import news_of as notice_of
from tests.fakes.periods import terms_of
from tests.fakes.state import State as AllState
from tests.fakes.upkeep import MemoryUpkeep

_OPEN = (State.PENDING, State.CLAIMED)
_ENDS = {
    Outcome.SENT: State.SENT,
    Outcome.RETRY: State.PENDING,
    Outcome.UNREACHABLE: State.UNREACHABLE,
    Outcome.FAILED: State.FAILED,
    Outcome.SUPERSEDED: State.SUPERSEDED,
    Outcome.EXPIRED: State.EXPIRED,
}


class MemoryOutbox(MemoryUpkeep):
    """Reads and writes one copy of the state."""

    def __init__(self, directories: Directories, state: AllState) -> None:
        self._of = directories
        self._state = state.outbox
        self._journal = state.journal
        self._periods = state.periods
        self._links = state.links
        self._schools = state.schools
        self._approvals = state.approvals
        self._letters = state.letters
        self._applications = state.applications
        self._files = state.attachments.files
        self._consents = state.consents
        self._all = state

    async def guardians_of(
        self, pupil_ids: tuple[PersonId, ...], day: date, *, consent_needed: bool = False
    ) -> tuple[Recipient, ...]:
        return tuple(
            Recipient(link.chat_key, link.person_id, pupil_id)
            for pupil_id in sorted(pupil_ids)
            for link in self._links.active()
            if self._is_told(link.person_id, pupil_id, day, needed=consent_needed)
        )

    async def pupils_of(self, pupil_ids: tuple[PersonId, ...], day: date) -> tuple[Recipient, ...]:
        learning = {one.pupil_id for one in self._of.enrolments if day in one.days}
        return tuple(
            Recipient(link.chat_key, pupil_id, pupil_id)
            for pupil_id in sorted(learning & {*pupil_ids})
            for link in self._links.active()
            if link.person_id == pupil_id
        )

    async def enqueue(self, rows: tuple[Planned, ...], at: datetime) -> None:
        for planned in rows:
            if planned.digest:
                self._add_part(planned, planned.digest, at)
            elif planned.dedupe_key not in {row.planned.dedupe_key for row in self._state.rows.values()}:
                row_id = OutboxId(max(self._state.rows, default=0) + 1)
                self._state.put(Row(row_id, planned, State.PENDING), at)

    async def lesson_rows(self, lesson_id: LessonId) -> tuple[Row, ...]:
        rows = tuple(row for row in self._state.rows.values() if row.planned.lesson_id == lesson_id)
        return rows + tuple(
            self._part(part) for part, (_, told) in self._state.parts.items() if told.lesson_id == lesson_id
        )

    async def with_keys(self, keys: Collection[str]) -> tuple[Row, ...]:
        return tuple(row for row in self._state.rows.values() if row.planned.dedupe_key in keys)

    async def waiting(self, kind: Kind, pupil_ids: Collection[PersonId]) -> tuple[Row, ...]:
        rows = [row for row in self._state.rows.values() if row.state is State.PENDING and row.planned.kind is kind]
        return tuple(row for row in rows if row.planned.lesson_id is None and row.planned.pupil_id in pupil_ids)

    async def withdraw(self, row_ids: Collection[OutboxId], at: datetime) -> frozenset[OutboxId]:
        wanted = {one for one in row_ids if one in self._state.rows and self._state.rows[one].state is State.PENDING}
        for one in wanted:
            self._state.put(replace(self._state.rows[one], state=State.SUPERSEDED, reason="withdrawn"), at)
        return frozenset(wanted)

    async def term_rows(self, pupil_ids: Collection[PersonId]) -> tuple[Row, ...]:
        rows = self._state.rows.values()
        return tuple(row for row in rows if row.planned.kind is Kind.TERM and row.planned.pupil_id in pupil_ids)

    async def recent(
        self, chats: Collection[ChatKey], since: datetime
    ) -> Mapping[tuple[ChatKey, PersonId], Sequence[datetime]]:
        found: defaultdict[tuple[ChatKey, PersonId], list[datetime]] = defaultdict(list)
        for row in self._state.rows.values():
            told = row.planned
            coming = row.state in (*_OPEN, State.SENT) and told.not_before > since and told.chat_key in chats
            if coming and told.kind is Kind.LESSON and told.operation is Operation.SEND:
                found[told.chat_key, told.person_id].append(told.not_before)
        return found

    async def extend(self, rows: tuple[Row, ...], at: datetime) -> None:
        for row in rows:
            kept = self._state.rows[row.id]
            if kept.state is State.PENDING and row.part is None:
                self._state.put(replace(kept, planned=row.planned), at)
            elif kept.state is State.PENDING and row.part is not None:
                self._state.parts[row.part] = row.id, row.planned

    def _add_part(self, planned: Planned, digest: str, at: datetime) -> None:
        rows = self._state.rows
        row_id = next((row.id for row in rows.values() if row.planned.dedupe_key == digest), None)
        if row_id is None:
            row_id = OutboxId(max(rows, default=0) + 1)
            heading = Planned(
                planned.school_id,
                planned.chat_key,
                planned.person_id,
                Kind.DIGEST,
                digest,
                planned.not_before,
                expires_at=planned.expires_at,
            )
            self._state.put(Row(row_id, heading, State.PENDING), at)
        self._state.parts[max(self._state.parts, default=0) + 1] = row_id, replace(planned, dedupe_key=digest)

    def _part(self, part: int) -> Row:
        row_id, told = self._state.parts[part]
        row = self._state.rows[row_id]
        return replace(row, part=part, planned=replace(told, kind=Kind.DIGEST))

    def supersede_for(self, chat_key: ChatKey, person_id: PersonId, at: datetime, reason: str) -> None:
        """What ending a link does here."""
        whose = (chat_key, person_id)
        for row in self._state.rows.values():
            if (row.planned.chat_key, row.planned.person_id) == whose and row.state in _OPEN:
                self._state.owners.pop(row.id, None)
                self._state.put(replace(row, state=State.SUPERSEDED, reason=reason, lease_until=None), at)

    async def stop(self, person_id: PersonId, pupil_id: PersonId, at: datetime, why: str) -> None:
        rows, parts = self._state.rows, self._state.parts
        for part, (row_id, told) in [*parts.items()]:
            if told.pupil_id == pupil_id and rows[row_id].planned.person_id == person_id:
                del parts[part]
        full = {row_id for row_id, _ in parts.values()}
        for row in [one for one in rows.values() if one.planned.person_id == person_id and one.state in _OPEN]:
            empty = row.planned.kind is Kind.DIGEST and (row.planned.follows or row.id) not in full
            if empty or row.planned.pupil_id == pupil_id:
                self._state.owners.pop(row.id, None)
                self._state.put(replace(row, state=State.SUPERSEDED, reason=why, lease_until=None), at)

    async def stop_former(self, school_id: SchoolId, day: date, at: datetime, why: str) -> None:
        ties = [one for one in self._of.guardianships if self._of.people[one.pupil_id].school_id == school_id]
        now = {(one.guardian_id, one.pupil_id) for one in ties if day in one.days}
        for one in ties:
            if (one.guardian_id, one.pupil_id) not in now:
                await self.stop(one.guardian_id, one.pupil_id, at, why)

    async def claim(
        self,
        bot: str,
        owner: str,
        limit: int,
        at: datetime,
        lease_until: datetime,
        after: SchoolId | None = None,
    ) -> tuple[Delivery, ...]:
        self._expire(bot, at)
        due = [row for row in self._of_bot(bot) if self._is_due(row, at)]
        chosen = _in_turn(sorted(due, key=_urgent_first), limit, after)
        return tuple(self._delivery(self._claimed(row, owner, at, lease_until), at) for row in chosen)

    async def record(self, owner: str, results: tuple[Result, ...]) -> None:
        for result in results:
            if self._state.owners.get(result.row_id) != owner:
                continue
            if result.outcome is Outcome.PARTLY:
                row = self._state.rows[result.row_id]
                self._state.rows[row.id] = replace(row, message_id=result.message_id, posted=result.posted)
                continue
            del self._state.owners[result.row_id]
            self._state.put(_ended(self._state.rows[result.row_id], result), result.at)
            self._show_at_followed(result)

    def _show_at_followed(self, result: Result) -> None:
        follows = self._state.rows[result.row_id].planned.follows
        if follows is not None and result.outcome is Outcome.SENT and (result.posted or result.restated):
            shown = replace(self._state.rows[follows], message_id=result.message_id, posted=result.posted)
            self._state.rows[follows] = shown
            if result.restated:
                self._state.restated = self._state.restated | {follows}

    async def next_due(self, bot: str) -> datetime | None:
        moments = [_due_at(row) for row in self._of_bot(bot) if row.state in _OPEN and not self._waits(row)]
        return min(moments, default=None)

    async def chat_lost(self, chat_key: ChatKey, at: datetime, why: str) -> None:
        chat = self._links.chats[chat_key]
        if chat.blocked_at is None:
            self._links.chats[chat_key] = replace(chat, blocked_at=at)
            self._links.why[chat_key] = why

    async def chat_moved(self, chat_key: ChatKey, to: str) -> None:
        chat = self._links.chats[chat_key]
        address = replace(chat.address, chat=to)
        if address not in {other.address for other in self._links.chats.values()}:
            self._links.chats[chat_key] = replace(chat, address=address)

    def _is_told(self, guardian_id: PersonId, pupil_id: PersonId, day: date, *, needed: bool) -> bool:
        pair = (guardian_id, pupil_id)
        own = [one for one in self._of.guardianships if (one.guardian_id, one.pupil_id) == pair and day in one.days]
        return any(self._consents.may_be_told(one, needed=needed) for one in own)

    def _of_bot(self, bot: str) -> list[Row]:
        return [row for row in self._state.rows.values() if self._links.chats[row.planned.chat_key].address.bot == bot]

    def _expire(self, bot: str, at: datetime) -> None:
        for row in self._of_bot(bot):
            expires_at = row.planned.expires_at
            if _is_free(row, at) and expires_at and expires_at < at:
                self._state.owners.pop(row.id, None)
                self._state.put(replace(row, state=State.EXPIRED, reason="too_late", lease_until=None), at)

    def _is_due(self, row: Row, at: datetime) -> bool:
        return _is_free(row, at) and row.planned.not_before <= at and not self._waits(row)

    def _waits(self, row: Row) -> bool:
        """Whether the row that this one follows has not ended, or an earlier edit of the same message has not."""
        follows = row.planned.follows
        if follows is None:
            return False
        before = [one for one in self._state.rows.values() if one.planned.follows == follows and one.id < row.id]
        return any(one.state in _OPEN for one in (self._state.rows[follows], *before))

    def _claimed(self, row: Row, owner: str, at: datetime, lease_until: datetime) -> Row:
        claimed = replace(row, state=State.CLAIMED, attempts=row.attempts + 1, lease_until=lease_until)
        self._state.put(claimed, at)
        self._state.owners[row.id] = owner
        return claimed

    def _delivery(self, row: Row, at: datetime) -> Delivery:
        chat = self._links.chats[row.planned.chat_key]
        known = next(school for school in self._of.schools if school.id == row.planned.school_id)
        school = self._schools.get(known.id, known)
        followed = self._state.rows.get(row.planned.follows) if row.planned.follows else None
        digest = self._digest(row) if row.planned.kind is Kind.DIGEST else ()
        own = row.planned.person_id in {row.planned.pupil_id, *(one.pupil_id for one in digest)}
        return Delivery(
            row.id,
            row.planned.school_id,
            row.planned.chat_key,
            row.planned.kind,
            row.planned.operation,
            row.attempts,
            row.reason,
            row.planned.content,
            chat.address,
            chat.language or self._of.languages.get(row.planned.person_id),
            school.time_zone,
            school.content_mode,
            chat.blocked_at is not None,
            followed.message_id if followed else None,
            news_of(self._of, self._journal, row.planned, followed.sent_at if followed else None),
            digest,
            row.posted or (followed.posted if followed else ()),
            row.planned.follows in self._state.restated,
            self._approval(row),
            terms_of(self._of, self._periods, row.planned, followed.sent_at if followed else None),
            self._typed(row.planned),
            self._letter(row),
            letters_taken(school.profile, school.profile_overrides),
            self._applying(row, school),
            own,
            own and not pupils_read(school.profile, school.profile_overrides),
            self._shown(row.planned),
            notice_of(self._all, self._of, row.planned, at),
            self._consultation(row.planned),
        )

    def _applying(self, row: Row, school: School) -> Waits | None:
        if row.planned.kind is not Kind.RECEPTION:
            return None
        own = [one for one in self._applications.rows.values() if one.school_id == school.id]
        return applications.waits(own, school, self._state.times[row.id].changed_at)

    def _shown(self, planned: Planned) -> tuple[Attachment, ...]:
        asked = files_of(planned.content) if planned.kind is Kind.FILES else ()
        found = (self._files[AttachmentId(one)] for one in asked)
        return tuple(one.file for one in found if one.reason != "erased")

    def _consultation(self, planned: Planned) -> ConsultationNews | None:
        if planned.kind is not Kind.QUESTION or planned.content is None:
            return None
        return MemoryConsultations(self._of, self._all.consultations, self._all.outbox).news(
            int(planned.content["words"])
        )

    def _letter(self, row: Row) -> LetterNews | None:
        if row.planned.kind is not Kind.MESSAGE or row.planned.content is None:
            return None
        return self._letters.news(self._of, int(row.planned.content["letter"]), self._state.times[row.id].changed_at)

    def _typed(self, planned: Planned) -> TypedDraft | None:
        if planned.kind is not Kind.DRAFT or planned.content is None:
            return None
        draft = self._journal.drafts[DraftId(int(planned.content["draft"]))]
        if draft.typed_by_id is None:
            return None
        return TypedDraft(draft, self._of.people[draft.typed_by_id].name, self._of.people[draft.author_id].name)

    def _approval(self, row: Row) -> Card | None:
        if row.planned.kind is not Kind.APPROVAL or row.planned.content is None:
            return None
        return card_of(self._of, self._journal, self._approvals[RequestId(int(row.planned.content["request"]))])

    def _digest(self, row: Row) -> tuple[LessonNews, ...]:
        carrier = self._state.rows[row.planned.follows or row.id]
        own = [told for row_id, told in self._state.parts.values() if row_id == carrier.id]
        found = [news_of(self._of, self._journal, told, carrier.sent_at) for told in own]
        return tuple(news for news in found if news is not None)


def _is_free(row: Row, at: datetime) -> bool:
    """Whether nobody holds the row: it was not claimed, or its lease has passed."""
    abandoned = row.state is State.CLAIMED and row.lease_until is not None and row.lease_until < at
    return row.state is State.PENDING or abandoned


def _urgent_first(row: Row) -> tuple[int, datetime, int]:
    return row.planned.priority, row.planned.not_before, row.id


def _in_turn(due: list[Row], limit: int, after: SchoolId | None) -> list[Row]:
    """Rows that stand in their order, the schools of each priority in turn."""
    chosen: list[Row] = []
    for _, rows in groupby(due, key=lambda row: row.planned.priority):
        queues: dict[SchoolId, list[Row]] = {}
        for row in rows:
            queues.setdefault(row.planned.school_id, []).append(row)
        chosen += in_turn([queues[school_id] for school_id in rotation(queues, after)], limit - len(chosen))
    return chosen


def _due_at(row: Row) -> datetime:
    return row.lease_until or row.planned.not_before


def _ended(row: Row, result: Result) -> Row:
    ended = replace(row, state=_ENDS[result.outcome], reason=result.reason, lease_until=None)
    if result.outcome is Outcome.SENT:
        return replace(ended, sent_at=result.at, message_id=result.message_id, posted=result.posted or row.posted)
    if result.outcome is Outcome.RETRY and result.retry_at:
        return replace(ended, planned=replace(ended.planned, not_before=result.retry_at))
    return ended
