"""Papers as their readers get them: printed by a browser to A4, and as our own PDF and Word.

Page counts mean something only with the font: Chromium prints in Liberation Sans, as wide as Arial.
"""

from __future__ import annotations

import io
import random
import re
import subprocess
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from docx import Document
from pypdf import PdfReader

from data.exports.layout import LaidListing
from data.exports.sheets import Sheet, sheet_of
from data.exports.writing import write
from data.sample.store import open_sample
from data.summaries.registry import SUMMARIES
from data.tables.paper import Grid, GridRow, GridTotal, Group, Listing, Paper, Prose, Source
from data.tables.table import Column, Row, Summary
from models.fields.states import State
from models.policies.due_dates import POLICY_STATES
from models.schools.school import School
from tests.conftest import TODAY
from tests.data.exports.browser import print_page, tool

ASHENFOLD = "Ashenfold High School (sample)"
_POINTS = 72 / 25.4


class Wanted(NamedTuple):
    """A paper of the sample, and how many pages it has."""

    name: str
    pages: int
    school: str = ""


PAPERS = (
    Wanted("policies-overdue", 1),
    Wanted("meeting-agenda", 1, ASHENFOLD),
    Wanted("school-schedule", 1, ASHENFOLD),
    Wanted("policy-compliance", 1),
    Wanted("membership-register", 2),
    Wanted("due-by-owner", 2),
    Wanted("website-check", 2),
    Wanted("attendance", 1),
    Wanted("statements-outstanding", 1),
)


class Printed(NamedTuple):
    """A paper, and what came out of the browser and of our own writer."""

    wanted: Wanted
    summary: Summary
    sheet: Sheet
    browser: Path
    own: Path


def grid_of(rows: int, columns: int, heading: str = "Policy") -> Summary:
    """A grid of so many schools and policies, every state somewhere in it."""
    chance = random.Random(1)
    names = [f"Northern Church of England School {number}" for number in range(rows)]
    states = [[chance.choice(POLICY_STATES) for _ in range(columns)] for _ in names]
    headings = [f"{heading} about matter number {number}" for number in range(columns)]
    grid = Grid(
        "School",
        headings,
        [GridRow(name, of, 20, 34, 3) for name, of in zip(names, states, strict=True)],
        [GridTotal("In order", [5] * columns, "320 of 544", "48")],
        "Must: in order",
        "Over\u00addue",
    )
    paper = Paper(
        "How the schools stand with their policies",
        subject="The Northern Alliance",
        readers="heads",
        answer=["320 of the 544 policies are in order."],
        parts=[grid],
        definitions=["In order: current, live, or due and not yet overdue."],
        sources=[Source("The lists of the Department for Education, written down 21/11/2026.")],
    )
    cells: list[Row] = [
        Row(str(at), (name, *of)) for at, (name, of) in enumerate(zip(names, states, strict=True))
    ]
    listed = [Column("school", "School")]
    listed += [Column(f"policy-{at}", each, "state") for at, each in enumerate(headings)]
    return Summary("grid", "Grid", TODAY, listed, cells, (), paper)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Printed]:
    folder = tmp_path_factory.mktemp("papers")
    with open_sample(TODAY) as store:
        summaries = []
        for wanted in PAPERS:
            school = None
            if wanted.school:
                school = str(store.find(School, name=wanted.school)[0]["key"])
            summaries.append((wanted, SUMMARIES[wanted.name].make(store, school=school)))
    summaries.append((Wanted("grid-16x48", 1), grid_of(16, 48)))
    printed = {}
    for wanted, summary in summaries:
        page, own = folder / f"{wanted.name}.html", folder / f"{wanted.name}.pdf"
        page.write_bytes(write(summary, "html"))
        own.write_bytes(write(summary, "pdf"))
        browser = print_page(page, folder)
        printed[wanted.name] = Printed(wanted, summary, sheet_of(summary), browser, own)
    return printed


NAMES = [*(wanted.name for wanted in PAPERS), "grid-16x48"]


