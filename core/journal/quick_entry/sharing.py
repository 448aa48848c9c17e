"""Names in a message about several classes: each goes to the class that has such a pupil."""

from collections.abc import Sequence

from core.journal.quick_entry.choosing import whole_roll
from core.journal.quick_entry.model import ClassList, EntryContext
from core.journal.quick_entry.pupils import How, find
from core.journal.quick_entry.runs import Fact


def own_facts(
    context: EntryContext, facts: Sequence[Fact], class_list: ClassList, others: Sequence[ClassList], *, first: bool
) -> tuple[Fact, ...]:
    """The facts that are about this class: of its pupils, and, in the first class, of nobody's."""
    return tuple(
        fact
        for fact in facts
        if _knows(context, class_list, fact) or (first and not any(_knows(context, one, fact) for one in others))
    )


def shared_names(context: EntryContext, facts: Sequence[Fact], classes: Sequence[ClassList]) -> frozenset[int]:
    """Where names begin that fit pupils of several of these classes."""
    return frozenset(
        fact.start
        for fact in facts
        if fact.mention is not None and sum(_knows(context, one, fact) for one in classes) > 1
    )


def _knows(context: EntryContext, class_list: ClassList, fact: Fact) -> bool:
    if fact.mention is None:
        return True
    return find(fact.mention, whole_roll(context, class_list), fact.setting).how is How.EXACT
