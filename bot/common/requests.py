"""The words of a request for approval: on deputies' screens, on teachers' and in pushes."""

import html

from bot.common.changes import change_lines, short_change
from bot.common.data_words import DETAILS, data_lines
from bot.common.reasons import reason_words
from bot.i18n import Html, Texts
from bot.names import full_name, short_name
from bot.period_names import period_name
from core.approvals.model import Card, Correction, DataChange, LateEntry, Matter, PeriodCorrection, State, Substitution
from core.ids import PersonId
from core.journal.quick_entry.naming import colleague_named


def request_text(card: Card, texts: Texts, content_mode: str, *, own: bool = False) -> str:
    """What is asked, by whom and why, and what was decided, as HTML; `own` is for who asked."""
    asked = asked_lines(card, texts, content_mode, own=own)
    return "\n".join([*asked, "", *status_lines(card, texts, content_mode, own=own)])


def asked_lines(card: Card, texts: Texts, content_mode: str, *, own: bool = False) -> list[str]:
    """The lesson, what is to become of it, who asks and why."""
    made = card.request.made
    if isinstance(made.matter, DataChange):
        return [lesson_line(card, texts), *data_lines(card, made.matter, texts, content_mode)]
    lines = [lesson_line(card, texts), *_matter(card, texts, content_mode)]
    lines.append(texts.h("Учитель: {name}", name=full_name(card.asker, content_mode)))
    if isinstance(made.matter, Substitution) and made.matter.busy and card.request.waiting:
        lines.append(_busy(texts, own=own))
    lines.append(texts.h("Причина: {reason}", reason=reason_words(made.reason, texts)))
    if made.order is not None:
        lines.append(
            texts.h("Приказ № {number} от {day}", number=made.order.number, day=texts.day_month(made.order.day))
        )
    return lines


def lesson_line(card: Card, texts: Texts) -> str:
    """«5А · Математика · вт 13 октября, 2-й урок»."""
    day = texts.day(card.day) if card.day else ""
    if day and card.number:
        day = texts.t("{day}, {number}-й урок", day=day, number=card.number)
    return f"<b>{html.escape(' · '.join(part for part in (card.class_title, card.subject_name, day) if part))}</b>"


def short_request(card: Card, texts: Texts, content_mode: str) -> str:
    """A line for a button, as plain text."""
    matter, parts = card.request.made.matter, [card.class_title, card.subject_name]
    if card.day:
        parts.append(texts.day_month(card.day))
    match matter:
        case Correction():
            parts.append(short_change(matter.changes[0], lambda pupil: _name(card, pupil, content_mode), texts))
        case LateEntry():
            parts.append(texts.t("запись позже срока"))
        case DataChange():
            parts += [_name(card, matter.person_id, content_mode), texts.t(DETAILS[matter.detail])]
        case PeriodCorrection():
            parts += [_name(card, matter.pupil_id, content_mode), f"{matter.old} → {matter.new}"]
        case Substitution():
            parts.append(texts.t("замена: {name}", name=colleague_named(card.asker, content_mode)))
    return " · ".join(part for part in parts if part)


def status_lines(card: Card, texts: Texts, content_mode: str, *, own: bool = False) -> list[Html]:
    """Where the request stands, with who decided and what was answered; `own` is for who asked."""
    request = card.request
    who = full_name(card.decider, content_mode) if card.decider else ""
    match request.state:
        case State.WAITING:
            return [texts.h("⏳ Ждёт решения")]
        case State.ALLOWED:
            return [texts.h("✅ Разрешено: {who}", who=who)]
        case State.REFUSED:
            answer = [texts.h("Ответ: {answer}", answer=reason_words(request.answer, texts))] if request.answer else []
            return [texts.h("✖️ Отклонено: {who}", who=who), *answer]
        case State.WITHDRAWN if isinstance(request.made.matter, DataChange):
            return [texts.h("↩️ Запрос отозван")]
        case State.WITHDRAWN:
            return [texts.h("↩️ Учитель отозвал запрос")]
        case State.OUTDATED:
            return [_outdated(request.made.matter, texts, own=own)]


def _outdated(matter: Matter, texts: Texts, *, own: bool) -> Html:
    """Why what was allowed did not come about, and what to do."""
    if isinstance(matter, Substitution):
        return _not_given(texts, own=own)
    if not isinstance(matter, DataChange):
        return _outdated_for_staff(texts)
    return texts.h(
        "⚠️ Не внесено: с тех пор, как об этом просили, в списках школы записали другое. Проверьте данные и,"
        " если нужно, попросите заново: /mydata."
    )


def _busy(texts: Texts, *, own: bool) -> Html:
    return texts.h("⚠️ В это время у вас свой урок.") if own else texts.h("⚠️ В это время у него свой урок.")


def _not_given(texts: Texts, *, own: bool) -> Html:
    if own:
        return texts.h(
            "⚠️ Замена не назначена: расписание с тех пор изменилось. Посмотрите, кто ведёт этот урок теперь и"
            " свободны ли вы, и, если нужно, попросите заново: /lessons."
        )
    return texts.h(
        "⚠️ Замена не назначена: расписание с тех пор изменилось. Посмотрите, кто ведёт этот урок теперь и есть"
        " ли у учителя свой урок в это время: /substitutions."
    )


def _outdated_for_staff(texts: Texts) -> Html:
    return texts.h(
        "⚠️ Не внесено: с тех пор, как об этом просили, запись в журнале изменилась или её период закрыт."
        " Проверьте её и, если нужно, исправьте заново: в закрытом периоде бот спросит приказ директора."
    )


def _matter(card: Card, texts: Texts, content_mode: str) -> list[Html]:
    matter = card.request.made.matter
    match matter:
        case Correction():
            return change_lines(matter.changes, lambda pupil: _name(card, pupil, content_mode), texts)
        case LateEntry():
            return [
                Html(texts.n("Запись через {n} день после урока", "Запись через {n} дней после урока", matter.days))
            ]
        case DataChange():
            return data_lines(card, matter, texts, content_mode)
        case PeriodCorrection():
            name, period = _name(card, matter.pupil_id, content_mode), period_name(matter.period, texts)
            change = f"{matter.old} → {matter.new}"
            return [texts.h("Отметка за {period}: {name}, {change}", period=period, name=name, change=change)]
        case Substitution():
            old, new = (colleague_named(one, content_mode) for one in (card.names[matter.teacher_id], card.asker))
            return [texts.h("Проведёт: <s>{old}</s> → {new}", old=old, new=new)]


def _name(card: Card, pupil: PersonId, content_mode: str) -> str:
    return short_name(card.names[pupil], content_mode) if pupil in card.names else "?"
