"""The buttons of whom a notice goes to, as typed data. Ids in them are checked again when they are pressed."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData


class ToggleReader(CallbackData, prefix="ntr"):
    """Guardians, pupils, class teachers, staff, guardians of who is absent: told or not."""

    notice: int
    reader: str


class Toggle(CallbackData, prefix="ntc"):
    """A class by its key, or the grades from `grade` to `last`, chosen or not; neither: the whole school."""

    notice: int
    school_class: int = 0
    grade: int = 0
    last: int = 0
    stays: bool = False


class PickClasses(CallbackData, prefix="ntcs"):
    """The list of classes."""

    notice: int


class ClassesFor(StrEnum):
    """What a class is chosen for: the notice goes to it, to its groups, to some of its pupils."""

    WHOLE = "c"
    GROUPS = "g"
    PUPILS = "p"


class TurnClasses(CallbackData, prefix="ntcp"):
    """Another page of the classes to choose from."""

    notice: int
    what: ClassesFor
    page: int


class PickGroups(CallbackData, prefix="ntgs"):
    """The groups of a class; of 0, the classes that have any."""

    notice: int
    school_class: int = 0


class ToggleGroup(CallbackData, prefix="ntg"):
    """A group is chosen, or not."""

    notice: int
    group: int
    school_class: int


class ShowList(CallbackData, prefix="ntl"):
    """Who was put on the list; the next message is a list."""

    notice: int
    page: int = 0


class DropListed(CallbackData, prefix="ntl-"):
    """Somebody is taken off the list."""

    notice: int
    person: int
    page: int = 0


class AddListed(CallbackData, prefix="ntl+"):
    """One of those whom a line may mean."""

    notice: int
    person: int


class ClearList(CallbackData, prefix="ntl0"):
    """Everybody is taken off."""

    notice: int


class PickPupils(CallbackData, prefix="ntk"):
    """The pupils of a class; of 0, the classes."""

    notice: int
    school_class: int = 0


class Tick(CallbackData, prefix="ntk+"):
    """A pupil of a class is on the list, or not."""

    notice: int
    person: int
    school_class: int


class ShowUnreached(CallbackData, prefix="ntu"):
    """Whom of the audience the bot does not reach."""

    notice: int


class TurnUnreached(CallbackData, prefix="ntup"):
    """Another page of them."""

    notice: int
    page: int


class DownloadUnreached(CallbackData, prefix="ntux"):
    """The same as a workbook."""

    notice: int
