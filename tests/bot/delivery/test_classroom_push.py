"""What class teachers and coordinators are told: the question of a return, an error in a list."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.delivery.rendering import Rendered, render
from bot.i18n import texts
from core.ids import ChatKey, OutboxId, SchoolId
from core.notifications.model import Delivery, Kind, Operation
from core.people.links.model import Address

MOSCOW = ZoneInfo("Europe/Moscow")
RETURN = {"note": "7", "pupil": "Сидоров Егор", "since": "2026-10-13", "day": "2026-10-15", "number": "2"}
ERROR = {"title": "5А", "who": "Морозова Анна Сергеевна", "text": "Белов <ушёл>", "month": "2026-10-01"}


def shown(kind: Kind, content: dict[str, str], mode: str = "full", language: str = "ru") -> Rendered:
    row = (OutboxId(1), SchoolId(1), ChatKey(1), kind, Operation.SEND, 0, None, content)
    delivery = Delivery(*row, Address("telegram", "1", "1"), None, "Europe/Moscow", mode, False, None, None)
    return render(delivery, texts(language, MOSCOW))


def test_a_return_is_asked_with_one_tap() -> None:
    message = shown(Kind.RETURN, RETURN)
    assert "<b>Сидоров Егор: снова в школе?</b>" in message.text
    assert "Отмечен на уроке 2 · чт 15 октября, а записка с 13 октября ещё открыта" in message.text
    day = datetime(2026, 10, 15, tzinfo=UTC).toordinal()
    assert message.buttons[0] == ("Снова в школе с 15 октября", f"back:7:{day}")
    assert max(len(data.encode()) for _, data in message.buttons) <= 64


def test_an_error_is_told_with_the_words_of_the_class_teacher() -> None:
    message = shown(Kind.ROSTER, ERROR)
    assert "<b>Ошибка в списке 5А</b> · сверка за октябрь 2026\nБелов &lt;ушёл&gt;" in message.text
    assert "Морозова Анна Сергеевна" in message.text


def test_names_go_no_further_than_the_school_allows() -> None:
    assert "Е. С.: снова в школе?" in shown(Kind.RETURN, RETURN, "initials").text
    for kind, content in ((Kind.RETURN, RETURN), (Kind.ROSTER, ERROR)):
        for mode in ("initials", "discreet"):
            text = shown(kind, content, mode).text
            assert not any(word in text for word in ("Егор", "Сидоров", "Белов", "Морозова"))
    assert "5А" not in shown(Kind.ROSTER, ERROR, "discreet").text


def test_in_english() -> None:
    assert "back at school?" in shown(Kind.RETURN, RETURN, language="en").text
    assert "Error in the list of 5А" in shown(Kind.ROSTER, ERROR, language="en").text
