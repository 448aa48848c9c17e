"""Pure decisions about notices: who may write to whom, how long they are, whom they name."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.ids import ClassId
from core.notices.audience import Audience, Reader
from core.notices.errors import NoticeTextError
from core.notices.model import NewNotice, Notice, Span, Style, Words
from core.people.model import Actor, Role

TO_SCHOOL = (Role.COORDINATOR, Role.DEPUTY, Role.DIRECTOR)
"""They write to anybody of the school."""

SENDERS = (*TO_SCHOOL, Role.CLASS_TEACHER)
"""A class teacher writes to the own class: its guardians and pupils (H05)."""

OF_CLASS = (Reader.GUARDIANS, Reader.PUPILS, Reader.ABSENT)
LONGEST = 3500
"""Characters of a notice as a messenger counts them: with its heading it is one message, that can be edited."""

DRAFTS = 20
"""Drafts that one author may have."""

SPANS = 100
"""Styled parts of a notice; further ones lose their style, not their words. A messenger takes no more."""

STEP = 5
"""Per cent between two tellings of how far the sending is."""

REMIND_EVERY = timedelta(hours=12)
"""Whoever did not acknowledge in the evening is asked in the morning, and not twice in an evening."""

_WORD = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*")
NAMES_LOOKED_UP = 200
"""Capitalised words of a notice that are looked up among the names of the school."""


def whole_school(actor: Actor) -> bool:
    """Whether this person writes to the whole school."""
    return actor.holds(*TO_SCHOOL)


def readers_for(actor: Actor, *, pupils_read: bool) -> tuple[Reader, ...]:
    """Whom this person may write to. Pupils only where the school lets them read (P17)."""
    wanted = tuple(Reader) if whole_school(actor) else OF_CLASS
    return tuple(one for one in wanted if pupils_read or one is not Reader.PUPILS)


def first_audience(actor: Actor) -> Audience:
    """What a draft begins with: the guardians of the own class, or readers still to be chosen."""
    own = frozenset(actor.led) if not whole_school(actor) else frozenset[ClassId]()
    return Audience(frozenset({Reader.GUARDIANS}) if own else frozenset(), within=own)


def allowed(actor: Actor, audience: Audience, readers: tuple[Reader, ...]) -> bool:
    """Whether this person may write to this audience: a class teacher within own classes, and to no whole grade."""
    if not audience.readers <= {*readers}:
        return False
    if whole_school(actor):
        return True
    own = {*actor.led}
    if not audience.within:  # as before there were groups and lists: classes alone
        only_classes = not (audience.grades or audience.groups or audience.listed)
        return only_classes and bool(audience.classes) and audience.classes <= own
    return audience.within <= own and audience.classes <= audience.within and not audience.grades


def answers_for(actor: Actor, audience: Audience) -> bool:
    """Whether this person still writes to whom a notice went: its author may have another class or function by now.

    Whether the school lets pupils read meanwhile does not matter to what was sent.
    """
    return actor.holds(*SENDERS) and allowed(actor, audience, readers_for(actor, pupils_read=True))


def remind_again(notice: Notice) -> datetime | None:
    """From when on its readers may be reminded again; None where they were not reminded yet."""
    return notice.reminded_at + REMIND_EVERY if notice.reminded_at else None


def checked(words: Words) -> Words:
    """The words without what surrounds them. NoticeTextError for none or too many."""
    start = len(words.text) - len(words.text.lstrip())
    text = words.text.strip()
    if not 0 < Words(text).length <= LONGEST:
        raise NoticeTextError(limit=LONGEST)
    moved = (replace(one, start=max(0, one.start - start), end=min(len(text), one.end - start)) for one in words.spans)
    return Words(text, nested(tuple(one for one in moved if one.start < one.end)))


def nested(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans by their beginning, the longer first. One that crosses another's end, or may not stand in it, goes."""
    kept: list[Span] = []
    around: list[Span] = []
    for one in sorted(spans, key=lambda span: (span.start, -span.end))[:SPANS]:
        while around and around[-1].end <= one.start:
            around.pop()
        if around and (one.end > around[-1].end or not _may_stand(one, around)):
            continue
        around.append(one)
        kept.append(one)
    return tuple(kept)


def _may_stand(one: Span, around: Sequence[Span]) -> bool:
    """Code stands alone, and nothing in its own like: what a messenger would refuse."""
    styles = {span.style for span in around}
    return Style.CODE not in styles and one.style is not Style.CODE and one.style not in styles


def said(made: NewNotice) -> str:
    """Everything that its author wrote for its readers: the words, and own answers."""
    return "\n".join((made.words.text, *made.question.own))


def capitalised(text: str) -> tuple[str, ...]:
    """The words of a text that may be names, each once, with ё as it stands."""
    return tuple(dict.fromkeys(_WORD.findall(text)))[:NAMES_LOOKED_UP]
