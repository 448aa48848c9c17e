"""What may be attached to homework, under which name, and what attached files say of a lesson. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from core.journal.attachments.errors import FileTooBigError, FileTypeError, TooManyFilesError
from core.journal.attachments.model import Attachment, FileKind, SentFile
from core.journal.model import Homework, LessonRecord
from core.journal.quick_entry.model import Ask, LessonDraft, Question
from core.people.model import DISCREET, INITIALS

MOST = 5
"""Attachments of a lesson."""
LARGEST_MB = 20
"""Megabytes of a file: more is not given to bots. Whether they count 1000 or 1024 to a kilobyte, this is given."""
_BYTES = LARGEST_MB * 1_000_000
_LONGEST_NAME = 80

_UNKNOWN = frozenset({"", "application/octet-stream"})
"""What messengers call a file whose ending they do not know."""
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
ENDINGS = {
    "pdf": {"application/pdf"},
    "jpg": {"image/jpeg"},
    "jpeg": {"image/jpeg"},
    "png": {"image/png"},
    "webp": {"image/webp"},
    "gif": {"image/gif"},
    "heic": {"image/heic", "image/heif"},
    "doc": {"application/msword"},
    "docx": {f"{_OFFICE}.wordprocessingml.document"},
    "xls": {"application/vnd.ms-excel"},
    "xlsx": {f"{_OFFICE}.spreadsheetml.sheet"},
    "ppt": {"application/vnd.ms-powerpoint"},
    "pptx": {f"{_OFFICE}.presentationml.presentation"},
    "odt": {f"{_OPEN}.text"},
    "ods": {f"{_OPEN}.spreadsheet"},
    "odp": {f"{_OPEN}.presentation"},
    "rtf": {"application/rtf", "text/rtf"},
    "txt": {"text/plain"},
    "mp3": {"audio/mpeg", "audio/mp3"},
    "m4a": {"audio/mp4", "audio/x-m4a", "audio/m4a"},
    "ogg": {"audio/ogg"},
    "oga": {"audio/ogg"},
}
"""The ending of a name → what the messenger may call such a file. Both must fit: a program is no «задача.pdf»."""

JOINS, INSTEAD, TASK, HEARD, SHOWN, UNSENT = (
    "files_join",
    "files_go",
    "files_are_task",
    "voice_kept",
    "files_shown",
    "files_unsent",
)
"""Notes of a reading with files, for its card."""


def checked(sent: SentFile) -> SentFile:
    """The file under a name that is safe to show and to keep. FileTooBigError or FileTypeError."""
    if sent.size > _BYTES:
        raise FileTooBigError(limit=LARGEST_MB)
    name = clean_name(sent.name) or _nameless(sent)
    if sent.kind in (FileKind.DOCUMENT, FileKind.AUDIO):
        allowed = ENDINGS.get(name.rpartition(".")[2].lower())
        if allowed is None or sent.mime.lower() not in allowed | _UNKNOWN:
            raise FileTypeError
    return replace(sent, name=name)


def clean_name(name: str) -> str:
    """A name without folders, control and invisible characters, of a length that screens bear; its ending is kept."""
    base = unicodedata.normalize("NFC", re.split(r"[\\/]", name)[-1])
    shown = "".join(one for one in base if unicodedata.category(one)[0] != "C")
    words = re.sub(r'[<>:"|?*]', "_", " ".join(shown.split())).lstrip(". ")
    stem, dot, ending = words.rpartition(".")
    if not dot:
        return words[:_LONGEST_NAME]
    return f"{stem[: max(1, _LONGEST_NAME - len(ending) - 1)].rstrip()}.{ending}"[:_LONGEST_NAME]


def _nameless(sent: SentFile) -> str:
    """A name by what the messenger says that it is."""
    fitting = (ending for ending, mimes in ENDINGS.items() if sent.mime.lower() in mimes)
    ending = {FileKind.PHOTO: "jpg", FileKind.VOICE: "ogg"}.get(sent.kind) or next(fitting, "")
    return f"{sent.kind.value}.{ending}" if ending else ""


def joined(files: Sequence[Attachment], more: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """These files and further ones, the same file once. TooManyFilesError."""
    found: dict[str, Attachment] = {}
    for one in (*files, *more):
        found.setdefault(one.print, one)
    if len(found) > MOST:
        raise TooManyFilesError(limit=MOST)
    return tuple(found.values())


def with_files(
    reading: LessonDraft,
    files: tuple[Attachment, ...],
    record: LessonRecord | None,
    coming: Sequence[date],
    content_mode: str,
) -> LessonDraft:
    """The reading with its files. They are homework even where no words say so, or the words say that there is none.

    `record` is what the journal has already, `coming` the days of the next lessons: the task is for the first of them.
    """
    standing = standing_task(record)
    notes = (*reading.notes, *_notes(reading, files, standing, content_mode))
    if not files:
        return replace(reading, notes=notes)
    words = None if reading.no_homework else reading.homework
    questions = tuple(one for one in reading.questions if not _asks_for_content(one, reading))
    reading = replace(reading, attachments=files, homework=words, no_homework=False, notes=notes, questions=questions)
    if reading.homework or reading.same_homework or standing:
        return reading
    return replace(reading, homework_due=reading.homework_due or next(iter(coming), None))


def standing_task(record: LessonRecord | None) -> Homework | None:
    """The homework that the journal has for a lesson; an explicit none is no task."""
    return record.homework if record and record.homework and record.homework.given else None


def _asks_for_content(question: Question, reading: LessonDraft) -> bool:
    """«5А матем» and no more is asked about as a whole; under a photo it says all that is needed."""
    return question.ask is Ask.TEXT and question.key.endswith("text-0") and question.about not in reading.unread


def _notes(
    reading: LessonDraft, files: tuple[Attachment, ...], standing: Homework | None, content_mode: str
) -> Iterator[tuple[str, str]]:
    said = reading.homework or reading.same_homework
    if standing and standing.attachments and (said or (reading.no_homework and not files)):
        yield INSTEAD, ""
    if not files:
        return
    if reading.no_homework:
        yield TASK, ""
    if standing and not said:
        yield JOINS, standing.text
    if any(one.kind is FileKind.VOICE for one in files):
        yield HEARD, ""
    if content_mode in (INITIALS, DISCREET):
        yield (SHOWN if content_mode == INITIALS else UNSENT), ""
