"""Which functions a position («Должность») brings with it (A17, N01)."""

from core.exchange.reading.values import folded, parts
from core.people.model import Role

_BY_WORDS = (
    ("персональных данных", Role.DATA_OFFICER),
    ("электронный дневник", Role.COORDINATOR),
    ("заместитель директора", Role.DEPUTY),
    ("зам. директора", Role.DEPUTY),
    ("завуч", Role.DEPUTY),
    ("директор", Role.DIRECTOR),
    ("администратор", Role.ADMINISTRATOR),
    ("секретарь", Role.CLERK),
    ("делопроизводитель", Role.CLERK),
    ("учитель", Role.TEACHER),
    ("преподаватель", Role.TEACHER),
    ("оператор", Role.OPERATOR),
)
"""The first that occurs decides: a deputy's position names the director too."""


def roles_of(position: str) -> frozenset[Role]:
    """The functions of a position; several positions stand apart by semicolons. Unknown ones bring none."""
    found = (_role(folded(part)) for part in parts(position))
    return frozenset(role for role in found if role is not None)


def _role(position: str) -> Role | None:
    return next((role for words, role in _BY_WORDS if words in position), None)
