"""The buttons of questions, as typed data. Ids in them are checked again when they are pressed."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup


class Ask(CallbackData, prefix="q+"):
    """The next message is a question to this school."""

    school: int


class ShowOwn(CallbackData, prefix="qo"):
    """An own question with its answers."""

    question: int
    fresh: bool = False


class GoOn(CallbackData, prefix="qo+"):
    """The next message belongs to this own question."""

    question: int
    fresh: bool = False


class Done(CallbackData, prefix="qo!"):
    """«Помогло»: nothing more is wanted."""

    question: int


class Offered(CallbackData, prefix="q~"):
    """What is kept has helped: the question that was typed is not sent."""

    faq: int


class AskAnyway(CallbackData, prefix="q>"):
    """Send the question that was typed."""


class ListQuestions(CallbackData, prefix="qs"):
    """What waits for an answer, or what was answered."""

    answered: bool = False


class ShowQuestion(CallbackData, prefix="q"):
    """A question, for who answers it."""

    question: int
    fresh: bool = False


class Answer(CallbackData, prefix="qa"):
    """The next message is the answer; `words` are the last that were seen."""

    question: int
    words: int
    fresh: bool = False


class AnswerAnyway(CallbackData, prefix="qa!"):
    """Send the answer that was typed, though a colleague has answered."""


class CloseQuestion(CallbackData, prefix="qx"):
    """Nothing more is to be said; `sure` after the question."""

    question: int
    sure: bool = False


class ListFaq(CallbackData, prefix="fs"):
    """What is kept for others."""

    page: int = 0


class ShowFaq(CallbackData, prefix="f"):
    """A kept question with its answer."""

    faq: int


class FaqHelped(CallbackData, prefix="f!"):
    """It helped."""

    faq: int


class KeepFaq(CallbackData, prefix="f+"):
    """Keep the answer to this question for others; without one, a new pair."""

    question: int = 0


class EditFaq(CallbackData, prefix="fe"):
    """Change what is kept."""

    faq: int


class TypeFaq(CallbackData, prefix="ft"):
    """The next message are other words of it: of its question, or of its answer."""

    faq: int
    answer: bool


class AimFaq(CallbackData, prefix="fa"):
    """For whom it is, or in which language."""

    faq: int
    audience: str = ""
    language: str = ""


class PutFaq(CallbackData, prefix="fp"):
    """Show it to its readers, or not."""

    faq: int
    shown: bool


class DropFaq(CallbackData, prefix="fx"):
    """Keep it no longer; `sure` after the question."""

    faq: int
    sure: bool = False


def question_of(keyboard: InlineKeyboardMarkup | None) -> GoOn | Answer | None:
    """What a reply to a message with these buttons is: further words of its asker, or an answer."""
    data = [one.callback_data or "" for row in keyboard.inline_keyboard for one in row] if keyboard else []
    for kind in (Answer, GoOn):
        for one in data:
            if one.startswith(f"{kind.__prefix__}:"):
                return kind.unpack(one)
    return _opened(data)


def _opened(data: list[str]) -> GoOn | Answer | None:
    """The same of a push that says only that there is something."""
    for one in data:
        if one.startswith(f"{ShowQuestion.__prefix__}:"):
            return Answer(question=ShowQuestion.unpack(one).question, words=0)
        if one.startswith(f"{ShowOwn.__prefix__}:"):
            return GoOn(question=ShowOwn.unpack(one).question)
    return None
