"""Why something comes late or is corrected: the common reasons, kept as codes, and those that people typed."""

from bot.i18n import N_, Texts

LATE = {
    "ill": N_("Болел учитель"),
    "technical": N_("Не работала техника или сеть"),
    "works": N_("Проверялись письменные работы"),
}
CORRECTING = {
    "slip": N_("Описка при вводе"),
    "recheck": N_("Работа проверена заново"),
    "retake": N_("Пересдача"),
    "certificate": N_("Принесли справку или записку"),
}
REFUSING = {
    "basis": N_("Оснований недостаточно"),
    "talk": N_("Подойдите ко мне, обсудим"),
}
REFUSING_DATA = {
    "paper": N_("Покажите, пожалуйста, документ в школе"),
    "talk": N_("Подойдите ко мне, обсудим"),
}
STANDING_IN = {
    "colleague_ill": N_("Коллега болеет"),
    "colleague_away": N_("Коллега в отъезде"),
    "colleague_asked": N_("Коллега попросил(а)"),
}
_OLDER = {"other": N_("Другая причина"), "order": N_("По приказу директора")}
_WORDS = LATE | CORRECTING | REFUSING | REFUSING_DATA | STANDING_IN | _OLDER


def reason_words(reason: str, texts: Texts) -> str:
    """The sentence of a code; what was typed stays as it is."""
    return texts.t(_WORDS[reason]) if reason in _WORDS else reason
