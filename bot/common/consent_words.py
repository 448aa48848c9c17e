"""The words of consents: the whole texts that are consented to, and how a consent stands."""

from functools import partial

from bot.i18n import Html, Texts
from bot.languages import beside_the_original
from bot.names import NAMED, short_name
from core.consents.model import BUILT_IN_FORM, ON_LISTS, Consent, End, Entry, Scope, Way, Wording
from core.people.model import Child, School


def consent_text(texts: Texts, school: str, wording: Wording | None = None) -> Html:
    """The whole of the words that are consented to; without a wording those that come with the program."""
    version = wording.version if wording else BUILT_IN_FORM
    if wording and wording.text is not None:
        return texts.h("{text}\n\nРедакция {version}.", text=wording.text, version=version)
    if version == ON_LISTS:
        return texts.h("Согласие подписано на бумаге и хранится в школе.")
    words = _first if version == "2026-1" else _present
    return beside_the_original(partial(words, school), texts)


def _present(school: str, texts: Texts) -> Html:
    """A change of its words is a new `BUILT_IN_FORM`, and the old words stay here for who consented to them."""
    return texts.h(
        "Я, законный представитель ребёнка, даю школе «{school}» согласие:\n"
        "1. На обработку персональных данных моего ребёнка и моих: фамилии, имени и отчества, класса, отметок,"
        " пропусков, домашних заданий и замечаний, номера телефона. Цель: вести электронный дневник и показывать его"
        " мне.\n"
        "2. На то, чтобы новости об учёбе ребёнка приходили мне сообщениями в мессенджер.\n"
        "Я знаю, что сообщения передаются через мессенджер и видны каждому, кто открывает этот чат.\n"
        "Согласие действует, пока ребёнок учится в школе или пока я его не отзову. Отозвать его можно в любой"
        " момент командой /consents или письменно, в канцелярии школы.\n"
        "Форма согласия {version}.",
        school=school,
        version=BUILT_IN_FORM,
    )


def _first(school: str, texts: Texts) -> Html:
    return texts.h(
        "Я, законный представитель ребёнка, даю школе «{school}» согласие на обработку персональных данных моего"
        " ребёнка и моих: фамилии, имени и отчества, класса, отметок, пропусков, домашних заданий и замечаний, номера"
        " телефона.\n"
        "Цель: вести электронный дневник и сообщать мне об учёбе ребёнка в этом чате.\n"
        "Я знаю, что сообщения передаются через мессенджер и видны каждому, кто открывает этот чат.\n"
        "Согласие действует, пока ребёнок учится в школе или пока я его не отзову. Отозвать его можно в любой"
        " момент письменно, в канцелярии школы.\n"
        "Форма согласия {version}.",
        school=school,
        version="2026-1",
    )


def standing(entry: Entry, texts: Texts) -> str:
    """Where a guardian's consent for a child stands, in one sentence without its end."""
    consent = entry.consent
    if consent is None:
        if entry.paper_on is None:
            return texts.t("согласие не дано")
        return texts.t("согласие дано на бумаге {day}", day=texts.whole_date(entry.paper_on))
    if consent.withdrawn_at is None:
        return _given(consent, texts)
    day = texts.whole_date(consent.withdrawn_at)
    if consent.end is End.EXPIRED:
        return texts.t("школа изменила текст, прежнее согласие не действует с {day}", day=day)
    return texts.t("согласие отозвано {day}", day=day)


def _given(consent: Consent, texts: Texts) -> str:
    day = texts.whole_date(consent.given_at)
    if consent.scope is Scope.DIARY:
        return texts.t("согласие дано {day}, без сообщений", day=day)
    if consent.way is Way.PAPER:
        return texts.t("согласие дано на бумаге {day}", day=day)
    return texts.t("согласие дано в чате {day}", day=day)


def child_name(child: Child, school: School, texts: Texts) -> str:
    """«Ёлкина Софья, 5А», as far as the school names people in the messenger."""
    mode, title = school.content_mode, child.class_title
    if mode not in NAMED:
        return texts.t("ребёнок, {title}", title=title) if title else texts.t("ребёнок")
    return ", ".join(part for part in (short_name(child.pupil.name, mode), title) if part)
