"""What is refused about applications."""

from core.errors import DomainError


class NameNotReadError(DomainError):
    """What was typed is no full name: a surname and a given name at least."""

    code = "name_not_read"


class ClassNotReadError(DomainError):
    """There is no such class this year."""

    code = "class_not_read"


class PhoneNotReadError(DomainError):
    """What was typed is no number of a telephone, or the contact is somebody else's."""

    code = "phone_not_read"


class IncompleteError(DomainError):
    """Not every question of the form is answered."""

    code = "application_incomplete"


class AlreadyAppliedError(DomainError):
    """An application of this chat for this child waits. Data: `number`."""

    code = "already_applied"


class TooManyApplicationsError(DomainError):
    """This chat, or all chats together, sent as many as a day allows."""

    code = "too_many_applications"


class OnPaperOnlyError(DomainError):
    """The school lets no names through the messenger: applications are made on paper."""

    code = "applications_on_paper"


class UidNotReadError(DomainError):
    """What was typed is no UID."""

    code = "uid_not_read"


class UidTakenError(DomainError):
    """The school knows somebody else by this UID."""

    code = "uid_taken"
