"""Which name belongs to which mark: all complete readings of a run, and the one if there is only one.

«5 Иванов, Петров» says the mark first, «Иванов 5, Петров 4» the name first. A run that can be read both ways, or
in which a name or a mark is left over, is not read at all: it is asked about.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.journal.quick_entry.atoms import Atom, Kind, Mention
from core.journal.quick_entry.declension import Sex
from core.journal.quick_entry.items import Item, Key, Name
from core.journal.quick_entry.pupils import Setting
from core.journal.quick_entry.spreading import Detail, details


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing said of one pupil, or of «остальные» and «все»."""

    kind: Kind
    mention: Mention | None
    who: str
    setting: Setting
    start: int
    end: int
    value: str = ""
    control: str | None = None
    control_text: str | None = None
    reason: str | None = None
    minutes: int | None = None
    excepted: tuple[Atom, ...] = ()
    perhaps: tuple[int, ...] = ()
    """Where names begin of whom the reason or the minutes may be said too."""
    sex: Sex | None = None
    """Of whom the words can be said: «опоздал» of a boy."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Keys and the names they are said of; `keys_first` when the keys stand before the names."""

    keys: tuple[Key, ...]
    names: tuple[Name, ...]
    keys_first: bool

    @property
    def kinds(self) -> frozenset[Kind]:
        return frozenset(key.kind for key in self.keys) or frozenset((Kind.ABSENT,))


_Reading = tuple[_Group, ...]


def facts(items: Sequence[Item]) -> tuple[Fact, ...] | None:
    """The facts of a run if it has exactly one complete reading, else None."""
    for readings in (_same_order(items, keys_first=True), _same_order(items, keys_first=False)):
        if readings is not None:
            return tuple(fact for group in readings for fact in _facts_of(group))
    found = {tuple(fact for group in reading for fact in _facts_of(group)) for reading in _mixed(items)}
    return found.pop() if len(found) == 1 else None


def _same_order(items: Sequence[Item], *, keys_first: bool) -> _Reading | None:
    """The reading in which every group has the same order, if it is complete."""
    groups: list[_Group] = []
    index = 0
    while index < len(items):
        take = _keys_first(items, index) if keys_first else _names_first(items, index)
        if not take or (groups and _may_be_minutes(items, groups[-1], index)):
            return None
        group, index = take[0]
        groups.append(group)
    return tuple(groups)


def _mixed(items: Sequence[Item]) -> list[_Reading]:
    """Up to two readings with groups of both orders, found from the end backwards."""
    known: dict[int, list[_Reading]] = {len(items): [()]}
    for index in range(len(items) - 1, -1, -1):
        known[index] = list(_readings_at(items, index, known))[:4]
    return known[0]


def _readings_at(items: Sequence[Item], index: int, known: dict[int, list[_Reading]]) -> Iterator[_Reading]:
    for group, after in (*_keys_first(items, index), *_names_first(items, index)):
        for rest in known.get(after, ()):
            if not rest or _may_follow(items, group, rest[0], after):
                yield (group, *rest)


def _may_follow(items: Sequence[Item], group: _Group, following: _Group, at: int) -> bool:
    """The order may change only where what is said changes too, and after a list of names only at a comma."""
    if _may_be_minutes(items, group, at):
        return False
    if group.keys_first == following.keys_first:
        return True
    if group.kinds & following.kinds and not _reason_only(following):
        return False
    return items[at].sep == "," or not group.keys_first


def _may_be_minutes(items: Sequence[Item], group: _Group, at: int) -> bool:
    """«опоздал Ким 5 Белов»: minutes of the one or a mark of the other."""
    item = items[at]
    return Kind.LATE in group.kinds and isinstance(item, Key) and item.kind is Kind.MARK and not item.sep


def _reason_only(group: _Group) -> bool:
    return not group.keys


def _keys_first(items: Sequence[Item], index: int) -> list[tuple[_Group, int]]:
    """«5 Иванов, Петров»: with all names up to the next key, or without the last, which may begin another group."""
    key = items[index]
    if not isinstance(key, Key):
        return []
    after = index + 1
    while after < len(items) and isinstance(items[after], Name) and _may_list(key, items[after]):
        after += 1
    names = [item for item in items[index + 1 : after] if isinstance(item, Name)]
    if not names or _unclear_reason(names):
        return []
    whole = (_Group((key,), tuple(names), True), after)
    shorter = _block_start(items, index + 1, after)
    cut = () if _of_all(key, items, index, after) else tuple(names[: shorter - index - 1])
    return [whole, (_Group((key,), cut, True), shorter)] if cut else [whole]


