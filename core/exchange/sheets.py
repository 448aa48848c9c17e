"""A sheet of text cells, whatever it was read from."""

from dataclasses import dataclass

MOST_ROWS = 200_000
"""Rows of one source; a school of two thousand pupils has some twenty thousand."""

MOST_COLUMNS = 60
"""No template has a third of it; what stands further right is not read."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row with its number as a spreadsheet shows it."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written in it."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named sheet; blank rows are left out."""

    name: str
    rows: tuple[Row, ...]


def address(column: int, row: int) -> str:
    """«F12» for column 5 (from nought) and row 12."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
