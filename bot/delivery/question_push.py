"""The words of a push that brings a question to who answers it, or the answer to who asked (A28).

Words of people may name anybody: they come unasked only in `full`, else by a button, as letters do.
"""

from bot.common.question_data import Answer, Done, GoOn, ShowOwn, ShowQuestion
from bot.i18n import Html, Texts
from bot.markup import shortened
from bot.names import NAMED, full_name
from core.consultations.model import ConsultationNews
from core.consultations.news import ANSWERED, ASKED
from core.notifications.model import Delivery
from core.people.model import FULL

Buttons = tuple[tuple[str, str], ...]
_QUOTED = 200
"""Characters of the question above its answer."""


def question_push(delivery: Delivery, texts: Texts) -> tuple[str, Buttons]:
    """HTML and buttons. LookupError for a row of which nothing is left."""
    news = delivery.consultation
    if news is None:
        raise LookupError("the question is nobody's to read")
    event = (delivery.content or {})["event"]
    if event == ASKED:
        return _asked(news, delivery.content_mode, texts)
    return _answer(news, delivery.content_mode, texts) if event == ANSWERED else _closed(news, texts)


def _asked(news: ConsultationNews, mode: str, texts: Texts) -> tuple[str, Buttons]:
    question = news.card.question
    opened = (texts.t("Открыть вопрос"), ShowQuestion(question=question.id, words=news.words.id, fresh=True).pack())
    if not question.waiting:
        return _settled(news, mode, texts), (opened,)
    who = _who(news, mode, texts)
    if mode != FULL:
        return texts.h("❓ Вопрос администратору: {who}. Откройте его кнопкой.", who=who), (opened,)
    text = texts.h("❓ <b>Вопрос администратору</b> · {who}\n\n{text}", who=who, text=news.words.text)
    answer = (texts.t("Ответить"), Answer(question=question.id, words=news.words.id, fresh=True).pack())
    return text, (answer, opened)


def _settled(news: ConsultationNews, mode: str, texts: Texts) -> Html:
    """It was answered, or is wanted no more."""
    by = news.card.answered_by
    done = texts.t("Вопрос закрыт.")
    if by is not None:
        done = texts.t(
            "Вопрос отвечен: {who}.", who=full_name(by, mode) if mode in NAMED else texts.t("другой сотрудник")
        )
    if mode != FULL:
        return texts.h("✅ {done}", done=done)
    return texts.h("✅ {done}\n\n{text}", done=done, text=news.words.text)


def _who(news: ConsultationNews, mode: str, texts: Texts) -> str:
    if news.card.asker is None:
        return texts.t("не подключён к школе")
    return full_name(news.card.asker, mode) if mode in NAMED else texts.t("без имени")


def _answer(news: ConsultationNews, mode: str, texts: Texts) -> tuple[str, Buttons]:
    question = news.card.question
    if mode != FULL:
        read = (texts.t("Прочитать ответ"), ShowOwn(question=question.id, fresh=True).pack())
        return texts.h("💬 Школа ответила на ваш вопрос. Откройте ответ кнопкой."), (read,)
    text = texts.h(
        "💬 <b>Школа ответила на ваш вопрос</b>\n<i>{question}</i>\n\n{text}",
        question=shortened(" ".join(news.card.first.text.split()), _QUOTED),
        text=news.words.text,
    )
    buttons = (
        (texts.t("Помогло, спасибо"), Done(question=question.id).pack()),
        (texts.t("Написать ещё"), GoOn(question=question.id, fresh=True).pack()),
    )
    return text, buttons


def _closed(news: ConsultationNews, texts: Texts) -> tuple[str, Buttons]:
    opened = (texts.t("Открыть вопрос"), ShowOwn(question=news.card.question.id, fresh=True).pack())
    text = texts.h("Школа закрыла ваш вопрос без ответа. Если он остался, напишите ещё или позвоните в школу.")
    return text, (opened,)
