"""Questions and their answers: what was answered is decided, what was not stands in the draft."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.journal.quick_entry.model import Answers, Ask, Option, Question

_LONGEST_ASK = 16
SKIP = Option("skip", "", "skip")
"""Leave out what the question is about."""
TAKE = Option("take", "", "take")
"""Write it as it stands."""


def kinds_asked(answers: Answers) -> frozenset[Ask]:
    """What the questions were about that were answered."""
    beginnings = {key.rpartition(":")[2].rpartition("-")[0] for key in answers}
    return frozenset(ask for ask in Ask if ask.value[:_LONGEST_ASK] in beginnings)


@dataclass(slots=True)
class Desk:
    """Where the reading of one lesson asks. `prefix` keeps the keys of several lessons apart."""

    answers: Answers
    prefix: str = ""
    questions: list[Question] = field(default_factory=list)

    def ask(
        self,
        ask: Ask,
        place: int,
        about: str,
        options: Iterable[Option] = (),
        data: Mapping[str, str] | None = None,
    ) -> Option | None:
        """The option that was answered, or None; then the question stands. `place` is where the words begin."""
        offered = tuple(options)
        key = f"{self.prefix}{ask.value[:_LONGEST_ASK]}-{place}"
        given = self.answers.get(key)
        for option in offered:
            if option.key == given:
                return option
        if all(question.key != key for question in self.questions):
            self.questions.append(Question(key, ask, about, offered, dict(data or {})))
        return None
