"""What is said when a note leaves the lessons of a closed period as they are (P12)."""

from aiogram.utils.callback_answer import CallbackAnswer

from bot.i18n import Texts


def shut_words(shut: int, texts: Texts) -> str:
    """What was not changed and what helps; nothing where all was changed."""
    if not shut:
        return ""
    return texts.n(
        "Период закрыт: {n} пропуск остался как был. Изменить его можно по приказу директора, через учителя предмета.",
        "Период закрыт: {n} пропусков остались как были. Изменить их можно по приказу директора, через учителей"
        " предметов.",
        shut,
    )


def answer_with_shut(callback_answer: CallbackAnswer, done: str, shut: int, texts: Texts) -> None:
    """Say what was done; what was not is shown until it is read."""
    callback_answer.text = "\n".join(one for one in (done, shut_words(shut, texts)) if one)
    callback_answer.show_alert = bool(shut)
