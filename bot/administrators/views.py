"""The screens of a school's settings."""

from collections.abc import Iterator

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.administrators.switch_words import CORRECTIONS
from bot.common.menu import Open, Place, button, column
from bot.common.news_choices import OF_SCHOOL, choices, digest_label, mode_label, quiet_label
from bot.i18n import N_, Texts
from bot.screens import Screen
from core.deadlines.profiles import profile_of
from core.notifications.preferences import Topic, settled
from core.people.model import DISCREET, FULL, INITIALS
from core.settings.catalogue import CONTENT, DIGEST, QUIET
from core.settings.model import Own

_CONTENT = {
    FULL: N_("В мессенджер: всё"),
    INITIALS: N_("В мессенджер: имена инициалами"),
    DISCREET: N_("В мессенджер: без личных данных"),
}


class SetContent(CallbackData, prefix="content"):
    """What leaves for the messenger from now on. `sure_of` is the mode that held when it was asked «Точно?»."""

    mode: str
    sure_of: str = ""


def settings(texts: Texts, own: Own, *, administers: bool, saved: str | None = None) -> Screen:
    """What holds, with buttons for what may be changed here. `saved` is the key that was changed just now."""
    lines = [texts.h("<b>Настройки школы: {school}</b>", school=own.school.short_name)]
    if saved is not None:
        lines.append(texts.h("✅ Сохранено. {label}", label=_label(texts, own, saved)))
    news = texts.h(
        "Кнопки новостей — для семей, которые сами ничего не выбрали: нажмите на строку, чтобы изменить её. У кого есть"
        " свой выбор в /notifications, для тех он важнее."
    )
    content = [button(_label(texts, own, CONTENT), Open(place=Place.CONTENT))] if administers else []
    rules = [button(texts.t("Регламент: изменить"), Open(place=Place.SWITCHES))] if administers else []
    back = button(texts.t("← Назад"), Open(place=Place.HOME))
    keyboard = column(*content, *choices(texts, settled(own.news), OF_SCHOOL), *rules, back)
    return Screen("\n\n".join([*lines, "\n".join(_fixed(texts, own)), news]), keyboard)


def content(texts: Texts, own: Own) -> Screen:
    """What may leave for the messenger: the three modes, and which holds."""
    text = texts.h(
        "<b>Что уходит в мессенджер</b>\n"
        "<b>Всё</b>: имя ученика, отметки, задания, пропуски.\n"
        "<b>Имена инициалами</b>: то же, но вместо имени «С. Ё.»; учителю — «Ёлкина С.».\n"
        "<b>Без личных данных</b>: семье только то, что в дневнике есть новое; учителю — «Ёлкина С.».\n\n"
        "Отправленные раньше сообщения остаются в чатах как были."
    )
    back = button(texts.t("← Назад"), Open(place=Place.SCHOOL))
    return Screen(text, column(*(_mode(texts, mode, own.school.content_mode) for mode in _CONTENT), back))


def sure(texts: Texts, own: Own, mode: str) -> Screen:
    """Whether more personal data should really leave."""
    text = texts.h(
        "<b>Точно?</b>\n"
        "Сейчас: «{old}». Станет: «{new}».\n"
        "В мессенджер начнёт уходить больше личных данных детей. Закон это ограничивает: меняйте, только если так"
        " решила школа.",
        old=texts.t(_CONTENT[own.school.content_mode]),
        new=texts.t(_CONTENT[mode]),
    )
    yes = button(texts.t("Да, изменить"), SetContent(mode=mode, sure_of=own.school.content_mode))
    return Screen(text, column(yes, button(texts.t("Нет, оставить"), Open(place=Place.CONTENT))))


def _mode(texts: Texts, mode: str, current: str) -> InlineKeyboardButton:
    label = texts.t(_CONTENT[mode])
    return button(texts.t("✓ {label}", label=label) if mode == current else label, SetContent(mode=mode))


def _label(texts: Texts, own: Own, key: str) -> str:
    """What holds under a key, as its button says it."""
    news = settled(own.news)
    if key == CONTENT:
        return texts.t(_CONTENT[own.school.content_mode])
    if key == QUIET:
        return quiet_label(texts, news)
    if key == DIGEST:
        return digest_label(texts, news)
    topic = Topic(key.partition(".")[2])
    return mode_label(texts, topic, news.modes[topic])


def _fixed(texts: Texts, own: Own) -> Iterator[str]:
    """What is changed at the server only: the regulation, the zone."""
    school, profile = own.school, profile_of(own.school)
    yield texts.h("Регламент: {profile}", profile=school.profile)
    yield "• " + _when(texts, profile.entry_grace_days)
    if profile.late_entry_needs_reason:
        yield "• " + texts.h("Для поздней записи нужна причина.")
    if profile.late_entry_needs_approval:
        yield "• " + texts.h("Позднюю запись разрешает заместитель директора.")
    yield "• " + texts.n(
        "Отметку учитель исправляет сам {n} минуту, {later}.",
        "Отметку учитель исправляет сам {n} минут, {later}.",
        profile.free_correction_minutes,
        later=texts.t(CORRECTIONS[profile.correction]),
    )
    yield "• " + texts.n(
        "Через {n} день после четверти её уроки меняются только по приказу директора.",
        "Через {n} дней после четверти её уроки меняются только по приказу директора.",
        profile.period_close_days,
    )
    if profile.closed_through is not None:
        yield "• " + texts.h("Журнал закрыт по {day} включительно.", day=texts.day_month(profile.closed_through))
    yield texts.h("Часовой пояс: {zone}", zone=school.time_zone)
    yield texts.h("Пояс и названия меняют на сервере: <code>peremena school</code>.")


def _when(texts: Texts, grace: int) -> str:
    if not grace:
        return texts.t("Урок записывают в тот же день.")
    return texts.n(
        "Урок записывают не позже чем через {n} день.", "Урок записывают не позже чем через {n} дней.", grace
    )
