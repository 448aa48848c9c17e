"""Notices as the core's values and back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from core.ids import ChatKey, ClassId, GroupId, NoticeId, PersonId, SchoolId
from core.notices.audience import Audience, Reach, Reader
from core.notices.model import NewNotice, Notice, Span, State, Style, Words
from core.notices.question import Asking, Question
from storage.attachments import from_files, to_files


def to_notice(row: Any) -> Notice:
    """A row of the table."""
    made = NewNotice(
        SchoolId(row.school_id),
        PersonId(row.author_id),
        Words(row.text, tuple(Span(Style(style), start, end, url) for style, start, end, url in row.spans)),
        _audience(row.audience),
        row.sender,
        row.created_at,
        Question(Asking(row.asking), tuple(row.answers), row.closes_at),
        to_files(row.files),
    )
    reach = Reach(**row.reach) if row.reach else Reach()
    return Notice(
        NoticeId(row.id),
        made,
        State(row.state),
        row.version,
        row.sent_at,
        reach,
        row.shown,
        row.reminders,
        row.reminded_at,
        row.send_at,
        ChatKey(row.chat_id) if row.chat_id else None,
    )


def from_new(new: NewNotice) -> dict[str, Any]:
    """The columns of a draft, but its version."""
    return {
        "school_id": new.school_id,
        "author_id": new.author_id,
        "sender": new.sender,
        "audience": from_audience(new.audience),
        "state": State.DRAFT.value,
        **from_question(new.question),
        "files": from_files(new.files),
        "created_at": new.at,
        **from_words(new.words),
    }


def from_question(question: Question) -> dict[str, Any]:
    """The columns of what is asked."""
    return {"asking": question.kind.value, "answers": [*question.own], "closes_at": question.until}


def from_words(words: Words) -> dict[str, Any]:
    """The columns of what is told."""
    return {"text": words.text, "spans": [[one.style.value, one.start, one.end, one.url] for one in words.spans]}


def from_audience(audience: Audience) -> dict[str, list[Any]]:
    """An audience as a column."""
    return {
        "readers": sorted(audience.readers),
        "grades": sorted(audience.grades),
        "classes": sorted(audience.classes),
        "groups": sorted(audience.groups),
        "pupils": sorted(audience.pupils),
        "people": sorted(audience.people),
        "within": sorted(audience.within),
    }


def from_reach(reach: Reach) -> dict[str, int]:
    """A reach as a column."""
    return asdict(reach)


def _audience(column: Mapping[str, list[Any]]) -> Audience:
    """Drafts of before there were groups and lists say nothing of them."""
    return Audience(
        frozenset(Reader(one) for one in column["readers"]),
        frozenset(column["grades"]),
        frozenset(map(ClassId, column["classes"])),
        frozenset(map(GroupId, column.get("groups", ()))),
        frozenset(map(PersonId, column.get("pupils", ()))),
        frozenset(map(PersonId, column.get("people", ()))),
        frozenset(map(ClassId, column.get("within", ()))),
    )
