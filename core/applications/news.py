"""What an applicant is told: the number of the application and what became of it, and nothing of its contents."""

from datetime import datetime, timedelta

from core.applications.model import Application
from core.ids import PersonId
from core.notifications.model import Kind, Planned
from core.unit_of_work import UnitOfWork

WORTH_READING = timedelta(days=7)


async def tell_applicant(unit: UnitOfWork, application: Application, person_id: PersonId, now: datetime) -> None:
    """A row to the chat from which it came; nobody is told about one that was brought on paper.

    A row names a person of the school. While the applicant is nobody the school knows, that is who acted on it.
    """
    if application.on_paper:
        return
    content = {"event": application.state.value, "number": str(application.number)}
    if application.register_number is not None:
        content["register"] = str(application.register_number)
    if application.reason:
        content["reason"] = application.reason
    row = Planned(
        school_id=application.school_id,
        chat_key=application.chat_key,
        person_id=person_id,
        kind=Kind.APPLICATION,
        dedupe_key=f"application:{application.id}:{application.state}",
        not_before=now,
        content=content,
        expires_at=now + WORTH_READING,
    )
    await unit.outbox.enqueue((row,), now)
