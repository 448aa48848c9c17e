"""What the domain refuses. An error carries a code and data; the front-end has the sentences."""

from typing import ClassVar


class DomainError(Exception):
    """A refusal with a code and data. `str()` of it is for logs: it holds the code alone."""

    code: ClassVar[str] = "refused"

    def __init__(self, **data: object) -> None:
        super().__init__(self.code)
        self.data = data


class NotFoundError(DomainError):
    """There is no such thing for this person: absent and forbidden look the same."""

    code = "not_found"


class ForbiddenError(DomainError):
    """The person is known and the thing is visible to them, but this action is not theirs."""

    code = "forbidden"


class StorageError(DomainError):
    """The database did not answer as it should; nothing was written."""

    code = "storage_failed"


class StorageBusyError(StorageError):
    """The database is locked or unreachable for now; the same call may succeed later."""

    code = "storage_busy"


class StorageReadOnlyError(StorageError):
    """The database cannot be written: rights, a full disk or a read-only file system."""

    code = "storage_read_only"


class StorageConflictError(StorageError):
    """Another writer came first, or what was to be written breaks a rule of the tables; nothing was written."""

    code = "storage_conflict"


class RepeatedError(DomainError):
    """The update was handled before: its effect stands already."""

    code = "repeated"
