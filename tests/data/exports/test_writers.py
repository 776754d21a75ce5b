from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar
from markdown_it import MarkdownIt
from openpyxl import load_workbook
from pypdf import PdfReader
from rich.cells import cell_len

from data.exports.writers.cells import COLOURS, clean
from data.exports.writers.csv_file import make_harmless, read_back
from data.exports.writers.json_file import objects
from data.exports.writers.plain_text import plain_text, table_lines
from data.exports.writers.xlsx_file import LONGEST_CELL, sheet_name
from data.exports.writing import FORMATS, WritingProblem, write
from data.problems import Problem
from data.tables.paper import Paper
from data.tables.table import Column, Row, Summary
from models.fields.states import State, Tone
from models.fields.text import harmless

TODAY = date(2026, 11, 21)
SIGNED = State("s", "Signed", Tone.GOOD)
OVERDUE = State("o", "Overdue", Tone.BAD)

COLUMNS = (
    Column("name", "School"),
    Column("authority-code", "Authority code", "code"),
    Column("review-due", "Review due", "date"),
    Column("cost", "Cost", "money"),
    Column("change", "Change", "number"),
    Column("in-trust", "In a trust", "yes_no"),
    Column("statement", "Statement", "state"),
)

NASTY = (
    '=HYPERLINK("http://x","y")',
    "+44 191 496 0000",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "  =1+1",
    "＝1+1",
    "'=already quoted",
    "'Twas brillig",
    "[/b]",
    "[@click=app.exit]x[/]",
    "[read](http://example.org) ![i](http://example.org/i.png)",
    "https://example.org and www.example.org",
    "www.example.org/#top",
    "\x1b]52;c;aGVsbG8=\x07clip\x1b[31mred\x9b0m",
    "👩🏽‍🏫 St Aidan’s 🏫",
    "مدرسة \u202eagnol\u202c \u2066x\u2069",
    "学校",
    "</td><script>alert(1)</script>",
    "<!-- x --> &lt;b&gt; &amp; <b>bold</b>",
    "a|b\\|c\\\\|d\\",
    "*a* _b_ `c` ~~d~~ $e$ # f #",
    "one\ntwo\r\nthree\rfour",
    "_x0041_ \ufffe\uffff",
    "semi;colon, \"quote\" and 'quote'",
    "x" * 10_000,
    "",
)


EVENT_COLUMNS = (
    Column("date", "Date", "date"),
    Column("time", "Time"),
    Column("what", "What"),
    Column("school", "School"),
    Column("place", "Place"),
    Column("kind", "Kind"),
    Column("state", "State", "state"),
    Column("details", "Details"),
    Column("address", "Address"),
)

TABLES = tuple(name for name in FORMATS if name != "ics")


def calendar_of(*names: str, title: str = "Calendar", notes: tuple[str, ...] = ()) -> Summary:
    """A calendar whose events are called so in every way; each has a day, every other a time."""
    rows = [
        Row(
            f"{number}/{'a' * 32}",
            (TODAY + timedelta(days=number), "16:30" if number % 2 else None, name, name, name,
             name, OVERDUE, name, f"https://example.org/{number}"),
        )
        for number, name in enumerate(names)
    ]  # fmt: skip
    return Summary("calendar", title, TODAY, EVENT_COLUMNS, rows, notes)


def summary_of(*names: str, title: str = "Membership register") -> Summary:
    rows = [
        Row(str(number), (name, "02", date(2026, 9, 1), 115920, -3, True, SIGNED))
        for number, name in enumerate(names)
    ]
    rows.append(Row("empty", (None,) * 7))
    rows.append(Row("old", ("Old Grammar", "929", date(1597, 3, 1), -5, 0, False, OVERDUE)))
    return Summary("membership-register", title, TODAY, COLUMNS, rows, ("2 schools", "Source: us"))


def text_of(content: bytes, format: str) -> str:
    """All the text of a file, as its reader finds it."""
    if format == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if format == "docx":
        with ZipFile(io.BytesIO(content)) as parts:
            return parts.read("word/document.xml").decode()
    return content.decode("utf-8-sig")


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheet_of(summary: Summary, *, iso: bool = False) -> Any:
    return load_workbook(io.BytesIO(write(summary, "xlsx", iso=iso))).worksheets[0]


