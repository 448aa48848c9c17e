"""ApprovalRepository over a dictionary."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime

from core.approvals.model import (
    Card,
    Correction,
    DataChange,
    Matter,
    NewRequest,
    PeriodCorrection,
    Request,
    State,
    Substitution,
)
from core.errors import NotFoundError
from core.ids import DraftId, LessonId, PersonId, RequestId, SchoolId
from core.journal.changes import MarkChange, PresenceChange
from core.journal.model import LessonKey
from tests.fakes.directories import Directories
from tests.fakes.journal_state import JournalState


class MemoryApprovals:
    """Reads and writes one copy of the requests."""

    def __init__(self, directories: Directories, journal: JournalState, requests: dict[RequestId, Request]) -> None:
        self._of = directories
        self._journal = journal
        self._requests = requests

    async def add(self, request: NewRequest) -> RequestId:
        request_id = RequestId(len(self._requests) + 1)
        self._requests[request_id] = Request(id=request_id, made=request)
        return request_id

    async def request(self, request_id: RequestId) -> Request:
        if request_id not in self._requests:
            raise NotFoundError
        return self._requests[request_id]

    async def decide(
        self, request_id: RequestId, state: State, by: PersonId, at: datetime, answer: str | None = None
    ) -> None:
        old = self._requests[request_id]
        if old.waiting:
            self._requests[request_id] = replace(old, state=state, decided_by=by, decided_at=at, answer=answer)

    async def waiting(self, school_id: SchoolId) -> tuple[Request, ...]:
        return self._found(lambda one: one.waiting and one.made.school_id == school_id)

    async def about(self, lesson_ids: Collection[LessonId]) -> tuple[Request, ...]:
        return self._found(lambda one: one.waiting and one.made.lesson_id in lesson_ids)

    async def of_lesson(self, key: LessonKey) -> tuple[Request, ...]:
        return await self.about([found for found, (known, _) in self._journal.lessons.items() if known == key])

    async def of_draft(self, draft_id: DraftId) -> tuple[Request, ...]:
        return self._found(lambda one: one.made.draft_id == draft_id)

    async def of_asker(self, asker_id: PersonId, since: datetime) -> tuple[Request, ...]:
        return self._found(lambda one: one.made.asker_id == asker_id and (one.waiting or one.made.asked_at > since))

    async def cards(self, request_ids: Collection[RequestId]) -> tuple[Card, ...]:
        return tuple(card_of(self._of, self._journal, one) for one in self._found(lambda one: one.id in request_ids))

    def _found(self, wanted: Callable[[Request], bool]) -> tuple[Request, ...]:
        return tuple(one for one in self._requests.values() if wanted(one))


def card_of(of: Directories, journal: JournalState, request: Request) -> Card:
    """A request with names and its lesson, or the class and subject of its period."""
    made = request.made
    key = journal.lessons[made.lesson_id][0] if made.lesson_id else None
    about = made.matter if isinstance(made.matter, PeriodCorrection | DataChange | Substitution) else key
    subject_id = None if about is None or isinstance(about, DataChange) else about.subject_id
    lesson = made.matter if isinstance(made.matter, Substitution) else key
    return Card(
        request=request,
        asker=of.people[made.asker_id].name,
        decider=of.people[request.decided_by].name if request.decided_by else None,
        class_title=of.class_of(about.class_id).title if about else "",
        subject_name=next((one.name for _, one in of.subjects if one.id == subject_id), ""),
        day=lesson.day if lesson else None,
        number=lesson.number if lesson else None,
        names={pupil: of.people[pupil].name for pupil in _pupils(made.matter)},
    )


def _pupils(matter: Matter) -> list[PersonId]:
    if isinstance(matter, PeriodCorrection):
        return [matter.pupil_id]
    if isinstance(matter, DataChange):
        return [matter.person_id]
    if isinstance(matter, Substitution):
        return [matter.teacher_id]
    changes = matter.changes if isinstance(matter, Correction) else ()
    return [change.pupil_id for change in changes if isinstance(change, MarkChange | PresenceChange)]
