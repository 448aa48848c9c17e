"""What the buttons of reports carry. Which classes the reader may see is asked again when they are pressed."""

from aiogram.filters.callback_data import CallbackData


class ShowCalls(CallbackData, prefix="adc"):
    """A class and its families to be called."""

    class_id: int
