"""The buttons of the common screens, as typed data. Ids in them are checked again when they are pressed."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup


class Place(StrEnum):
    """The common screens."""

    HOME = "home"
    HELP = "help"
    SETTINGS = "settings"
    LANGUAGE = "language"
    LINK = "link"
    UNLINK = "unlink"
    DEVICES = "devices"
    MYDATA = "mydata"
    CODES = "codes"
    NOTIFICATIONS = "notifications"
    SCHOOL = "school"
    CONTENT = "content"
    SWITCHES = "switches"
    ABSENCES = "absences"
    ABSENCE = "absence"
    LESSONS = "lessons"
    OPERATOR = "operator"
    APPROVALS = "approvals"
    PERIODS = "periods"
    SUBSTITUTIONS = "subst"
    TIMETABLE = "timetable"
    GROUPS = "groups"
    LETTERS = "letters"
    COMPLAINTS = "complaints"
    ROSTER = "roster"
    CHECKS = "checks"
    REMARKS = "remarks"
    VERIFY = "verify"
    NOTICES = "notices"
    DUE = "due"
    ADOPTION = "adoption"
    SUMMARY = "summary"
    DIARY = "diary"
    CALENDAR = "calendar"
    STAFF = "staff"
    AUDIT = "audit"
    APPLY = "apply"
    APPLICATIONS = "applications"
    CONSENTS = "consents"
    QUESTION = "question"
    QUESTIONS = "questions"
    FAQ = "faq"
    SLOTS = "slots"


class Open(CallbackData, prefix="open"):
    """Open a common screen."""

    place: Place


class Speak(CallbackData, prefix="speak"):
    """Choose a language."""

    language: str


class AskUnlink(CallbackData, prefix="unlink?"):
    """Ask whether this link should end."""

    link_id: int


class Unlink(CallbackData, prefix="unlink"):
    """End this link."""

    link_id: int


def button(label: str, data: CallbackData) -> InlineKeyboardButton:
    """A button with typed data."""
    return InlineKeyboardButton(text=label, callback_data=data.pack())


def column(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    """Buttons one under another."""
    return InlineKeyboardMarkup(inline_keyboard=[[one] for one in buttons])
