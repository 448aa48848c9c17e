"""What of files is refused."""

from core.errors import DomainError


class FileTooBigError(DomainError):
    """More than a bot can fetch; `limit` in megabytes."""

    code = "file_too_big"


class FileTypeError(DomainError):
    """Not a kind of file that is attached to homework."""

    code = "file_type"


class TooManyFilesError(DomainError):
    """A lesson has `limit` attachments already."""

    code = "too_many_files"
