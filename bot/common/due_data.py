"""What the buttons of the list of duties carry. Whose they are is asked again when they are pressed."""

from aiogram.filters.callback_data import CallbackData

from core.deadlines.model import About, Duty, Line
from core.ids import ClassId


class Snooze(CallbackData, prefix="snooze"):
    """Be reminded of what is due now so many days later."""

    days: int


class ByHand(CallbackData, prefix="duty"):
    """Something that only its person can say to be done; `class_id` 0 is none. With `sure` it is."""

    duty: Duty
    class_id: int
    code: str
    sure: bool = False

    def about(self) -> About:
        """Its matter."""
        return About(class_id=ClassId(self.class_id) if self.class_id else None, code=self.code)


class ShowLeft(CallbackData, prefix="left"):
    """What somebody left for too long, with what became of it."""

    duty: Duty
    person: int


class ChooseHour(CallbackData, prefix="duehour"):
    """The hour of the evening's message; 0 asks."""

    hour: int = 0


def by_hand(line: Line, *, sure: bool = False) -> ByHand:
    """The button of such a line."""
    return ByHand(duty=line.duty, class_id=line.about.class_id or 0, code=line.about.code or "", sure=sure)
