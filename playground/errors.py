"""Refusals of the Bot API, in the words which the real server uses."""

from typing import Any


class ApiError(Exception):
    """An answer with ``ok: false``; `code` is both the HTTP status and `error_code`."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """Return the JSON body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(reason: str, **parameters: int) -> ApiError:
    """Return a refusal of a call that makes no sense as it stands."""
    return ApiError(400, f"Bad Request: {reason}", **parameters)


def unauthorized() -> ApiError:
    """Return the refusal of an unknown token."""
    return ApiError(401, "Unauthorized")


def not_found() -> ApiError:
    """Return the refusal of an unknown method or file."""
    return ApiError(404, "Not Found")


def blocked() -> ApiError:
    """Return the refusal to write to a person who blocked the bot."""
    return ApiError(403, "Forbidden: bot was blocked by the user")


def deactivated() -> ApiError:
    """Return the refusal to write to a deleted account."""
    return ApiError(403, "Forbidden: user is deactivated")


def chat_not_found() -> ApiError:
    """Return the answer about a chat which does not exist or where nobody has pressed Start."""
    return bad_request("chat not found")


def migrated(chat_id: int) -> ApiError:
    """Return the answer about a group that has become the supergroup `chat_id`."""
    return bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat_id)


def too_many_requests(retry_after: int) -> ApiError:
    """Return the request to wait `retry_after` whole seconds."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def second_poll() -> ApiError:
    """Return what the earlier of two simultaneous polls hears."""
    return ApiError(
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )


def displaced_by_webhook() -> ApiError:
    """Return what a waiting poll hears when a webhook is set."""
    return ApiError(409, "Conflict: terminated by setWebhook request")


def webhook_is_set() -> ApiError:
    """Return what a poll hears while updates go to a webhook."""
    return ApiError(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )


def restart() -> ApiError:
    """Return the server's own failure."""
    return ApiError(500, "Internal Server Error: restart")


def not_modified() -> ApiError:
    """Return the refusal of an edit that changes nothing."""
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )


def query_too_old() -> ApiError:
    """Return the refusal of an answer to a press that is unknown, answered or long ago."""
    return bad_request("query is too old and response timeout expired or query ID is invalid")
