"""An audience with one thing chosen or not any more. Pure."""

from dataclasses import replace

from bot.common.notice_aim_data import Toggle
from core.ids import ClassId, GroupId
from core.notices.audience import Audience, Reader, not_widened
from core.notices.model import Page

GRADES = 11
"""The last one there is."""


def with_reader(audience: Audience, reader: Reader) -> Audience:
    """With these readers, or without them."""
    return replace(audience, readers=audience.readers ^ {reader})


def everywhere(audience: Audience) -> Audience:
    """Without places: the whole school, or all own classes; adults of the list stay."""
    return replace(audience, grades=frozenset(), classes=frozenset(), groups=frozenset(), pupils=frozenset())


def with_group(audience: Audience, group: int) -> Audience:
    """With a group, or without it; its guardians, unless other readers are chosen."""
    readers = audience.readers or frozenset({Reader.GUARDIANS})
    return not_widened(audience, replace(audience, groups=audience.groups ^ {GroupId(group)}, readers=readers))


def with_classes(page: Page, chosen: Toggle) -> Audience:
    """With a class, with grades, or the whole school."""
    audience = page.notice.made.audience
    if chosen.school_class:
        return replace(audience, classes=audience.classes ^ {ClassId(chosen.school_class)})
    if not chosen.grade:
        return everywhere(audience)
    grades = frozenset(range(max(chosen.grade, 1), min(chosen.last, GRADES) + 1))
    return replace(audience, grades=audience.grades - grades if grades <= audience.grades else audience.grades | grades)
