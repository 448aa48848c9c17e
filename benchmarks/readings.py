"""What reading one message costs with a class of thirty, without database and messenger."""

import time
from dataclasses import replace

from benchmarks.figures import Series
from core.ids import PersonId
from core.journal.quick_entry.model import ClassList, EntryContext
from core.journal.quick_entry.service import interpret
from core.people.model import Enrolled, Name, Person
from tests.core.journal.quick_entry.reading import DAY
from tests.core.journal.quick_entry.school import SCHOOL, sample_school

PUPILS = 30
ROUNDS, READINGS = 20, 5
MESSAGES = {
    "one mark": "5А Ким 5",
    "a lesson": "5А матем дз п.7 №213-215 на чт; 5 Ёлкина, 4 Жуков, н Сидоров б, опозд Петров 10 мин",
    "dictated": "пятый а математика домашнее задание параграф двенадцать пятёрка иванова полина четвёрка ким",
    "with typos": "5а матиматика кузмина 5, чернышова 4, нурмухамедова 3",
    "Latin layout": "5f vfntv rbv 5, ,tkjd 4",
    "questions": "5А Иванов 5, Куз 4, остальные 3",
}


def measure() -> list[Series]:
    """Milliseconds per message in interleaved rounds: one kind of message after another, then a mark for everybody."""
    context = _context()
    everybody = ", ".join(f"{one.pupil.name.short} {2 + place % 4}" for place, one in enumerate(_fifth(context).pupils))
    messages = MESSAGES | {f"{PUPILS} marks": f"5А {everybody}"}
    series = {name: Series(name, "ms") for name in messages}
    for text in messages.values():
        interpret(text, context)
    for _ in range(ROUNDS):
        for name, text in messages.items():
            series[name].values.append(_milliseconds(text, context))
    return list(series.values())


def _milliseconds(text: str, context: EntryContext) -> float:
    begun = time.perf_counter()
    for _ in range(READINGS):
        assert interpret(text, context).drafts
    return (time.perf_counter() - begun) * 1000 / READINGS


def _context() -> EntryContext:
    """The sample school's maths teacher, whose class 5А is filled up to thirty."""
    context = sample_school().context("T1", DAY)
    fifth = _fifth(context)
    more = ("Шарипов", "Юнусова")[: PUPILS - len(fifth.pupils)]
    added = tuple(_pupil(9000 + number, surname, fifth) for number, surname in enumerate(more))
    full = replace(fifth, pupils=(*fifth.pupils, *added))
    return replace(context, classes=tuple(full if one is fifth else one for one in context.classes))


def _fifth(context: EntryContext) -> ClassList:
    return next(one for one in context.classes if one.school_class.title == "5А")


def _pupil(number: int, surname: str, of: ClassList) -> Enrolled:
    return Enrolled(Person(PersonId(number), SCHOOL, Name(surname, "Саша")), of.pupils[0].from_day, None)
