"""Parameters of a Bot API call, however they arrived: in the address, as a form, multipart or JSON."""

import json
from dataclasses import dataclass, field
from typing import Any, TypeVar

import telegram
from aiohttp import web

from playground.errors import bad_request

_Kind = TypeVar("_Kind", bound=telegram.TelegramObject)

_TRUE = frozenset({"true", "yes", "1"})


@dataclass(frozen=True)
class Upload:
    """One file of a multipart request."""

    filename: str
    mime: str
    data: bytes


@dataclass(frozen=True)
class Params:
    """Parameters and files of one call; `wire` says that every value came as a string."""

    values: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict)
    wire: bool = False

    def text(self, name: str, default: str = "") -> str:
        """Return a string parameter."""
        value = self.values.get(name)
        return default if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Return a whole number; anything that is no number counts as absent, as with the real server."""
        try:
            return int(self.text(name).strip() or default)
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """Return a boolean: true, yes and 1 are true, anything else is false."""
        return self.text(name).lower() in _TRUE

    def structure(self, name: str, reason: str = "can't parse parameter") -> Any:
        """Return an object or a list, which a form carries as JSON; None when absent.

        Raises:
            ApiError: 400 with `reason` when it is not JSON.
        """
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value.strip() else None
        except ValueError as error:
            raise bad_request(reason) from error

    def upload(self, name: str) -> Upload | None:
        """Return the file given for a parameter, directly or by ``attach://``."""
        value = self.text(name)
        return self.files.get(value.removeprefix("attach://") if value.startswith("attach://") else name)


def read_object(kind: type[_Kind], data: Any, reason: str) -> _Kind:
    """Return `data` as an object of the Bot API.

    Raises:
        ApiError: 400 with `reason` when something in it is missing or of another type.
    """
    try:
        return kind.de_json(data, None)
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        raise bad_request(reason) from error


async def read_params(request: web.Request) -> Params:
    """Read the parameters of a call.

    Raises:
        ApiError: 400 when a JSON body cannot be read.
    """
    query: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        return Params({**query, **await _read_json(request)})
    values, files = query, dict[str, Upload]()
    if request.content_type == "multipart/form-data" or request.method == "POST":
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[name] = Upload(value.filename, value.content_type, value.file.read())
            else:
                values[name] = value if isinstance(value, str) else bytes(value).decode()
    return Params(values, files, wire=True)


async def _read_json(request: web.Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.text() or "{}")
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise bad_request("can't parse JSON object")
    return body
