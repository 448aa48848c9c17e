"""The made-up school of the journal's tests."""

from tests.core.journal.conftest import world

__all__ = ["world"]
