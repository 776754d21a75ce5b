"""Web pages, which many a school's system writes under the name of a workbook."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.imports.web_tables import read_tables
from tests.data.imports.making_files import notes_of, refusal_of, rows_of

PAGE = """<!DOCTYPE html><html><head><style><!-- td { color: red } --></style></head><body>
<table><tr><td colspan=3>Schools &amp; towns</td></tr>
<tr><th>Name</th><th>URN</th><th>Town</th></tr>
<tr><td>&Eacute;cole <b>Ste</b>-Anne<br>Infants</td><td>100001</td><td> Leeds&nbsp;</td></tr>
<TR><TD>Dale End<TD>100002<TD>Bury</TABLE></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_a_page_under_the_name_of_a_workbook_is_read_and_said(
    tmp_path: Path, encoding: str
) -> None:
    file = tmp_path / "schools.xls"
    file.write_bytes(PAGE.replace("&Eacute;", "É").encode(encoding))
    assert rows_of(file) == [
        (3, ["École Ste-Anne\nInfants", "100001", "Leeds"]),
        (4, ["Dale End", "100002", "Bury"]),
    ]
    said = notes_of(file)
    assert "This is a web page under another name" in said
    assert "open it in Excel, save it as “Excel workbook (.xlsx)”" in said


def test_a_page_of_one_line_is_read(tmp_path: Path) -> None:
    file = tmp_path / "html.xls"
    file.write_text(
        "<html><body><table><tr><th>Name</th><th>URN</th></tr>"
        "<tr><td>A</td><td>100001</td></tr></table></body></html>",
        encoding="utf-8",
    )
    assert rows_of(file) == [(2, ["A", "100001"])]


def test_the_table_with_headings_is_read_and_not_the_one_of_the_layout(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(
        "<table><tr><td>Menu</td></tr></table>"
        "<table><tr><td>Name</td><td>Town</td></tr><tr><td>A</td><td>B</td></tr></table>",
        encoding="utf-8",
    )
    assert rows_of(file) == [(2, ["A", "B"])]
    assert notes_of(file).startswith("A web page; its table was read.")


def test_a_page_without_such_a_table_is_refused_with_the_way_out(tmp_path: Path) -> None:
    file = tmp_path / "schools.xls"
    file.write_text("<html><p>Your session has expired. Sign in again.</p></html>")
    said = refusal_of(file)
    assert "is a web page, whatever its name says" in said
    assert "open it in Excel, save it as “Excel workbook (.xlsx)”" in said


@pytest.mark.parametrize("piece", ["<", "<!--", "<table><tr><td>", "<td", "&", "<table", "</tr"])
def test_a_page_of_nothing_but_beginnings_is_gone_through_once(piece: str) -> None:
    began = perf_counter()
    read_tables([piece * 200_000])
    assert perf_counter() - began < 10


PIECES = ("<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "x", "<!--", "-->", "<script>")
MORE = ("&lt;", "<td colspan=9>", "<", ">", "</script>")


@given(st.lists(st.sampled_from([*PIECES, *MORE])))
def test_any_page_is_read_without_a_complaint(pieces: list[str]) -> None:
    for table in read_tables(pieces):
        assert [row.line for row in table] == list(range(1, len(table) + 1))
        assert all(any(row.cells) for row in table)
