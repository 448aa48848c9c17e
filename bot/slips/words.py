"""What stands on a slip."""

from dataclasses import dataclass

from bot.i18n import Texts
from core.people.links.model import Slip
from core.people.links.rules import grouped
from core.people.model import School


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one slip, top to bottom. `link` is what the QR code holds; None prints none."""

    school: str
    title: str
    name: str
    children: str
    uid: str
    code_label: str
    code: str
    link: str | None
    steps: tuple[str, ...]
    expiry: str
    warning: str


def words(texts: Texts, school: School, slip: Slip, link: str | None) -> Words:
    """The slip of one person in one language."""
    return Words(
        school=school.short_name,
        title=_title(texts, slip),
        name=slip.person.name.full,
        children=_whose(texts, slip),
        uid=slip.person.uid or "—",
        code_label=texts.t("Код"),
        code=grouped(slip.code),
        link=link,
        steps=_steps(texts, link),
        expiry=texts.t("Код действует до {day} и только один раз.", day=texts.day_month(slip.expires)),
        warning=texts.t("Код никому не показывайте и не пересылайте: он открывает ваш доступ к данным школы."),
    )


def _title(texts: Texts, slip: Slip) -> str:
    if slip.children or slip.class_title:
        return texts.t("Школьный дневник в Telegram")
    return texts.t("Журнал школы в Telegram")


def _whose(texts: Texts, slip: Slip) -> str:
    """Whose diary it opens: the children's, or the pupil's own."""
    named = [",\u00a0".join(filter(None, (one.pupil.name.short, one.class_title))) for one in slip.children]
    own = [texts.t("{title}, свой дневник", title=slip.class_title)] if slip.class_title else []
    return "; ".join((*own, *named))


def _steps(texts: Texts, link: str | None) -> tuple[str, ...]:
    if link is None:
        return (
            texts.t("Откройте в Telegram бота школы: его имя вам назовут в школе."),
            texts.t("Нажмите «Запустить» и пришлите одним сообщением UID и код."),
            texts.t("Бот ответит, что чат подключён."),
        )
    return (
        texts.t("Наведите камеру телефона на QR-код и откройте ссылку в Telegram."),
        texts.t("Нажмите «Запустить». Бот ответит, что чат подключён."),
        texts.t("Не вышло? Найдите бота @{bot} и пришлите ему одним сообщением UID и код.", bot=_bot(link)),
    )


def _bot(link: str) -> str:
    return link.removeprefix("https://t.me/").partition("?")[0]
