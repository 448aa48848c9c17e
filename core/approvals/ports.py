"""What requests need from outside."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from core.approvals.model import Card, NewRequest, Request, State
from core.ids import DraftId, LessonId, PersonId, RequestId, SchoolId
from core.journal.model import LessonKey


class ApprovalRepository(Protocol):
    """Requests are made and decided once, never changed or deleted."""

    async def add(self, request: NewRequest) -> RequestId:
        """Keep a new request, which waits."""
        ...

    async def request(self, request_id: RequestId) -> Request:
        """One request, locked until the unit of work ends. NotFoundError if there is none."""
        ...

    async def decide(
        self, request_id: RequestId, state: State, by: PersonId, at: datetime, answer: str | None = None
    ) -> None:
        """End a request that waits; one that was decided stays as it was."""
        ...

    async def waiting(self, school_id: SchoolId) -> tuple[Request, ...]:
        """What waits at a school, oldest first."""
        ...

    async def about(self, lesson_ids: Collection[LessonId]) -> tuple[Request, ...]:
        """What waits about these lessons, oldest first."""
        ...

    async def of_lesson(self, key: LessonKey) -> tuple[Request, ...]:
        """What waits about a lesson, oldest first."""
        ...

    async def of_draft(self, draft_id: DraftId) -> tuple[Request, ...]:
        """The requests that a draft made, decided or not, oldest first."""
        ...

    async def of_asker(self, asker_id: PersonId, since: datetime) -> tuple[Request, ...]:
        """What a person asked for after that moment, decided or not, and what of earlier waits; oldest first."""
        ...

    async def cards(self, request_ids: Collection[RequestId]) -> tuple[Card, ...]:
        """Requests with names and lessons, in the order of their keys."""
        ...
