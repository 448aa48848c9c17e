"""The buttons of what a notice asks, as typed data. Ids in them are checked again when they are pressed."""

from aiogram.filters.callback_data import CallbackData

from core.notices.question import Asking


class PickQuestion(CallbackData, prefix="ntq"):
    """What is asked: yes or no, own answers, until when."""

    notice: int


class SetQuestion(CallbackData, prefix="ntq+"):
    """That kind of question; own answers are typed then."""

    notice: int
    kind: Asking


class AskUntil(CallbackData, prefix="ntqt"):
    """The next message is until when answers are taken; with `never`, until it is closed."""

    notice: int
    never: bool = False


class Answer(CallbackData, prefix="ntan"):
    """An answer of a reader, by its number."""

    notice: int
    choice: int


class ShowAnswers(CallbackData, prefix="ntas"):
    """Who answered what: by the number of an answer, `SILENT` for none, `PUPILS` for all by pupils."""

    notice: int
    choice: int
    page: int = 0


class CloseAnswers(CallbackData, prefix="ntcl"):
    """Answers are taken no more, or again."""

    notice: int
    closed: bool


SILENT, PUPILS = -1, -2
