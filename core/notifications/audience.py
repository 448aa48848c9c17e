"""Who hears of a pupil: guardians who may be told, and the pupil where the school lets pupils read (P17, P26)."""

from datetime import datetime

from core.consents import access
from core.ids import PersonId
from core.notifications.model import Recipient
from core.people.model import School
from core.people.pupils import lets_pupils_read
from core.unit_of_work import UnitOfWork


async def recipients(
    unit: UnitOfWork, school: School, pupil_ids: tuple[PersonId, ...], now: datetime
) -> tuple[Recipient, ...]:
    """The linked chats of all who are told of these pupils."""
    day = school.today(now)
    guardians = await access.recipients(unit, school, pupil_ids, now)
    return guardians + (await unit.outbox.pupils_of(pupil_ids, day) if lets_pupils_read(school) else ())