class Page(HTMLParser):
    """The cells of each row of a page's table, and every tag that it uses."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[str]] = []
        self.texts: dict[str, str] = {}
        self._inside: list[str] = []
        self.feed(content.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        if tag not in ("meta", "col", "br", "wbr"):
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._inside.pop() == tag, "tags must nest"

    def handle_data(self, data: str) -> None:
        if self._inside and self._inside[-1] in ("td", "th"):
            self.rows[-1][-1] += data
        elif self._inside:
            self.texts[self._inside[-1]] = self.texts.get(self._inside[-1], "") + data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"the page has a comment: {data}")


def markdown_tokens(content: bytes) -> list[Any]:
    reader = MarkdownIt("gfm-like")
    assert reader.linkify is not None
    # GitHub makes links of what has a scheme or www. in front, not of every word with a dot.
    reader.linkify.set({"fuzzy_link": False, "fuzzy_ip": False})
    return reader.parse(content.decode())


def markdown_rows(content: bytes) -> list[list[str]]:
    """The table's cells as they show; fails on anything in it but text."""
    rows: list[list[str]] = []
    in_table = False
    for token in markdown_tokens(content):
        if token.type == "table_open":
            in_table = True
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and in_table:
            assert {child.type for child in token.children} <= {"text"}, token.content
            rows[-1].append("".join(child.content for child in token.children))
    return rows


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_summary_gives_the_same_bytes(format: str) -> None:
    code = (
        "import sys; sys.path.insert(0, '.'); from datetime import date;"
        "from data.tables.table import *; from data.exports.writing import write; import hashlib;"
        "s = Summary('a', 'A', date(2026, 11, 21), [Column('what', 'X'), Column('date', 'D')],"
        " [Row('1', ('é', date(2027, 6, 1)))], ['n']);"
        f"print(hashlib.sha256(write(s, '{format}')).hexdigest())"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"TZ": zone, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone, seed in (("UTC", "1"), ("Pacific/Auckland", "2"))
    }
    assert len(answers) == 1
    assert len(answers.pop().strip()) == 64


def test_an_unknown_format_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(
        WritingProblem, match=r"“odt” is not a format.*csv, xlsx, md, pdf, docx, html"
    ) as caught:
        write(summary_of(), "odt")
    assert isinstance(caught.value, Problem)


def test_a_list_of_formats_loads_none_of_their_libraries() -> None:
    code = (
        "import sys; sys.path.insert(0, '.'); import data.exports.writing;"
        "print([m for m in ('xlsxwriter', 'csv', 'rich', 'json', 'html', 'textual', 'icalendar',"
        " 'zoneinfo', 'holidays')"
        " if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


@pytest.mark.parametrize("format", [name for name in TABLES if name != "xlsx"])
def test_no_control_character_or_override_reaches_a_file(format: str) -> None:
    nasty = "a\x1b]0;t\x07b\x00\x7f\x85\u202e\u2066c"
    label = Column("x", f"L{nasty}")
    state = State("s", f"S{nasty}", Tone.INFO)
    summary = Summary("n", f"T{nasty}", TODAY, (label, label), [Row("", (nasty, state))], (nasty,))
    text = text_of(write(summary, format), format)
    assert harmless(text).replace("\n", "") == text.replace("\r\n", "").replace("\n", "")


@pytest.mark.parametrize("format", TABLES)
def test_a_summary_without_rows_or_notes_is_still_a_file(format: str) -> None:
    empty = Summary("n", "Nobody yet", TODAY, COLUMNS, ())
    assert write(empty, format)


# CSV


def test_csv_is_headings_then_rows_as_importers_want_them() -> None:
    content = write(summary_of("Blue Coat"), "csv")
    assert content.startswith(b"\xef\xbb\xbfSchool,Authority code,")
    assert content.count(b"\n") == content.count(b"\r\n") == 4
    assert csv_rows(content)[1:] == [
        ["Blue Coat", "02", "01/09/2026", "1159.20", "-3", "Yes", "Signed"],
        ["", "", "", "", "", "", ""],
        ["Old Grammar", "929", "01/03/1597", "-0.05", "0", "No", "Overdue"],
    ]


def test_csv_writes_iso_dates_when_asked() -> None:
    assert csv_rows(write(summary_of("A"), "csv", iso=True))[1][2] == "2026-09-01"


def test_csv_gives_every_name_back_and_no_cell_begins_a_formula() -> None:
    rows = csv_rows(write(summary_of(*NASTY), "csv"))
    for name, row in zip(NASTY, rows[1:], strict=False):
        assert read_back(row[0]) == clean(name)
        assert not row[0].strip().startswith(tuple("=+-@＝＋－＠"))


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("'=+-@\t\r\n ＝＋－＠"))))
@example("''=x")
@example("'\n")
@example("' =x")
@example("\u200b=x")
def test_csv_import_restores_exactly_what_export_wrote(text: str) -> None:
    assert read_back(make_harmless(text)) == text
    summary = Summary("n", "T", TODAY, (COLUMNS[0],), [Row("", (f"{text}.",))])
    assert read_back(csv_rows(write(summary, "csv"))[1][0]) == clean(f"{text}.")


