"""An audience with one thing chosen or not any more. Pure."""

from dataclasses import replace

from bot.common.notice_data import Toggle
from core.ids import ClassId
from core.notices.model import Audience, Page, Reader


def with_reader(audience: Audience, reader: Reader) -> Audience:
    """With these readers, or without them."""
    return replace(audience, readers=audience.readers ^ {reader})


def with_classes(page: Page, chosen: Toggle) -> Audience:
    """With a class, with grades, or the whole school."""
    audience = page.notice.made.audience
    if chosen.school_class:
        return replace(audience, classes=audience.classes ^ {ClassId(chosen.school_class)})
    if not chosen.grade:
        return replace(audience, grades=frozenset(), classes=frozenset())
    grades = frozenset(range(chosen.grade, chosen.last + 1))
    return replace(audience, grades=audience.grades - grades if grades <= audience.grades else audience.grades | grades)
