"""A guardian's screens of consents: the children, one of them, the words, taking it back (O01)."""

from collections.abc import Iterator, Sequence

from aiogram.types import InlineKeyboardButton

from bot.common.consent_words import child_name, consent_text, standing
from bot.common.consents_data import AskWithdrawal, GiveConsent, OpenConsent, ReadConsent, WithdrawConsent
from bot.common.menu import Open, Place, button, column
from bot.coordinators.consents_data import OpenRegister
from bot.i18n import Html, Texts
from bot.markup import capital
from bot.screens import Screen
from core.consents.access import asks, is_open, needs
from core.consents.giving import Card
from core.consents.model import Consent, End, Entry, Own, Scope

_PAST = 5
"""Earlier consents that a card lists."""


def list_screen(owns: Sequence[Own], texts: Texts, *, staff: bool) -> Screen:
    """Each child: what was agreed, and whether the diary is open. `staff`: who reads here sees the register too."""
    lines = [_line(own, entry, texts) for own in owns for entry in own.entries]
    text = texts.h(
        "<b>Согласия</b>\nСогласие каждый родитель даёт сам: другого родителя ваш ответ не касается.\n\n{lines}",
        lines=Html("\n".join(lines)),
    )
    children = [
        button(child_name(entry.child, own.school, texts), OpenConsent(pupil=entry.pupil.id))
        for own in owns
        for entry in own.entries
    ]
    return Screen(text, column(*children, *_register(texts, staff=staff), _home(texts)))


def card_screen(card: Card, texts: Texts, *, alone: bool, staff: bool = False) -> Screen:
    """One child. Where there is something to agree to, the whole words stand here. `alone`: there is no list."""
    parts = [
        texts.h("<b>{child}</b>", child=child_name(card.entry.child, card.own.school, texts)),
        "\n".join(_state(card, texts)),
    ]
    if card.outdated:
        parts.append(
            texts.h("<b>Школа изменила текст согласия.</b> Пока действует ваше прежнее согласие. Вот новый текст:")
        )
    elif card.narrowed:
        parts.append(texts.h("Чтобы новости приходили снова, прочитайте и согласитесь:"))
    if card.outdated or card.narrowed or not card.entry.agreed:
        parts.append(consent_text(texts, card.own.school.short_name, card.own.wording))
    back = _home(texts) if alone else button(texts.t("← Все дети"), Open(place=Place.CONSENTS))
    return Screen("\n\n".join(parts), column(*_acts(card, texts), *_register(texts, staff=staff), back))


def words_screen(card: Card, texts: Texts) -> Screen:
    """The words that were agreed to."""
    back = button(texts.t("← Назад"), OpenConsent(pupil=card.entry.pupil.id))
    words = consent_text(texts, card.own.school.short_name, card.agreed_to)
    if card.agreed_to is None:
        words = texts.h("Согласие подписано на бумаге и хранится в школе.")
    return Screen(texts.h("<b>На что дано согласие</b>\n\n{words}", words=words), column(back))


def withdrawal_screen(card: Card, texts: Texts, *, messages_only: bool) -> Screen:
    """What will happen; is it meant?"""
    pupil = card.entry.pupil.id
    child = child_name(card.entry.child, card.own.school, texts)
    if messages_only:
        text = texts.h(
            "<b>Не присылать сообщения?</b>\n{child}\n\n"
            "Новости об этом ребёнке перестанут приходить в ваши чаты сразу; те, что ждут отправки, не придут. Дневник"
            " останется открыт: смотреть его можно здесь, командой /diary.",
            child=child,
        )
    else:
        text = texts.h(
            "<b>Отозвать согласие?</b>\n{child}\n\n"
            "Что произойдёт сразу:\n"
            "• новости об этом ребёнке перестанут приходить в ваши чаты; те, что ждут отправки, не придут;\n"
            "• дневник, расписание, пропуски, переписка и файлы заданий ребёнка закроются для вас здесь;\n"
            "• координатор дневника увидит, что согласие отозвано.\n\n"
            "Уже присланные сообщения останутся в чате: если нужно, удалите их сами. Другого родителя это не касается,"
            " и ему не сообщается. Дать согласие снова можно в любой момент.",
            child=child,
        )
    label = texts.t("Не присылать") if messages_only else texts.t("Отозвать согласие")
    sure = button(label, WithdrawConsent(pupil=pupil, messages_only=messages_only))
    return Screen(text, column(sure, button(texts.t("Оставить как есть"), OpenConsent(pupil=pupil))))


def _line(own: Own, entry: Entry, texts: Texts) -> Html:
    child, now = child_name(entry.child, own.school, texts), standing(entry, texts)
    return texts.h("• {child}: {standing}. {open}", child=child, standing=now, open=_open(own, entry, texts))


def _open(own: Own, entry: Entry, texts: Texts) -> str:
    if not is_open(own.school, entry.child):
        return texts.t("Дневник закрыт.")
    if entry.consent and entry.consent.stands and entry.consent.scope is Scope.DIARY:
        return texts.t("Дневник открыт, новости не приходят.")
    return texts.t("Дневник открыт.")


def _state(card: Card, texts: Texts) -> Iterator[str]:
    own, entry = card.own, card.entry
    yield texts.h("{standing}. {open}", standing=capital(standing(entry, texts)), open=_open(own, entry, texts))
    if entry.agreed is None and not asks(own.school):
        yield texts.h("Ваша школа не требует согласия в чате, но вы можете его дать.")
    elif entry.agreed is None and not needs(own.school):
        yield texts.h("Школа просит вашего согласия; дневник открыт и без него.")
    past = [one for one in card.history if not one.stands and one is not card.history[0]]
    for one in past[:_PAST]:
        yield _earlier(one, texts)


def _earlier(one: Consent, texts: Texts) -> Html:
    given, ended = texts.whole_date(one.given_at), texts.whole_date(one.withdrawn_at or one.given_at)
    if one.end is End.REPLACED:
        return texts.h("<i>Раньше: дано {given}, изменено {ended}.</i>", given=given, ended=ended)
    return texts.h("<i>Раньше: дано {given}, закончилось {ended}.</i>", given=given, ended=ended)


def _acts(card: Card, texts: Texts) -> Iterator[InlineKeyboardButton]:
    pupil, version = card.entry.pupil.id, card.own.wording.version
    if card.outdated or card.narrowed or not card.entry.agreed:
        yield button(texts.t("Согласен(на)"), GiveConsent(pupil=pupil, version=version))
    if not card.entry.agreed:
        return
    yield button(texts.t("На что дано согласие"), ReadConsent(pupil=pupil))
    if not card.narrowed:
        yield button(texts.t("Не присылать сообщения"), AskWithdrawal(pupil=pupil, messages_only=True))
    yield button(texts.t("Отозвать согласие"), AskWithdrawal(pupil=pupil))


def _register(texts: Texts, *, staff: bool) -> list[InlineKeyboardButton]:
    return [button(texts.t("Согласия по школе"), OpenRegister())] if staff else []


def _home(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("← Назад"), Open(place=Place.HOME))
