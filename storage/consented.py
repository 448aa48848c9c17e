"""What the register says of a row of `guardianship`, as parts of other queries."""

import sqlalchemy as sa

from core.consents.model import Scope
from storage.schema.consents import consent
from storage.schema.people import guardianship

LATEST = consent.alias("latest_consent")
_OTHER = consent.alias("any_consent")
_LAST_ID = (
    sa.select(sa.func.max(_OTHER.c.id))
    .where(_OTHER.c.person_id == guardianship.c.guardian_id, _OTHER.c.pupil_id == guardianship.c.pupil_id)
    .scalar_subquery()
)
IS_LATEST = LATEST.c.id == _LAST_ID
"""How `LATEST` is joined: the consent entered last for a guardian and a child; one that stands always is that."""

AGREED = sa.case(
    (LATEST.c.id.is_not(None), LATEST.c.withdrawn_at.is_(None)), (guardianship.c.consent_on.is_not(None), sa.true())
).label("agreed")
"""Whether a consent stands; NULL if there never was one. A date in the school's lists is a paper consent."""


def may_be_told(*, consent_needed: bool) -> sa.ColumnElement[bool]:
    """Whether the guardian of the row may be sent news of the child."""
    given = sa.and_(LATEST.c.withdrawn_at.is_(None), LATEST.c.scope == Scope.MESSAGES.value)
    never_asked = guardianship.c.consent_on.is_not(None) if consent_needed else sa.true()
    return sa.case((LATEST.c.id.is_not(None), given), else_=never_asked)