def test_csv_leaves_an_apostrophe_that_guards_nothing() -> None:
    assert make_harmless("'Twas") == "'Twas"
    assert read_back("'Twas") == "'Twas"
    assert make_harmless("'=x") == "''=x"


def test_csv_headings_cannot_be_formulas() -> None:
    summary = Summary("n", "T", TODAY, (Column("x", "=1+1"),), ())
    assert csv_rows(write(summary, "csv")) == [["'=1+1"]]


# Excel


def test_excel_gets_real_dates_money_and_numbers_and_codes_as_text() -> None:
    sheet = sheet_of(summary_of("Blue Coat"))
    cells = sheet[7]
    assert [cell.value for cell in sheet[6]] == [column.label for column in COLUMNS]
    assert (cells[1].value, cells[1].data_type) == ("02", "s")
    assert cells[2].is_date
    assert cells[2].value.date() == date(2026, 9, 1)
    assert cells[2].number_format == "dd/mm/yyyy"
    assert cells[3].value == pytest.approx(1159.20)
    assert "£" in cells[3].number_format
    assert (cells[4].value, cells[5].value) == (-3, "Yes")
    assert cells[6].value == "Signed"
    assert cells[6].fill.fgColor.rgb.endswith(COLOURS[Tone.GOOD][1][1:])
    assert all(cell.value is None for cell in sheet[8])


def test_excel_gets_a_date_it_cannot_count_as_text() -> None:
    sheet = sheet_of(summary_of())
    assert sheet["C8"].value == "01/03/1597"


def test_excel_shows_iso_dates_when_asked() -> None:
    sheet = sheet_of(summary_of("A"), iso=True)
    assert sheet["C7"].number_format == "yyyy-mm-dd"
    assert sheet["A2"].value == "As at 2026-11-21"


def test_excel_never_makes_a_formula_or_a_link_of_a_name() -> None:
    sheet = sheet_of(summary_of(*NASTY))
    for name, row in zip(NASTY, sheet.iter_rows(min_row=7), strict=False):
        cell = row[0]
        assert cell.data_type != "f"
        assert cell.hyperlink is None
        if "_x0041_" not in name:
            assert (cell.value or "") == clean(name)


def test_excel_keeps_a_formula_text_when_its_cell_is_edited() -> None:
    assert sheet_of(summary_of("=1+1"))["A7"].quotePrefix


def test_excel_sheet_is_laid_out_to_sort_filter_and_print() -> None:
    sheet = sheet_of(summary_of("Blue Coat", "x" * 500))
    assert sheet["A1"].value == "Membership register"
    assert sheet["A1"].font.bold
    assert [sheet[f"A{row}"].value for row in (2, 3, 4)] == [
        "As at 21/11/2026",
        "2 schools",
        "Source: us",
    ]
    assert sheet.freeze_panes == "A7"
    assert sheet.auto_filter.ref == "A6:G10"
    assert sheet.print_title_rows == "$6:$6"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert 55 < sheet.column_dimensions["A"].width < 65
    assert sheet.column_dimensions["C"].width > len("01/09/2026")
    narrow = sheet_of(summary_of("Blue Coat"))
    assert narrow.freeze_panes == "B7", "the names of the rows stay in sight too"


