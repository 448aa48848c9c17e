"""What the school keeps of a person besides a place in its lists: the name, the birth date, how to reach them (A23)."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from core.people.model import Name


class Detail(StrEnum):
    """One thing that is kept."""

    NAME = "name"
    BORN = "born"
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Details:
    """All of it, as the directory has it."""

    name: Name
    born: date | None = None
    phone: str | None = None
    email: str | None = None

    def value(self, detail: Detail) -> str:
        """One of them as plain text: the full name, a date as «2015-03-01»; empty where nothing is kept."""
        match detail:
            case Detail.NAME:
                return self.name.full
            case Detail.BORN:
                return self.born.isoformat() if self.born else ""
            case Detail.PHONE:
                return self.phone or ""
            case Detail.EMAIL:
                return self.email or ""

    def changed(self, detail: Detail, value: str) -> "Details":
        """The same with another value, written as `value` writes it."""
        match detail:
            case Detail.NAME:
                surname, given, *others = value.split(" ")
                return replace(self, name=Name(surname, given, " ".join(others) or None))
            case Detail.BORN:
                return replace(self, born=date.fromisoformat(value))
            case Detail.PHONE:
                return replace(self, phone=value)
            case Detail.EMAIL:
                return replace(self, email=value)
