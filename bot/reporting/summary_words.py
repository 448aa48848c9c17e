"""A summary in words, on the screen and in the message that comes by itself; each number leads somewhere."""

from collections.abc import Iterator

from bot.common.menu import Open, Place
from bot.i18n import N_, Html, Texts
from bot.reporting.data import ShowUnreached
from bot.reporting.words import families_line, gained_line
from core.reporting.summary import Lessons, Period, Scope, Summary

Buttons = tuple[tuple[str, str], ...]

TITLES = {Scope.DAY: N_("День"), Scope.WEEK: N_("Неделя"), Scope.MONTH: N_("Месяц")}


def summary_text(of: Summary, texts: Texts) -> str:
    """The figures: what was taught, then what waits for the reader, then families."""
    parts = (_title(of, texts), "\n".join(_taught(of, texts)), "\n".join(_waiting(of, texts)), _families(of, texts))
    return "\n\n".join(part for part in parts if part)


def past_text(of: Period, texts: Texts) -> str:
    """What is known of days that are over, and what is not."""
    parts = (_title(of, texts), "\n".join(_taught(of, texts)), _connected(of, texts), _unknown(texts))
    return "\n\n".join(parts)


def _connected(of: Period, texts: Texts) -> Html:
    if not of.families.total:
        return texts.h("В списках классов тогда ещё не было учеников.")
    line, day = families_line(of.families, texts), texts.day_month(of.last)
    return texts.h("{line} — на {day}. {gained}", line=line, day=day, gained=_gained(of, texts))


def _gained(of: Period, texts: Texts) -> str:
    week, gained = of.scope is Scope.WEEK, of.families.gained
    if not gained:
        return texts.t("За ту неделю ничего не изменилось.") if week else texts.t("За тот месяц ничего не изменилось.")
    more = f"{gained:+d}".replace("-", "−")
    return texts.t("За ту неделю: {n}.", n=more) if week else texts.t("За тот месяц: {n}.", n=more)


def _unknown(texts: Texts) -> Html:
    return texts.h(
        "Уроки и пропуски — по журналу, каким он стал сегодня, семьи — по датам подключений. Какие дела тогда ждали и"
        " до кого не доходили сообщения, не хранится."
    )


def summary_links(of: Summary, texts: Texts) -> Buttons:
    """Where each number is dealt with; what is nothing has no button."""
    work = of.work
    wanted = (
        (work.overdue + work.today + work.handed, N_("Что сделать: {n}"), Open(place=Place.DUE)),
        (work.requests, N_("Согласования: {n}"), Open(place=Place.APPROVALS)),
        (work.applications, N_("Заявления: {n}"), Open(place=Place.APPLICATIONS)),
        (of.absent.days, N_("Кто отсутствует"), Open(place=Place.ABSENCES)),
        (of.unreachable, N_("Сообщения не доходят: {n}"), ShowUnreached()),
        (of.families.total, N_("Кто подключён"), Open(place=Place.ADOPTION)),
    )
    return tuple((texts.t(label, n=count), data.pack()) for count, label, data in wanted if count)


def _title(of: Period, texts: Texts) -> Html:
    days = texts.day(of.last)
    if of.first != of.last:
        days = texts.t("{first} — {last}", first=texts.day_month(of.first), last=texts.day_month(of.last))
    return texts.h("<b>{title}</b> · {days}", title=texts.t(TITLES[of.scope]), days=days)


def _taught(of: Period, texts: Texts) -> Iterator[Html]:
    if of.scope is Scope.DAY:
        return
    if not of.sums.total:
        yield texts.h("Уроков в эти дни не было или школа ещё не начала вести здесь журнал.")
    else:
        yield lessons_lines(of.sums, texts)
    if of.absent.days:
        yield texts.h(
            "<b>Пропуски</b> всех учеников вместе: {days}, без причины: {unexplained}",
            days=texts.n("{n} день", "{n} дней", of.absent.days),
            unexplained=of.absent.unexplained,
        )


def lessons_lines(sums: Lessons, texts: Texts) -> Html:
    """How many there were, and a line for each way in which any of them stand in the journal."""
    counted = (
        (sums.in_time, N_("✅ записаны в тот же день: {n} ({percent}\u00a0%)")),
        (sums.late, N_("🕗 записаны позже: {n}")),
        (sums.missing, N_("❗ не записаны или не до конца: {n}")),
    )
    lines = [texts.h("<b>Уроки: {n}</b>", n=sums.total)]
    for count, label in counted:
        if count:
            lines.append(texts.h("{line}", line=texts.t(label, n=count, percent=count * 100 // sums.total)))
    return Html("\n".join(lines))


def _waiting(of: Summary, texts: Texts) -> Iterator[Html]:
    work = of.work
    counted = (
        (work.overdue, N_("❗ Ваши дела просрочены: {n}")),
        (work.today, N_("Ваши дела на сегодня: {n}")),
        (work.handed, N_("❗ Другие не сделали вовремя: {n}")),
        (work.requests, N_("Ждут вашего решения: {n}")),
        (work.late_applications, N_("❗ Заявления просрочены: {n}")),
        (work.applications, N_("Заявления ждут: {n}")),
        (of.unreachable, N_("🚫 Сообщения не доходят, человек: {n}")),
    )
    lines = [texts.h("{line}", line=texts.t(label, n=count)) for count, label in counted if count]
    yield from lines or [texts.h("Ничего не ждёт вашего участия.")]


def _families(of: Summary, texts: Texts) -> Html:
    if not of.families.total:
        return texts.h("В списках классов ещё нет учеников.")
    line, gained = families_line(of.families, texts), gained_line(of.families, texts)
    return texts.h("{line}. {gained}", line=line, gained=gained)
