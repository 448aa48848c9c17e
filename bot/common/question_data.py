"""The buttons of questions, as typed data. Ids in them are checked again when they are pressed."""

from collections.abc import Iterator
from contextlib import suppress

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup


class Ask(CallbackData, prefix="q+"):
    """The next message is a question to this school."""

    school: int


class ShowOwn(CallbackData, prefix="qo"):
    """An own question with its answers; `listed` among others, where a reply means none of them."""

    question: int
    fresh: bool = False
    listed: bool = False


class GoOn(CallbackData, prefix="qo+"):
    """The next message belongs to this own question."""

    question: int
    fresh: bool = False


class Done(CallbackData, prefix="qo!"):
    """«Помогло»: nothing more is wanted."""

    question: int


class Offered(CallbackData, prefix="q~"):
    """What is kept has helped: the question that was typed is not sent. `draft` is the message that brought it."""

    faq: int
    draft: int


class AskAnyway(CallbackData, prefix="q>"):
    """Send the question that was typed in this message."""

    draft: int


class ListQuestions(CallbackData, prefix="qs"):
    """What waits for an answer, or what was answered."""

    answered: bool = False


class ShowQuestion(CallbackData, prefix="q"):
    """A question, for who answers it; `words` are the last that were seen, `listed` as with own ones."""

    question: int
    words: int = 0
    fresh: bool = False
    listed: bool = False


class Answer(CallbackData, prefix="qa"):
    """The next message is the answer; `words` are the last that were seen."""

    question: int
    words: int
    fresh: bool = False


class AnswerAnyway(CallbackData, prefix="qa!"):
    """Send the answer that was typed in this message, though a colleague has answered."""

    draft: int


class CloseQuestion(CallbackData, prefix="qx"):
    """Nothing more is to be said; `sure` after the question."""

    question: int
    sure: bool = False


class OwnFiles(CallbackData, prefix="qof"):
    """The files of words in an own question, into this chat."""

    question: int
    words: int


class QuestionFiles(CallbackData, prefix="qf"):
    """The same for who answers it."""

    question: int
    words: int


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
    """What a reply to a message with these buttons is: further words of its asker, or an answer.

    None unless the message names exactly one question: a list, and a prompt that lists others, name nothing.
    """
    data = [one.callback_data or "" for row in keyboard.inline_keyboard for one in row] if keyboard else []
    named = [one for part in data for one in _named(part)]
    listed = [one for one in named if isinstance(one, (ShowOwn, ShowQuestion)) and one.listed]
    asked = {(isinstance(one, (Answer, ShowQuestion)), one.question) for one in named}
    if listed or len(asked) != 1:
        return None
    ((answers, question),) = asked
    if not answers:
        return GoOn(question=question)
    return Answer(question=question, words=max(one.words for one in named if isinstance(one, (Answer, ShowQuestion))))


def _named(data: str) -> Iterator[Answer | GoOn | ShowOwn | ShowQuestion]:
    """The question of a button; a button of another shape, of another version for one, names none."""
    for kind in (Answer, GoOn, ShowOwn, ShowQuestion):
        if data.startswith(f"{kind.__prefix__}:"):
            with suppress(TypeError, ValueError):
                yield kind.unpack(data)
