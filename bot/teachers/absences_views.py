"""The screen of a class's day: counts first, then who is away, late, not recorded, remarked."""

from collections.abc import Iterator, Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button, column
from bot.guardians.absence_views import certificate_words
from bot.i18n import Html, Texts
from bot.markup import MAX_LENGTH, capital, length, plain, shortened
from bot.screens import Screen
from bot.teachers.absences_data import ShowClass, ShowGaps, ShowList, ShowPupil, ShowSchool
from bot.teachers.attendance import reason_words
from bot.teachers.family_notes_views import ShowWaiting
from bot.teachers.note_views import note_days
from core.classroom.model import Away, ClassDay, Unentered
from core.journal.notes.rules import READERS
from core.people.model import Actor

PUPILS_SHOWN = 60
"""Pupils who have a button; a messenger takes a hundred buttons, and a class is smaller."""
_REMARK = 120

Row = list[InlineKeyboardButton]


def class_screen(day: ClassDay, actor: Actor, texts: Texts) -> Screen:
    """A class on a day; for its class teacher with a button for each who is away."""
    text = fitted("\n".join(day_lines(day, texts)), texts)
    rows = pairs([_pupil(day, one) for one in day.away[:PUPILS_SHOWN]]) if day.own else []
    if day.own and day.everyone:
        everyone = ShowList(class_id=day.of.id, day=day.day.toordinal())
        rows.append([button(texts.t("Кто-то ещё отсутствует"), everyone)])
    if day.own and day.unconfirmed:
        label = texts.n("Подтвердите: {n} записка родителей", "Подтвердите: {n} записок родителей", day.unconfirmed)
        rows.append([button(label, ShowWaiting(class_id=day.of.id))])
    if day.waiting:
        label = texts.n("Ждёт причины: {n} ученик", "Ждут причины: {n} учеников", day.waiting)
        rows.append([button(label, ShowGaps(class_id=day.of.id))])
    rows += [turning(day, texts), _elsewhere(day, actor, texts)]
    again = button(texts.t("Обновить"), ShowClass(class_id=day.of.id, day=day.day.toordinal()))
    rows.append([again, button(texts.t("← Назад"), Open(place=Place.HOME))])
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=[row for row in rows if row]))


def list_screen(day: ClassDay, texts: Texts) -> Screen:
    """The whole list: a call in the morning is about somebody whom no lesson misses yet."""
    text = texts.h("<b>{title} · {day}</b>\nО ком вы хотите сообщить?", title=day.of.title, day=texts.day(day.day))
    rows = pairs([_pupil(day, one) for one in day.everyone[:PUPILS_SHOWN]])
    back = button(texts.t("‹ Назад"), ShowClass(class_id=day.of.id, day=day.day.toordinal()))
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=[*rows, [back]]))


def not_for_you(texts: Texts) -> Screen:
    """For a teacher who leads no class."""
    home = button(texts.t("← Назад"), Open(place=Place.HOME))
    return Screen(texts.h("Этот экран есть у классных руководителей: у вас сейчас нет класса."), column(home))


def day_lines(day: ClassDay, texts: Texts) -> Iterator[str]:
    """The day in lines."""
    yield texts.h("<b>Кто отсутствует: {title}</b> · {day}", title=day.of.title, day=texts.day(day.day))
    yield _summary(day, texts)
    known = [one for one in day.missing if not one.unexplained]
    noted = [one for one in day.away if not one.absences]
    yield from _group(texts.h("Причина не указана:"), day.unexplained, texts)
    yield from _group(texts.h("Причина известна:"), known, texts)
    yield from _group(texts.h("Есть записка, пропусков за этот день не записано:"), noted, texts)
    yield from _listed(texts.h("Вышли из болезни? Отмечены на уроках, а записка не закрыта:"), _returned(day, texts))
    yield from _listed(texts.h("Опоздали:"), _late(day, texts))
    yield from _listed(texts.h("Уроки не записаны:"), (_unentered(one, texts) for one in day.unentered))
    yield from _listed(texts.h("Замечания:"), _remarks(day, texts))


def turning(day: ClassDay, texts: Texts) -> Row:
    """To the school days before and after."""
    found = []
    if day.earlier:
        label = texts.t("‹ {day}", day=texts.day(day.earlier))
        found.append(button(label, ShowClass(class_id=day.of.id, day=day.earlier.toordinal())))
    if day.later:
        label = texts.t("{day} ›", day=texts.day(day.later))
        found.append(button(label, ShowClass(class_id=day.of.id, day=day.later.toordinal())))
    return found


