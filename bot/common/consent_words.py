"""The words of consents: the whole texts that are consented to, and how a consent stands."""

from functools import partial

from bot.i18n import Html, Texts
from bot.languages import beside_the_original
from core.consents.changing import ON_LISTS
from core.consents.model import BUILT_IN_FORM, Wording


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
