"""What is refused about letters."""

from core.errors import DomainError


class TooManyLettersError(DomainError):
    """So many letters in so short a time: the next one from `again_at` on."""

    code = "too_many_letters"


class LetterTooLongError(DomainError):
    """More than `limit` characters; it has `length`."""

    code = "letter_too_long"


class NotReachableError(DomainError):
    """The one who is written to takes no letters, or has nothing to do with the pupil any more."""

    code = "letters_not_taken"


class BlockedThreadError(DomainError):
    """The thread was closed by the teacher."""

    code = "letters_blocked"


class TooManyLetterFilesError(DomainError):
    """A letter has `limit` files already."""

    code = "too_many_letter_files"


class FilesADayError(DomainError):
    """This person has sent `limit` files within a day."""

    code = "letter_files_a_day"
