"""What linking refuses. A stranger never learns from a refusal whether a UID exists."""

from core.errors import DomainError


class LinkRefusedError(DomainError):
    """A chat was not linked. One of the kinds below is raised."""


class CodeWrongError(LinkRefusedError):
    """There is no such code, or it is not of this UID, or there is no such UID: one answer for all of them."""

    code = "code_wrong"


class CodeUsedError(LinkRefusedError):
    """The right code, but another chat, or this one before it was unlinked, has used it."""

    code = "code_used"


class CodeExpiredError(LinkRefusedError):
    """The right code, but its days are over. Data: `expired_at`."""

    code = "code_expired"


class CodeRevokedError(LinkRefusedError):
    """The right code, but a newer one replaced it or the school withdrew it."""

    code = "code_revoked"


class TooManyTriesError(LinkRefusedError):
    """Too many failed tries of this chat or for this UID; right codes wait too. Data: `again_at`."""

    code = "too_many_tries"
