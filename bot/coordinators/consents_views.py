"""The register of consents on screens: counts by class, one class, one guardian, the words (O01, P20)."""

from collections import Counter
from collections.abc import Iterable, Iterator

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.consent_words import consent_text, standing
from bot.common.menu import Open, Place, button, column
from bot.coordinators.consents_data import (
    DownloadRegister,
    EndTie,
    ExpireOld,
    KeepWording,
    MarkPaper,
    OpenClass,
    OpenEntry,
    OpenRegister,
    WithdrawOnPaper,
    WriteWording,
)
from bot.i18n import N_, Html, Texts
from bot.markup import capital, shortened
from bot.names import NAMED, full_name, short_name
from bot.screens import Screen
from core.consents.model import Entry
from core.consents.register import Register, Standing
from core.deadlines.profiles import ConsentPolicy
from core.ids import ClassId

_IN_A_ROW, _LABEL, _MOST = 4, 60, 80
_POLICIES = {
    ConsentPolicy.MUST: N_("Без согласия дневник закрыт."),
    ConsentPolicy.ASK: N_("Бот спрашивает согласие, но дневник открыт и без него."),
    ConsentPolicy.NONE: N_("Согласие в чате не спрашивается; дать и отозвать его можно."),
}
_COUNTED = {
    Standing.GIVEN: N_("дано: {n}"),
    Standing.OUTDATED: N_("на прежний текст: {n}"),
    Standing.WITHDRAWN: N_("отозвано: {n}"),
    Standing.NONE: N_("не дано: {n}"),
}
_OPEN = (Standing.GIVEN, Standing.OUTDATED)


def overview(found: Register, texts: Texts) -> Screen:
    """The school in one message, and its classes as buttons: «5А 41/44»."""
    text = texts.h(
        "<b>Согласия по школе</b>\n{policy} Правило меняет администратор: /school.\n\n"
        "Родителей с детьми: {all}; {counts}.\nТекст: редакция {version}.\n\n"
        "На кнопке класса — сколько согласий дано и сколько их всего.",
        policy=texts.t(_POLICIES[found.policy]),
        all=len(found.entries),
        counts=_counts(found.counts(found.entries), texts),
        version=found.wording.version,
    )
    classes = [_class_button(found, class_id, entries, texts) for class_id, entries in found.classes().items()]
    rows = [classes[start : start + _IN_A_ROW] for start in range(0, len(classes), _IN_A_ROW)]
    rest = [[one] for one in _acts(found, texts)]
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=[*rows, *rest, [_home(texts)]]))


def class_screen(found: Register, wanted: OpenClass, texts: Texts) -> Screen:
    """Who has not consented, or who has; each is a button to the card."""
    entries = found.classes().get(ClassId(wanted.class_id) if wanted.class_id else None, ())
    title = entries[0].class_title if entries and entries[0].class_title else texts.t("Без класса")
    shown = [one for one in entries if (found.standing(one) in _OPEN) == wanted.given]
    head = texts.h("<b>{title}</b>: {counts}", title=title, counts=_counts(found.counts(entries), texts))
    lines = _lists(found, entries, texts) if found.school.content_mode in NAMED else [_unnamed(texts)]
    other = texts.t("Кто не дал") if wanted.given else texts.t("Кто дал")
    switch = button(other, OpenClass(class_id=wanted.class_id, given=not wanted.given))
    back = button(texts.t("← Все классы"), OpenRegister())
    people = _people(found, shown, texts) if found.school.content_mode in NAMED and found.keeps else []
    return Screen("\n\n".join([head, *([] if wanted.given else lines)]), column(*people, switch, back))


def entry_screen(found: Register, entry: Entry, texts: Texts) -> Screen:
    """A guardian and a child, and what came on paper."""
    ids = {"guardian": entry.guardian.id, "pupil": entry.pupil.id}
    text = texts.h(
        "<b>{guardian}</b>\nРебёнок: {child}, {title}\n\n{standing}.",
        guardian=full_name(entry.guardian.name, found.school.content_mode),
        child=short_name(entry.pupil.name, found.school.content_mode),
        title=entry.class_title or texts.t("без класса"),
        standing=capital(standing(entry, texts)),
    )
    given = found.standing(entry)
    paper = [] if given is Standing.GIVEN else [button(texts.t("Подписано на бумаге"), MarkPaper(**ids))]
    taken = [button(texts.t("Отозвано на бумаге"), WithdrawOnPaper(**ids))] if given in _OPEN else []
    end = button(texts.t("Больше не представитель"), EndTie(**ids))
    back = button(texts.t("← Назад"), OpenClass(class_id=entry.class_id or 0, given=given in _OPEN))
    return Screen(text, column(*paper, *taken, end, back))


def withdrawal_screen(found: Register, entry: Entry, texts: Texts) -> Screen:
    """Is it meant?"""
    ids = {"guardian": entry.guardian.id, "pupil": entry.pupil.id}
    text = texts.h(
        "<b>Отозвать согласие по письменному заявлению?</b>\n{guardian}, ребёнок: {child}\n\n"
        "Дневник этого ребёнка сразу закроется для этого родителя, новости перестанут приходить. Другого родителя это"
        " не касается. Заявление сохраните.",
        guardian=full_name(entry.guardian.name, found.school.content_mode),
        child=short_name(entry.pupil.name, found.school.content_mode),
    )
    sure = button(texts.t("Отозвать"), WithdrawOnPaper(**ids, sure=True))
    return Screen(text, column(sure, button(texts.t("Оставить как есть"), OpenEntry(**ids))))


