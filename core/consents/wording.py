"""The words that are consented to: those of the program, or of the school, version by version (O01)."""

from datetime import datetime

from core.audit.model import AuditLine
from core.consents.errors import WordingLengthError
from core.consents.model import BUILT_IN_FORM, Wording
from core.consents.rules import check_keeps
from core.ids import SchoolId
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork

LEAST, MOST = 100, 3000
"""Characters: less says too little to be a consent, more does not fit one message with what stands around it."""


async def current(unit: UnitOfWork, school_id: SchoolId) -> Wording:
    """The words that hold now."""
    return await unit.consents.wording(school_id) or Wording(BUILT_IN_FORM)


async def worded(unit: UnitOfWork, school_id: SchoolId, version: str) -> Wording:
    """The words of a version; those that the school did not write come with the program, or stand on paper only."""
    return await unit.consents.worded(school_id, version) or Wording(version)


def check_length(words: str) -> None:
    """WordingLengthError for what is no consent, or no message."""
    if not LEAST <= len(words) <= MOST:
        raise WordingLengthError(least=LEAST, most=MOST)


async def rewrite(database: Database, actor: Actor, text: str, now: datetime) -> Wording:
    """New words of the school: guardians are asked to consent to them. Nobody's access ends by it.

    ForbiddenError, WordingLengthError. The same words again are no new version.
    """
    check_keeps(actor)
    words = text.strip()
    check_length(words)
    async with database.writing() as unit:
        await unit.people.school_to_change(actor.school_id)  # two who write at once do not write one version
        before = await unit.consents.wording(actor.school_id)
        if before is not None and before.text == words:
            return before
        new = Wording(str(int(before.version) + 1 if before else 1), words, now)
        await unit.consents.add_wording(actor.school_id, new, actor.person_id, now)
        line = AuditLine(actor.school_id, now, actor.person_id, "consent.wording", f"wording:{new.version}", {})
        await unit.audit.append(line)
        await unit.commit()
        return new
