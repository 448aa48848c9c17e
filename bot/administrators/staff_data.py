"""The buttons of the staff's screens. Ids are checked again by the core; days are ordinals, `at` is when it was asked.

What changes something carries `at`: without it, or when it is old, the question is put, and «Да» carries it.
"""

from aiogram.filters.callback_data import CallbackData


class ShowStaff(CallbackData, prefix="stf"):
    """The list, from a page on."""

    page: int = 0


class FindStaff(CallbackData, prefix="stff"):
    """The next message names somebody."""


class ShowEmployee(CallbackData, prefix="stfp"):
    """One employee."""

    person: int


class PickFunction(CallbackData, prefix="stfg"):
    """Which function to give."""

    person: int


class PickTerm(CallbackData, prefix="stft"):
    """From when to when; of a class teacher's function first of which class."""

    person: int
    key: str
    class_id: int = 0


class TypeTerm(CallbackData, prefix="stfd"):
    """The next message says the days of a function."""

    person: int
    key: str
    class_id: int = 0


class Give(CallbackData, prefix="stfy"):
    """Give a function for a term; `last` is 0 where it has no end."""

    person: int
    key: str
    class_id: int
    first: int
    last: int
    at: int = 0


class PickHeld(CallbackData, prefix="stfr"):
    """Which function to take back."""

    person: int


class Take(CallbackData, prefix="stfx"):
    """Take a function back."""

    person: int
    grant: int
    at: int = 0


class Code(CallbackData, prefix="stfc"):
    """A new code for an employee."""

    person: int
    at: int = 0


class PickDays(CallbackData, prefix="stfl"):
    """From when to when somebody is away; typed ones come as the next message."""

    person: int
    typed: bool = False


class PickDeputy(CallbackData, prefix="stfs"):
    """Who stands in, from a page of the staff on."""

    person: int
    first: int
    last: int
    page: int = 0


class Away(CallbackData, prefix="stfw"):
    """Somebody is away; `deputy` is 0 where nobody stands in."""

    person: int
    first: int
    last: int
    deputy: int
    at: int = 0


class Back(CallbackData, prefix="stfb"):
    """An absence is none."""

    person: int
    first: int
    at: int = 0