def test_excel_prints_a_wide_table_on_several_pages_that_each_name_the_rows() -> None:
    columns = [Column("name", "Name"), *(Column(f"c{at}", f"Policy {at}") for at in range(40))]
    row = Row("1", ("Blue Coat", *("Approved, not published" for _ in range(40))))
    sheet = sheet_of(Summary("wide", "Wide", TODAY, columns, [row]))
    assert sheet.page_setup.fitToWidth > 2
    assert sheet.print_title_cols == "$A:$A"


def test_excel_keeps_the_table_in_sight_however_many_notes_there_are() -> None:
    notes = [f"Note number {at} of many. " * 9 for at in range(60)]
    told = "For circulation: 2 schools are left out."
    paper = Paper("Register of members", answer=["12 belong.", "2 left."])
    summary = Summary(
        "n", "T", TODAY, COLUMNS, [Row("1", ("Blue Coat", *(None,) * 6))],
        ["12 belong.", *notes, told], paper,
    )  # fmt: skip
    book = load_workbook(io.BytesIO(write(summary, "xlsx")))
    sheet, others = book.worksheets
    assert [sheet[f"A{row}"].value for row in range(1, 8)] == [
        "Register of members", "As at 21/11/2026", "12 belong. 2 left.", told,
        "How this was counted, and where it was read: sheet “Notes”.", None, "School",
    ]  # fmt: skip
    assert sheet.freeze_panes == "B8"
    assert others.title == "Notes"
    assert [row[0] for row in others.iter_rows(min_row=3, values_only=True)] == [
        each.strip() for each in notes
    ]


def test_excel_wraps_what_is_longer_than_the_page_and_has_heads_over_their_numbers() -> None:
    long = "What is counted here, and how, is told in a sentence that no line holds. " * 3
    columns = [Column("name", "Name"), Column("n", "Days that are left of it", "number")]
    sheet = sheet_of(Summary("n", "T", TODAY, columns, [Row("1", ("Blue Coat", 3))], [long]))
    assert sheet["A3"].alignment.wrap_text
    assert sheet.row_dimensions[3].height >= 2 * 15
    assert [str(each).split(":")[0] for each in sheet.merged_cells.ranges] == ["A3"]
    assert sheet.row_dimensions[5].height >= 2 * 15, "a head of two lines is seen whole"
    assert (sheet["B5"].alignment.horizontal, sheet["B6"].alignment.horizontal) == (
        "right", "right",
    )  # fmt: skip


def test_excel_file_is_dated_by_the_summary() -> None:
    old = Summary("n", "T", date(2019, 7, 3), COLUMNS, ())
    book = load_workbook(io.BytesIO(write(old, "xlsx")))
    assert book.properties.created is not None
    assert book.properties.created.date() == date(2019, 7, 3)
    assert book.properties.modified.date() == date(2019, 7, 3)


def test_excel_is_not_given_what_it_calls_damage() -> None:
    with ZipFile(io.BytesIO(write(summary_of("a\x00\x0b\ufffe\uffffb"), "xlsx"))) as book:
        texts = book.read("xl/sharedStrings.xml").decode()
    assert "<t>ab</t>" in texts


def test_excel_cell_that_is_too_long_is_cut_and_says_so() -> None:
    sheet = sheet_of(summary_of("é" * 40_000, "🏫" * 20_000))
    for cell in (sheet["A7"], sheet["A8"]):
        assert len(cell.value.encode("utf-16-le")) // 2 <= LONGEST_CELL
        assert cell.value.endswith("(cut: an Excel cell holds 32,767 characters)")
    assert sheet["A8"].value.startswith("🏫🏫")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Policies [overdue]: 2026/27?", "Policies overdue 2026 27"),
        ("'Quoted'", "Quoted"),
        ("History", "Summary"),
        ("***", "Summary"),
        ("a" * 40, "a" * 31),
        ("🏫" * 40, "🏫" * 15),
    ],
)
def test_excel_sheet_is_named_as_excel_allows(title: str, name: str) -> None:
    assert sheet_name(title) == name
    assert sheet_of(summary_of(title=title)).title == name


