"""The words of a chat that was linked or unlinked: what `core.people.links.news` tells (D13)."""

from bot.common.menu import Open, Place
from bot.i18n import Texts
from bot.names import written
from core.notifications.model import Delivery
from core.people.guardianships import PARTED
from core.people.links.news import ENDED, OWN, OWN_ENDED, PUPIL

Buttons = tuple[tuple[str, str], ...]


def link_push(delivery: Delivery, texts: Texts) -> tuple[str, Buttons]:
    """HTML and buttons: whose chat it is sees all of them at once, and can unlink the one that is not theirs."""
    event = (delivery.content or {})["event"]
    return _words(event, delivery, texts), own_chats(event, texts)


def own_chats(event: str, texts: Texts) -> Buttons:
    """The way to one's own chats, where it is about one of them."""
    if event not in (OWN, OWN_ENDED):
        return ()
    return ((texts.t("Подключённые чаты"), Open(place=Place.DEVICES).pack()),)


def _words(event: str, delivery: Delivery, texts: Texts) -> str:
    """The linked person and the children are names, the surname first."""
    if event == ENDED:
        return ended(texts)
    facts = delivery.content or {}
    mode = delivery.content_mode
    if event == PARTED:
        return _parted(written(facts["children"], mode), texts)
    who = written(facts["who"], mode)
    if event == OWN:
        return texts.h(
            "К вашей учётной записи подключён ещё один чат, теперь известия приходят и туда.\nЧья это запись: {who}\n\n"
            "Если вы этого не делали, нажмите кнопку, отключите тот чат и сообщите классному руководителю.",
            who=who,
        )
    if event == OWN_ENDED:
        return texts.h(
            "Один из ваших чатов отключён от школы.\nЧья это запись: {who}\n\n"
            "Если вы этого не делали, посмотрите, какие чаты остались, и сообщите классному руководителю.",
            who=who,
        )
    if event == PUPIL:
        return texts.h(
            "Подключился чат ученика: {who}\nТеперь ваш ребёнок видит здесь свой дневник. Писать учителям, сообщать о"
            " пропусках и менять что-либо он не может.\n\n"
            "Если для вас это неожиданность, сообщите классному руководителю или в школу.",
            who=who,
        )
    children = texts.list(written(child, mode) for child in facts["children"].split(", "))
    return texts.h(
        "К дневнику подключился ещё один представитель: {who}\nОн видит дневник тех же детей: {children}\n\n"
        "Если для вас это неожиданность, сообщите классному руководителю или в школу.",
        who=who,
        children=children,
    )


def _parted(child: str, texts: Texts) -> str:
    return texts.h(
        "<b>Дневник закрыт</b>: {child}\nПо спискам школы вы больше не представитель этого ребёнка. Известия о нём сюда"
        " не придут.\n\nЕсли это ошибка, сообщите в школу.",
        child=child,
    )


def ended(texts: Texts) -> str:
    """Whoever holds this telephone now learns nothing of anybody."""
    return texts.h(
        "Этот чат отключён: сообщения из школы сюда больше не придут.\n"
        "Чтобы подключиться снова, попросите в школе новый код и откройте /start."
    )
