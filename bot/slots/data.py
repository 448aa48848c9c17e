"""The buttons of the data-entry schedule. Ids in them are checked again when they are pressed."""

from aiogram.filters.callback_data import CallbackData


class ListPeople(CallbackData, prefix="sl"):
    """Everybody with their days."""

    page: int = 0


class ShowDay(CallbackData, prefix="sld"):
    """Who sits where on a weekday."""

    weekday: int
    page: int = 0


class ShowTroubles(CallbackData, prefix="slt"):
    """What is to be mended."""

    page: int = 0


class ShowWeek(CallbackData, prefix="slw"):
    """A person's row."""

    person: int


class AskDay(CallbackData, prefix="sla"):
    """What is to stand on this weekday? -1: on several, in one message."""

    person: int
    weekday: int


class PutDay(CallbackData, prefix="slp"):
    """The same as on another weekday; -1 clears it."""

    person: int
    weekday: int
    like: int


class AskNote(CallbackData, prefix="sln"):
    """The next message is the note of the row."""

    person: int


class Undo(CallbackData, prefix="slu"):
    """What stood before the own last change."""

    person: int


class Download(CallbackData, prefix="slx"):
    """The form as a workbook."""
