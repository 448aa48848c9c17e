"""Who sees the register of consents and who keeps it."""

from core.errors import ForbiddenError
from core.people.model import Actor, Role

SEEING = (Role.COORDINATOR, Role.DATA_OFFICER, Role.ADMINISTRATOR)
"""Who sees who has consented (N05, O01)."""
KEEPING = (Role.COORDINATOR, Role.ADMINISTRATOR)
"""Who puts down what was given or taken back on paper, and writes the words."""


def check_sees(actor: Actor) -> None:
    """ForbiddenError for who may not read the register."""
    if not actor.holds(*SEEING):
        raise ForbiddenError


def check_keeps(actor: Actor) -> None:
    """ForbiddenError for who may not change it."""
    if not actor.holds(*KEEPING):
        raise ForbiddenError
