"""People's names as far as a school lets them through a foreign messenger: in full, as initials, or not at all."""

from core.people.model import FULL, INITIALS, Name

NAMED = (FULL, INITIALS)
"""The content modes in which a message may name people; in the third one, «discreet», it may not."""


def full_name(name: Name, content_mode: str) -> str:
    """«Алиева Ирина Сергеевна» or «И. А.»."""
    return name.full if content_mode == FULL else initials(name)


def short_name(name: Name, content_mode: str) -> str:
    """«Алиев Тимур» or «Т. А.»."""
    return name.short if content_mode == FULL else initials(name)


def initials(name: Name) -> str:
    """«Т. А.»: of the given name and the surname."""
    return f"{name.given[:1]}. {name.surname[:1]}."


def written(name: str, content_mode: str) -> str:
    """A name that a row of the outbox keeps written out, the surname first: as it is, or «Т. А.» as everywhere."""
    if content_mode != INITIALS or not name.strip():
        return name
    surname, _, rest = name.strip().partition(" ")
    return initials(Name(surname, rest.strip())) if rest else f"{surname[:1]}."
