"""The annual pack: what says that it belongs in it is in it, in every format, numbered through."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from data.exports.writing import write
from data.sample.store import open_sample
from data.store.store import Store
from data.summaries import registry
from data.summaries.declaring import SummaryMaker
from data.summaries.registry import SUMMARIES
from data.tables.table import Summary
from models.memberships.membership import STAGES_THAT_SIGNED, Membership
from models.schools.school import School
from tests.conftest import TODAY
from tests.data.exports.browser import print_page
from tests.data.exports.word_order import out_of_order

PAGES = 21
"""Of the pack of the whole sample."""


@pytest.fixture(scope="module")
def sample() -> Iterator[Store]:
    with open_sample(TODAY) as store:
        yield store


@pytest.fixture(scope="module")
def pack(sample: Store) -> Summary:
    return SUMMARIES["annual-pack"].make(sample)


def titles(pack: Summary) -> list[str]:
    assert all(each.paper or each.title for each in pack.chapters)
    return [str(row.cells[1]) for row in pack.rows]


def text_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_the_pack_holds_every_paper_that_says_so_in_its_order(pack: Summary, sample: Store) -> None:
    bound = sorted(
        (each for each in SUMMARIES.values() if each.in_pack and each.is_bound),
        key=lambda each: each.in_pack,
    )
    assert {"deployment-log", "cost-recovery", "grant-return", "savings"} <= {
        each.name for each in bound
    }
    with_rows = [each.name for each in bound if each.make(sample).rows]
    assert [each.name for each in pack.chapters] == with_rows
    assert len(pack.rows) == len(with_rows)


def test_a_paper_of_a_new_subject_comes_in_by_its_own_declaration(
    sample: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    new: SummaryMaker = SUMMARIES["local-groups"]._replace(in_pack=1)
    monkeypatch.setitem(registry.SUMMARIES, "local-groups", new)
    pack = SUMMARIES["annual-pack"].make(sample)
    assert pack.chapters[0].name == "local-groups"


def test_its_pages_are_numbered_through_and_the_contents_name_the_right_ones(
    pack: Summary, tmp_path: Path
) -> None:
    content = write(pack, "pdf")
    texts = text_of(content)
    assert len(texts) == PAGES
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of {PAGES}" in text
    contents = texts[0].split("What is in it")[1]
    for number, title in enumerate(titles(pack), 1):
        (page,) = re.findall(rf"{number} {re.escape(title)} (\d+)", contents)
        assert f"{number} {title}" in texts[int(page) - 1]
    page = tmp_path / "pack.html"
    page.write_bytes(write(pack, "html"))
    assert len(PdfReader(print_page(page, tmp_path)).pages) == PAGES
    sizes = {
        each.mediabox.width > each.mediabox.height for each in PdfReader(io.BytesIO(content)).pages
    }
    assert sizes == {True, False}, "a wide table lies across, the others stand"


def test_a_page_of_the_pack_is_one_document_with_links_to_its_parts(pack: Summary) -> None:
    page = write(pack, "html").decode()
    assert page.count("<h1>") == 1
    assert page.count("<main") == 1
    for number in range(1, len(pack.chapters) + 1):
        assert page.count(f'id="part-{number}"') == 1
        assert f'href="#part-{number}"' in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)), "no two charts or parts have the same name"


def test_word_and_excel_have_every_paper_in_one_file(pack: Summary) -> None:
    content = write(pack, "docx")
    assert out_of_order(content) == []
    document = Document(io.BytesIO(content))
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings[1:] == [f"{at} {each}" for at, each in enumerate(titles(pack), 1)]
    assert {each.orientation for each in document.sections} == {0, 1}
    (contents,) = (
        table for table in document.tables if table.cell(0, 0).text == "No." and
        table.cell(0, 2).text == "Page"
    )  # fmt: skip
    for number in range(1, len(pack.chapters) + 1):
        assert f"PAGEREF part-{number} " in contents._tbl.xml, "Word counts the page"
        assert f'w:name="part-{number}"' in document.element.xml
    book = load_workbook(io.BytesIO(write(pack, "xlsx")))
    assert len(book.sheetnames) == len(set(book.sheetnames)) == len(pack.chapters) + 3
    register = book[book.sheetnames[1]]
    names = {str(row[0].value) for row in register.iter_rows()}
    assert "Ashenfold High School (sample)" in names


@pytest.mark.parametrize("format_name", ["html", "docx", "xlsx", "md", "text"])
def test_a_pack_for_circulation_names_no_school_that_has_not_signed(
    format_name: str, sample: Store
) -> None:
    signed = {
        each["school"]
        for each in sample.find(Membership)
        if each["stage"] in STAGES_THAT_SIGNED and each["statement_signed"]
    }
    unsigned = [str(each["name"]) for each in sample.find(School) if each["key"] not in signed]
    pack = SUMMARIES["annual-pack"].make(sample, for_circulation=True)
    content = write(pack, format_name)
    text = _texts_of(content, format_name)
    assert [name for name in unsigned if name in text] == []
    assert "For circulation" in text


def _texts_of(content: bytes, format_name: str) -> str:
    if format_name not in ("docx", "xlsx"):
        return content.decode()
    if format_name == "xlsx":
        book = load_workbook(io.BytesIO(content))
        return "\n".join(
            str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row
        )
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def test_the_pack_of_a_school_is_about_that_school(sample: Store) -> None:
    ashenfold = str(sample.find(School, name="Ashenfold High School (sample)")[0]["key"])
    pack = SUMMARIES["annual-pack"].make(sample, school=ashenfold)
    assert pack.paper is not None
    assert pack.paper.subject == "Ashenfold High School (sample)"
    text = write(pack, "text").decode()
    assert "Larkrise" not in text
    assert "D2026-002" in text, "its own support it may read"


def test_the_pack_of_all_schools_tells_nobody_who_is_supported(pack: Summary) -> None:
    text = write(pack, "text").decode()
    assert "Schools supported, by phase and authority" in text
    assert "D2026-" not in text
    assert "Practical work in science" not in text