def test_more_rows_than_excel_holds_are_refused_with_what_to_do() -> None:
    many = Summary("n", "T", TODAY, (COLUMNS[0],), (Row("", ("x",)),) * 1_048_576)
    with pytest.raises(WritingProblem, match=r"1,048,576 rows do not fit.*csv"):
        write(many, "xlsx")


# Markdown


def test_markdown_is_a_titled_table_that_github_reads() -> None:
    content = write(summary_of("Blue Coat"), "md")
    assert content.startswith(b"# Membership register\n\n- As at 21/11/2026\n- 2 schools\n")
    assert markdown_rows(content)[:2] == [
        [column.label for column in COLUMNS],
        ["Blue Coat", "02", "01/09/2026", "£1,159.20", "-3", "Yes", "Signed"],
    ]
    assert "| --- | --- | --- | ---: | ---: | --- | --- |" in content.decode()


def test_markdown_shows_every_name_and_obeys_none() -> None:
    rows = markdown_rows(write(summary_of(*NASTY), "md"))
    assert [row[0] for row in rows[1 : len(NASTY) + 1]] == [
        " ".join(clean(name).split()) for name in NASTY
    ]
    assert {len(row) for row in rows} == {7}


def test_markdown_breaks_the_addresses_that_github_makes_links_of() -> None:
    text = write(summary_of("WWW.example.org https://example.org office@example.org"), "md")
    assert rb"WWW\.example.org https\://example.org office\@example.org" in text


@pytest.mark.parametrize(
    "text", ["1. one", "1) one", "- two", "+ x", "---", "===", "> x", "# x #", "[ ] x", *NASTY]
)
def test_markdown_titles_and_notes_are_text_too(text: str) -> None:
    summary = Summary("n", f"T {text}", TODAY, (), (), (text, "end"))
    tokens = markdown_tokens(write(summary, "md"))
    assert not {"html_block", "code_block", "hr", "blockquote_open", "ordered_list_open"} & {
        token.type for token in tokens
    }
    inline = [token for token in tokens if token.type == "inline"]
    shown = ["".join(child.content for child in token.children) for token in inline]
    assert {child.type for token in inline for child in token.children} <= {"text"}
    expected = [f"T {text}", "As at 21/11/2026", text, "end"]
    assert shown == [line for raw in expected if (line := " ".join(clean(raw).split()))]


# HTML


def test_html_page_shows_every_name_and_obeys_none() -> None:
    page = Page(write(summary_of(*NASTY, title="T </title><script>x"), "html"))
    assert [row[0] for row in page.rows[1 : len(NASTY) + 1]] == [clean(name) for name in NASTY]
    assert page.texts["h1"] == "T </title><script>x"
    assert page.texts["title"] == "T </title><script>x – 21 November 2026"
    assert {len(row) for row in page.rows} == {7}


def test_html_page_stands_by_itself() -> None:
    page = Page(write(summary_of(*NASTY), "html"))
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "link", "img", "iframe", "a", "object"}
    assert not {name for _, given in page.tags for name in given} & {"href", "src", "style"}
    assert not any(name.startswith("on") for _, given in page.tags for name in given)
    assert "url(" not in page.texts["style"]
    assert "@import" not in page.texts["style"]


def test_html_page_tells_screen_readers_what_is_what() -> None:
    page = Page(write(summary_of("Blue Coat"), "html"))
    assert ("html", {"lang": "en-GB"}) in page.tags
    assert page.texts["caption"] == "3 rows"
    scopes = [given.get("scope") for tag, given in page.tags if tag == "th"]
    assert scopes == ["col"] * 7 + ["row"] * 2, "a row without a name has no heading"
    assert any(tag == "span" and given.get("class") == "mark act" for tag, given in page.tags)
    assert page.rows[1][6] == "Signed"
    assert "size: A4 portrait" in page.texts["style"]
    assert "display: table-header-group" in page.texts["style"]


