"""The screens of /absence: what is known of a child, the form, a note that was said."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button, column
from bot.guardians.absence_data import (
    FIRST,
    OPEN_END,
    AddCertificate,
    AskBack,
    CommentNote,
    EraseCertificate,
    Form,
    FormDays,
    FormPart,
    SayBack,
    SendForm,
    ShowNote,
    TakeBack,
    day_of,
)
from bot.i18n import N_, Html, Texts
from bot.markup import capital
from bot.names import NAMED, short_name
from bot.screens import Screen
from bot.teachers.note_views import note_days
from core.ids import PersonId
from core.journal.model import Reason
from core.journal.notes.certificates import PAGES
from core.journal.notes.family import Excused, Overview
from core.journal.notes.model import AbsenceNote, Stated
from core.people.model import Child

REASONS = {Reason.ILLNESS: N_("Болеет"), Reason.EXCUSED: N_("По семейным")}
_WORDS = {
    Reason.ILLNESS: N_("болеет"),
    Reason.EXCUSED: N_("по уважительной причине"),
    Reason.UNEXCUSED: N_("без уважительной причины"),
}

_NOBODY = PersonId(0)

Row = list[InlineKeyboardButton]


def form_screen(found: Overview, form: Form, children: Sequence[Child], texts: Texts) -> Screen:
    """What is known of the child, and what can be said in one tap."""
    own, mode = found.own, found.own.school.content_mode
    lines: list[str] = [texts.h("<b>Пропуск занятий: {child}</b>", child=child_name(own.child, mode, texts))]
    lines += [texts.h("• {note}", note=note_line(one, mode, texts)) for one in found.notes]
    lines += ["", texts.h("Новая: <b>{note}</b>", note=_chosen(form, own.today, texts))]
    lines.append(texts.h("Выберите дни и нажмите причину: классный руководитель получит записку."))
    others = [one for one in children if one.pupil.id != own.child.pupil.id]
    rows = [[button(child_name(one, mode, texts), Form(pupil=one.pupil.id))] for one in others]
    rows += _days(form, own.today, texts)
    first, last = form.first or own.today.toordinal(), form.last or form.first or own.today.toordinal()
    sent = {"pupil": form.pupil, "first": first, "last": last, "part": form.part}
    rows.append([button(texts.t(label), SendForm(**sent, reason=reason)) for reason, label in REASONS.items()])
    rows += [[_note_button(one, form.pupil, texts)] for one in found.notes if one.id in found.mine]
    rows.append([button(texts.t("← Назад"), Open(place=Place.HOME))])
    return Screen("\n".join(lines), InlineKeyboardMarkup(inline_keyboard=rows))


def whose(found: Overview, texts: Texts) -> Html:
    """Whose note it will be: a family may have several children."""
    return texts.h("<b>{child}</b>", child=child_name(found.own.child, found.own.school.content_mode, texts))


def said_screen(done: Excused, texts: Texts) -> Screen:
    """A note of the family, and what can still be done with it."""
    own, note = done.own, done.note
    name = child_name(own.child, own.school.content_mode, texts)
    said = capital(note_line(note, own.school.content_mode, texts))
    lines = [texts.h("<b>{child}</b>\n{note}", child=name, note=said)]
    if note.waits:
        lines.append(
            texts.h("Учителя уже видят её как «со слов родителей». Классный руководитель подтвердит или спросит.")
        )
    return Screen("\n\n".join(lines), _of_note(note, own.child.pupil.id, texts))


def back_screen(found: Overview, asked: AskBack, texts: Texts) -> Screen:
    """Since when the child is at school again."""
    tomorrow = found.own.today + timedelta(days=1)
    of = {"note": asked.note, "pupil": asked.pupil}
    return Screen(
        "\n".join([whose(found, texts), texts.h("С какого дня ребёнок снова в школе?")]),
        column(
            button(texts.t("Сегодня"), SayBack(**of, day=found.own.today.toordinal())),
            button(texts.t("Завтра"), SayBack(**of, day=tomorrow.toordinal())),
            button(texts.t("‹ Назад"), ShowNote(**of)),
        ),
    )


def comment_screen(asked: CommentNote, texts: Texts) -> Screen:
    """What may be written, and what should not."""
    text = texts.h("Напишите комментарий одним сообщением, до 300 символов. Диагноз не пишите: школе он не нужен.")
    return Screen(text, column(button(texts.t("‹ Назад"), ShowNote(note=asked.note, pupil=asked.pupil))))


def certificate_screen(asked: AddCertificate, texts: Texts) -> Screen:
    """What to send, who sees it, and until when it can be erased."""
    text = texts.h(
        "<b>Справка</b>\nПришлите фото или PDF, до {most} страниц. Откроет её только классный руководитель; учителям"
        " предметов она не видна. Пока он её не принял, вы можете её удалить.",
        most=PAGES,
    )
    return Screen(text, column(button(texts.t("‹ Назад"), ShowNote(note=asked.note, pupil=asked.pupil))))


def certified_screen(done: Excused, texts: Texts) -> Screen:
    """A page was added; more may follow."""
    said = said_screen(done, texts)
    text = texts.h("✅ Справка приложена. Есть ещё страница — пришлите её сюда же.")
    return Screen(f"{text}\n\n{said.text}", said.keyboard)


def call_words(told: int, texts: Texts) -> str:
    """The class teacher was told, or cannot be."""
    if told:
        return texts.t("Классный руководитель получит просьбу позвонить вам")
    return texts.t("Классный руководитель не подключён к боту: позвоните в школу сами")


def not_for_you(texts: Texts) -> Screen:
    """For who has no children here."""
    home = button(texts.t("← Назад"), Open(place=Place.HOME))
    return Screen(texts.h("Сообщить о пропуске могут родители: детей к этому чату не подключено."), column(home))


def note_line(note: AbsenceNote, mode: str, texts: Texts) -> str:
    """«записка на 13 октября, болеет, ждёт подтверждения»; where nothing personal may leave, without the reason."""
    parts = [note_days(note.stated, texts), *([texts.t(_WORDS[note.stated.reason])] if mode in NAMED else [])]
    if note.made.from_family:
        parts.append(note_state(note, texts))
    if note.certificate:
        parts.append(certificate_words(note, texts))
    return ", ".join(parts)


def certificate_words(note: AbsenceNote, texts: Texts) -> str:
    """That there is a certificate, and whether the class teacher has taken it."""
    return texts.t("справка принята") if note.accepted_at else texts.t("есть справка")


def note_state(note: AbsenceNote, texts: Texts) -> str:
    """How a family's note stands."""
    if note.ended_at is not None:
        return texts.t("отклонена") if note.refusal else texts.t("больше не действует")
    return texts.t("ждёт подтверждения") if note.waits else texts.t("подтверждена")


