"""What Telegram's refusals mean, by its own words (Bot API server, Client.cpp). Pure."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from core.notifications.errors import ChannelError, FailureKind

_WORDS: dict[int, tuple[tuple[str, FailureKind], ...]] = {
    HTTPStatus.FORBIDDEN: (
        ("blocked by the user", FailureKind.BLOCKED),
        ("user is deactivated", FailureKind.DEACTIVATED),
        ("", FailureKind.FORBIDDEN),
    ),
    HTTPStatus.BAD_REQUEST: (
        ("message is not modified", FailureKind.NOT_MODIFIED),
        ("message to edit not found", FailureKind.MESSAGE_GONE),
        ("message can't be edited", FailureKind.MESSAGE_GONE),
        ("message to delete not found", FailureKind.MESSAGE_GONE),
        ("message can't be deleted", FailureKind.MESSAGE_GONE),
        ("can't parse entities", FailureKind.MARKUP),
        ("message is too long", FailureKind.TOO_LONG),
        ("message_too_long", FailureKind.TOO_LONG),
        ("wrong file", FailureKind.FILE_GONE),
        ("wrong remote file", FailureKind.FILE_GONE),
        ("file reference", FailureKind.FILE_GONE),
        ("can't use file of type", FailureKind.FILE_GONE),
        ("chat not found", FailureKind.CHAT_NOT_FOUND),
        ("chat_id is empty", FailureKind.CHAT_NOT_FOUND),
    ),
}
_CODES: dict[int, FailureKind] = {
    HTTPStatus.TOO_MANY_REQUESTS: FailureKind.FLOOD,
    HTTPStatus.UNAUTHORIZED: FailureKind.UNAUTHORIZED,
    HTTPStatus.NOT_FOUND: FailureKind.UNAUTHORIZED,  # the answer to a token that is malformed
    HTTPStatus.CONFLICT: FailureKind.SERVER,
}


def refusal(code: int, body: Mapping[str, Any]) -> ChannelError:
    """The error for an answer that is not «ok». `retry_after` and a new chat are told by parameters, not by words."""
    parameters = body.get("parameters") or {}
    if retry_after := parameters.get("retry_after"):
        return ChannelError(FailureKind.FLOOD, retry_after=float(retry_after))
    if migrate_to := parameters.get("migrate_to_chat_id"):
        return ChannelError(FailureKind.MIGRATED, migrate_to=str(migrate_to))
    return ChannelError(_kind(code, str(body.get("description", "")).lower()))


def _kind(code: int, description: str) -> FailureKind:
    if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return FailureKind.SERVER
    for words, kind in _WORDS.get(code, ()):
        if words in description:
            return kind
    return _CODES.get(code, FailureKind.REFUSED)
