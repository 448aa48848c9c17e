"""The reading of a message: one pure function from text and school to drafts with questions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from core.journal.quick_entry.asking import Desk
from core.journal.quick_entry.atoms import Atom, Kind
from core.journal.quick_entry.choosing import Chooser, Chosen
from core.journal.quick_entry.drafting import Drafter
from core.journal.quick_entry.layout import retyped
from core.journal.quick_entry.lexer import Lexer
from core.journal.quick_entry.model import Answers, Ask, ClassList, EntryContext, Interpretation, LessonDraft
from core.journal.quick_entry.names import book_of
from core.journal.quick_entry.numbered import without_numbers
from core.journal.quick_entry.numerals import CARDINALS, mark_noun, ordinal
from core.journal.quick_entry.parts import sections
from core.journal.quick_entry.section import Section
from core.journal.quick_entry.sharing import own_facts, shared_names
from core.journal.quick_entry.telling import Told, told
from core.journal.quick_entry.tokens import Token, TokenKind, clean, normal, tokenize
from core.journal.quick_entry.undecided import draft_without_class

_NO_ANSWERS: Mapping[str, str] = MappingProxyType({})
_PUZZLES = frozenset((Ask.TEXT, Ask.UNKNOWN_PUPIL, Ask.UNKNOWN_CLASS))
_SAYS_SOMETHING = frozenset((Kind.NAME, Kind.PRESENT, Kind.CLASS, Kind.CHANGE))


def interpret(text: str, context: EntryContext, answers: Answers = _NO_ANSWERS) -> Interpretation:
    """What a teacher's message means for the journal.

    Pure: the same text, school and answers give the same reading. `answers` are the options that were taken for
    the questions of earlier readings of the same text; those questions are then gone. Nothing is guessed
    silently: whatever may be read in two ways, or was not understood, is a question of its draft. A message that
    is no entry at all has no drafts. Never raises, whatever the text is.
    """
    cleaned = clean(text)
    russian = retyped(cleaned)
    if russian is not None and _understood_only_as(russian, cleaned, context):
        return _with_note(_read(russian, context, answers), ("layout", russian))
    return _read(cleaned, context, answers)


def _understood_only_as(russian: str, written: str, context: EntryContext) -> bool:
    """Whether nothing is left to guess of the words in Russian letters, and something is as they were written.

    Asked without answers, so that an answer never changes which of the two is read.
    """
    return _puzzles(_read(written, context, _NO_ANSWERS)) > 0 == _puzzles(_read(russian, context, _NO_ANSWERS))


def _puzzles(reading: Interpretation) -> int:
    """Questions about words that mean nothing; a message that is no entry is one too."""
    asked = [one.ask for draft in reading.drafts for one in draft.questions]
    return sum(ask in _PUZZLES for ask in asked) + (not reading.drafts)


def _with_note(reading: Interpretation, note: tuple[str, str]) -> Interpretation:
    return Interpretation(tuple(replace(one, notes=(note, *one.notes), fuzzy=True) for one in reading.drafts))


def _read(cleaned: str, context: EntryContext, answers: Answers) -> Interpretation:
    tokens = without_numbers(tokenize(cleaned), [book_of(one) for one in context.classes])
    parts = sections(cleaned, _atoms(tokens, context))
    read = [(section, told(cleaned, section)) for section in parts]
    if not any(_is_entry(section, said) for section, said in read):
        return Interpretation(())
    reader = _Reader(cleaned, context, answers, voice=_is_dictated(tokens))
    return Interpretation(tuple(reader.drafts(read)))


def _atoms(tokens: Sequence[Token], context: EntryContext) -> tuple[Atom, ...]:
    """The atoms, with names by the lists of the classes that are named, or of all when none is."""
    plain = Lexer(context, tokens, ()).atoms()
    named = {atom.value for atom in plain if atom.kind is Kind.CLASS}
    lists = [one for one in context.classes if normal(one.school_class.title) in named]
    return Lexer(context, tokens, [book_of(one) for one in lists or context.classes]).atoms()


def _is_entry(section: Section, said: Told) -> bool:
    """Whether a section says something of the journal; «спасибо, поняла» does not."""
    if section.classes or section.homework or section.topics or not section.held:
        return True
    if section.by_plan or section.substitute or section.present or said.facts:
        return True
    return any(atom.kind in _SAYS_SOMETHING for run in section.runs for atom in run)


def _is_dictated(tokens: Sequence[Token]) -> bool:
    """Whether the message was spoken: numbers in words and none in figures."""
    if any(token.kind is TokenKind.NUMBER for token in tokens):
        return False
    return any(
        token.norm in CARDINALS or ordinal(token.norm) is not None or mark_noun(token.norm) is not None
        for token in tokens
    )


class _Reader:
    """Makes the drafts of one message."""

    def __init__(self, text: str, context: EntryContext, answers: Answers, *, voice: bool) -> None:
        self._text = text
        self._context = context
        self._answers = answers
        self._voice = voice

    def drafts(self, read: Sequence[tuple[Section, Told]]) -> list[LessonDraft]:
        several = sum(max(1, len(section.classes)) for section, _ in read) > 1
        found: list[LessonDraft] = []
        for section, said in read:
            for order, class_atom in enumerate(section.classes or [None]):
                desk = Desk(self._answers, f"{len(found)}:" if several else "")
                found.append(self._draft(section, said, class_atom, order, desk))
        return found

    def _draft(self, section: Section, said: Told, class_atom: Atom | None, order: int, desk: Desk) -> LessonDraft:
        chooser = Chooser(self._context, self._text, section, said.facts)
        chosen = chooser.named(class_atom, desk) if class_atom else chooser.inferred(desk)
        if chosen.class_list is None:
            return self._undecided(section, said, chosen, desk)
        drafter = Drafter(self._context, self._text, section, desk, voice=self._voice)
        if len(section.classes) > 1:
            others = self._others(section, chosen)
            facts = own_facts(self._context, said.facts, chosen.class_list, others, first=order == 0)
            shared = shared_names(self._context, facts, [chosen.class_list, *others])
            said = replace(said, facts=facts, shared=shared)
        return drafter.draft(chosen.class_list, chosen.inferred, said)

    def _others(self, section: Section, chosen: Chosen) -> list[ClassList]:
        named = {atom.value for atom in section.classes}
        return [
            one
            for one in self._context.classes
            if normal(one.school_class.title) in named and one is not chosen.class_list
        ]

    def _undecided(self, section: Section, said: Told, chosen: Chosen, desk: Desk) -> LessonDraft:
        return draft_without_class(self._context, self._text, section, said, chosen, desk)
