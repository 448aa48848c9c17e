"""The words of a push that brings a question to who answers it, or the answer to who asked (A28).

Words of people may name anybody: they come unasked only in `full`, else by a button, as letters do.
"""

from html import escape

from bot.common.question_data import Answer, Done, GoOn, ShowOwn, ShowQuestion
from bot.delivery.file_push import FilePush
from bot.i18n import Html, Texts
from bot.markup import shortened
from bot.names import NAMED, full_name
from core.consultations.model import ConsultationNews
from core.consultations.news import ANSWERED, ASKED, CLOSED
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


def question_files(delivery: Delivery, texts: Texts) -> tuple[FilePush, ...]:
    """The files of what was asked or answered; where its words do not come unasked, they do not either."""
    news = delivery.consultation
    event = (delivery.content or {}).get("event")
    if news is None or delivery.content_mode != FULL or event == CLOSED:
        return ()
    heading = (
        _asked_heading(_who(news, delivery.content_mode, texts), texts) if event == ASKED else _answer_heading(texts)
    )
    return tuple(FilePush(one, heading) for one in news.words.attachments)


def _under(heading: Html, news: ConsultationNews, texts: Texts) -> Html:
    """The words under a heading; of files only that there are some, so that a further one of an album changes none."""
    parts = [heading]
    if news.words.text:
        parts.append(Html(escape(news.words.text, quote=False)))
    if news.words.attachments:
        parts.append(texts.h("К сообщению приложены файлы, они ниже."))
    return Html("\n\n".join(parts))


def _asked_heading(who: str, texts: Texts) -> Html:
    return texts.h("❓ <b>Вопрос администратору</b> · {who}", who=who)


def _answer_heading(texts: Texts) -> Html:
    return texts.h("💬 <b>Школа ответила на ваш вопрос</b>")


def _asked(news: ConsultationNews, mode: str, texts: Texts) -> tuple[str, Buttons]:
    question = news.card.question
    opened = (texts.t("Открыть вопрос"), ShowQuestion(question=question.id, words=news.words.id, fresh=True).pack())
    if not question.waiting:
        return _settled(news, mode, texts), (opened,)
    who = _who(news, mode, texts)
    if mode != FULL:
        return texts.h("❓ Вопрос администратору: {who}. Откройте его кнопкой.", who=who), (opened,)
    text = _under(_asked_heading(who, texts), news, texts)
    answer = (texts.t("Ответить"), Answer(question=question.id, words=news.words.id, fresh=True).pack())
    return text, (answer, opened)


def _settled(news: ConsultationNews, mode: str, texts: Texts) -> Html:
    """It was answered, or is wanted no more."""
    by = news.card.answered_by
    done = texts.t("Вопрос закрыт.")
    if by is not None:
        done = texts.t(
            "На вопрос ответили: {who}.", who=full_name(by, mode) if mode in NAMED else texts.t("другой сотрудник")
        )
    if mode != FULL:
        return texts.h("✅ {done}", done=done)
    return _under(texts.h("✅ {done}", done=done), news, texts)


def _who(news: ConsultationNews, mode: str, texts: Texts) -> str:
    if news.card.asker is None:
        return texts.t("не подключён к школе")
    return full_name(news.card.asker, mode) if mode in NAMED else texts.t("без имени")


def _answer(news: ConsultationNews, mode: str, texts: Texts) -> tuple[str, Buttons]:
    question = news.card.question
    if mode != FULL:
        read = (texts.t("Прочитать ответ"), ShowOwn(question=question.id, fresh=True).pack())
        return texts.h("💬 Школа ответила на ваш вопрос. Откройте ответ кнопкой."), (read,)
    heading = _answer_heading(texts)
    if news.card.first.text:
        quoted = shortened(" ".join(news.card.first.text.split()), _QUOTED)
        heading = texts.h("{heading}\n<i>{question}</i>", heading=heading, question=quoted)
    text = _under(heading, news, texts)
    buttons = (
        (texts.t("Помогло, спасибо"), Done(question=question.id).pack()),
        (texts.t("Написать ещё"), GoOn(question=question.id, fresh=True).pack()),
    )
    return text, buttons


def _closed(news: ConsultationNews, texts: Texts) -> tuple[str, Buttons]:
    opened = (texts.t("Открыть вопрос"), ShowOwn(question=news.card.question.id, fresh=True).pack())
    text = texts.h("Школа закрыла ваш вопрос без ответа. Если он остался, напишите ещё или позвоните в школу.")
    return text, (opened,)