def pairs(buttons: Sequence[InlineKeyboardButton]) -> list[Row]:
    """Two in a row."""
    return [[*buttons[start : start + 2]] for start in range(0, len(buttons), 2)]


def _summary(day: ClassDay, texts: Texts) -> Html:
    if not day.lessons:
        return texts.h("Каникулы, уроков нет.") if day.holiday else texts.h("Уроков в этот день нет.")
    if day.day > day.today:
        return texts.h("Этот день ещё не наступил.")
    parts = []
    if day.missing:
        parts.append(texts.t("отсутствуют {n} из {all}", n=len(day.missing), all=len(day.everyone)))
    if day.unexplained:
        parts.append(texts.t("без причины {n}", n=len(day.unexplained)))
    if day.late:
        parts.append(texts.t("опозданий {n}", n=len(day.late)))
    if day.unentered:
        parts.append(texts.t("не записано уроков {n} из {all}", n=len(day.unentered), all=day.lessons))
    if not day.missing:
        return Html("\n".join([_nobody(day, texts), *([_counted(parts, texts)] if parts else [])]))
    return _counted(parts, texts)


def _nobody(day: ClassDay, texts: Texts) -> Html:
    """Nobody is missing: certain only where every lesson that is over was recorded."""
    if day.unentered or day.away:
        return texts.h("Пропусков пока не записано.")
    return texts.h("Сегодня все в школе.") if day.day == day.today else texts.h("В этот день все были в школе.")


def _counted(parts: Sequence[str], texts: Texts) -> Html:
    return texts.h("{counts}.", counts=capital(", ".join(parts)))


def _group(heading: Html, pupils: Sequence[Away], texts: Texts) -> Iterator[str]:
    return _listed(heading, (_pupil_line(one, texts) for one in pupils))


def _listed(heading: Html, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield ""
        yield heading
        yield from found


def _pupil_line(away: Away, texts: Texts) -> str:
    said = [away.name]
    if away.absences:
        numbers = dict.fromkeys(str(one.key.number) for one in away.absences)
        said.append(texts.t("уроки: {numbers}", numbers=" ".join(numbers)))
        said += dict.fromkeys(reason_words(one.fact.reason, texts) for one in away.absences if one.fact.reason)
    for note in away.notes:
        said.append(note_days(note.stated, texts))
        if note.waits:
            said.append(texts.t("со слов родителей, ждёт подтверждения"))
        if note.certificate:
            said.append(certificate_words(note, texts))
    return texts.h("• {said}", said=", ".join(said))


def _returned(day: ClassDay, texts: Texts) -> Iterator[str]:
    for one in day.everyone:
        if one.back:
            yield texts.h("• {name}, {day}", name=one.name, day=texts.day_month(one.back))


def _late(day: ClassDay, texts: Texts) -> Iterator[str]:
    for one in day.late:
        if one.minutes:
            yield texts.h("• {name}, урок {number}, {n} мин", name=one.name, number=one.number, n=one.minutes)
        else:
            yield texts.h("• {name}, урок {number}", name=one.name, number=one.number)


def _remarks(day: ClassDay, texts: Texts) -> Iterator[str]:
    for one in day.remarks:
        text = shortened(one.text, _REMARK)
        yield texts.h("• {name}, урок {number}: {text}", name=one.name, number=one.number, text=text)


def _unentered(one: Unentered, texts: Texts) -> Html:
    subject = texts.t("{subject}, {group}", subject=one.subject, group=one.group) if one.group else one.subject
    return texts.h("• {number}. {subject} — {teacher}", number=one.number, subject=subject, teacher=one.teacher)


def _pupil(day: ClassDay, one: Away) -> InlineKeyboardButton:
    return button(one.name, ShowPupil(class_id=day.of.id, pupil=one.pupil.id, day=day.day.toordinal()))


def _elsewhere(day: ClassDay, actor: Actor, texts: Texts) -> Row:
    """The other classes of who leads several; the whole school for those who see it."""
    ordinal = day.day.toordinal()
    others = [one for one in actor.led if one != day.of.id]
    found = [button(texts.t("Другой мой класс"), ShowClass(class_id=one, day=ordinal)) for one in others]
    if actor.holds(*READERS):
        found.append(button(texts.t("Вся школа"), ShowSchool(day=ordinal)))
    return found


def fitted(text: str, texts: Texts) -> str:
    """The lines that the messenger takes; the rest is said to be there."""
    lines = text.split("\n")
    while length(plain("\n".join(lines))) > MAX_LENGTH - 100:
        lines.pop()
    shown = "\n".join(lines)
    return shown if shown == text else f"{shown}\n" + texts.h("…и ещё есть строки, которые не поместились")
