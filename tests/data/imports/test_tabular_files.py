"""Reading CSV and XLSX: what spreadsheets of all kinds make of a table."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.exports.writers.csv_file import LEFT_OUT
from data.exports.writing import write
from data.imports.tabular_files import LONGEST_CELL, open_rows
from data.problems import Problem
from data.tables.table import Column, Row, Summary

HEADINGS = {"Name", "Town", "Opened", "Notes"}


def known(heading: str) -> bool:
    return heading in HEADINGS


def rows_of(path: Path) -> list[tuple[int, list[str]]]:
    with open_rows(path, known, "Name, Town") as table:
        return [(row.line, [table.text(cell) for cell in row.cells]) for row in table.rows]


def written(tmp_path: Path, content: bytes, name: str = "schools.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(Problem) as refused, open_rows(path, known, "Name, Town") as table:
        list(table.rows)
    said = str(refused.value)
    assert refused.value.exit_code == 1
    assert "\n" not in said
    return said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_rows_are_read_whatever_alphabet_and_delimiter_a_spreadsheet_chose(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    text = f'Name{delimiter}Town\r\n"École, {delimiter} “Ste-Anne”"{delimiter}Oldham\r\n'
    path = written(tmp_path, text.encode(encoding))
    assert rows_of(path) == [(2, [f"École, {delimiter} “Ste-Anne”", "Oldham"])]


def test_the_notes_say_in_which_alphabet_the_file_was_read(tmp_path: Path) -> None:
    path = written(tmp_path, "Name;Town\nÉcole;Oldham\n".encode("cp1252"))
    with open_rows(path, known, "Name") as table:
        assert table.notes == ["Read as Windows-1252, semicolon-separated."]


def test_a_quoted_cell_may_hold_lines_and_the_next_row_keeps_its_line_number(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, b'Name,Notes\r\nBlue Coat,"one\r\ntwo\r\nthree"\r\n\r\nMoor,\r\n')
    assert rows_of(path) == [(2, ["Blue Coat", "one\r\ntwo\r\nthree"]), (6, ["Moor", ""])]


def test_headings_are_found_below_a_title_and_notes(tmp_path: Path) -> None:
    path = written(
        tmp_path, b"Schools,,\nAs at 21/11/2026,,\n,,\nTown,Pupils,Name\nOldham,3,Moor\n"
    )
    assert rows_of(path) == [(5, ["Oldham", "3", "Moor"])]


def test_one_known_heading_is_enough_when_it_is_the_only_column(tmp_path: Path) -> None:
    assert rows_of(written(tmp_path, b"Name\nMoor\nBlue Coat\n")) == [
        (2, ["Moor"]),
        (3, ["Blue Coat"]),
    ]


def test_our_own_workbook_is_read_back_as_it_was_exported(tmp_path: Path) -> None:
    columns = [
        Column("name", "Name"),
        Column("opened", "Opened", "date"),
        Column("n", "Pupils", "number"),
    ]
    rows = [Row("", ("=SUM(A1)", date(2026, 9, 1), 1602)), Row("", ("02", None, None))]
    summary = Summary(
        "schools", "Schools", date(2026, 11, 21), columns, rows, ["A note", "Another"]
    )
    path = written(tmp_path, write(summary, "xlsx"), "schools.xlsx")
    assert [cells for _, cells in rows_of(path)] == [
        ["=SUM(A1)", "01/09/2026", "1602"],
        ["02"],
    ]


def test_cells_of_a_workbook_become_what_people_would_have_typed(tmp_path: Path) -> None:
    from openpyxl import Workbook

    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["Name", "Town", "Opened", "Notes"])
    sheet.append([137133, 12.0, datetime(2026, 9, 1, 12, 30), True])
    sheet.append([0.1 + 0.2, 1e20, date(1999, 1, 2), None])
    workbook.save(tmp_path / "schools.xlsx")
    assert rows_of(tmp_path / "schools.xlsx") == [
        (2, ["137133", "12", "01/09/2026", "Yes"]),
        (3, ["0.3", "100000000000000000000", "02/01/1999"]),
    ]


def test_our_csv_gives_formulas_back_as_they_were_before_they_were_made_harmless(
    tmp_path: Path,
) -> None:
    texts = ["=1+1", "'=1+1", "-5", "'quoted'", "@school", "Plain"]
    rows = [Row("", (text, "x")) for text in texts]
    columns = [Column("name", "Name"), Column("town", "Town")]
    summary = Summary("schools", "Schools", date(2026, 11, 21), columns, rows)
    path = written(tmp_path, write(summary, "csv"))
    assert [cells[0] for _, cells in rows_of(path)] == texts


def test_the_register_is_read_from_the_zip_that_it_comes_in(tmp_path: Path) -> None:
    path = tmp_path / "extract.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("links_edubasealldata20261121.csv", "URN,LinkURN\n1,2\n")
        packed.writestr("edubasealldata20261121.csv", "Name,Town\nMoor,Oldham\n")
    assert rows_of(path) == [(2, ["Moor", "Oldham"])]


def test_a_cell_beyond_all_bounds_costs_only_its_own_row(tmp_path: Path) -> None:
    long = "x" * (LONGEST_CELL + 1)
    path = written(tmp_path, f"Name,Town\nMoor,Oldham\n{long},Bury\nBlue Coat,Oldham\n".encode())
    with open_rows(path, known, "Name") as table:
        rows = list(table.rows)
    assert [row.line for row in rows] == [2, 3, 4]
    assert [bool(row.problem) for row in rows] == [False, True, False]
    assert "line 3 has more than 1,000,000 characters" in rows[1].problem


def test_a_line_without_an_end_is_not_held_in_memory_and_costs_only_its_own_row(
    tmp_path: Path,
) -> None:
    endless = "x," * (3 * LONGEST_CELL)
    path = written(tmp_path, f"Name,Town\n{endless}\nMoor,Oldham\n".encode())
    with open_rows(path, known, "Name") as table:
        rows = list(table.rows)
    assert [bool(row.problem) for row in rows] == [True, False]
    assert rows[1].cells == ["Moor", "Oldham"]


def test_what_is_no_table_is_refused_with_what_would_do(tmp_path: Path) -> None:
    assert "is empty" in refusal(written(tmp_path, b""))
    assert "no row of headings" in refusal(written(tmp_path, b"Moor,Oldham\n"))
    assert "Name, Town" in refusal(written(tmp_path, b"Moor,Oldham\n"))
    assert "not a table of text" in refusal(written(tmp_path, b"Name,Town\nMo\0or,Oldham\n"))
    assert "not a table of text" in refusal(written(tmp_path, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"))
    assert "before 2007" in refusal(written(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9))
    assert "is a folder" in refusal(tmp_path)
    assert "There is no file “none.csv”" in refusal(tmp_path / "none.csv")


def test_quotation_marks_are_blamed_only_where_the_file_is_parted_as_it_was_written(
    tmp_path: Path,
) -> None:
    parted = written(tmp_path, b'Setting;Number\n"Moor";"1"\n"Fen";"2"\n')
    assert "quotation mark" not in refusal(parted)
    assert "quotation mark in line 2" in refusal(written(tmp_path, b'Setting,Number\n"Mo"or,1\n'))


def test_a_damaged_workbook_is_refused_with_what_would_do(tmp_path: Path) -> None:
    assert "damaged" in refusal(written(tmp_path, b"PK\x03\x04 half a file", "half.xlsx"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("xl/workbook.xml", "<workbook>no end")
        file.writestr("[Content_Types].xml", "nonsense")
    assert "save it again" in refusal(written(tmp_path, packed.getvalue(), "broken.xlsx"))
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as file:
        file.writestr("one.jpg", "x")
    assert "neither an Excel workbook nor a ZIP" in refusal(tmp_path / "photos.zip")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, b"Name,Town\n")
    path.chmod(0)
    assert "may not be read" in refusal(path)


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert "is a device or a pipe" in refusal(tmp_path / "pipe.csv")


@given(st.binary(max_size=400))
def test_any_bytes_are_either_read_or_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path, b"Name,Town\n" + content)
    if b"\0" in content:
        assert "not a table of text" in refusal(path)
    else:
        assert all(line >= 2 for line, _ in rows_of(path))


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\0\r")), min_size=2, max_size=2
        )
    )
)
@example([["", LEFT_OUT], ["Ash", "Wooler"]])
@example([[LEFT_OUT, ""], ["Ash", "Wooler"]])
def test_what_a_spreadsheet_quotes_comes_back_unchanged(
    tmp_path: Path, cells: list[list[str]]
) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([["Name", "Town"], *cells])
    path = written(tmp_path, text.getvalue().encode())
    with open_rows(path, known, "Name") as table:
        read = [list(row.cells) for row in table.rows]
    # A row of nothing but our own note says what an older file of ours left out.
    rows = [row for row in cells if not row[0].startswith(LEFT_OUT) or row[1]]
    assert read == [row for row in rows if "".join(row).strip()]
