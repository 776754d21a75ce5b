"""What goes out of the desk as files: what is shown, a summary, or papers of the records."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from pathlib import Path

from data.exports.exports import file_name, list_content, signed
from data.exports.writing import FORMATS, write
from data.files.safe_files import write_bytes
from data.files.typed_paths import LONGEST_NAME, kind_at, typed_path
from data.problems import Problem
from data.store.books import Books
from data.summaries.declaring import TABLE_FORMATS
from data.summaries.registry import SUMMARIES
from data.tables.listing import table_of
from data.tables.matrix import filter_rows
from data.tables.printing import narrowed_to
from data.tables.table import Summary
from models.fields.choice_fields import ChoiceField, YesNoField
from models.fields.field import DeskField
from models.fields.text import count_of
from models.fields.text_fields import TextField
from tui.commands.replacing import may_replace
from tui.forms.questions import FieldsScreen
from tui.workbench.workbench import FrontSection, Papers, Workbench

_MARKED, _SHOWN = "marked", "shown"
_USUAL = "xlsx"


async def export_shown(bench: Workbench, what: str = "") -> None:
    """Ask what is to be written, in which format and where, and write it.

    `what` is what stands there to begin with: the name of a summary, say.
    """
    section = bench.section
    papers = await section.papers()
    whats = _whats(section, papers)
    what = what or next(iter(whats))
    formats = {name: each.label for name, each in FORMATS.items()}
    fields: list[tuple[str, DeskField]] = [
        ("what", ChoiceField("What", "What is shown, or a summary.", choices=whats, required=True)),
        ("format", ChoiceField("Format", "What it is to be read with.", choices=formats,
                               required=True)),
        ("file", TextField("File", "Empty: an automatic name, in this folder.", longest=1000)),
        ("circulation", YesNoField(
            "For circulation", "y leaves out schools that have not signed, and says how many.")),
    ]  # fmt: skip
    usual = papers.formats[0] if papers and what in papers.whats else _USUAL
    shown = {"what": whats[what], "format": formats[usual], "circulation": "No"}

    def chosen_of(texts: Mapping[str, str]) -> str:
        return next((name for name, label in whats.items() if label == texts["what"]), _SHOWN)

    def formats_offered(name: str, texts: Mapping[str, str]) -> Collection[str] | None:
        return _formats_of(section, papers, chosen_of(texts)) if name == "format" else None

    def check(texts: dict[str, str]) -> dict[str, str]:
        name = chosen_of(texts)
        if papers and name in papers.whats:
            wrong = papers.problems(name, texts["format"], texts["file"])
        else:
            summary = name if name in SUMMARIES else section.summary
            wrong = _problem_of_format(summary, texts["format"])
        return wrong or _problems_of_file(texts["file"], texts["format"])

    answer = await bench.ask(
        FieldsScreen("Export", fields, shown, bench.today, check, offered=formats_offered)
    )
    if answer is None:
        return
    chosen = chosen_of(answer)
    format_name = next(name for name, label in formats.items() if label == answer["format"])
    if papers and chosen in papers.whats:
        await papers.write(bench, chosen, format_name, answer["file"])
        return
    circulation = answer["circulation"] == "Yes"
    await _write(bench, chosen, format_name, answer["file"], circulation)


def _whats(section: FrontSection, papers: Papers | None) -> dict[str, str]:
    """What may be written, in words, the likeliest first."""
    marked = len(section.grid.marks)
    whats = {_MARKED: f"The {marked} that are marked"} if marked else {}
    whats |= {_SHOWN: f"What is shown: {section.label}"}
    if papers is not None:
        whats = {**papers.whats, **whats} if papers.come_first else {**whats, **papers.whats}
    return whats | {maker.name: maker.title for maker in SUMMARIES.values()}


def _formats_of(section: FrontSection, papers: Papers | None, what: str) -> list[str]:
    """The formats, in words, in which papers, a summary or what is shown can be written."""
    maker = SUMMARIES.get(what if what in SUMMARIES else section.summary)
    possible = maker.formats if maker else TABLE_FORMATS
    wanted = papers.formats if papers and what in papers.whats else possible
    return [FORMATS[name].label for name in wanted]


def _problem_of_format(summary: str, format_label: str) -> dict[str, str]:
    """Whether a format is not for this summary, or for lists when it is empty.

    Only some have days that a calendar can show.
    """
    possible = SUMMARIES[summary].formats if summary else TABLE_FORMATS
    if any(FORMATS[name].label == format_label for name in possible):
        return {}
    calendars = ", ".join(
        maker.title for maker in SUMMARIES.values() if set(maker.formats) - set(TABLE_FORMATS)
    )
    return {"format": f"This has no form as a calendar; this has: {calendars}."}


def _problems_of_file(file: str, format_label: str) -> dict[str, str]:
    """What is wrong with the name of a file: no such folder, or another format's ending."""
    path = typed_path(file)
    if file and kind_at(path.parent) != "folder":
        why = f"There is no folder {path.parent}. Name one that exists, or leave it empty."
        return {"file": why}
    if len(path.name.encode()) > LONGEST_NAME:
        return {"file": "That is too long for the name of a file. For example: schools.csv"}
    by_ending = next((f for f in FORMATS.values() if path.name.lower().endswith(f.suffix)), None)
    if file and by_ending is not None and by_ending.label != format_label:
        why = f"{by_ending.suffix} is the ending of {by_ending.label}, not of {format_label}."
        return {"format": f"{why} Choose {by_ending.label}, or give the file another ending."}
    return {}


async def _write(
    bench: Workbench, chosen: str, format_name: str, file: str, circulation: bool
) -> None:
    section = bench.section
    is_shown = chosen in (_SHOWN, _MARKED)
    record = section.record if is_shown and not section.summary else None
    summary = await bench.books.read(lambda books: table_shown(section, books, chosen, circulation))
    about = section.about if is_shown else ""
    path = typed_path(file) if file else Path.cwd() / file_name(summary, format_name, about)
    replace_it = await may_replace(bench, path)
    if replace_it is None:
        return

    def write_file() -> None:
        if record is not None:
            content = list_content(record, summary, format_name)
        else:
            content = write(signed(summary), format_name)
        write_bytes(path, content, replace=replace_it)

    await asyncio.get_running_loop().run_in_executor(None, write_file)
    rows = count_of(len(summary.rows), "row")
    told = f" {summary.notes[0]}" if circulation and summary.notes else ""
    # The path comes last: it may be too long for the line.
    bench.say(f"Wrote {rows}.{told} The file is {path.absolute()}", "good")


def table_shown(section: FrontSection, books: Books, chosen: str, circulation: bool) -> Summary:
    """What is to be written as a table: a summary by its name, or what a section shows.

    Raises Problem when a list is wanted for circulation.
    """
    if chosen not in (_SHOWN, _MARKED):
        return SUMMARIES[chosen].make(books, for_circulation=circulation)
    marks = set(section.grid.marks)
    if section.summary:
        maker = SUMMARIES[section.summary]
        whole = maker.make(books, **section.limits, for_circulation=circulation)
        rows = filter_rows(whole, section.wanted)
        return narrowed_to(whole, [row for row in rows if chosen == _SHOWN or row.key in marks])
    if circulation or section.record is None:
        raise Problem(
            "A list goes out whole. For circulation choose a summary: "
            + ", ".join(maker.title for maker in SUMMARIES.values())
            + "."
        )
    keys = marks if chosen == _MARKED else None
    return table_of(books, section.record, wanted=section.wanted, keys=keys)
