"""The methods of the Bot API, by theme; `METHODS` is the whole table."""

from playground.methods import callbacks, documents, edits, profile, receiving, sending
from playground.methods.call import Call, Method

METHODS: dict[str, Method] = {
    **receiving.METHODS,
    **sending.METHODS,
    **documents.METHODS,
    **edits.METHODS,
    **callbacks.METHODS,
    **profile.METHODS,
}

BY_LOWER_NAME = {name.lower(): (name, method) for name, method in METHODS.items()}

__all__ = ["BY_LOWER_NAME", "METHODS", "Call", "Method"]
