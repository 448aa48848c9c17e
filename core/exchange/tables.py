"""Bytes become sheets of text cells; where each cell stood is kept for whoever has to mend it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from core.exchange.delimited import read_delimited
from core.exchange.problems import Code, Problems
from core.exchange.sheets import Sheet
from core.exchange.source import MOST_BYTES, Source, SourceFile
from core.exchange.workbook import read_workbook

_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK"


@dataclass(frozen=True, slots=True)
class _Kind:
    """How to tell a kind of file and how to read it."""

    suffixes: frozenset[str]
    read: Callable[[SourceFile, Problems], tuple[Sheet, ...]]


_TEXT = _Kind(frozenset({".csv", ".tsv", ".txt"}), read_delimited)
_WORKBOOK = _Kind(frozenset({".xlsx", ".xlsm"}), read_workbook)


def read_sheets(source: Source, problems: Problems) -> tuple[Sheet, ...]:
    """Every sheet of a source. What cannot be read is noted, and the rest is read all the same."""
    if source.size > MOST_BYTES:
        problems.add(Code.FILE_TOO_LARGE, source.name, most_megabytes=MOST_BYTES // 1024 // 1024)
        return ()
    if not source.files:
        problems.add(Code.FILE_EMPTY, source.name)
    return tuple(sheet for file in source.files for sheet in _read_file(file, problems))


def _read_file(file: SourceFile, problems: Problems) -> tuple[Sheet, ...]:
    refusal = _refusal(file)
    if refusal is not None:
        problems.add(refusal, file.name)
        return ()
    return (_WORKBOOK if _suffix(file) in _WORKBOOK.suffixes else _TEXT).read(file, problems)


def _refusal(file: SourceFile) -> Code | None:
    """Why a file is not even opened, if it is not. A name may lie about the contents."""
    workbook, text = _suffix(file) in _WORKBOOK.suffixes, _suffix(file) in _TEXT.suffixes
    if not file.content.strip():
        return Code.FILE_EMPTY
    if file.content.startswith(_OLD_WORKBOOK):
        return Code.FILE_OLD_OR_LOCKED
    if not workbook and not text:
        return Code.FILE_OF_NO_KNOWN_KIND
    return Code.FILE_UNREADABLE if workbook != file.content.startswith(_ZIP) else None


def _suffix(file: SourceFile) -> str:
    return PurePath(file.name).suffix.lower()
