"""What is refused about questions."""

from core.errors import DomainError


class QuestionTextError(DomainError):
    """A question or an answer takes words, and no more than `limit` characters of them; it has `length`."""

    code = "question_text"


class StrangerFileError(DomainError):
    """Files are taken of who is connected; nothing was sent."""

    code = "stranger_file"


class TooManyQuestionsError(DomainError):
    """So many questions in so short a time: the next one from `again_at` on."""

    code = "too_many_questions"


class StrangersAskedError(DomainError):
    """So many people whom the school does not know have asked today that no more are taken."""

    code = "too_many_strangers_ask"


class AlreadyAnsweredError(DomainError):
    """Somebody else answered while this answer was being written; nothing was sent."""

    code = "question_answered"


class OwnQuestionError(DomainError):
    """Nobody answers an own question."""

    code = "own_question"


class FaqTextError(DomainError):
    """A kept question or answer takes words, and no more than `limit` characters of them; it has `length`."""

    code = "faq_text"
