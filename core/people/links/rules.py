"""What a code looks like, when it holds, and who may hand one out."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.errors import ForbiddenError
from core.ids import ClassId
from core.people.links.errors import CodeExpiredError, CodeRevokedError, CodeUsedError, TooManyTriesError
from core.people.links.model import Code
from core.people.links.ports import Randomness
from core.people.model import Actor, Role

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12
SHORTEST_UID = 4
ISSUERS = (Role.CLASS_TEACHER, Role.COORDINATOR, Role.ADMINISTRATOR)
TRIES = 5
TRIES_WINDOW = timedelta(hours=1)

_LOOK_ALIKE = str.maketrans("АВЕЁЗКМНРСТУХ", "ABEE3KMHPCTYX")
_SALT = b"peremena: one-time codes of links"
_FOUR = rf"[{ALPHABET}]{{4}}"
_GAP = r"[\W_]{0,3}"
_CODE = re.compile(rf"(?<!\w)(?=({_FOUR}{_GAP}{_FOUR}{_GAP}{_FOUR})(?!\w))")
_BARE_CODE = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")
_LABELS = ("UID", "КОД".translate(_LOOK_ALIKE))
_NUMBER = re.compile(r"\b\d+\b")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was found in a message that should name a UID and a code."""

    uid: str | None = None
    code: str | None = None


def new_code(source: Randomness) -> str:
    """Twelve characters, 59 bits. One is a letter at least, so that a code never looks like a UID."""
    while True:
        code = "".join(source.choice(ALPHABET) for _ in range(LENGTH))
        if not code.isdigit():
            return code


def grouped(code: str) -> str:
    """«K7QF-W2MX-9TRD», as it is shown."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def normalised(text: str) -> str:
    """A code as typed or read from a link: upper case, Cyrillic look-alikes made Latin, separators dropped."""
    return re.sub(r"[\W_]+", "", text.upper().translate(_LOOK_ALIKE))


def hashed(code: str) -> str:
    """The hash by which a code is kept and found.

    The salt is the application's own, since the row is found by the code alone; what protects a code in a stolen
    database is its 59 bits times the 10 ms that each guess costs.
    """
    return hashlib.scrypt(code.encode(), salt=_SALT, n=2**12, r=8, p=1, dklen=32).hex()


def read(text: str) -> Typed:
    """The UID and the code of a message, in any order, with any separators and words around them.

    Among other words a code must stand whole or in its groups of four, so that ordinary text is not taken for one.
    """
    plain = text.upper().translate(_LOOK_ALIKE)
    found = [Typed(_uid(plain.replace(raw, " ", 1)), code) for raw, code in _codes(plain)]
    if not found:
        return Typed(uid=_uid(plain))
    return next((typed for typed in found if typed.uid), found[0])


def names_both(text: str) -> bool:
    """Whether a message names a UID and a code; most have no number long enough, and are not looked at further."""
    if _uid(text.upper().translate(_LOOK_ALIKE)) is None:
        return False
    typed = read(text)
    return typed.uid is not None and typed.code is not None


def is_bare(text: str) -> bool:
    """Whether a message is nothing but a UID, a code or both, perhaps with these very words before them."""
    typed, left = read(text), text.upper().translate(_LOOK_ALIKE)
    for piece in (*[raw for raw, _ in _codes(left)], *_LABELS):
        left = left.replace(piece, " ")
    return (typed.uid is not None or typed.code is not None) and not any(map(str.isalpha, left))


def _codes(plain: str) -> list[tuple[str, str]]:
    raws = [match.group(1) for match in _CODE.finditer(plain)]
    if _BARE_CODE.fullmatch(normalised(plain)):
        raws.append(plain)
    return [(raw, code) for raw in raws if not (code := normalised(raw)).isdigit()]


def _uid(plain: str) -> str | None:
    digits = "".join(_NUMBER.findall(plain))
    return digits if len(digits) >= SHORTEST_UID else None


def check_code(code: Code, now: datetime) -> None:
    """Refuse a code that was used, revoked or has expired, in this order."""
    if code.used_at is not None:
        raise CodeUsedError
    if code.revoked_at is not None:
        raise CodeRevokedError
    if code.expires_at <= now:
        raise CodeExpiredError(expired_at=code.expires_at)


def check_tries(failed: Sequence[datetime], allowed: int) -> None:
    """Refuse while there are too many failed tries; `failed` are those of the last hour, the latest first."""
    if len(failed) >= allowed:
        raise TooManyTriesError(again_at=failed[allowed - 1] + TRIES_WINDOW)


def issues_to_staff(actor: Actor) -> bool:
    """Staff get their codes from the administrator (D11)."""
    return actor.holds(Role.ADMINISTRATOR)


def check_issues_to_staff(actor: Actor) -> None:
    """Refuse whoever may not hand out codes to staff."""
    if not issues_to_staff(actor):
        raise ForbiddenError


def issues_to_class(actor: Actor, class_id: ClassId) -> bool:
    """Guardians get theirs from the class teacher (D12), or from a coordinator or an administrator."""
    return actor.holds(Role.ADMINISTRATOR, Role.COORDINATOR) or actor.leads(class_id)


def check_issues_to_class(actor: Actor, class_id: ClassId) -> None:
    """Refuse whoever may not hand out codes to this class."""
    if not issues_to_class(actor, class_id):
        raise ForbiddenError
