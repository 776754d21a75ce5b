"""Papers as Word, workbook, JSON and CSV: read back by the libraries of others."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from pypdf import PdfReader

from data.exports.chart_text import chart_lines
from data.exports.layout import LaidListing
from data.exports.sheets import sheet_of
from data.exports.svg import svg_of
from data.exports.writers.csv_file import LEFT_OUT, make_harmless, read_back
from data.exports.writers.json_file import SCHEMA
from data.exports.writing import WritingProblem, write
from data.imports.tabular_files import open_rows
from data.sample.store import open_sample
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.charts import Bar, Chart, ChartKind
from data.tables.paper import Grid, GridRow, Group, Listing, Paper, Shown
from data.tables.table import Column, Row, Summary
from models.policies.due_dates import CURRENT, MISSING, OVERDUE
from tests.conftest import TODAY

SHARES = Chart(
    ChartKind.SHARES,
    "Ashenfold is furthest behind",
    "Policies that must be",
    "in order",
    "overdue",
    [Bar("Ashenfold", 5, 4, 11), Bar("Blue Coat", 10, 0, 10), Bar("New", remark="left open")],
)
COLUMNS = Chart(ChartKind.COLUMNS, "F", "Reviews", "due", "overdue",
                [Bar("Overdue", 0, 14), Bar("Autumn 2", 16), Bar("Summer 1")])  # fmt: skip


@pytest.fixture(scope="module")
def sample() -> Iterator[Store]:
    with open_sample(TODAY) as store:
        yield store


def paper_with(*charts: Chart, **given: object) -> Summary:
    columns = [Column("school", "School"), Column("number", "Number", "number")]
    rows = [Row("1", ("Ashenfold", 5)), Row("2", ("Blue Coat", 10))]
    parts = [Listing("Schools", columns, [Group("All", rows)])]
    paper = Paper("A paper", answer=["15 in all."], charts=charts, parts=parts, **given)  # type: ignore[arg-type]
    return Summary("a-paper", "A paper", TODAY, columns, rows, (), paper)


# Word


def test_word_has_headings_a_header_row_and_its_language(sample: Store) -> None:
    summary = SUMMARIES["policies-overdue"].make(sample)
    document = Document(io.BytesIO(write(summary, "docx")))
    assert [each.text for each in document.paragraphs if each.style.name == "Heading 1"] == [
        "Policies that are overdue"
    ]
    table, notes = document.tables
    assert [cell.paragraphs[0].text for cell in notes.rows[0].cells] == [
        "How this was counted",
        "Sources",
    ]
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert kept[-3:] == [None, True, True], "the last rows go to the page of the notes"
    widths = [sum(column.width.mm for column in each.columns) for each in document.tables]
    assert widths == pytest.approx([175, 175], abs=0.5), "as wide as the page"
    assert len(table.rows) == len(summary.rows) + 1
    assert table.cell(0, 0).text == "School"
    assert table.cell(1, 0).text == "Ashenfold High School (sample)"
    assert table.cell(1, 6).text == "28/01/2027\nGoverning body"
    first, second = (row._tr.trPr for row in table.rows[:2])
    assert first.find(qn("w:tblHeader")) is not None
    assert second.find(qn("w:tblHeader")) is None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Longest overdue first"
    assert document.core_properties.language == "en-GB"
    assert document.core_properties.title.startswith("Policies that are overdue – ")
    assert "PAGE" in document.sections[0].footer._element.xml


def test_word_has_every_row_as_it_is_laid_out_however_many_there_are() -> None:
    columns = [Column("school", "School"), Column("state", "State", "state"), Column("why", "Why"),
               Column("who", "Who"), Column("late", "Days late", "number")]  # fmt: skip
    states = [OVERDUE, MISSING, CURRENT, None]
    whys = ["Not seen", "Two\nlines", "Five\tstops", " between blanks ", "<b>&amp;", None]
    rows = [
        Row(str(at), (f"School {at}", states[at % 4], whys[at % 6], at % 3 and f"P. {at}", at))
        for at in range(300)
    ]
    shown = [Shown("school", under=("who",)), Shown("state", marked=True),
             Shown("why", empty="nobody said"), Shown("late")]  # fmt: skip
    groups = [Group("First", rows[:100]), Group("Second", rows[100:])]
    paper = Paper(
        "A paper", answer=["300 in all."], parts=[Listing("Rows", columns, groups, shown)]
    )
    summary = Summary("a-paper", "A paper", TODAY, columns, rows, (), paper)
    (part,) = sheet_of(summary).parts
    assert isinstance(part, LaidListing)
    wanted = [
        [line.heading] * 4 if line.heading
        else ["\n".join(text for text in (cell.text, *cell.under) if text) for cell in line.cells]
        for line in part.lines
    ]  # fmt: skip
    (table,) = Document(io.BytesIO(write(summary, "docx"))).tables[:1]
    found = [[cell.text.strip("\u00a0") for cell in row.cells] for row in table.rows[1:]]
    marked = [[cell.replace("\u00a0", " ") for cell in row] for row in found]
    assert marked == wanted
    heading, first, *_, last = table.rows[1:]
    assert len(heading._tr.tc_lst) == 1, "one cell across"
    for row in (first, last):
        name, _, why, late = (cell.paragraphs[0] for cell in row.cells)
        assert name.runs[0].bold
        assert late.alignment == WD_ALIGN_PARAGRAPH.RIGHT
        assert {run.font.size.pt for each in (name, why, late) for run in each.runs} == {9}
        assert [cell.width for cell in row.cells] == [cell.width for cell in table.rows[0].cells]
    assert first.cells[1].paragraphs[0].runs[0]._r.rPr.find(qn("w:shd")) is not None


def test_word_has_every_letter_of_a_matrix_in_its_place() -> None:
    states = [OVERDUE, MISSING, CURRENT, None]
    rows = [
        GridRow(f"School {at}", [states[(at + to) % 4] for to in range(12)], at % 5, 5, at % 2)
        for at in range(30)
    ]
    grid = Grid("School", [f"Policy {at}" for at in range(12)], rows, [], "In order", "Late")
    paper = Paper("A matrix", answer=["Half."], parts=[grid])
    cells = [Row(row.name, (row.name, *row.states)) for row in rows]
    columns = [Column(f"column-{at}", "Column", "state" if at else "text") for at in range(13)]
    summary = Summary("matrix", "A matrix", TODAY, columns, cells, (), paper)
    (table,) = Document(io.BytesIO(write(summary, "docx"))).tables[:1]
    for given, row in zip(rows, table.rows[1:], strict=True):
        texts = [cell.text for cell in row.cells]
        assert texts[0] == given.name
        assert texts[1:13] == [state.letter if state else "" for state in given.states]
        assert f"{given.done} of 5" in texts[13]
        shaded = [cell._tc.tcPr.find(qn("w:shd")) is not None for cell in row.cells[1:13]]
        assert shaded == [state is OVERDUE or state is MISSING for state in given.states]


def test_word_turns_the_page_of_a_wide_paper(sample: Store) -> None:
    for name, lies in (("policies-overdue", False), ("membership-register", True)):
        section = Document(io.BytesIO(write(SUMMARIES[name].make(sample), "docx"))).sections[0]
        assert (section.page_width > section.page_height) is lies


def test_word_describes_its_charts_to_whoever_cannot_see_them() -> None:
    document = Document(io.BytesIO(write(paper_with(SHARES), "docx")))
    (drawn,) = document.inline_shapes
    told = drawn._inline.docPr.get("descr")
    assert "Ashenfold: 5 of 11 in order, 4 overdue" in told
    assert "New: left open" in told


def test_a_machine_without_typst_is_told_what_to_do_and_still_writes_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(WritingProblem, match=r"no PDF writer.*html.*docx"):
        write(paper_with(), "pdf")
    document = Document(io.BytesIO(write(paper_with(SHARES), "docx")))
    assert any("5 of 11 in order" in each.text for each in document.paragraphs)


# PDF


@pytest.mark.parametrize(("rows", "pages"), [(34, 1), (42, 1), (58, 2)])
def test_a_few_rows_have_no_page_to_themselves(rows: int, pages: int) -> None:
    columns = [Column("school", "School"), Column("number", "Number", "number")]
    listed = [Row(str(at), (f"School {at}", at)) for at in range(rows)]
    parts = [Listing("Schools", columns, [Group("", listed)])]
    paper = Paper("A paper", answer=["So many."], parts=parts, definitions=["All were counted."])
    summary = Summary("a-paper", "A paper", TODAY, columns, listed, (), paper)
    found = PdfReader(io.BytesIO(write(summary, "pdf"))).pages
    assert len(found) == pages
    text = "".join(page.extract_text() for page in found)
    assert f"School {rows - 1}" in text
    assert "All were counted." in text


# Workbooks


def test_a_workbook_has_its_charts_as_charts_with_their_values() -> None:
    book = load_workbook(io.BytesIO(write(paper_with(SHARES, COLUMNS), "xlsx")))
    assert book.sheetnames == ["A paper", "Charts"]
    sheet = book["Charts"]
    assert len(sheet._charts) == 2
    values = [[cell.value for cell in row[:5]] for row in sheet.iter_rows(min_row=3, max_row=5)]
    assert values == [
        ["", "In order", "Overdue", "Other", "Of"],
        ["Ashenfold", 5, 4, 2, 11],
        ["Blue Coat", 10, 0, 0, 10],
    ]
    assert load_workbook(io.BytesIO(write(paper_with(), "xlsx"))).sheetnames == ["A paper"]


def test_a_sheet_is_never_called_by_half_a_word() -> None:
    title = "Attendance at the alliance's meetings this school year"
    summary = Summary("n", title, TODAY, [Column("a", "A")], ())
    (name,) = load_workbook(io.BytesIO(write(summary, "xlsx"))).sheetnames
    assert name == "Attendance at the alliance's"


# JSON


@pytest.mark.parametrize("name", list(SUMMARIES))
def test_json_of_every_summary_has_the_shape_that_is_documented(name: str, sample: Store) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    content = json.loads(write(SUMMARIES[name].make(sample), "json"))
    Draft202012Validator(schema).validate(content)
    names = [column["name"] for column in content["columns"]]
    assert all(list(row) == names for row in content["rows"])


def test_json_that_names_a_column_by_a_key_is_not_of_that_shape() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    content = json.loads(write(paper_with(SHARES), "json"))
    assert Draft202012Validator(schema).is_valid(content)
    content["columns"][0]["name"] = "0123456789abcdef" * 2
    assert not Draft202012Validator(schema).is_valid(content)


# CSV


def test_csv_says_what_was_left_out_and_an_import_passes_it_over(tmp_path: Path) -> None:
    file, told = tmp_path / "out.csv", "For circulation: 2 schools are left out."
    file.write_bytes(write(paper_with(left_out=[told]), "csv"))
    text = io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")
    rows = list(csv.DictReader(text))
    assert [row["School"] for row in rows] == ["Ashenfold", "Blue Coat"], "no row but of data"
    # What other programs make of a column: its numbers are numbers, and its sum is right.
    assert sum(int(row["Number"]) for row in rows) == 15
    assert list(rows[0])[-1] == f"Note on this file: {told}"
    assert {row[f"Note on this file: {told}"] for row in rows} == {""}
    with open_rows(file, lambda heading: heading in ("School", "Number"), "School") as read:
        assert [row.cells for row in read.rows] == [["Ashenfold", "5"], ["Blue Coat", "10"]]


def test_csv_without_rows_says_why(tmp_path: Path) -> None:
    file, why = tmp_path / "out.csv", "No meeting of an alliance was held this school year."
    file.write_bytes(write(paper_with()._replace(rows=[], notes=[why]), "csv"))
    assert file.read_text(encoding="utf-8-sig") == f"School,Number,Note on this file: {why}\n"


def test_the_note_of_a_file_of_the_form_before_is_passed_over_too(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("School,Number\nAshenfold,5\nNote on this file: 2 left out.,\n")
    with open_rows(file, lambda heading: heading in ("School", "Number"), "School") as read:
        assert [row.cells for row in read.rows] == [["Ashenfold", "5"]]


def test_a_text_that_looks_like_that_row_comes_back_as_it_was() -> None:
    for text in (f"{LEFT_OUT}nothing", f"'{LEFT_OUT}", "'Twas"):
        assert read_back(make_harmless(text)) == text
    assert not make_harmless(f"{LEFT_OUT}nothing").startswith(LEFT_OUT)


# Charts


def test_a_chart_of_characters_has_its_numbers_and_tells_trouble_without_colour() -> None:
    finding, about, *bars = chart_lines(SHARES, 60)
    assert finding == "Ashenfold is furthest behind"
    assert "# in order, x overdue" in about
    assert bars[0].split()[0] == "Ashenfold"
    assert bars[0].count("x") > 8 < bars[0].count("#")
    assert bars[0].endswith("5 of 11")
    assert "x" not in bars[1]
    assert bars[2].endswith("left open")
    assert all(len(line) <= 60 for line in bars)
    assert [line.split()[-1] for line in chart_lines(COLUMNS)[2:]] == ["14", "16", "0"]


@pytest.mark.parametrize("kind", ChartKind)
def test_a_drawn_chart_says_all_its_values_and_its_texts_are_no_markup(kind: ChartKind) -> None:
    chart = Chart(kind, "F", "S <b>&", "in", "out", [Bar("<script>", 3, 1, 5), Bar("B", 0, 0, 0)])
    drawn = svg_of(chart, 175.0, 7)
    assert drawn.startswith("<svg ")
    assert 'role="img"' in drawn
    assert "<title>S &lt;b&gt;&amp;. &lt;script&gt;: " in drawn
    assert "<script" not in drawn
    assert "stripes-7" in drawn
