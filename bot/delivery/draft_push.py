"""What a teacher and an operator are sent about an entry that changes hands (B17)."""

from bot.i18n import Texts
from bot.operators.cards import confirming_buttons, confirming_card
from bot.teachers.callbacks import Act, DraftAct
from bot.teachers.card import heading
from core.journal.operators.model import Hands
from core.journal.operators.notices import Event
from core.journal.quick_entry.naming import colleague_named
from core.notifications.model import TypedDraft

Buttons = tuple[tuple[str, str], ...]


def draft_push(typed: TypedDraft, event: str, content_mode: str, texts: Texts) -> tuple[str, Buttons]:
    """The text and the buttons."""
    show = DraftAct(act=Act.SHOW, draft=typed.draft.id).pack()
    hands = Hands(*(colleague_named(name, content_mode) for name in (typed.operator, typed.author)))
    if event == Event.HANDED:
        buttons = tuple((label, data.pack()) for label, data in confirming_buttons(typed.draft, texts))
        return confirming_card(typed.draft, hands, texts).text, buttons
    return _answer(typed, event, hands, texts), ((texts.t("Открыть запись"), show),)


def _answer(typed: TypedDraft, event: str, hands: Hands, texts: Texts) -> str:
    if event == Event.RECORDED:
        title = texts.h("✅ Учитель подтвердил вашу запись: {teacher}", teacher=hands.author)
    else:
        title = texts.h("↩️ Учитель не подтвердил запись: {teacher}. Черновик снова у вас.", teacher=hands.author)
    return f"{title}\n{heading(typed.draft.reading, texts)}"
