"""Which of the languages a chat is answered in: those of families are for chats that speak for nobody of the staff."""

from collections.abc import Callable, Iterable, Iterator

from bot.i18n import LANGUAGES, N_, OF_FAMILIES, UNREVIEWED, Html, Texts, texts, whole
from bot.screens import Screen
from core.people.model import Actor, Role

_FAMILY = frozenset({Role.GUARDIAN, Role.PUPIL})
_BY_MACHINE = N_(
    "Перевод на этот язык сделан машиной, школа его не проверяла. Если заметили неточность, пожалуйста, скажите"
    " классному руководителю."
)


def staffed(actors: Iterable[Actor]) -> bool:
    """Whether one of them works at the school: the screens for staff have texts in Russian and English only."""
    return any(grant.role not in _FAMILY for actor in actors for grant in actor.grants)


def answered_in(own: Texts, actors: Iterable[Actor]) -> Texts:
    """The texts of a chat that speaks for these people: never half a screen in one language and half in another."""
    return whole(own) if staffed(actors) else own


def offered(actors: Iterable[Actor]) -> dict[str, str]:
    """The languages that may be chosen, each by its own name."""
    shut = OF_FAMILIES if staffed(actors) else frozenset()
    return {language: name for language, name in LANGUAGES.items() if language not in shut}


def machine_lines(languages: dict[str, str]) -> Iterator[Html]:
    """For each language that no person has reviewed yet a line in it which says so."""
    for language, name in languages.items():
        if language in UNREVIEWED:
            yield Html(f"<i>{name}: {texts(language).h(_BY_MACHINE)}</i>")


def beside_the_original(words: Callable[[Texts], Html], own: Texts) -> Html:
    """What is consented to; under a translation that no person reviewed the Russian words, for those are what holds."""
    if own.language not in UNREVIEWED:
        return words(own)
    note = own.h("Перевод сделан машиной. Соглашаетесь вы с русским текстом:")
    return Html(f"{words(own)}\n\n<i>{note}</i>\n{words(whole(own))}")


def with_machine_line(screen: Screen, own: Texts) -> Screen:
    """A screen after which a person reads on in this language; under it, if so, that a machine translated it."""
    if own.language not in UNREVIEWED:
        return screen
    return Screen(f"{screen.text}\n\n<i>{own.h(_BY_MACHINE)}</i>", screen.keyboard)
