"""Facts into marks, absences, lateness and remarks of the draft."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from core.ids import PersonId
from core.journal.model import Reason
from core.journal.quick_entry.asking import SKIP, TAKE
from core.journal.quick_entry.atoms import Kind
from core.journal.quick_entry.model import (
    Ask,
    DraftAbsence,
    DraftLateness,
    DraftMark,
    DraftRemark,
    Option,
)
from core.journal.quick_entry.people import Meant, Register
from core.journal.quick_entry.pupils import Setting
from core.journal.quick_entry.runs import Fact

SCALE = frozenset(("2", "3", "4", "5", "н/а", "зач", "незач"))
"""Values that are written without asking (B07)."""
_DICTATIONS = frozenset(("Диктант", "Контрольный диктант"))
_GRAMMAR = "Грамматическое задание"


@dataclass(slots=True)
class Statements:
    """What the message says of pupils."""

    marks: list[DraftMark] = field(default_factory=list)
    rest: DraftMark | None = None
    rest_count: int = 0
    absences: list[DraftAbsence] = field(default_factory=list)
    lateness: list[DraftLateness] = field(default_factory=list)
    remarks: list[DraftRemark] = field(default_factory=list)
    exempt: list[PersonId] = field(default_factory=list)
    present: list[PersonId] = field(default_factory=list)
    update: str | None = None


class Teller:
    """Puts facts into statements, asking about whom and what is not clear."""

    def __init__(self, register: Register, period_control: str | None = None) -> None:
        self._register = register
        self._period_control = period_control
        self._desk = register.desk
        self.said = Statements()
        self._places: dict[tuple[PersonId, str | None], set[int]] = {}
        self._tellers: dict[Kind, Callable[[Fact, Meant], None]] = {
            Kind.MARK: self._mark, Kind.ABSENT: self._absence, Kind.NEW_REASON: self._new_reason,
            Kind.LATE: self._late, Kind.REMARK: self._remark, Kind.EXEMPT: self._exempt,
            Kind.HERE: self._here,
        }  # fmt: skip

    def tell(self, facts: Sequence[Fact]) -> Statements:
        """The statements of all facts; those about «остальные» come last, when it is known who is left."""
        known: dict[int, Meant] = {}
        facts = self._spread(facts)
        sexes = {fact.start: fact.sex for fact in facts if fact.sex}
        for fact in (one for one in facts if one.who == "pupil"):
            if fact.start not in known and fact.mention is not None:
                known[fact.start] = self._register.who(
                    fact.mention, fact.setting, fact.start, fact.end, sexes.get(fact.start)
                )
            if not known[fact.start].left_out:
                self._tellers[fact.kind](fact, known[fact.start])
        for fact in (one for one in facts if one.who != "pupil"):
            self._of_many(fact)
        self._contradictions()
        return self.said

    def _spread(self, facts: Sequence[Fact]) -> Sequence[Fact]:
        """«н Зуева Сафина б»: whether the reason (or the minutes) is of the last name only or of all."""
        for last in (fact for fact in facts if fact.perhaps):
            others = [fact for fact in facts if fact.start in last.perhaps and fact.kind is last.kind]
            if self._of_all([*others, last]):
                facts = [
                    replace(fact, reason=last.reason, minutes=last.minutes) if fact in others else fact
                    for fact in facts
                ]
        return facts

    def _of_all(self, named: Sequence[Fact]) -> bool:
        last = named[-1]
        detail = last.reason or str(last.minutes)
        surnames = [self._register.text[one.start : one.end] for one in named]
        options = (Option("all", f"{', '.join(surnames)}: {detail}"), Option("last", f"{surnames[-1]}: {detail}"))
        about = f"{self._register.text[named[0].start : last.end]} {detail}"
        taken = self._desk.ask(Ask.TEXT, last.start, about, options)
        return taken is not None and taken.key == "all"

    def _mark(self, fact: Fact, meant: Meant) -> None:
        control = self._period_control or fact.control
        for value, of in self._values(fact, control):
            self._twice(fact, meant, of)
            self.said.marks.append(DraftMark(meant.pupil_id, value, of, fact.control_text, meant.candidates))

    def _values(self, fact: Fact, control: str | None) -> list[tuple[str, str | None]]:
        """The marks that a value stands for, each with its control."""
        if "/" in fact.value and fact.value[0].isdigit():
            return self._pair(fact, control)
        values = [fact.value] if fact.value in SCALE else self._strange(fact)
        return [(value, control) for value in values]

    def _twice(self, fact: Fact, meant: Meant, control: str | None) -> None:
        """The same pupil named at two places with marks of one control is likelier a slip than two marks."""
        if meant.pupil_id is None:
            return
        places = self._places.setdefault((meant.pupil_id, control), set())
        places.add(fact.start)
        if len(places) > 1:
            about = self._register.text[fact.start : fact.end]
            self._desk.ask(Ask.MARK, fact.start, f"{about} {fact.value}", (TAKE,), {"twice": "1"})

    def _pair(self, fact: Fact, control: str | None) -> list[tuple[str, str | None]]:
        """«4/3» with a dictation is the dictation and the grammar; with anything else it is asked."""
        first, second = fact.value.split("/")
        if control in _DICTATIONS and {first, second} <= SCALE:
            return [(first, control), (second, _GRAMMAR)]
        return [(value, control) for value in self._chosen(fact, [first, second])]

    def _strange(self, fact: Fact) -> list[str]:
        """A value outside the scale: kept as written while it is asked, unless it may be two marks."""
        digits = [digit for digit in fact.value if digit in "2345"]
        if fact.value.isdigit() and len(fact.value) > 1:
            return self._chosen(fact, digits if len(digits) == len(fact.value) == 2 else [])
        options = [Option(f"v{digit}", digit) for digit in digits] if len(fact.value) > 1 else [TAKE]
        taken = self._ask_mark(fact, options)
        if taken is SKIP:
            return []
        return [fact.value] if taken is None or taken is TAKE else [taken.label]

    def _chosen(self, fact: Fact, digits: Sequence[str]) -> list[str]:
        both = [Option("both", " ".join(digits))] if len(digits) == 2 else []
        options = both + [Option(f"v{digit}", digit) for digit in dict.fromkeys(digits)]
        taken = self._ask_mark(fact, options)
        if taken is None or taken is SKIP:
            return []
        return list(digits) if taken.key == "both" else [taken.label]

    def _ask_mark(self, fact: Fact, options: Sequence[Option]) -> Option | None:
        about = f"{self._register.text[fact.start : fact.end]} {fact.value}"
        return self._desk.ask(Ask.MARK, fact.start, about, (*options, SKIP), {"value": fact.value})

    def _absence(self, fact: Fact, meant: Meant) -> None:
        reason = Reason(fact.reason) if fact.reason else None
        known = [one for one in self.said.absences if one.pupil_id == meant.pupil_id and meant.pupil_id]
        absence = DraftAbsence(meant.pupil_id, reason, meant.candidates)
        if known and known[0].reason != reason:
            self._desk.ask(Ask.TEXT, fact.start, self._register.text[fact.start : fact.end], (SKIP,))
        if not known:
            self.said.absences.append(absence)

    def _new_reason(self, fact: Fact, meant: Meant) -> None:
        self.said.update = "absence_reason"
        self.said.absences.append(DraftAbsence(meant.pupil_id, Reason(fact.value), meant.candidates))

    def _late(self, fact: Fact, meant: Meant) -> None:
        self.said.lateness.append(DraftLateness(meant.pupil_id, fact.minutes, meant.candidates))

    def _remark(self, fact: Fact, meant: Meant) -> None:
        self.said.remarks.append(DraftRemark(meant.pupil_id, fact.value, meant.candidates))

    def _exempt(self, _: Fact, meant: Meant) -> None:
        if meant.pupil_id is not None:
            self.said.exempt.append(meant.pupil_id)

    def _here(self, _: Fact, meant: Meant) -> None:
        """«Сидоров был» speaks against a note."""
        if meant.pupil_id is not None and meant.pupil_id not in self.said.present:
            self.said.present.append(meant.pupil_id)

    def _of_many(self, fact: Fact) -> None:
        about = self._register.text[fact.start : fact.end]
        ask = Ask.REST if fact.who == "rest" else Ask.EVERYONE
        those = self._those(fact)
        if fact.kind not in (Kind.MARK, Kind.ABSENT) or (fact.kind is Kind.MARK and fact.value not in SCALE):
            self._desk.ask(Ask.UNSUPPORTED, fact.start, about, (SKIP,))
            return
        shown = {"count": str(len(those)), "names": ", ".join(self._register.names[one] for one in those)}
        taken = self._desk.ask(ask, fact.start, about, (TAKE, SKIP), shown)
        if taken is SKIP:
            return
        if fact.kind is Kind.ABSENT:
            reason = Reason(fact.reason) if fact.reason else None
            self.said.absences += [DraftAbsence(one, reason) for one in those]
        elif taken is TAKE:
            self.said.marks += [DraftMark(one, fact.value, fact.control, fact.control_text) for one in those]
        else:
            self.said.rest = DraftMark(None, fact.value, fact.control, fact.control_text)
            self.said.rest_count = len(those)

    def _those(self, fact: Fact) -> list[PersonId]:
        """Everyone but who was excepted; «остальные» are not those who were named, and marks not for absentees."""
        away = {one.pupil_id for one in self.said.absences}
        named = away | {one.pupil_id for one in self.said.marks} | {one.pupil_id for one in self.said.lateness}
        out = named if fact.who == "rest" else away if fact.kind is Kind.MARK else set()
        for atom in fact.excepted:
            if atom.mention is not None:
                meant = self._register.who(atom.mention, Setting.GENITIVE, atom.start, atom.end)
                out = out | {meant.pupil_id}
        return [one for one in self._register.everyone() if one not in out]

    def _contradictions(self) -> None:
        away = {one.pupil_id for one in self.said.absences if one.pupil_id is not None}
        for pupil in sorted(away & {*self.said.present}):
            self._desk.ask(Ask.TEXT, int(pupil), self._register.names[pupil])
        for pupil in sorted({one.pupil_id for one in self.said.lateness if one.pupil_id in away and one.pupil_id}):
            self._absent_and_late(pupil)
        for pupil in sorted({one.pupil_id for one in self.said.marks if one.pupil_id in away and one.pupil_id}):
            self._absent_with_mark(pupil)

    def _absent_and_late(self, pupil: PersonId) -> None:
        """While it is asked, late stands: whoever was late was there."""
        options = (Option("absent", "", "absent"), Option("late", "", "late"))
        taken = self._desk.ask(Ask.BOTH_ABSENT_AND_LATE, int(pupil), self._register.names[pupil], options)
        if taken is not None and taken.key == "absent":
            self.said.lateness = [one for one in self.said.lateness if one.pupil_id != pupil]
        else:
            self.said.absences = [one for one in self.said.absences if one.pupil_id != pupil]

    def _absent_with_mark(self, pupil: PersonId) -> None:
        options = (Option("absent", "", "absent"), Option("mark", "", "mark"), Option("both", "", "write_anyway"))
        taken = self._desk.ask(Ask.ABSENT_WITH_MARK, int(pupil), self._register.names[pupil], options)
        if taken is not None and taken.key == "absent":
            self.said.marks = [one for one in self.said.marks if one.pupil_id != pupil]
        if taken is not None and taken.key == "mark":
            self.said.absences = [one for one in self.said.absences if one.pupil_id != pupil]
