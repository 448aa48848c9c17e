"""The calendar for a telephone: what it gives, its address, and that the address is a secret."""

from bot.common.diary_data import ChangeFeed, OpenDiary, Section, SendCalendar
from bot.common.menu import button
from bot.guardians.diary_frame import Family, keyboard
from bot.i18n import Html, Texts
from bot.screens import Screen
from core.diary.feeds.model import OwnFeed
from core.diary.model import Own


def calendar_screen(found: OwnFeed, family: Family, address: str | None, url: str | None, texts: Texts) -> Screen:
    """`address` is shown when it is new and never again; without `url` the school serves no addresses."""
    pupil = found.own.child.pupil.id
    lines: list[str] = [
        texts.h("<b>{child}</b> · календарь телефона", child=family.label(found.own, texts)),
        "",
        _contents(found.own, texts),
        "",
        *_address(found, address, url, texts),
    ]
    asked = texts.t("Новый адрес") if found.made_at else texts.t("Получить адрес")
    new = [button(asked, ChangeFeed(pupil=pupil, new=True))] if url else []
    end = [button(texts.t("Отозвать адрес"), ChangeFeed(pupil=pupil, new=False))] if found.made_at else []
    file = [button(texts.t("Прислать файлом"), SendCalendar(pupil=pupil))]
    back = [button(texts.t("‹ По дням"), OpenDiary(pupil=pupil))]
    others = family.others(found.own, Section.CALENDAR, texts)
    return Screen("\n".join(lines), keyboard([[*new, *end], file, back, *others], texts))


def file_caption(own: Own, family: Family, texts: Texts) -> Html:
    """Whose it is, and that a file stays as it is."""
    return texts.h(
        "<b>{child}</b> · календарь. Откройте файл, и телефон предложит добавить события. Файл не обновляется: об"
        " изменениях в нём вы не узнаете.",
        child=family.label(own, texts),
    )


def _contents(own: Own, texts: Texts) -> Html:
    if not own.personal:
        return texts.h(
            "Время уроков на прошлую, эту и следующие четыре недели, с отменами. Предметов, заданий и имён в календаре"
            " нет: так решила школа."
        )
    return texts.h(
        "Уроки с заменами и отменами на прошлую, эту и следующие четыре недели и домашние задания, которые впереди."
        " Имён, отметок и пропусков в календаре нет."
    )


def _address(found: OwnFeed, address: str | None, url: str | None, texts: Texts) -> list[str]:
    if address is not None:
        return [
            texts.h("Ваш адрес, нажмите на него, чтобы скопировать:\n<code>{address}</code>", address=address),
            "",
            texts.h(
                "<b>iPhone:</b> «Календарь» → «Календари» → «Добавить» → «Подписной календарь».\n<b>Google:</b> на"
                " компьютере calendar.google.com → «Другие календари» → «Добавить по URL»."
            ),
            "",
            texts.h(
                "⚠ Кто знает адрес, тот видит расписание ребёнка: никому его не пересылайте. Второй раз бот его не"
                " покажет. Потеряли — возьмите новый, прежний сразу перестанет работать."
            ),
        ]
    if url is None:
        return [texts.h("Адрес, по которому календарь обновляется сам, школа пока не включила. Возьмите файл.")]
    if found.made_at is None:
        return [texts.h("По адресу календарь обновляется сам, раз в несколько часов. Адрес — только ваш.")]
    return [
        texts.h("Адрес вы получили {day}. Показать его ещё раз нельзя.", day=texts.day_month(found.made_at)),
        texts.h("Возьмёте новый — прежний сразу перестанет работать."),
    ]
