import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exchange.problems import Code, Problems
from core.exchange.sheets import MOST_ROWS, Row, Sheet, address
from core.exchange.source import MOST_BYTES, Source, SourceFile, read_source
from core.exchange.tables import read_sheets
from core.exchange.workbook import MOST_UNPACKED
from tests.core.exchange.sheets import csv_bytes, saved

ENCODINGS = ["utf-8", "utf-8-sig", "windows-1251", "utf-16"]


def read(name: str, content: bytes) -> tuple[tuple[Sheet, ...], list[Code]]:
    problems = Problems()
    sheets = read_sheets(Source(name, (SourceFile(name, content),)), problems)
    return sheets, [problem.code for problem in problems.found]


def one_cell(value: object) -> str:
    book = openpyxl.Workbook()
    book.worksheets[0].append([value])
    (sheet,), codes = read("a.xlsx", saved(book))
    assert not codes
    return sheet.rows[0].cells[0]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_is_read_whatever_it_was_saved_as(encoding: str, delimiter: str) -> None:
    rows = [("Название", "Сокращения"), ("Физика", 'физ; "ф", ещё'), ("Ёжик\nв две строки", "")]

    sheets, codes = read("Предметы.csv", csv_bytes(rows, encoding, delimiter))

    assert not codes
    assert sheets == (Sheet("Предметы", tuple(Row(n, cells) for n, cells in enumerate(rows, 1))),)


CYRILLIC = st.text(st.sampled_from("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАЁЯ№«»;,\t\"' -=+@019.\n"), max_size=12)


@given(
    rows=st.lists(st.tuples(CYRILLIC, CYRILLIC, CYRILLIC), min_size=1, max_size=8),
    encoding=st.sampled_from(ENCODINGS),
    delimiter=st.sampled_from(";,\t"),
)
def test_every_table_comes_back_from_csv(rows: list[tuple[str, ...]], encoding: str, delimiter: str) -> None:
    header = ("Класс", "Предмет", "Тема")

    (sheet,), codes = read("Планы.csv", csv_bytes([header, *rows], encoding, delimiter))

    assert not codes
    expected = (Row(n, cells) for n, cells in enumerate([header, *rows], 1))
    assert sheet.rows == tuple(row for row in expected if not row.is_blank)


def test_rows_keep_the_numbers_that_a_spreadsheet_shows() -> None:
    sheets, _ = read("Планы.csv", "\r\nа;б\r\n\r\n;;\r\nв;г\r\n \r\n".encode())

    assert [row.number for row in sheets[0].rows] == [2, 5]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (301.0, "301"),
        (2.5, "2.5"),
        (7800100017, "7800100017"),
        (date(2015, 7, 14), "14.07.2015"),
        (datetime(2015, 7, 14), "14.07.2015"),  # noqa: DTZ001 - spreadsheets know no zones
        (time(8, 30), "08:30"),
        (True, "да"),
        ("+79117675615", "+79117675615"),
    ],
)
def test_cells_of_a_workbook_become_what_a_person_reads(value: object, text: str) -> None:
    assert one_cell(value) == text


def test_text_that_looks_like_a_formula_is_data() -> None:
    book = openpyxl.Workbook()
    cell = book.worksheets[0].cell(1, 1, "=1+1")
    cell.data_type = "s"

    (sheet,), codes = read("a.xlsx", saved(book))

    assert (sheet.rows[0].cells[0], codes) == ("=1+1", [])


def test_a_formula_without_a_value_is_no_empty_cell() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["а", "=A1&A1"])
    problems = Problems()

    read_sheets(Source("a.xlsx", (SourceFile("a.xlsx", saved(book)),)), problems)

    assert [(p.code, str(p.place)) for p in problems.found] == [(Code.FORMULA_WITHOUT_VALUE, "Sheet!B1")]


