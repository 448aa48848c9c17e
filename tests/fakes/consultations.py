"""ConsultationRepository over plain collections."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from core.consultations.model import Card, ConsultationNews, Faq, NewFaq, NewQuestion, Question, State, Words
from core.correspondence.model import Written
from core.errors import NotFoundError
from core.ids import ChatKey, ConsultationId, FaqId, PersonId, SchoolId, WordsId
from core.journal.attachments.model import Attachment
from core.notifications.model import Kind
from core.people.model import Name
from tests.fakes.directories import Directories

if TYPE_CHECKING:
    from tests.fakes.state import OutboxState


@dataclass
class ConsultationState:
    """Questions, what was said in them, and what is kept."""

    questions: dict[ConsultationId, Question] = field(default_factory=dict)
    words: list[Words] = field(default_factory=list)
    kept: dict[FaqId, Faq] = field(default_factory=dict)

    def copy(self) -> "ConsultationState":
        """A state of its own for one unit."""
        return ConsultationState(self.questions.copy(), self.words.copy(), self.kept.copy())


class MemoryConsultations:
    """Reads and writes one copy of the state."""

    def __init__(self, directories: Directories, state: ConsultationState, outbox: "OutboxState") -> None:
        self._of = directories
        self._state = state
        self._outbox = outbox

    async def add(self, new: NewQuestion) -> ConsultationId:
        question_id = ConsultationId(len(self._state.questions) + 1)
        self._state.questions[question_id] = Question(id=question_id, made=new, state=State.WAITING, since=new.at)
        return question_id

    async def question(self, question_id: ConsultationId) -> Question:
        if question_id not in self._state.questions:
            raise NotFoundError
        return self._state.questions[question_id]

    async def save(self, question: Question) -> None:
        self._state.questions[question.id] = question

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
        words_id = WordsId(len(self._state.words) + 1)
        self._state.words.append(Words(words_id, question_id, author_id, by_staff, text, at, tuple(files)))
        return words_id

    async def attach(self, words_id: WordsId, files: Sequence[Attachment]) -> None:
        self._state.words[words_id - 1] = replace(self._state.words[words_id - 1], attachments=tuple(files))

    async def told_by(self, chat_key: ChatKey, message_id: str) -> Words | None:
        for row in self._outbox.rows.values():
            told = (row.planned.chat_key, row.planned.kind)
            if told == (chat_key, Kind.QUESTION) and message_id in {one.message_id for one in row.posted}:
                return self._state.words[int((row.planned.content or {})["words"]) - 1]
        return None

    async def words(self, question_id: ConsultationId, limit: int) -> tuple[Words, ...]:
        return tuple([one for one in self._state.words if one.question_id == question_id][-limit:])

    async def cards(self, question_ids: Collection[ConsultationId]) -> tuple[Card, ...]:
        return tuple(self._card(one) for one in sorted({*question_ids} & {*self._state.questions}))

    async def asked_by(self, people: Collection[PersonId], chat_key: ChatKey, limit: int) -> tuple[Card, ...]:
        def own(one: Question) -> bool:
            made = one.made
            return made.chat_key == chat_key if made.asker_id is None else made.asker_id in people

        return tuple(self._card(one.id) for one in reversed(self._found(own)))[:limit]

    async def of_school(self, school_id: SchoolId, states: Collection[State], limit: int) -> tuple[Card, ...]:
        found = self._found(lambda one: one.made.school_id == school_id and one.state in states)
        found.sort(key=lambda one: (one.since, one.id), reverse=State.WAITING not in states)
        return tuple(self._card(one.id) for one in found)[:limit]

    async def waiting(self, school_id: SchoolId) -> tuple[Question, ...]:
        found = self._found(lambda one: one.made.school_id == school_id and one.waiting)
        return tuple(sorted(found, key=lambda one: (one.since, one.id)))

    async def asked_from(self, chat_key: ChatKey, asker_id: PersonId | None, since: datetime) -> tuple[Written, ...]:
        def counts(one: Question) -> bool:
            of_person = asker_id is not None and one.made.asker_id == asker_id
            return of_person or one.made.chat_key == chat_key

        own = {one.id for one in self._found(counts)}
        asked = [one for one in self._state.words if one.question_id in own and not one.by_staff]
        written = (Written(one.at, len(one.attachments)) for one in asked if one.at > since)
        return tuple(sorted(written, key=lambda one: one.at))

    async def strangers_since(self, school_id: SchoolId, since: datetime) -> int:
        own = self._found(lambda one: one.made.school_id == school_id and one.of_stranger)
        return sum(one.made.at > since for one in own)

    async def keep(self, new: NewFaq) -> FaqId:
        faq_id = FaqId(max(self._state.kept, default=0) + 1)
        self._state.kept[faq_id] = Faq(faq_id, new)
        return faq_id

    async def kept(self, school_id: SchoolId) -> tuple[Faq, ...]:
        return tuple(one for one in self._state.kept.values() if one.made.school_id == school_id)

    async def one_kept(self, faq_id: FaqId) -> Faq:
        if faq_id not in self._state.kept:
            raise NotFoundError
        return self._state.kept[faq_id]

    async def change_kept(self, faq: Faq) -> None:
        self._state.kept[faq.id] = replace(self._state.kept[faq.id], made=faq.made)

    async def helped(self, faq_id: FaqId) -> None:
        kept = self._state.kept[faq_id]
        self._state.kept[faq_id] = replace(kept, helped=kept.helped + 1)

    async def drop(self, faq_id: FaqId) -> None:
        self._state.kept.pop(faq_id, None)

    def news(self, words_id: int) -> ConsultationNews:
        """What a row brings; its reader's functions are the directories' to tell."""
        words = self._state.words[words_id - 1]
        return ConsultationNews(self._card(words.question_id), words)

    def _found(self, wanted: Callable[[Question], bool]) -> list[Question]:
        return [one for one in self._state.questions.values() if wanted(one)]

    def _card(self, question_id: ConsultationId) -> Card:
        question = self._state.questions[question_id]
        said = [one for one in self._state.words if one.question_id == question_id]
        answers = [one.author_id for one in said if one.by_staff]
        names = (question.made.asker_id, question.taken_by, answers[-1] if answers else None)
        return Card(question, said[0], said[-1], *(self._name(one) for one in names))

    def _name(self, person_id: PersonId | None) -> Name | None:
        return self._of.people[person_id].name if person_id is not None else None
