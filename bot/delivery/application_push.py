"""What an applicant is told of an application: numbers and its state, in every content mode (E07)."""

from collections.abc import Mapping

from bot.common.application_words import reason_text
from bot.common.menu import Open, Place
from bot.i18n import Html, Texts
from core.applications.model import State

Buttons = tuple[tuple[str, str], ...]


def application_push(content: Mapping[str, str], texts: Texts) -> tuple[str, Buttons]:
    """HTML and buttons. LookupError."""
    state, number = State(content["event"]), content["number"]
    if state is State.CONNECTED:
        return _connected(number, texts), ((texts.t("Что здесь есть"), Open(place=Place.HOME).pack()),)
    opened = ((texts.t("Мои заявления"), Open(place=Place.APPLY).pack()),)
    if state is State.CHECKED:
        return texts.h("Заявление № {number}: паспорт предъявлен, имена сверены.", number=number), opened
    if state is State.REGISTERED:
        registered = texts.h(
            "Заявление № {number} зарегистрировано в журнале под № {register}. Осталось подключить дневник.",
            number=number,
            register=content["register"],
        )
        return registered, opened
    return _refused(number, content.get("reason", ""), texts), opened


def _connected(number: str, texts: Texts) -> Html:
    return texts.h(
        "<b>Дневник подключён</b>\nЗаявление № {number} выполнено: новости об учёбе ребёнка будут приходить сюда.\n"
        "Кто открывает этот чат, тот видит дневник: не давайте телефон посторонним. Отключиться можно командой"
        " /unlink.",
        number=number,
    )


def _refused(number: str, reason: str, texts: Texts) -> Html:
    if not reason:
        return texts.h("Заявление № {number}: школа отказала. Подробности покажет /apply.", number=number)
    return texts.h(
        "Заявление № {number}: школа отказала.\nПричина: {reason}\nЕсли это ошибка, обратитесь в канцелярию школы или"
        " подайте новое заявление: /apply",
        number=number,
        reason=reason_text(reason, texts),
    )
