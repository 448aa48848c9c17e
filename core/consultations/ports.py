"""What questions need from outside."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from core.consultations.model import Card, Faq, NewFaq, NewQuestion, Question, State, Words
from core.correspondence.model import Written
from core.ids import ChatKey, ConsultationId, FaqId, PersonId, SchoolId, WordsId
from core.journal.attachments.model import Attachment


class ConsultationRepository(Protocol):
    """Questions with what was said, and what is kept for everybody."""

    async def add(self, new: NewQuestion) -> ConsultationId:
        """Keep a new question, which waits."""
        ...

    async def question(self, question_id: ConsultationId) -> Question:
        """One, locked until the unit of work ends. NotFoundError if there is none."""
        ...

    async def save(self, question: Question) -> None:
        """Where it stands now: its state, since when, who has taken it."""
        ...

    async def say(
        self,
        question_id: ConsultationId,
        author_id: PersonId | None,
        text: str,
        at: datetime,
        *,
        by_staff: bool,
        files: Sequence[Attachment] = (),
    ) -> WordsId:
        """Keep what one side wrote."""
        ...

    async def attach(self, words_id: WordsId, files: Sequence[Attachment]) -> None:
        """The files of words, those that they came with and further ones of the same album."""
        ...

    async def words(self, question_id: ConsultationId, limit: int) -> tuple[Words, ...]:
        """The last that was said, the oldest first."""
        ...

    async def told_by(self, chat_key: ChatKey, message_id: str) -> Words | None:
        """What a message in this chat brought as a file, or as a further part of long words, if it did."""
        ...

    async def cards(self, question_ids: Collection[ConsultationId]) -> tuple[Card, ...]:
        """Questions with names and their first and last words, by key; so many statements for any number."""
        ...

    async def asked_by(self, people: Collection[PersonId], chat_key: ChatKey, limit: int) -> tuple[Card, ...]:
        """What these people asked, and what the chat asked while it spoke for nobody; the latest first."""
        ...

    async def of_school(self, school_id: SchoolId, states: Collection[State], limit: int) -> tuple[Card, ...]:
        """Questions of a school that stand so, those first that wait longest."""
        ...

    async def waiting(self, school_id: SchoolId) -> tuple[Question, ...]:
        """Questions that wait for an answer, those first that wait longest."""
        ...

    async def asked_from(self, chat_key: ChatKey, asker_id: PersonId | None, since: datetime) -> tuple[Written, ...]:
        """What askers wrote after a moment in questions of a chat, or of a person whichever chat they came from.

        The oldest first.
        """
        ...

    async def strangers_since(self, school_id: SchoolId, since: datetime) -> int:
        """How many questions of those who are not connected came after a moment."""
        ...

    async def keep(self, new: NewFaq) -> FaqId:
        """Keep an answer for others."""
        ...

    async def kept(self, school_id: SchoolId) -> tuple[Faq, ...]:
        """What is kept at a school, by key."""
        ...

    async def one_kept(self, faq_id: FaqId) -> Faq:
        """One. NotFoundError."""
        ...

    async def change_kept(self, faq: Faq) -> None:
        """Other words, another audience or language, shown or not."""
        ...

    async def helped(self, faq_id: FaqId) -> None:
        """Count one more reader whom it helped."""
        ...

    async def drop(self, faq_id: FaqId) -> None:
        """Keep it no longer."""
        ...
