"""What notices refuse."""

from core.errors import DomainError


class NoticeTextError(DomainError):
    """A notice takes words, and no more than `limit` characters of them."""

    code = "notice_text"


class NoticeNobodyError(DomainError):
    """Nobody would get it."""

    code = "notice_nobody"


class NoticeChangedError(DomainError):
    """It was changed, or sent, since the screen was shown."""

    code = "notice_changed"


class NoticeScheduledError(DomainError):
    """It has a time to go out, or missed it: before it is a draft again only its words change. `notice`: its key."""

    code = "notice_scheduled"


class NoticeRemindedError(DomainError):
    """Its readers were reminded a short while ago; again at `again_at`."""

    code = "notice_reminded"


class NoticeAllReadError(DomainError):
    """Nobody who has it still has to read it."""

    code = "notice_all_read"


class NoticeTimeError(DomainError):
    """What was typed is no day and time."""

    code = "notice_time"


class NoticePastError(DomainError):
    """That moment has passed, or will within a minute."""

    code = "notice_past"


class NoticeTooFarError(DomainError):
    """A notice is scheduled for `days` days ahead at most."""

    code = "notice_too_far"


class NoticeAnswersError(DomainError):
    """A notice has `least` to `most` different answers, each of `longest` characters at most."""

    code = "notice_answers"


class NoticeClosedError(DomainError):
    """Answers to it are taken no more."""

    code = "notice_closed"


class NoticeTermError(DomainError):
    """Answers would be taken no more when it is sent."""

    code = "notice_term"


class NoticeFilesError(DomainError):
    """A notice takes `limit` files."""

    code = "notice_files"


class NoticeListError(DomainError):
    """A list takes `limit` people."""

    code = "notice_list"


class TooManyDraftsError(DomainError):
    """Whoever has `limit` drafts sends or deletes one first."""

    code = "notice_drafts"