def ending_screen(found: Register, entry: Entry, texts: Texts) -> Screen:
    """Is it meant that this guardian is none any more?"""
    ids = {"guardian": entry.guardian.id, "pupil": entry.pupil.id}
    text = texts.h(
        "<b>Больше не представитель?</b>\n{guardian}, ребёнок: {child}\n\n"
        "Дневник этого ребёнка сразу закроется для этого человека, известия перестанут приходить; бот ему об этом"
        " напишет. Другого родителя и других детей это не касается. Загрузка школы связь не вернёт, вернуть её можно"
        " заявлением: /applications. Документ сохраните.",
        guardian=full_name(entry.guardian.name, found.school.content_mode),
        child=short_name(entry.pupil.name, found.school.content_mode),
    )
    sure = button(texts.t("Закончить представительство"), EndTie(**ids, sure=True))
    return Screen(text, column(sure, button(texts.t("Оставить как есть"), OpenEntry(**ids))))


def wording_screen(found: Register, texts: Texts) -> Screen:
    """The words that hold now; the next message is the new ones."""
    text = texts.h(
        "<b>Сейчас действует</b>\n\n{words}\n\n<b>Пришлите новый текст одним сообщением</b>, от 100 до 3000 знаков."
        " Прежний сохранится у тех, кто с ним согласился.",
        words=consent_text(texts, found.school.short_name, found.wording),
    )
    return Screen(text, column(button(texts.t("Оставить как есть"), OpenRegister())))


def typed_screen(words: str, texts: Texts) -> Screen:
    """The words that were typed; do they hold?"""
    text = texts.h(
        "<b>Принять этот текст?</b>\n\n{words}\n\nРодители увидят его в /consents. Ничей доступ от этого не закроется.",
        words=words,
    )
    back = button(texts.t("Оставить как есть"), OpenRegister())
    return Screen(text, column(button(texts.t("Принять новый текст"), KeepWording()), back))


def expiry_screen(found: Register, texts: Texts) -> Screen:
    """Whose access ends?"""
    count = found.counts(found.entries)[Standing.OUTDATED]
    who = texts.n("{n} согласие дано на прежний текст", "{n} согласий дано на прежний текст", count)
    rule = {
        ConsentPolicy.MUST: texts.h("Эти родители увидят дневник снова, когда согласятся с новым текстом."),
        ConsentPolicy.ASK: texts.h("Дневник у них закроется, пока они не согласятся с новым текстом."),
        ConsentPolicy.NONE: texts.h("Дневник у них закроется, пока они не согласятся с новым текстом."),
    }[found.policy]
    text = texts.h("<b>Закрыть доступ по прежнему тексту?</b>\n{who}. {rule}", who=who, rule=rule)
    back = button(texts.t("Оставить как есть"), OpenRegister())
    return Screen(text, column(button(texts.t("Закрыть доступ"), ExpireOld(sure=True)), back))


def _acts(found: Register, texts: Texts) -> Iterator[InlineKeyboardButton]:
    if found.keeps and found.counts(found.entries)[Standing.OUTDATED]:
        yield button(texts.t("Закрыть доступ по прежнему тексту"), ExpireOld())
    if found.keeps:
        yield button(texts.t("Изменить текст согласия"), WriteWording())
    if found.school.content_mode in NAMED:
        yield button(texts.t("Скачать таблицу"), DownloadRegister())


def _class_button(
    found: Register, class_id: int | None, entries: tuple[Entry, ...], texts: Texts
) -> InlineKeyboardButton:
    counts = found.counts(entries)
    given = counts[Standing.GIVEN] + counts[Standing.OUTDATED]
    label = f"{entries[0].class_title or texts.t('Без класса')} {given}/{len(entries)}"
    return button(label, OpenClass(class_id=class_id or 0))


def _counts(counts: Counter[Standing], texts: Texts) -> str:
    return ", ".join(texts.t(words, n=counts[one]) for one, words in _COUNTED.items() if counts[one])


def _lists(found: Register, entries: Iterable[Entry], texts: Texts) -> Iterator[Html]:
    """Who never gave it by name; who took it back with the day."""
    mode = found.school.content_mode
    listed = [one for one in entries if found.standing(one) is not Standing.GIVEN]
    if not listed:
        yield texts.h("Согласие дали все.")
    names = [
        texts.h(
            "• {guardian} ({child}): {standing}",
            guardian=short_name(one.guardian.name, mode),
            child=short_name(one.pupil.name, mode),
            standing=standing(one, texts),
        )
        for one in listed[: _MOST // 2]
    ]
    if len(listed) > len(names):
        names.append(texts.h("Ещё {n}: все — в таблице.", n=len(listed) - len(names)))
    yield Html("\n".join(names))


def _people(found: Register, entries: Iterable[Entry], texts: Texts) -> list[InlineKeyboardButton]:
    mode = found.school.content_mode
    return [
        button(
            shortened(
                texts.t(
                    "{guardian} · {child}",
                    guardian=short_name(one.guardian.name, mode),
                    child=short_name(one.pupil.name, mode),
                ),
                _LABEL,
            ),
            OpenEntry(guardian=one.guardian.id, pupil=one.pupil.id),
        )
        for one in [*entries][:_MOST]
    ]


def _unnamed(texts: Texts) -> Html:
    return texts.h(
        "Имена ваша школа в мессенджер не передаёт. Список с именами печатает администратор на сервере школы:"
        " <code>peremena consents list</code>"
    )


def _home(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("← Назад"), Open(place=Place.HOME))
