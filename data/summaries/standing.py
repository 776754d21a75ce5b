"""Standing exports: the papers that the configuration names, made all at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from data.exports.exports import signed
from data.exports.writing import FORMATS, write
from data.files.configuration import Configuration, StandingExport, unknown
from data.files.safe_files import write_bytes
from data.problems import Problem
from data.store.books import Books
from data.summaries.declaring import SummaryMaker
from data.summaries.limiting import keys_of_limits
from data.summaries.registry import SUMMARIES
from data.tables.circulation import left_out_for_a_name
from data.tables.table import Summary
from models.fields.text import folded, one_line


class Made(NamedTuple):
    """A file that was to be made: where, whether one was replaced, and why it could not be.

    `texts_left_out` is how many texts it lacks because they may not be circulated.
    """

    path: Path
    replaced: bool = False
    problem: str = ""
    texts_left_out: int = 0

    @property
    def words(self) -> str:
        """What became of it."""
        if self.problem:
            return f"not made: {self.path.name}: {self.problem}"
        wrote = f"{'replaced' if self.replaced else 'wrote'} {self.path}"
        if not self.texts_left_out:
            return wrote
        return f"{wrote}. {left_out_for_a_name(self.texts_left_out, 'text')}"


def faults_of(configuration: Configuration) -> list[str]:
    """What is wrong with the standing exports: papers and formats that there are not, folders."""
    faults = []
    for export in configuration.exports:
        for name in export.papers:
            if name not in SUMMARIES:
                told = unknown("paper", name, list(SUMMARIES))
                faults.append(configuration.fault(f"{export.place}.papers", told))
        for name in export.formats:
            if told := _why_no_format(export, name):
                faults.append(configuration.fault(f"{export.place}.formats", told))
        if not export.folder.is_dir():
            told = f"there is no folder {export.folder}. Make it first, or name another."
            faults.append(configuration.fault(f"{export.place}.folder", told))
    return faults


def _why_no_format(export: StandingExport, name: str) -> str:
    """Why a format writes none of these papers; empty where it writes some."""
    if name not in FORMATS:
        return unknown("format", name, list(FORMATS))
    papers = [SUMMARIES[each] for each in export.papers if each in SUMMARIES]
    if papers and not any(name in each.formats for each in papers):
        return f"none of these papers can be written as {name}."
    return ""


def make_all(
    books: Books,
    exports: Iterable[StandingExport],
    told: Callable[[Made], None] = lambda _: None,
) -> list[Made]:
    """Make all papers of these exports, each file by itself; one that fails stops no other.

    `told` hears of each file as soon as it is made, or could not be.
    """
    found = []
    for export in exports:
        for name in export.papers:
            for made in _make(books, export, name):
                told(made)
                found.append(made)
    return found


def _make(books: Books, export: StandingExport, name: str) -> Iterable[Made]:
    maker = SUMMARIES.get(name)
    if maker is None:
        yield Made(export.folder / name, problem=unknown("paper", name, list(SUMMARIES)))
        return
    try:
        summary = signed(_summary(books, export, maker))
    except Problem as problem:
        yield Made(export.folder / name, problem=one_line(str(problem)))
        return
    for format_name in export.formats:
        if format_name not in maker.formats:
            # Only some papers have days for a calendar, or several parts for a workbook.
            if format_name not in FORMATS or len(export.papers) == 1:
                why = f"{name} cannot be written as {format_name}"
                yield Made(export.folder / name, problem=why)
            continue
        path = export.folder / dated_name(summary, format_name, export.circulation)
        try:
            content = write(summary, format_name)
            there = path.exists()
            if there and not export.replace:
                path, there = _next_free(path), False
            write_bytes(path, content, replace=there)
        except Problem as problem:
            yield Made(path, problem=one_line(str(problem)))
        else:
            yield Made(path, there, texts_left_out=summary.texts_left_out)


def _summary(books: Books, export: StandingExport, maker: SummaryMaker) -> Summary:
    return maker.make(
        books,
        for_circulation=export.circulation,
        **keys_of_limits(books, export._asdict()),
    )


def dated_name(summary: Summary, format_name: str, circulation: bool = False) -> str:
    """A name that sorts by its day: 2026-11-21-northern-alliance-policies-overdue.pdf."""
    paper = summary.paper
    about = _words(paper.subject if paper else "")
    about = about[1:] if about[:1] == ["the"] else about
    parts = [summary.today.isoformat(), *about, *_words(summary.name)]
    if circulation:
        parts += ["for", "circulation"]
    return "-".join(parts)[:115].rstrip("-") + FORMATS[format_name].suffix


def _words(text: str) -> list[str]:
    return re.findall("[a-z0-9]+", folded(text))[:8]


def _next_free(path: Path) -> Path:
    """The name with the first number from 2 on that no file has."""
    number = 2
    while (found := path.with_name(f"{path.stem}-{number}{path.suffix}")).exists():
        number += 1
    return found
