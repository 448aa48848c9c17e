"""How a period is called: «1 четверть», «2 полугодие», «год»."""

from bot.i18n import Texts
from core.journal.periods.model import Span


def period_name(code: str, texts: Texts) -> str:
    """The period of a code («q1», «h2», «y»), as after «за»."""
    span, number = Span(code[0]), code[1:]
    if span is Span.QUARTER:
        return texts.t("{number} четверть", number=number)
    return texts.t("{number} полугодие", number=number) if span is Span.HALF_YEAR else texts.t("год")