def test_every_tone_can_be_read_on_its_paper() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert set(COLOURS) == set(Tone)
    for ink, paper in COLOURS.values():
        assert (light(paper) + 0.05) / (light(ink) + 0.05) >= 7


# JSON


def test_json_has_exact_values_for_programs() -> None:
    content = write(summary_of("Blue Coat"), "json")
    read = json.loads(content)
    assert {key: read[key] for key in ("name", "title", "today", "notes")} == {
        "name": "membership-register",
        "title": "Membership register",
        "today": "2026-11-21",
        "notes": ["2 schools", "Source: us"],
    }
    assert read["columns"][1] == {
        "name": "authority_code",
        "label": "Authority code",
        "kind": "code",
    }
    assert read["rows"][0] == {
        "name": "Blue Coat",
        "authority_code": "02",
        "review_due": "2026-09-01",
        "cost": "1159.20",
        "change": -3,
        "in_trust": True,
        "statement": "Signed",
    }
    assert set(read["rows"][1].values()) == {None}
    assert content.endswith(b"}\n")
    assert objects(summary_of("Blue Coat")) == read["rows"]


def test_json_keeps_every_name_readable() -> None:
    content = write(summary_of(*NASTY), "json")
    assert [row["name"] for row in json.loads(content)["rows"][: len(NASTY)]] == [
        clean(name) for name in NASTY
    ]
    assert "学校" in content.decode()


# Plain text


def test_text_is_a_titled_table_with_aligned_columns() -> None:
    lines = write(summary_of("Blue Coat", "学校"), "text").decode().splitlines()
    assert lines[:5] == [
        "Membership register",
        "===================",
        "As at 21/11/2026",
        "2 schools",
        "Source: us",
    ]
    assert lines[5] == ""
    assert lines[6].startswith("School       Authority code  Review due       Cost  Change")
    assert lines[8] == (
        "Blue Coat    02              01/09/2026  £1,159.20      -3  Yes         Signed"
    )
    assert cell_len(lines[9]) == cell_len(lines[8])
    assert lines[9].endswith("£1,159.20      -3  Yes         Signed")


@pytest.mark.parametrize("width", [7, 20, 40, 80, 120])
def test_text_fits_the_terminal_whatever_the_names(width: int) -> None:
    text = plain_text(summary_of(*NASTY, title="学校 " * 40), width)
    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_text_cuts_the_longest_column_and_leaves_short_ones_whole() -> None:
    lines = table_lines(summary_of("x" * 200), 80)
    assert "…" in lines[2]
    assert lines[2].split()[1:] == ["02", "01/09/2026", "£1,159.20", "-3", "Yes", "Signed"]
    assert 76 <= cell_len(lines[2]) <= 80


def test_text_without_a_width_cuts_nothing_and_has_one_line_a_row() -> None:
    summary = summary_of(*NASTY)
    lines = table_lines(summary)
    assert len(lines) == len(summary.rows) + 2
    assert any("x" * 10_000 in line for line in lines)
    assert max(len(line) for line in lines if "xxx" not in line) < 200
    assert any("one two three four" in line for line in lines)


def test_text_leaves_out_the_last_columns_that_cannot_be_read_and_names_them() -> None:
    columns = [Column(f"c{n}", f"Column {n}", "text", 20) for n in range(6)]
    row = Row("", tuple(f"{n} {'word ' * 6}" for n in range(6)))
    summary = Summary("n", "T", TODAY, columns, [row])
    text = plain_text(summary, 80)
    assert [f"Column {n}" in text.splitlines()[4] for n in range(6)] == [True] * 3 + [False] * 3
    assert text.splitlines()[-1] == "Not shown here, but in a file: Column 3, Column 4, Column 5."
    assert "Not shown" not in plain_text(summary)


def test_text_wraps_long_notes_and_keeps_every_word() -> None:
    note = "Left out because they have not signed the Statement of Commitment: four schools"
    summary = Summary("n", "T", TODAY, (), (), (note,))
    lines = plain_text(summary, 30).splitlines()
    assert " ".join(lines[3:]) == note