def _of_all(key: Key, items: Sequence[Item], index: int, after: int) -> bool:
    """«не готовы: Белов, Ким - 2»: the last name is of the list too, and whose mark it is cannot be told.

    A mark is no wonder beside a remark or lateness; «н Белов, Ким 2» can only mean that Ким was there. The form
    of a single word, «не готов Белов, Ким 2», ends the list too.
    """
    following = items[after] if after < len(items) else None
    if not isinstance(following, Key) or following.kind is not Kind.MARK:
        return False
    if key.kind is Kind.ABSENT:
        return key.agrees.several and after - index == 3
    return key.kind is not Kind.MARK and key.agrees.sex is None


def _may_list(key: Key, item: Item) -> bool:
    return isinstance(item, Name) and (item.reason is None or key.kind is Kind.ABSENT)


def _unclear_reason(names: Sequence[Name]) -> bool:
    """«н Алиев болеет Сидоров»: the reason may belong to either, unless every name has its own."""
    return any(
        name.reason and not name.bracketed and following.reason is None and not following.sep
        for name, following in pairwise(names)
    )


def _block_start(items: Sequence[Item], first: int, after: int) -> int:
    """Where the last name begins, with those joined to it by «и»."""
    start = after - 1
    while start > first and items[start].sep == "и":
        start -= 1
    return start


def _names_first(items: Sequence[Item], index: int) -> list[tuple[_Group, int]]:
    """«Иванов 5», «Ким 4 5», «Белов и Ким 5»: with all keys up to the next name, or without the last."""
    ailing = _ailing(items, index)
    if ailing:
        return [(_Group((), ailing, False), index + len(ailing))]
    names = _leading_names(items, index)
    if not names:
        return []
    after = index + len(names)
    first_key = after
    while after < len(items) and isinstance(items[after], Key):
        after += 1
    keys = tuple(item for item in items[first_key:after] if isinstance(item, Key))
    if not keys:
        return [(_Group((), names, False), after)] if len(names) == 1 and names[0].reason else []
    found = [
        (_Group(said, names, False), first_key + len(said))
        for said in (keys, keys[:-1])
        if said and _details_fit(names, said)
    ]
    if names[0].reason and len(names) == 1:
        found.append((_Group((), names, False), first_key))
    return found


def _details_fit(names: Sequence[Name], keys: Sequence[Key]) -> bool:
    """«Ким б 5»: a reason beside a mark alone belongs to nothing, and must not be lost."""
    kinds = {key.kind for key in keys}
    reasons = all(name.reason is None for name in names) or Kind.ABSENT in kinds
    return reasons and (all(name.minutes is None for name in names) or Kind.LATE in kinds)


def _leading_names(items: Sequence[Item], index: int) -> tuple[Name, ...]:
    """One name, or several joined by «и», or a whole list before a dash when the run says only one thing."""
    names: list[Name] = []
    for item in items[index:]:
        if not isinstance(item, Name):
            break
        if names and item.sep != "и" and not _one_list(items):
            break
        names.append(item)
    if len(names) > 1 and any(name.reason for name in names):
        return (names[0],)
    return tuple(names)


def _ailing(items: Sequence[Item], index: int) -> tuple[Name, ...]:
    """«Зуева, Сафина болеют»: names up to a reason in the plural."""
    names: list[Name] = []
    for item in items[index:]:
        if not isinstance(item, Name):
            break
        names.append(item)
        if item.reason:
            return tuple(names) if item.wording == "plural" and len(names) > 1 else ()
    return ()


def _one_list(items: Sequence[Item]) -> bool:
    """«Ёлкина, Белов — 5»: names and one key, bound by a sign."""
    last = items[-1]
    return isinstance(last, Key) and last.sep == ":" and all(isinstance(item, Name) for item in items[:-1])


def _facts_of(group: _Group) -> Iterator[Fact]:
    for name, detail in zip(group.names, details(group.names), strict=True):
        if not group.keys:
            yield _fact(name, Key("", name.start, name.end, Kind.ABSENT), detail)
        for key in group.keys:
            yield _fact(name, key, detail)


def _fact(name: Name, key: Key, detail: Detail) -> Fact:
    return Fact(
        key.kind, name.mention, name.who, _setting(name, key), name.start, name.end, key.value, key.control,
        key.control_text, detail.reason or key.reason, key.minutes if detail.minutes is None else detail.minutes,
        tuple(name.excepted), detail.perhaps, key.agrees.sex or name.agrees.sex,
    )  # fmt: skip


def _setting(name: Name, key: Key) -> Setting:
    if name.genitive or (key.kind is Kind.ABSENT and key.value == "нет"):
        return Setting.GENITIVE
    return Setting.MARK if key.kind is Kind.MARK else Setting.PLAIN
