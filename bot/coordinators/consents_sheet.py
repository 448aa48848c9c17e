"""The register of consents as a workbook (O01)."""

from collections.abc import Iterator, Sequence

from bot.common.consent_words import standing
from bot.i18n import N_, Texts
from bot.names import full_name, short_name
from bot.sheets import table
from core.consents.register import Register

_COLUMNS = (
    (N_("Класс"), 10),
    (N_("Ребёнок"), 34),
    (N_("Родитель"), 40),
    (N_("Согласие"), 60),
    (N_("Редакция"), 12),
)


def workbook(found: Register, texts: Texts) -> bytes:
    """A line for each guardian and child."""
    columns = [(texts.t(label), width) for label, width in _COLUMNS]
    return table(texts.t("Согласия"), columns, _rows(found, texts))


def _rows(found: Register, texts: Texts) -> Iterator[Sequence[object]]:
    mode = found.school.content_mode
    for one in found.entries:
        names = (short_name(one.pupil.name, mode), full_name(one.guardian.name, mode))
        form = one.consent.form if one.consent and one.consent.stands else ""
        yield (one.class_title or "", *names, standing(one, texts), form)