# iCalendar


def lines_of(content: bytes) -> list[bytes]:
    """The lines as they stand in the file, after what the standard asks of every line."""
    assert content.endswith(b"\r\n")
    lines = content.removesuffix(b"\r\n").split(b"\r\n")
    for line in lines:
        assert len(line) <= 75, line
        assert b"\r" not in line
        assert b"\n" not in line
        line.decode("utf-8")
    return lines


def properties_of(content: bytes) -> list[tuple[str, str]]:
    """Name and value of every property, read by hand: unfolded, and text as it was meant."""
    found = []
    for line in content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n"):
        name, value = re.fullmatch(r"([A-Z-]+(?:;VALUE=DATE)?):(.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]
        found.append((name, re.sub(r"\\(.)", lambda at: "\n" if at[1] in "nN" else at[1], value)))
    return found


def test_a_calendar_says_what_outlook_and_google_ask_for() -> None:
    content = write(calendar_of("Board", title="Due days", notes=("Two, or so", "more")), "ics")
    lines = lines_of(content)
    assert (lines[0], lines[-1]) == (b"BEGIN:VCALENDAR", b"END:VCALENDAR")
    assert {b"VERSION:2.0", b"METHOD:PUBLISH", b"X-WR-CALNAME:Due days"} <= set(lines)
    assert any(line.startswith(b"PRODID:-//") for line in lines)
    assert ("X-WR-CALDESC", "As at 21/11/2026\nTwo, or so\nmore") in properties_of(content)
    assert {b"DTSTART;VALUE=DATE:20261121", b"DTEND;VALUE=DATE:20261122"} <= set(lines)
    assert content.count(b"BEGIN:VEVENT") == content.count(b"UID:") == 1


def test_a_calendar_holds_every_name_as_it_is_and_obeys_none() -> None:
    summary = calendar_of(*NASTY, "BEGIN:VEVENT\r\nEND:VCALENDAR", "a;b,c\\d\\n")
    content = write(summary, "ics")
    lines_of(content)
    assert content.count(b"\r\nBEGIN:VEVENT\r\n") == len(summary.rows)
    for event, row in zip(Calendar.from_ical(content).walk("VEVENT"), summary.rows, strict=True):
        name = " ".join(clean(str(row.cells[2])).split())
        assert event["SUMMARY"] == (f"{name} ({name})" if name else "")
        assert event.get("LOCATION", "") == name
        assert event["CATEGORIES"].cats == [name] if name else "CATEGORIES" not in event
        assert event["URL"] == row.cells[8]


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from('\r\n\\;,:"^n\t\x1b\u2028é🏫'))))
@example("x" * 74 + "é")
@example("🏫" * 60)
@example("\\n")
@example("a\r\nEND:VEVENT")
def test_a_calendar_gives_any_text_back_on_lines_of_at_most_75_octets(text: str) -> None:
    summary = calendar_of(f"x{text}.", title=f"T{text}", notes=(f"N{text}",))
    content = write(summary, "ics")
    lines_of(content)
    # An event's own lines stand before those of its reminder.
    event_lines = content.split(b"BEGIN:VALARM")[0]
    read = dict(properties_of(event_lines))
    line = " ".join(clean(f"x{text}.").split())
    assert read["SUMMARY"] == f"{line} ({line})"
    assert read["LOCATION"] == line
    assert f"Details: {clean(f'x{text}.').strip()}" in read["DESCRIPTION"]
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event["SUMMARY"] == read["SUMMARY"]
    assert event["DESCRIPTION"] == read["DESCRIPTION"]


def test_a_row_without_a_day_is_no_event() -> None:
    summary = Summary("n", "T", TODAY, EVENT_COLUMNS, [Row("k", (None,) * 9)])
    assert b"VEVENT" not in write(summary, "ics")
    assert b"BEGIN:VCALENDAR" in write(summary, "ics")


def test_what_has_no_days_is_refused_as_a_calendar_with_what_to_choose() -> None:
    with pytest.raises(WritingProblem, match=r"“Membership register” has no events.*csv.*due-cal"):
        write(summary_of(), "ics")