def family_reason(reason: Reason, texts: Texts) -> str:
    """«болеет»."""
    return texts.t(_WORDS[reason])


def child_name(child: Child, mode: str, texts: Texts) -> str:
    """The child and the class; where no names are sent, the class."""
    title = child.class_title or texts.t("ребёнок")
    return f"{short_name(child.pupil.name, mode)}, {title}" if mode in NAMED else title


def _chosen(form: Form, today: date, texts: Texts) -> str:
    first = day_of(form.first, today)
    last = None if form.last == OPEN_END else day_of(form.last or first.toordinal(), today)
    stated = Stated(pupil_id=_NOBODY, first_day=first, last_day=last, reason=Reason.ILLNESS, lessons=form.lessons)
    return note_days(stated, texts)


def _days(form: Form, today: date, texts: Texts) -> Iterator[Row]:
    tomorrow = today + timedelta(days=1)
    first = form.first or today.toordinal()
    labels = {texts.t("Сегодня"): today, texts.t("Завтра"): tomorrow}
    yield [
        button(f"✓ {label}" if _is_one(form, day, today) else label, Form(pupil=form.pupil, first=day.toordinal()))
        for label, day in labels.items()
    ]
    more = [button(texts.t("Другие дни"), FormDays(pupil=form.pupil, first=first, step=FIRST))]
    if form.last in (0, first):
        more.append(button(texts.t("Часть дня"), FormPart(pupil=form.pupil, first=first, part=form.part)))
    yield more


def _is_one(form: Form, day: date, today: date) -> bool:
    first = day_of(form.first, today)
    return first == day and form.last in (0, first.toordinal())


def _note_button(note: AbsenceNote, pupil: int, texts: Texts) -> InlineKeyboardButton:
    label = texts.t("Изменить: {note}", note=note_days(note.stated, texts))
    return button(label, ShowNote(note=note.id, pupil=pupil))


def _of_note(note: AbsenceNote, pupil: int, texts: Texts) -> InlineKeyboardMarkup:
    of = {"note": note.id, "pupil": pupil}
    rows = []
    if note.waits and note.comment is None:
        rows.append(button(texts.t("Добавить комментарий"), CommentNote(**of)))
    if note.ended_at is None and note.accepted_at is None and len(note.certificate) < PAGES:
        rows.append(button(texts.t("Приложить справку"), AddCertificate(**of)))
    if note.certificate and note.accepted_at is None:
        rows.append(button(texts.t("Удалить справку"), EraseCertificate(**of)))
    if note.ended_at is None:
        if note.stated.last_day != note.stated.first_day:
            rows.append(button(texts.t("Вышел раньше"), AskBack(**of)))
        rows.append(button(texts.t("Отозвать записку"), TakeBack(**of)))
    return column(*rows, button(texts.t("Пропуск занятий"), Form(pupil=pupil)))
