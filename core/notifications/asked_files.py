"""Files that somebody asked to see: they come into the chat in which they were asked for, and into no other."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.ids import ChatKey, PersonId, SchoolId
from core.journal.attachments.model import Attachment
from core.notifications.model import Kind, Planned

WORTH_SHOWING = timedelta(hours=1)
"""Somebody who asked longer ago will ask again."""


def showing(
    school_id: SchoolId,
    person_id: PersonId,
    chat_key: ChatKey,
    files: Sequence[Attachment],
    about: dict[str, str],
    now: datetime,
) -> Planned:
    """A row that brings these files. The right to them was asked when they were asked for; `about` says what they are.

    Asked twice within a minute they come once.
    """
    ids = " ".join(str(one.id) for one in files)
    return Planned(
        school_id=school_id,
        chat_key=chat_key,
        person_id=person_id,
        kind=Kind.FILES,
        dedupe_key=f"files:{ids}:{chat_key}:{now:%Y-%m-%d %H:%M}",
        not_before=now,
        content={"files": ids, **about},
        expires_at=now + WORTH_SHOWING,
    )


def files_of(content: dict[str, str] | None) -> tuple[int, ...]:
    """The keys of the files that a row brings."""
    return tuple(int(one) for one in (content or {}).get("files", "").split())
