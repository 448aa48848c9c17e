"""The question that a guardian answers while a chat is linked, before anything is shown (P20)."""

from datetime import datetime

from bot.common.consent_words import child_name, consent_text
from bot.common.consents_data import DeclineConsent, GiveConsent
from bot.common.menu import button, column
from bot.i18n import Texts
from bot.screens import Screen
from core.consents import giving
from core.consents.access import asks, needs
from core.ids import PersonId
from core.people.links.model import Voice
from core.people.model import Role
from core.unit_of_work import Database


async def next_question(
    database: Database, voice: Voice, texts: Texts, now: datetime, after: PersonId | None = None
) -> Screen | None:
    """The question for the next child, after this one, for whom nothing was ever answered; None where none is asked."""
    if not asks(voice.school) or not voice.actor.holds(Role.GUARDIAN):
        return None
    ids = [child.pupil.id for child in voice.children]
    rest = voice.children[ids.index(after) + 1 if after in ids else 0 :]
    child = next((one for one in rest if one.agreed is None), None)
    if child is None:
        return None
    return question_screen(await giving.card(database, voice.actor, child.pupil.id, now), texts)


def question_screen(card: giving.Card, texts: Texts) -> Screen:
    """The words, and two answers of the same weight."""
    own, pupil = card.own, card.entry.pupil.id
    if needs(own.school):
        what = texts.h("Без согласия дневник этого ребёнка здесь не откроется.")
    else:
        what = texts.h("Дневник откроется и без согласия: школа только спрашивает.")
    text = texts.h(
        "<b>Код подошёл. Прочитайте и ответьте</b>\n{child}\n\n{words}\n\n"
        "{what} Изменить ответ можно в любой момент: /consents.",
        child=child_name(card.entry.child, own.school, texts),
        words=consent_text(texts, own.school.short_name, own.wording),
        what=what,
    )
    yes = GiveConsent(pupil=pupil, version=own.wording.version, linking=True)
    no = DeclineConsent(pupil=pupil)
    return Screen(text, column(button(texts.t("Согласен(на)"), yes), button(texts.t("Не согласен(на)"), no)))
