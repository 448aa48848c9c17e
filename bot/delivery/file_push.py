"""The files that go with a message about lessons, each under the heading of the lessons that it belongs to."""

from dataclasses import dataclass

from bot.delivery.lesson_push import heading
from bot.i18n import Texts
from core.journal.attachments.model import Attachment
from core.notifications.model import Delivery
from core.people.model import INITIALS

_NAMED = 5
"""Children or lessons under one file: a family hardly has more in one class."""


@dataclass(frozen=True, slots=True)
class FilePush:
    """A file and its caption as HTML."""

    file: Attachment
    caption: str


def file_pushes(delivery: Delivery, texts: Texts) -> tuple[FilePush, ...]:
    """Every file once, however many children of a family it is for.

    Where names are shown as initials files go all the same, as the words of homework do: what is in them is the
    teacher's to look after, and the teacher's card says so.
    """
    found: dict[Attachment, list[str]] = {}
    for news in delivery.told:
        for file in news.homework.attachments if news.homework else ():
            found.setdefault(file, []).append(heading(news, texts, initials=delivery.content_mode == INITIALS))
    return tuple(FilePush(file, "\n".join(about[:_NAMED])) for file, about in found.items())
