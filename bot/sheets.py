"""What all workbooks need."""

_FORMULA_SIGNS = ("=", "+", "-", "@")


def plain(value: object) -> object:
    """A text that a spreadsheet would take for a formula stays a text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_SIGNS) else value
