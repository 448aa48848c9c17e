"""What may be attached, under which name, and what files say of a lesson."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ids import AttachmentId, ClassId, LessonId, PersonId, SchoolId, SubjectId
from core.journal.attachments import rules
from core.journal.attachments.errors import FileTooBigError, FileTypeError, TooManyFilesError
from core.journal.attachments.model import Attachment, FileKind, SentFile
from core.journal.attachments.rules import checked, clean_name, joined, with_files
from core.journal.model import Homework, LessonKey, LessonRecord
from core.journal.quick_entry.model import Ask, LessonDraft, Option, Question
from core.journal.required import Missing, missing_in
from core.people.model import DISCREET, FULL, INITIALS

SENT = SentFile(FileKind.DOCUMENT, "Задача.pdf", "application/pdf", 1000, "u", "1", "r", "1:1:1")
PHOTO = Attachment(AttachmentId(1), FileKind.PHOTO, "photo.jpg", 1, "a")
VOICE = Attachment(AttachmentId(2), FileKind.VOICE, "voice.ogg", 1, "b")
DAY, NEXT = date(2026, 10, 13), date(2026, 10, 15)
KEY = LessonKey(SchoolId(1), ClassId(1), None, SubjectId(1), DAY, 2)


def record(homework: Homework | None) -> LessonRecord:
    return LessonRecord(LessonId(1), KEY, PersonId(1), homework=homework)


def seen(reading: LessonDraft, standing: Homework | None = None, mode: str = FULL) -> LessonDraft:
    return with_files(reading, (PHOTO,), record(standing), (NEXT,), mode)


def codes(reading: LessonDraft) -> list[str]:
    return [code for code, _ in reading.notes]


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        ("Задача.pdf", "application/pdf"),
        ("ЗАДАЧА.PDF", "application/pdf"),
        ("фото.heic", "application/octet-stream"),
        ("таблица.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("звук.m4a", "audio/mp4"),
        ("", "application/pdf"),
        ("текст.txt", ""),
    ],
)
def test_what_may_be_attached(name: str, mime: str) -> None:
    assert checked(replace(SENT, name=name, mime=mime)).name


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        ("архив.zip", "application/zip"),
        ("вирус.pdf.exe", "application/octet-stream"),
        ("вирус.pdf", "application/x-msdownload"),
        ("страница.html", "text/html"),
        ("без окончания", "application/pdf"),
        ("фильм.mp4", "video/mp4"),
        ("", ""),
    ],
)
def test_what_may_not(name: str, mime: str) -> None:
    """Ending and kind must both fit."""
    with pytest.raises(FileTypeError):
        checked(replace(SENT, name=name, mime=mime))


def test_a_photo_and_a_voice_message_have_a_name_without_saying_one() -> None:
    for kind, name in ((FileKind.PHOTO, "photo.jpg"), (FileKind.VOICE, "voice.ogg")):
        assert checked(replace(SENT, kind=kind, name="", mime="")).name == name


def test_twenty_megabytes_are_the_most() -> None:
    assert checked(replace(SENT, size=20_000_000))
    with pytest.raises(FileTooBigError):
        checked(replace(SENT, size=20_000_001))


@given(st.text(max_size=300))
def test_a_cleaned_name_is_harmless_whatever_it_was(name: str) -> None:
    cleaned = clean_name(name)
    assert len(cleaned) <= 80
    assert not any(one in cleaned for one in '\\/<>:"|?*')
    assert not any(unicodedata.category(one)[0] == "C" for one in cleaned)
    assert not cleaned.startswith((".", " "))
    assert clean_name(cleaned) == cleaned


def test_a_long_name_keeps_its_ending() -> None:
    assert clean_name("я" * 300 + ".pdf") == "я" * 76 + ".pdf"
    assert clean_name("../../etc/Зада\u202eча.pdf") == "Задача.pdf"


def test_the_same_file_is_one_and_a_lesson_has_five() -> None:
    again = replace(PHOTO, id=AttachmentId(9))
    assert joined((PHOTO,), (again, VOICE)) == (PHOTO, VOICE)
    many = tuple(replace(PHOTO, id=AttachmentId(n), print=str(n)) for n in range(5))
    assert joined(many, many) == many
    with pytest.raises(TooManyFilesError):
        joined(many, (PHOTO,))


def test_files_are_homework_for_the_next_lesson_without_any_word() -> None:
    assert seen(LessonDraft()).homework_due == NEXT
    assert seen(LessonDraft(homework="№ 1", homework_due=DAY)).homework_due == DAY
    assert seen(LessonDraft(), Homework("№ 1")).homework_due is None


def test_a_lesson_of_which_nothing_was_said_is_not_asked_about_under_a_photo() -> None:
    skip = (Option("skip", "", "skip"),)
    empty = Question("text-0", Ask.TEXT, "5А матем", skip)
    unread = Question("text-0", Ask.TEXT, "бяка", skip)
    assert seen(LessonDraft(questions=(empty,))).questions == ()
    assert seen(LessonDraft(questions=(unread,), unread=("бяка",))).questions == (unread,)


def test_what_the_card_remarks() -> None:
    assert codes(seen(LessonDraft())) == []
    assert codes(seen(LessonDraft(no_homework=True, homework="нет"))) == [rules.TASK]
    assert seen(LessonDraft(), Homework("№ 1")).notes == ((rules.JOINS, "№ 1"),)
    assert codes(seen(LessonDraft(), Homework("", given=False))) == []
    assert codes(seen(LessonDraft(homework="№ 2"), Homework("№ 1"))) == []
    assert codes(seen(LessonDraft(homework="№ 2"), Homework("№ 1", attachments=(VOICE,)))) == [rules.INSTEAD]
    assert codes(seen(LessonDraft(), mode=INITIALS)) == [rules.SHOWN]
    assert codes(seen(LessonDraft(), mode=DISCREET)) == [rules.UNSENT]
    assert codes(with_files(LessonDraft(), (VOICE,), None, (), FULL)) == [rules.HEARD]


def test_without_files_only_what_they_replace_is_remarked() -> None:
    standing = record(Homework("№ 1", attachments=(PHOTO,)))
    assert with_files(LessonDraft(topic="Дроби"), (), standing, (NEXT,), FULL) == LessonDraft(topic="Дроби")
    assert codes(with_files(LessonDraft(no_homework=True), (), standing, (NEXT,), FULL)) == [rules.INSTEAD]


def test_a_lesson_with_files_does_not_lack_homework() -> None:
    required = frozenset({Missing.HOMEWORK.value})
    assert missing_in(required, LessonDraft(), None) == ("homework",)
    assert missing_in(required, seen(LessonDraft()), None) == ()
