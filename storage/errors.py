"""Driver errors become the core's errors here, once, on both engines."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy.exc

from core.errors import StorageBusyError, StorageConflictError, StorageError, StorageReadOnlyError

_READ_ONLY = ("readonly", "read-only", "disk is full", "disk full", "unable to open")
_BUSY = ("locked", "busy", "timeout", "connection", "closed", "terminat", "starting up", "too many clients", "deadlock")


@contextmanager
def translated() -> Iterator[None]:
    """Raise StorageError or one of its kinds instead of what the driver raises."""
    try:
        yield
    except sqlalchemy.exc.IntegrityError as error:
        raise StorageConflictError from error
    except (sqlalchemy.exc.DBAPIError, sqlalchemy.exc.TimeoutError) as error:
        raise _kind(str(error).lower())() from error
    except (ConnectionError, TimeoutError, OSError) as error:
        raise StorageBusyError from error


def _kind(message: str) -> type[StorageError]:
    if any(word in message for word in _READ_ONLY):
        return StorageReadOnlyError
    if any(word in message for word in _BUSY):
        return StorageBusyError
    return StorageError
