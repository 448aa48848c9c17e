"""Every option of a question has words on its button: the messenger refuses a card with an empty one."""

from zoneinfo import ZoneInfo

import pytest

from bot.i18n import texts
from bot.teachers.questions import option_label
from core.journal.quick_entry.asking import SKIP, TAKE
from core.journal.quick_entry.model import Option

RUSSIAN = texts("ru", ZoneInfo("Europe/Moscow"))


@pytest.mark.parametrize(
    ("option", "label"),
    [
        (SKIP, "Пропустить"),
        (TAKE, "Да, записать так"),
        (Option("whole", ""), "Весь класс"),
        (Option("none", ""), "Без срока"),
        (Option("mark", "", "mark"), "Отметка"),
        (Option("both", "", "write_anyway"), "Всё равно записать"),
        (Option("write", "Ким Арина", "write_anyway"), "Ким Арина: всё равно записать"),
        (Option("2026-10-15", "2026-10-15"), "чт 15 октября"),
        (Option("l2", "2"), "2"),
    ],
)
def test_labels(option: Option, label: str) -> None:
    assert option_label(option, RUSSIAN) == label
