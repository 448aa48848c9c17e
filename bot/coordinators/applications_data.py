"""What the buttons of a clerk's screens carry. Ids are checked again against the actor."""

from aiogram.filters.callback_data import CallbackData


class OpenCase(CallbackData, prefix="ca"):
    """Show an application."""

    application: int


class TypePaper(CallbackData, prefix="ca+"):
    """Type one that was brought on paper."""


class Passport(CallbackData, prefix="cap"):
    """«Паспорт предъявлен»."""

    application: int


class Register(CallbackData, prefix="car"):
    """Enter it into the register."""

    application: int


class AskConnection(CallbackData, prefix="cac?"):
    """Connect this pupil and this guardian? 0 is a new guardian."""

    application: int
    pupil: int
    guardian: int = 0


class Connect(CallbackData, prefix="cac"):
    """Connect them."""

    application: int
    pupil: int
    guardian: int = 0


class AskRefusal(CallbackData, prefix="ca-"):
    """Why is it refused?"""

    application: int


class Refuse(CallbackData, prefix="cano"):
    """Refuse it for a common reason."""

    application: int
    reason: str


class TypeRefusal(CallbackData, prefix="caw"):
    """The next message is the reason."""

    application: int


class TypeUid(CallbackData, prefix="cau"):
    """The next message is the UID."""

    application: int


class PrintCase(CallbackData, prefix="capr"):
    """This one as a file to be printed at school."""

    application: int
