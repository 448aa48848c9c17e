"""Screens of attached files: which lesson a file belongs to, and what is attached to a draft."""

from collections.abc import Iterator, Sequence

from aiogram.types import InlineKeyboardButton

from bot.attachments import attachments_line, file_label
from bot.common.menu import Open, Place, button, column
from bot.i18n import Texts
from bot.markup import shortened
from bot.screens import Screen
from bot.teachers.callbacks import Act, DraftAct
from bot.teachers.card import fitted, heading
from bot.teachers.taps import AttachTo, OpenLesson, TakeOff
from core.ids import AttachmentId
from core.journal.attachments.service import Taken
from core.journal.ports import StoredDraft
from core.journal.rules import known_key
from core.journal.taps.model import LessonRef, OwnDay

LABEL_LIMIT = 40
DRAFTS_SHOWN = 4


def lesson_question(taken: Taken, today: OwnDay, texts: Texts) -> Screen:
    """To which lesson a file belongs: one that was begun, or one of today."""
    buttons = _choices(taken, today, texts)
    lines = [texts.h("<b>К какому уроку это приложить?</b>"), attachments_line((taken.file,), texts)]
    if buttons:
        lines.append(texts.h("Нажмите на урок: файл станет вложением к его заданию."))
    else:
        lines.append(
            texts.h(
                "Сегодня у вас уроков нет. Начните урок — кнопками в /lessons или сообщением «5А матем дз № 5» — и"
                " пришлите файл ещё раз."
            )
        )
    return Screen("\n".join(lines), column(*buttons, button(texts.t("Уроки"), Open(place=Place.LESSONS))))


def files_screen(draft: StoredDraft, texts: Texts) -> Screen:
    """What is attached to a draft; a tap takes it off."""
    files = draft.taps.files
    lines = [texts.h("{n}. {file}", n=n, file=file_label(file, texts)) for n, file in enumerate(files, 1)]
    title = attachments_line(files, texts) if files else texts.t("Вложений нет.")
    hint = [texts.h("Пришлите ещё фото, файл или голосовое сообщение — оно добавится сюда.")]
    off = [
        button(_off(n, file_label(file, texts), texts), TakeOff(draft=draft.id, file=file.id))
        for n, file in enumerate(files, 1)
    ]
    back = button(texts.t("‹ Назад"), DraftAct(act=Act.SHOW, draft=draft.id))
    return Screen(fitted([heading(draft.reading, texts), title, *lines], hint, texts), column(*off, back))


def caption_aside(texts: Texts) -> Screen:
    """The words under a file were no entry: they are not lost silently."""
    return Screen(
        texts.h(
            "Подпись к файлу не похожа на запись урока, в задание она не вошла. Чтобы она стала заданием, откройте"
            " урок, нажмите «Тема, задание», «Написать задание» и пришлите её ещё раз."
        )
    )


def _off(n: int, label: str, texts: Texts) -> str:
    return texts.t("Убрать {n}: {file}", n=n, file=shortened(label, LABEL_LIMIT))


def _choices(taken: Taken, today: OwnDay, texts: Texts) -> list[InlineKeyboardButton]:
    """The lessons of drafts first, then those of today; each lesson once."""
    found: dict[LessonRef, str] = {}
    for ref, label in (*_begun(taken.begun[:DRAFTS_SHOWN], texts), *_todays(today, texts)):
        found.setdefault(ref, label)
    return [_choice(taken.file.id, ref, label) for ref, label in found.items()]


def _choice(file_id: AttachmentId, ref: LessonRef, label: str) -> InlineKeyboardButton:
    return button(label, AttachTo(file=file_id, **OpenLesson.of(ref).model_dump()))


def _begun(drafts: Sequence[StoredDraft], texts: Texts) -> Iterator[tuple[LessonRef, str]]:
    for draft in drafts:
        key = known_key(draft.school_id, draft.reading)
        if key is not None:
            ref = LessonRef(key.class_id, key.group_id, key.subject_id, key.day, key.number)
            reading = draft.reading
            yield ref, f"✏️ {reading.class_title} · {reading.subject_name}, {texts.day(key.day)}"


def _todays(today: OwnDay, texts: Texts) -> Iterator[tuple[LessonRef, str]]:
    for one in today.lessons:
        yield (
            one.ref,
            texts.t(
                "{number}. {title} · {subject}",
                number=one.slot.number,
                title=one.class_title,
                subject=one.subject_name,
            ),
        )
