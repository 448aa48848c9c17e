"""What staff are told of applications: numbers only, in every content mode (E01, E07)."""

from bot.common.menu import Open, Place
from bot.i18n import Html, Texts
from core.applications.model import Event, Waits
from core.notifications.model import Delivery

Buttons = tuple[tuple[str, str], ...]


def reception_push(delivery: Delivery, texts: Texts) -> tuple[str, Buttons]:
    """HTML and a button to the list. LookupError for a row about nothing."""
    if delivery.waits is None:
        raise LookupError("no applications were counted")
    opened = ((texts.t("Открыть заявления"), Open(place=Place.APPLICATIONS).pack()),)
    match Event((delivery.content or {})["event"]):
        case Event.NEW:
            return _new(delivery.waits, texts), opened
        case Event.REGISTERED:
            return _registered(delivery.waits, texts), opened
        case Event.DUE:
            return _due(delivery.waits, texts), opened
        case Event.OVERDUE:
            return _overdue(delivery.waits, texts), opened


def _new(waits: Waits, texts: Texts) -> Html:
    count = texts.n(
        "Заявителя с паспортом ждёт {n} заявление.",
        "Заявителя с паспортом ждут {n} заявлений.",
        waits.received,
    )
    return texts.h("<b>Новое заявление на доступ к дневнику</b>\n{count}", count=count)


def _registered(waits: Waits, texts: Texts) -> Html:
    count = texts.n("Ждёт подключения {n} заявление.", "Ждут подключения {n} заявлений.", waits.registered)
    return texts.h("<b>Заявление зарегистрировано</b>\n{count} Подключить может координатор.", count=count)


def _due(waits: Waits, texts: Texts) -> Html:
    parts = [texts.h("<b>Срок решения по заявлениям</b>"), *_late(waits, texts)]
    if waits.soon:
        soon = texts.n(
            "В ближайшие два дня истекает срок у {n} заявления.",
            "В ближайшие два дня истекает срок у {n} заявлений.",
            waits.soon,
        )
        parts.append(texts.h("{soon}", soon=soon))
    return Html("\n".join(parts))


def _overdue(waits: Waits, texts: Texts) -> Html:
    title = texts.h("<b>Заявления ждут дольше положенного срока</b>")
    advice = texts.h("Канцелярии об этом напомнили. Проверьте, что мешает решить.")
    return Html("\n".join([title, *_late(waits, texts), advice]))


def _late(waits: Waits, texts: Texts) -> list[Html]:
    if not waits.overdue:
        return []
    count = texts.n("Просрочено {n} заявление.", "Просрочено {n} заявлений.", waits.overdue)
    late = texts.n("Самое давнее — на {n} день.", "Самое давнее — на {n} дней.", waits.late)
    return [texts.h("⚠️ {count} {late}", count=count, late=late)]
