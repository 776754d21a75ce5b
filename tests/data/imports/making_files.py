"""Files for the tests of imports, as other programs write them: made here, byte by byte."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from data.imports.tabular_files import open_rows
from data.problems import Problem

HEADINGS = frozenset({"Name", "URN", "Town", "Opened", "Pupils", "Notes", "Nursery"})

Write = Callable[..., Path]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<?xml version="1.0"?><Types '
    'xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def known(heading: str) -> bool:
    """Whether the tests' reader knows a heading."""
    return heading in HEADINGS


def rows_of(path: Path) -> list[tuple[int, list[str]]]:
    """The rows that are read from a file, with their lines."""
    with open_rows(path, known, "Name, Town") as table:
        rows = list(table.rows)
        assert [row.problem for row in rows if row.problem] == []
        return [(row.line, [table.text(cell) for cell in row.cells]) for row in rows]


def notes_of(path: Path) -> str:
    """What is told about a file beside its rows."""
    with open_rows(path, known, "Name, Town") as table:
        list(table.rows)
        return " ".join(table.notes)


def refusal_of(path: Path) -> str:
    """Why a file is refused, in one line."""
    with pytest.raises(Problem) as refused, open_rows(path, known, "Name, Town") as table:
        list(table.rows)
    assert refused.value.exit_code == 1
    assert "\n" not in str(refused.value)
    return str(refused.value)


def rows_in_xml(rows: Sequence[Sequence[str | int | None]]) -> str:
    """Rows as they stand in a sheet of an Excel workbook; a text that begins with < is its own."""
    found = []
    for number, row in enumerate(rows, start=1):
        cells = []
        for place, value in enumerate(row):
            at = f'r="{chr(65 + place)}{number}"'
            if isinstance(value, int):
                cells.append(f"<c {at}><v>{value}</v></c>")
            elif value is not None and value.startswith("<"):
                cells.append(value.replace("<c", f"<c {at}", 1))
            elif value is not None:
                cells.append(f'<c {at} t="inlineStr"><is><t>{escape(value)}</t></is></c>')
        found.append(f'<row r="{number}">{"".join(cells)}</row>')
    return "".join(found)


def write_xlsx(
    path: Path,
    sheets: dict[str, str],
    *,
    hidden: Sequence[str] = (),
    book: str = "",
    after_rows: str = "",
    texts: str = "",
) -> Path:
    """An Excel workbook of these sheets, each given as the XML of its rows."""
    state = dict.fromkeys(hidden, 'state="hidden"')
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="r{number}" {state.get(name, "")}/>'
        for number, name in enumerate(sheets, start=1)
    )
    links = "".join(
        f'<Relationship Id="r{number}" Type="{_LINKS}/worksheet" '
        f'Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    if texts:
        links += f'<Relationship Id="t" Type="{_LINKS}/sharedStrings" Target="sharedStrings.xml"/>'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        packed.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="b" '
            f'Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        packed.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}">{book}<sheets>{listed}</sheets>'
            "</workbook>",
        )
        packed.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}">{links}</Relationships>',
        )
        for number, rows in enumerate(sheets.values(), start=1):
            packed.writestr(
                f"xl/worksheets/sheet{number}.xml",
                f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{after_rows}</worksheet>',
            )
        if texts:
            packed.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{texts}</sst>')
    return path


def write_ods(path: Path, rows: str, *, name: str = "Schools", hidden_first: str = "") -> Path:
    """An OpenDocument spreadsheet of this sheet, given as the XML of its rows."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text", "style")
    )
    spaces += (
        ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    )
    first = (
        f'<table:table table:name="Hidden" table:style-name="h">{hidden_first}</table:table>'
        if hidden_first
        else ""
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:automatic-styles>"
            '<style:style style:name="h" style:family="table">'
            '<style:table-properties table:display="false"/></style:style>'
            f"</office:automatic-styles><office:body><office:spreadsheet>{first}"
            f'<table:table table:name="{name}">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def ods_row(*cells: str | int) -> str:
    """A row of an OpenDocument sheet; a text that begins with < is its own XML."""
    found = []
    for cell in cells:
        if isinstance(cell, int):
            found.append(
                f'<table:table-cell office:value-type="float" office:value="{cell}">'
                f"<text:p>{cell}</text:p></table:table-cell>"
            )
        elif cell.startswith("<"):
            found.append(cell)
        else:
            found.append(
                '<table:table-cell office:value-type="string">'
                f"<text:p>{escape(cell)}</text:p></table:table-cell>"
            )
    return f"<table:table-row>{''.join(found)}</table:table-row>"
