"""What a tap on a pupil says, once it was chosen above the list: where the pupil is, or a remark."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.i18n import N_, Texts
from core.ids import PersonId
from core.journal.taps.model import Attends, RollLine
from core.journal.taps.statements import Attending, Remarking

SIGN = "@"
"""With which the name of a paint begins, in place of a mark."""


@dataclass(frozen=True, slots=True)
class Paint:
    """Where a pupil is, with minutes, or a remark; `typed`: the words of the remark come in the next message."""

    label: str
    attends: Attends | None = None
    minutes: int | None = None
    remark: str | None = None
    typed: bool = False

    def shows(self, texts: Texts) -> str:
        """Its button."""
        return texts.t("оп. {n} мин", n=self.minutes) if self.minutes else texts.t(self.label)

    def on(self, line: RollLine) -> bool:
        """Whether the draft says it of this pupil already."""
        if self.attends is not None:
            return (line.attends, line.minutes) == (self.attends, self.minutes)
        return self.remark in line.remarks

    def said(self, pupil_id: PersonId, *, on: bool) -> Attending | Remarking:
        """What a tap says: that it is so, or that the pupil is at the lesson and has no such remark."""
        if self.attends is not None:
            return Attending(pupil_id, self.attends if on else Attends.HERE, self.minutes if on else None)
        return Remarking(pupil_id, self.remark or "", on)


ABSENCES: Mapping[str, Paint] = {
    "@n": Paint(N_("н"), Attends.ABSENT),
    "@b": Paint(N_("болезнь"), Attends.ILL),
    "@u": Paint(N_("уваж."), Attends.EXCUSED),
    "@nu": Paint(N_("неуваж."), Attends.UNEXCUSED),
}
LATENESS: Mapping[str, Paint] = {f"@l{n}": Paint("", Attends.LATE, n) for n in (5, 10, 15, 20)}
OTHERS: Mapping[str, Paint] = {
    "@ex": Paint(N_("освобождение"), Attends.EXEMPT),
    "@r1": Paint(N_("не готов"), remark="не готов(а) к уроку"),
    "@r2": Paint(N_("нет формы"), remark="нет формы"),
    "@rt": Paint(N_("своё замечание"), typed=True),
}
PAINTS: Mapping[str, Paint] = {**ABSENCES, **LATENESS, **OTHERS}
