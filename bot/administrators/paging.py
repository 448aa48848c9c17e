"""The pager of all screens, under the name by which the administrators' screens first had it."""

from bot.common.paging import PAGE, paged

__all__ = ["PAGE", "paged"]