@cache
def texts_of(pdf: Path) -> list[str]:
    """The text of each page."""
    shown = subprocess.run(
        [tool("pdftotext"), "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout
    return shown.removesuffix("\f").split("\f")


def test_papers_are_measured_in_the_font_that_they_are_made_for() -> None:
    found = subprocess.run(
        [tool("fc-match"), "Arial"], capture_output=True, text=True, check=True
    ).stdout
    assert "Liberation" in found or "Arial" in found


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_has_no_page_too_many_in_the_browser_and_as_pdf(
    name: str, printed: dict[str, Printed]
) -> None:
    paper = printed[name]
    counts = [len(PdfReader(pdf).pages) for pdf in (paper.browser, paper.own)]
    assert counts == [paper.wanted.pages] * 2


@pytest.mark.parametrize("name", NAMES)
def test_every_heading_and_every_word_stands_whole_on_paper(
    name: str, printed: dict[str, Printed]
) -> None:
    paper = printed[name]
    wanted: Counter[str] = Counter()
    headings = []
    for part in paper.sheet.parts:
        if not isinstance(part, LaidListing):
            continue
        headings += [head.text for head in part.headings]
        for line in part.lines:
            for cell in line.cells:
                if not cell.may_break:
                    wanted.update(" ".join([cell.text, *cell.under]).split())
    for pdf in (paper.browser, paper.own):
        text = " ".join(texts_of(pdf))
        words = Counter(text.split())
        short = {word: count for word, count in wanted.items() if words[word] < count}
        # What is broken at a hyphen is found in two.
        assert not {word for word in short if "-" not in word}
        for heading in headings:
            assert all(word in text for word in heading.split()), heading


@pytest.mark.parametrize("name", [wanted.name for wanted in PAPERS])
def test_columns_that_a_reader_needs_are_never_left_out(
    name: str, printed: dict[str, Printed]
) -> None:
    paper = printed[name].summary.paper
    assert paper is not None
    laid = [part for part in printed[name].sheet.parts if isinstance(part, LaidListing)]
    listings = [part for part in paper.parts if isinstance(part, Listing)]
    for listing, part in zip(listings, laid, strict=True):
        labels = {column.name: column.label for column in listing.columns}
        needed = {
            each.heading or labels[each.name]
            for each in listing.shown
            if each.importance == 1 and each.name in labels
        }
        assert needed <= {head.text for head in part.headings}


@pytest.mark.parametrize("name", NAMES)
def test_the_answer_and_the_notes_stand_on_paper_and_the_notes_never_alone(
    name: str, printed: dict[str, Printed]
) -> None:
    paper = printed[name]
    for pdf in (paper.browser, paper.own):
        pages = texts_of(pdf)
        first = " ".join(pages[0].split())
        assert paper.sheet.title in first
        assert paper.sheet.answer[0] in first
        last = pages[-1]
        assert "How this was counted" in last
        before = last.split("How this was counted")[0]
        assert len(before.split()) > 12, "the notes have the last page to themselves"
        for number, text in enumerate(pages, 1):
            assert f"Page {number} of {len(pages)}" in " ".join(text.split())


def assert_within_the_margins(pdf: Path) -> None:
    """Assert that every word stands within the sheet, at some distance from its edge."""
    margin = 8 * _POINTS
    boxes = subprocess.run(
        [tool("pdftotext"), "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout
    sizes = re.findall(r'<page width="([\d.]+)" height="([\d.]+)"', boxes)
    width, height = (float(each) for each in sizes[0])
    found = re.findall(
        r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"', boxes
    )
    assert found
    for box in found:
        left, top, right, bottom = (float(each) for each in box)
        assert left >= margin
        assert top >= margin - 2
        assert right <= width - margin
        assert bottom <= height - margin + 12


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_printed_near_the_edge(name: str, printed: dict[str, Printed]) -> None:
    for pdf in (printed[name].browser, printed[name].own):
        assert_within_the_margins(pdf)


@pytest.mark.parametrize("name", NAMES)
def test_a_pdf_has_its_structure_for_screen_readers(name: str, printed: dict[str, Printed]) -> None:
    reader = PdfReader(printed[name].own)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).lower() == "en-gb"
    assert reader.metadata is not None
    assert reader.metadata.title == printed[name].sheet.document_title
    kinds: Counter[str] = Counter()
    waiting = [root["/StructTreeRoot"]]
    while waiting:
        each = waiting.pop().get_object()
        if hasattr(each, "get"):
            kinds[str(each.get("/S", ""))] += 1
            kids = each.get("/K", [])
            kids = kids if isinstance(kids, list) else [kids]
            waiting += [kid for kid in kids if hasattr(kid.get_object(), "get")]
    assert {"/Table", "/TR", "/TH", "/TD", "/H1"} <= kinds.keys()


def test_a_long_paper_has_its_structure_too() -> None:
    columns = [Column("school", "School"), Column("policy", "Policy"), Column("due", "Due", "date")]
    rows = [Row(str(at), (f"School {at}", "Pay", TODAY)) for at in range(900)]
    paper = Paper("Due", parts=[Listing("The first first", columns, [Group("", rows)])])
    content = write(Summary("due", "Due", TODAY, columns, rows, (), paper), "pdf")
    assert PdfReader(io.BytesIO(content)).trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_long_grids_go_in_bands_with_their_own_headings() -> None:
    summary = grid_of(40, 48)
    reader = PdfReader(io.BytesIO(write(summary, "pdf")))
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    found = [set(re.findall(r"matter number (\d+)", text)) for text in texts]
    bands = [{str(number) for number in range(start, start + 16)} for start in (0, 16, 32)]
    assert all(band in found for band in bands)
    assert all(each in bands for each in found if each)


def test_each_page_of_a_grid_has_its_headings_in_the_browser_too(tmp_path: Path) -> None:
    summary = grid_of(60, 51, "Relationships (and sex) education and health")
    page = tmp_path / "grid.html"
    page.write_bytes(write(summary, "html"))
    own = tmp_path / "grid.pdf"
    own.write_bytes(write(summary, "pdf"))
    for pdf in (print_page(page, tmp_path), own):
        texts = [" ".join(text.split()) for text in texts_of(pdf)]
        with_rows = [text for text in texts if "Church of England School" in text]
        assert len(with_rows) in (6, 7)
        assert all(text.count("matter") == 17 for text in with_rows)
        assert_within_the_margins(pdf)


def test_a_part_that_may_be_handed_out_alone_says_whose_it_is_and_of_which_day(
    tmp_path: Path,
) -> None:
    columns = [Column("policy", "Policy")]
    parts = [
        Listing("Policies", columns, [Group("", [Row("", ("Pay",))])], title=school,
                new_page=school != "Ash School")
        for school in ("Ash School", "Beech School", "Cedar School")
    ]  # fmt: skip
    paper = Paper("Schedule", subject="The Northern Alliance", readers="governors", parts=parts)
    summary = Summary("schedule", "Schedule", TODAY, columns, (), (), paper)
    page = tmp_path / "schedule.html"
    page.write_bytes(write(summary, "html"))
    own = tmp_path / "schedule.pdf"
    own.write_bytes(write(summary, "pdf"))
    for pdf in (print_page(page, tmp_path), own):
        texts = [" ".join(text.split()) for text in texts_of(pdf)]
        assert len(texts) == 3
        for text, school in zip(texts, ("Ash", "Beech", "Cedar"), strict=True):
            assert f"{school} School" in text
            assert "The Northern Alliance" in text
            assert "As at 21 November 2026" in text
    document = Document(io.BytesIO(write(summary, "docx")))
    told = [each.text for each in document.paragraphs]
    assert told.count("The Northern Alliance\tAs at 21 November 2026") == 2


def test_many_sources_stand_whole_and_within_the_page(tmp_path: Path) -> None:
    summary = grid_of(3, 4)
    assert summary.paper is not None
    many = [Source(f"source number {at} of a long list. " * 2) for at in range(60)]
    own = tmp_path / "sources.pdf"
    own.write_bytes(write(summary._replace(paper=replace(summary.paper, sources=many)), "pdf"))
    text = " ".join(" ".join(texts_of(own)).split())
    assert all(f"source number {at} of" in text for at in range(60))
    assert_within_the_margins(own)


HOSTILE = (
    '#read("/etc/passwd")',
    '#image("/etc/passwd") $x$ *b* _i_ `c` <label> @ref',
    "</td></table><script>alert(1)</script>",
    '=HYPERLINK("http://x","y")',
    "[read](http://example.org) ![i](http://example.org/i.png)",
    "]]> &lt;b&gt; <!-- x -->",
    "\\ # { } \" '",
    "W" * 200,
)


def test_hostile_texts_are_only_text_on_every_paper(tmp_path: Path) -> None:
    state = State("O", HOSTILE[0], POLICY_STATES[0].tone)
    rows = [Row(str(at), (name, name, state)) for at, name in enumerate(HOSTILE)]
    columns = [Column("name", HOSTILE[2]), Column("other", "Other"), Column("s", "S", "state")]
    listing = Listing(
        HOSTILE[2],
        columns,
        [Group(HOSTILE[0], rows)],
        prose=[Prose(HOSTILE[0], HOSTILE[1])],
        title=HOSTILE[2],
        answer=HOSTILE[0],
    )
    paper = Paper(
        HOSTILE[2],
        HOSTILE[0],
        HOSTILE[1],
        HOSTILE[2],
        HOSTILE[3],
        answer=HOSTILE,
        parts=[listing],
        definitions=HOSTILE,
        sources=[Source(HOSTILE[2], "javascript:alert(1)"), Source("", 'http://x/"onload="')],
    )
    summary = Summary("hostile", HOSTILE[2], TODAY, columns, rows, HOSTILE, paper)
    page = tmp_path / "hostile.html"
    page.write_bytes(write(summary, "html"))
    own = tmp_path / "hostile.pdf"
    own.write_bytes(write(summary, "pdf"))
    for pdf in (print_page(page, tmp_path), own):
        text = "".join("".join(texts_of(pdf)).replace("\u200b", "").split())
        assert_within_the_margins(pdf)
        for each in HOSTILE:
            assert "".join(each.split()) in text
        assert "root:x:0:0" not in text
        reader = PdfReader(pdf)
        for shown in reader.pages:
            for note in shown.get("/Annots", []):
                address = str(note.get_object().get("/A", {}).get("/URI", ""))
                assert address.startswith("http://x/"), "only an address of a source is a link"
        assert "/JavaScript" not in str(reader.trailer["/Root"])
    markup = page.read_text()
    assert "<script" not in markup
    assert 'href="javascript' not in markup
    assert "<script" not in write(summary, "md").decode()
