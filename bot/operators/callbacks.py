"""What the buttons of operators carry. Ids are checked again against the actor."""

from aiogram.filters.callback_data import CallbackData


class TypeFor(CallbackData, prefix="op"):
    """Type for this teacher from now on."""

    teacher: int


class EndTyping(CallbackData, prefix="op-"):
    """Type for nobody."""


class Teachers(CallbackData, prefix="op?"):
    """A page of all teachers."""

    page: int = 0


class Waiting(CallbackData, prefix="op!"):
    """What operators typed for this teacher."""