def test_a_formula_counts_with_the_value_saved_beside_it() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["=1+1"])
    content = with_part(saved(book), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v />", b"<v>2</v>"))

    (sheet,), codes = read("a.xlsx", content)

    assert (sheet.rows[0].cells[0], codes) == ("2", [])


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", Code.FILE_EMPTY),
        ("a.csv", b" \r\n ", Code.FILE_EMPTY),
        ("a.xlsx", b"not a workbook at all", Code.FILE_UNREADABLE),
        ("a.xlsx", b"PK\x03\x04 and then nothing", Code.FILE_UNREADABLE),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Code.FILE_OLD_OR_LOCKED),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Code.FILE_OLD_OR_LOCKED),
        ("a.csv", b"PK\x03\x04", Code.FILE_UNREADABLE),
        ("a.pdf", b"%PDF-1.7", Code.FILE_OF_NO_KNOWN_KIND),
        ("a.csv", b"\xef\xbb\xbf\xff\xff", Code.ENCODING_UNKNOWN),
        ("a.csv", b"\x98\xff", Code.ENCODING_UNKNOWN),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(name: str, content: bytes, code: Code) -> None:
    assert read(name, content) == ((), [code])


def test_a_damaged_workbook_is_refused_wherever_it_was_cut() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Фамилия", "Имя"])
    content = saved(book)

    for end in range(10, len(content), 97):
        sheets, codes = read("a.xlsx", content[:end])
        assert (sheets, codes) == ((), [Code.FILE_UNREADABLE])


@pytest.mark.parametrize("junk", [b"", b"<", b"<worksheet/>", b"<sheetData><row><c r='??'><v>x</v></c></row>", b"\x00"])
def test_damaged_parts_are_refused(junk: bytes) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Фамилия", "Имя", 1])
    whole = saved(book)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = archive.namelist()

    for part in parts:
        sheets, codes = read("a.xlsx", with_part(whole, part, lambda _: junk))
        assert codes in ([], [Code.FILE_UNREADABLE])
        assert not (sheets and codes)


def test_an_archive_that_unfolds_without_end_is_not_unfolded() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", bytes(MOST_UNPACKED + 1))

    assert read("a.xlsx", out.getvalue()) == ((), [Code.FILE_TOO_LARGE])


def test_limits_of_size_and_of_rows() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["а"])
    rows = b"<row/>" * (MOST_ROWS + 1)
    long = with_part(
        saved(book), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<sheetData>", b"<sheetData>" + rows)
    )

    assert read("a.xlsx", long) == ((), [Code.ROWS_TOO_MANY])
    assert read("a.csv", b"a\n" * (MOST_ROWS + 1)) == ((), [Code.ROWS_TOO_MANY])
    assert read("a.csv", b"x" * (MOST_BYTES + 1)) == ((), [Code.FILE_TOO_LARGE])


def test_a_folder_gives_its_tables_only(tmp_path: Path) -> None:
    (tmp_path / "Школа.csv").write_text("Поле;Значение")
    (tmp_path / "заметки.docx").write_bytes(b"PK")

    source = read_source(tmp_path)

    assert [file.name for file in source.files] == ["Школа.csv"]


def test_names_of_a_decomposing_disk_are_composed(tmp_path: Path) -> None:
    (tmp_path / "Районы\u0438\u0306.csv").write_text("а")

    assert [file.name for file in read_source(tmp_path).files] == ["Районый.csv"]


def test_no_more_than_the_limit_is_read(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        with (tmp_path / name).open("wb") as sparse:
            sparse.truncate(MOST_BYTES)

    assert read_source(tmp_path).size == MOST_BYTES + 1


def test_the_digest_is_the_workbooks_own_and_a_folders_tells_its_files_apart() -> None:
    one = Source("a", (SourceFile("1.csv", b"x"), SourceFile("2.csv", b"y")))
    other = Source("a", (SourceFile("1.csv", b"y"), SourceFile("2.csv", b"x")))

    assert one.sha256 != other.sha256
    assert Source("a", (SourceFile("1", b""),)).sha256.startswith("e3b0c442")


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_letters(column: int, letters: str) -> None:
    assert address(column, 7) == f"{letters}7"
