"""The buttons of files of a notice, as typed data. Ids in them are checked again when they are pressed."""

from aiogram.filters.callback_data import CallbackData


class ShowFiles(CallbackData, prefix="ntf"):
    """The files of a draft; the next message is one."""

    notice: int


class DropFile(CallbackData, prefix="ntf-"):
    """A file is taken off."""

    notice: int
    file: int
