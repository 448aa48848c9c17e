"""Words that the screens of notices share."""

from collections.abc import Iterator
from html import escape

from bot.common.paging import fitting
from bot.i18n import N_, Html, Texts
from bot.markup import shortened
from core.notices.audience import LISTED, Audience, GroupPlace, Reach, Reader
from core.notices.model import Notice, Page, State

READERS = {
    Reader.GUARDIANS: N_("Родители"),
    Reader.PUPILS: N_("Ученики"),
    Reader.CLASS_TEACHERS: N_("Классные руководители"),
    Reader.STAFF: N_("Все сотрудники"),
    Reader.ABSENT: N_("Родители тех, кого сегодня нет"),
}

_ADULTS = N_("Взрослые из списка")

STAGES = ((1, 4, N_("1–4 классы")), (5, 9, N_("5–9 классы")), (10, 11, N_("10–11 классы")))

_BEGINNING = 40
_PLACES = 600
"""Characters for chosen places: a school has hundreds of groups."""


def counts(reach: Reach, texts: Texts) -> Iterator[Html]:
    """How many would get it, and who would not."""
    if not reach.people:
        yield texts.h("Сейчас объявление не получит никто.")
        return
    yield texts.h(
        "<b>Получат: {told} из {people}</b>, чатов: {chats}.", told=reach.told, people=reach.people, chats=reach.chats
    )
    yield from missing(reach, texts)


def missing(reach: Reach, texts: Texts) -> Iterator[Html]:
    """Whom the bot cannot, or may not, write to."""
    if reach.unlinked:
        yield texts.h("Не подключены к боту: {n}. Им сообщите по телефону или на бумаге.", n=reach.unlinked)
    if reach.unasked:
        yield texts.h("Нет согласия на сообщения: {n}. Им бот не пишет.", n=reach.unasked)


def aim_lines(page: Page, texts: Texts) -> Iterator[Html]:
    """To whom it goes, from where, and how many each part has."""
    audience = page.notice.made.audience
    if audience.readers or not audience.people:
        yield texts.h("Кому: {readers}", readers=readers_line(audience, texts))
    if audience.readers and audience.readers != {Reader.STAFF}:
        yield texts.h("Откуда: {places}", places=places_line(page, texts))
    if audience.people:
        people = texts.n("{n} взрослый", "{n} взрослых", len(audience.people))
        yield texts.h("По списку: {people}", people=people)
    yield from parts_lines(page, texts)


def parts_lines(page: Page, texts: Texts) -> Iterator[Html]:
    """How many each part has, where there are several: whoever is in two gets it once."""
    audience = page.notice.made.audience
    if not audience.several:
        return
    chosen = [(one.value, label) for one, label in READERS.items() if one in audience.readers]
    for part, label in (*chosen, *([(LISTED, _ADULTS)] if audience.people else [])):
        yield texts.h("• {part}: {n}", part=texts.t(label), n=page.parts.get(part, 0))
    yield texts.h("Кто попал в несколько частей, получит один раз.")


def readers_line(audience: Audience, texts: Texts) -> str:
    """«Родители, Ученики»."""
    chosen = [texts.t(READERS[one]) for one in Reader if one in audience.readers]
    return ", ".join(chosen) if chosen else texts.t("никто не выбран")


def places_line(page: Page, texts: Texts) -> str:
    """«1–4 классы, 5А, 5Б · Английский язык, группа 1, по списку 3 ученика»."""
    audience = page.notice.made.audience
    stages = [texts.t(label) for first, last, label in STAGES if has_stage(audience, first, last)]
    chosen = audience.within if audience.everywhere else audience.classes
    titles = [one.title for one in page.classes if one.id in chosen]
    groups = [group_label(one, texts) for one in page.groups]
    pupils = (
        [texts.n("по списку {n} ученик", "по списку {n} учеников", len(audience.pupils))] if audience.pupils else []
    )
    shown = fitting([*stages, *titles, *groups], _PLACES)
    left = len(stages) + len(titles) + len(groups) - len(shown)
    more = [texts.t("и ещё {n}", n=left)] if left else []
    return ", ".join([*shown, *more, *pupils]) or texts.t("вся школа")


def group_label(one: GroupPlace, texts: Texts) -> str:
    """«5А · Английский язык, группа 1»."""
    return texts.t("{title} · {group}", title=one.of.title, group=subject_group(one, texts))


def subject_group(one: GroupPlace, texts: Texts) -> str:
    """«Английский язык, группа 1»; a title that is more than a number as it stands."""
    title = one.group.title
    group = texts.t("группа {title}", title=title) if title.isdigit() else title
    return texts.t("{subject}, {group}", subject=one.subject, group=group)


def has_stage(audience: Audience, first: int, last: int) -> bool:
    """Whether all these grades are chosen."""
    return {*range(first, last + 1)} <= audience.grades


def ticked(label: str, *, on: bool) -> str:
    """The label of what is chosen, or not."""
    return f"✅ {label}" if on else label


def list_line(notice: Notice, texts: Texts) -> str:
    """A notice on the list."""
    words = shortened(" ".join(notice.made.words.text.split()), _BEGINNING)
    if notice.state is State.DRAFT:
        return texts.t("Черновик: {words}", words=words)
    if notice.state in (State.SCHEDULED, State.HELD):
        at = notice.send_at or notice.made.at
        sign = "🕒" if notice.state is State.SCHEDULED else "⚠️"
        return f"{sign} {texts.short_day(at)} {texts.time(at)} · {words}"
    return f"{texts.short_day(notice.sent_at or notice.made.at)} · {words}"


def beginning(notice: Notice) -> str:
    """Its first words, escaped."""
    return escape(shortened(" ".join(notice.made.words.text.split()), 2 * _BEGINNING), quote=False)
