"""What the diary refuses."""

from core.errors import DomainError


class KeptFromChatError(DomainError):
    """The school lets nothing of the diary into the messenger: it is read on its own page (O03, O04)."""

    code = "kept_from_chat"


class FileGoneError(DomainError):
    """The messenger does not know the file any more, and its bytes are not kept (yet)."""

    code = "file_gone"
