"""The file or the folder that a school hands over, as bytes."""

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 20 * 1024 * 1024
"""A school of any size fits in a small part of it."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file by name."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Source:
    """One workbook, or the csv files of one folder."""

    name: str
    files: tuple[SourceFile, ...]

    @property
    def size(self) -> int:
        """Bytes in all."""
        return sum(len(file.content) for file in self.files)

    @property
    def sha256(self) -> str:
        """The workbook's own digest; for a folder, that of its files with their names."""
        if len(self.files) == 1:
            return hashlib.sha256(self.files[0].content).hexdigest()
        parts = (f"{file.name}\0{hashlib.sha256(file.content).hexdigest()}\n" for file in self.files)
        return hashlib.sha256("".join(parts).encode()).hexdigest()


def read_source(path: Path) -> Source:
    """Read a workbook, or every csv and tsv of a folder. OSError if it cannot be read.

    More than the limit is never read into memory: the reading then refuses the source by its size.
    """
    paths = [path] if not path.is_dir() else sorted(p for p in path.iterdir() if p.suffix.lower() in {".csv", ".tsv"})
    files, left = [], MOST_BYTES + 1
    for one in paths:
        with one.open("rb") as stream:
            content = stream.read(left)
        left -= len(content)
        # macOS decomposes «й» in file names: «Звонки» of such a disk must still be «Звонки».
        files.append(SourceFile(unicodedata.normalize("NFC", one.name), content))
    return Source(unicodedata.normalize("NFC", path.name), tuple(files))
