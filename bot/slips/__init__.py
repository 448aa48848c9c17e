"""Slips with one-time codes, to be printed, cut and handed out by the class teacher (D10, D12)."""

from bot.slips.sheet import deep_link, sheet

__all__ = ["deep_link", "sheet"]
