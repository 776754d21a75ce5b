"""Exporting from the desk: what is shown, a paper, or the standing exports."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from data.exports.exports import file_name, list_content, signed
from data.exports.writing import FORMATS, write
from data.files.safe_files import write_bytes
from data.files.typed_paths import LONGEST_NAME, completions, kind_at, typed_path
from data.problems import Problem
from data.store.books import Books
from data.summaries.declaring import GROUPS_OF_READERS, TABLE_FORMATS, SummaryMaker
from data.summaries.registry import SUMMARIES
from data.tables.circulation import told_of_circulation
from data.tables.limits import LIMITED_TO
from data.tables.listing import Listing, table_of
from data.tables.matrix import filter_rows
from data.tables.printing import narrowed_to
from data.tables.table import Summary
from models.fields.choice_fields import ChoiceField, YesNoField
from models.fields.field import DeskField
from models.fields.text import article, count_of, folded, nearest
from models.fields.text_fields import TextField
from models.kinds import KINDS
from tui.commands.export_screen import ExportScreen, Preview
from tui.commands.replacing import may_replace
from tui.workbench.command import COMMANDS, runner_of
from tui.workbench.workbench import FrontSection, Workbench

MARKED, SHOWN, _LETTERS = "marked", "shown", "letters"
_USUAL = "xlsx"
_REMEMBERED = "export"
_FIRST_ROWS = 30
"""Rows of a list that are read for a preview."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An export: a paper by its name or what is shown, about whom, for whom."""

    what: str
    format: str
    circulation: bool = False
    limits: Mapping[str, str] = field(default_factory=dict)


async def export_shown(bench: Workbench, what: str = "") -> None:
    """Ask what is to be written, in which format and where, and write it.

    `what` is what stands there to begin with: the name of a summary, say.
    """
    names = await bench.books.read(
        lambda books: {
            limit: {key: name for kind in kinds for key, name in books.names(KINDS[kind]).items()}
            for limit, kinds in _limits().items()
        }
    )
    form = _Form(bench, names, what)
    answer = await bench.ask(form.screen())
    if answer is None:
        return
    wanted = form.wanted(answer)
    bench.remembered[_REMEMBERED] = bench.remembered.get(_REMEMBERED, {}) | {
        "format": answer["format"],
        "what": answer["what"],
        "section": bench.section.label,
    }
    if wanted.what == _LETTERS:
        letters = next(command for command in COMMANDS if command.name == "letter")
        await runner_of(letters.runs)(bench)
        return
    await _write(bench, wanted, answer["file"])


def _limits() -> dict[str, tuple[str, ...]]:
    """The limits of all papers, the single records of which some are about among them."""
    ones = dict.fromkeys(maker.of_one for maker in SUMMARIES.values() if maker.of_one)
    return {**{limit: (kind,) for limit, kind in LIMITED_TO.items()}, "one": tuple(ones)}


class _Form:
    """The form of an export: what it offers, what is wrong with it, and what it stands for."""

    def __init__(self, bench: Workbench, names: Mapping[str, Mapping[str, str]], what: str) -> None:
        self.bench, self.section = bench, bench.section
        self._names = {
            limit: dict(sorted(of.items(), key=lambda each: folded(each[1])))
            for limit, of in names.items()
        }
        self.whats = _whats(self.section)
        self._formats = {name: each.label for name, each in FORMATS.items()}
        self._by_words = {words: name for name, words in self.whats.items()}
        last = bench.remembered.get(_REMEMBERED, {})
        again = last.get("what") if last.get("section") == self.section.label else None
        begin = self.whats.get(what) or next(iter(self.whats.values()))
        self._begin = again if not what and again in self._by_words else begin
        self._folder = last.get("folder", Path.cwd())
        self._format = last.get("format", self._formats[_USUAL])

    def screen(self) -> ExportScreen:
        """The screen that asks."""
        return ExportScreen(
            self._fields(),
            {"what": self._begin, "format": self._format, "circulation": "No"},
            self.bench.today,
            self.check,
            self._offered,
            {
                "what": self._find_paper,
                "file": lambda typed: [(each, "") for each in completions(typed)] if typed else [],
                **{limit: partial(self._find_name, limit) for limit in self._names},
            },
            self._group_of,
            self.preview,
        )

    def _fields(self) -> list[tuple[str, DeskField]]:
        return [
            ("what", ChoiceField("What", "Type any word of a paper’s title or columns.",
                                 choices=self.whats, required=True)),
            ("format", ChoiceField("Format", "What it will be opened with.", choices=self._formats,
                                   required=True)),
            ("file", TextField("File", "Empty: an automatic name, shown below; Tab completes.",
                               longest=1000)),
            ("circulation", YesNoField(
                "For circulation", "y leaves out schools that have not signed; below: how many.")),
            *((limit, TextField(limit.capitalize(), f"Only this {limit}; empty: all."))
              for limit in LIMITED_TO),
            ("one", TextField("Of", "Only this one, in papers about single records; "
                              f"{_kinds_of_one()}. Empty: all.")),
        ]  # fmt: skip

    # What it offers

    @cached_property
    def _searched(self) -> dict[str, str]:
        """The words of each paper that are searched; made when the first word is typed."""
        return {name: _searched(name, words) for name, words in self.whats.items()}

    def _find_paper(self, typed: str) -> list[tuple[str, str]]:
        """The papers in which all the words stand, those of the same readers together."""
        wanted = folded(typed).split()
        found = [
            name
            for name in self.whats
            if not wanted or all(word in self._searched[name] for word in wanted)
        ]
        # What is so called comes before what only has a column of that name.
        found.sort(key=lambda name: not all(w in folded(self.whats[name]) for w in wanted))
        # The group of what is found first comes first; of all papers, those for governors.
        groups = list(dict.fromkeys(self._group_of(self.whats[name]) for name in found))
        if not wanted:
            groups = [each for each in groups if each not in GROUPS_OF_READERS]
            groups += GROUPS_OF_READERS
        found.sort(key=lambda name: groups.index(self._group_of(self.whats[name])))
        return [(self.whats[name], self._formats_in_short(name)) for name in found]

    def _group_of(self, words: str) -> str:
        """Under whom a paper stands."""
        maker = SUMMARIES.get(self._by_words.get(words, ""))
        return maker.readers if maker else "Here" if words in self._by_words else ""

    def _formats_in_short(self, name: str) -> str:
        maker = self._maker(name)
        extra = [each for each in (maker.formats if maker else ()) if each not in TABLE_FORMATS]
        return f"also {', '.join(extra)}" if extra and name in SUMMARIES else ""

    def _find_name(self, limit: str, typed: str) -> list[tuple[str, str]]:
        wanted = folded(typed).split()
        names = self._names[limit].values()
        if not wanted:
            return [(name, "") for name in names] if len(names) <= 8 else []
        found = [name for name in names if all(word in folded(name) for word in wanted)]
        return [(name, "") for name in found[:8]]

    def _offered(self, name: str, texts: Mapping[str, str]) -> Collection[str] | None:
        if name == "format":
            return [self._formats[each] for each in self._formats_of(self._chosen(texts))]
        return None

    def _formats_of(self, name: str) -> Collection[str]:
        maker = self._maker(name)
        return maker.formats if maker else TABLE_FORMATS

    def _maker(self, name: str) -> SummaryMaker | None:
        return SUMMARIES.get(name if name in SUMMARIES else self.section.summary)

    # What stands in it

    def _chosen(self, texts: Mapping[str, str]) -> str:
        return self._by_words.get(texts["what"], SHOWN)

    def wanted(self, texts: Mapping[str, str]) -> Wanted:
        """The export to write. Raises KeyError where a school or an alliance is unknown."""
        name = self._chosen(texts)
        formats = {label: each for each, label in self._formats.items()}
        limits = {}
        for limit in self._names:
            if typed := texts[limit].strip():
                keys = {folded(of): key for key, of in self._names[limit].items()}
                limits[limit] = keys[folded(typed)]
        return Wanted(name, formats.get(texts["format"], _USUAL),
                      _is_yes(texts["circulation"]), limits)  # fmt: skip

    def check(self, texts: dict[str, str]) -> dict[str, str]:
        """The problems by field."""
        name = self._chosen(texts)
        if texts["what"] not in self._by_words:
            near = nearest(texts["what"], list(self._by_words))
            return {"what": f"There is no such paper. {f'Perhaps {near}?' if near else ''}".strip()}
        if name == _LETTERS:
            return {}
        for limit, names in self._names.items():
            typed = texts[limit].strip()
            if typed and folded(typed) not in map(folded, names.values()):
                near = nearest(typed, list(names.values()))
                meant = f" Perhaps {near}?" if near else ""
                what = "record" if limit == "one" else limit
                return {limit: f"There is no {what} “{typed}”.{meant}"}
            if typed and name in (SHOWN, MARKED):
                return {limit: "What is shown is exported as it is: leave this empty."}
            if typed and limit == "one" and not SUMMARIES[name].of_one:
                return {limit: "This paper is not about single records: leave this empty."}
        if _is_yes(texts["circulation"]) and (why := self._why_not_circulated(name)):
            return {"circulation": why}
        return _problem_of_format(self._maker(name), texts["format"]) or _problems_of_file(
            texts["file"], texts["format"]
        )

    def _why_not_circulated(self, name: str) -> str:
        maker = self._maker(name)
        if maker is not None and maker.why_not_circulated:
            return f"“{maker.title}” {maker.why_not_circulated}: it is not for circulation."
        return ""

    async def preview(self, texts: Mapping[str, str]) -> Preview | None:
        """The first rows of what would be written."""
        problems = self.check({**texts, "file": ""})
        if self._chosen(texts) == _LETTERS:
            return Preview(problem="Ctrl+S shows the letters: to sign, reminders, invitations.")
        if problems:
            return Preview(problem=next(iter(problems.values())))
        wanted, section = self.wanted(texts), self.section

        def read(books: Books) -> Preview:
            try:
                return _first_rows(section, books, wanted)
            except Problem as problem:
                return Preview(problem=str(problem))

        found = await self.bench.books.read(read)
        if found.summary is None:
            return found
        about = section.about if wanted.what in (SHOWN, MARKED) else ""
        path = _path(found.summary, wanted, texts["file"], about, self._folder)
        return found._replace(path=path)


def _kinds_of_one() -> str:
    """The kinds of single record that papers are about, in words: a workstream, a deployment."""
    return ", ".join(
        f"{article(name)} {name}" for name in (KINDS[k].singular for k in _limits()["one"])
    )


def _is_yes(typed: str) -> bool:
    """Whether yes is meant, while it is typed too."""
    return typed.strip().lower() in ("y", "yes")


def _searched(name: str, words: str) -> str:
    """The words of a paper that are searched: its description, and its column headings."""
    maker = SUMMARIES.get(name)
    said = [words, name]
    if maker is not None:
        said += [maker.question, maker.for_whom, *maker.words_of_columns]
    return folded(" ".join(said))


def _whats(section: FrontSection) -> dict[str, str]:
    """The exports to choose from, in words, the likeliest first."""
    marked = len(section.grid.marks)
    letters = {_LETTERS: "Letters: to sign, reminders, invitations"}
    whats = {MARKED: f"The {marked} that are marked"} if marked else {}
    whats |= {SHOWN: f"What is shown: {section.label}"} | letters
    return whats | {maker.name: maker.title for maker in SUMMARIES.values()}


def _problem_of_format(maker: SummaryMaker | None, format_label: str) -> dict[str, str]:
    """Whether a format is not for this summary, or for lists when there is none."""
    possible = maker.formats if maker else TABLE_FORMATS
    labels = [FORMATS[name].label for name in possible]
    if format_label in labels:
        return {}
    others = [
        each.title
        for each in SUMMARIES.values()
        if any(FORMATS[name].label == format_label for name in each.formats)
    ]
    if len(others) > 6:
        return {"format": f"This is written as one of: {', '.join(labels)}."}
    if not others:
        near = nearest(format_label, labels)
        return {"format": f"There is no format “{format_label}”. "
                f"{f'Perhaps {near}?' if near else ''}".strip()}  # fmt: skip
    form = "calendar" if format_label == FORMATS["ics"].label else format_label
    return {"format": f"This cannot be written as a {form}; these can: {', '.join(others)}."}


def _problems_of_file(file: str, format_label: str) -> dict[str, str]:
    """The problem with the name of a file: no such folder, or another format's ending."""
    path = typed_path(file)
    if kind_at(path) == "folder":
        return {}
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


def _path(summary: Summary, wanted: Wanted, file: str, about: str, folder: Path) -> Path:
    """Where a file goes: as it was typed, or under a name of its own in a folder."""
    path = typed_path(file) if file else folder
    if file and kind_at(path) != "folder":
        return path.absolute()
    return (path / file_name(summary, wanted.format, about)).absolute()


async def _write(bench: Workbench, wanted: Wanted, file: str) -> None:
    section = bench.section
    is_shown = wanted.what in (SHOWN, MARKED)
    record = section.record if is_shown and not section.summary else None
    summary = await bench.books.read(lambda books: table_shown(section, books, wanted))
    folder = bench.remembered[_REMEMBERED].get("folder", Path.cwd())
    path = _path(summary, wanted, file, section.about if is_shown else "", folder)
    replace_it = await may_replace(bench, path)
    if replace_it is None:
        return

    def write_file() -> None:
        if record is not None:
            content = list_content(record, summary, wanted.format)
        else:
            content = write(signed(summary), wanted.format)
        write_bytes(path, content, replace=replace_it)

    await asyncio.get_running_loop().run_in_executor(None, write_file)
    rows = count_of(len(summary.rows), "row")
    told = "".join(f" {each}" for each in told_of_circulation(summary) if wanted.circulation)
    last = bench.remembered[_REMEMBERED]
    bench.remembered[_REMEMBERED] = last | {"folder": path.parent}
    # The path comes last: it may be too long for the line.
    bench.say(f"Wrote {rows}.{told} The file is {path.absolute()}", "good")


def table_shown(section: FrontSection, books: Books, wanted: Wanted) -> Summary:
    """The table to write: a summary by its name, or what a section shows.

    Raises Problem when a list is wanted for circulation.
    """
    what, circulation = wanted.what, wanted.circulation
    if what not in (SHOWN, MARKED):
        limits: dict[str, Any] = {**wanted.limits}
        return SUMMARIES[what].make(books, **limits, for_circulation=circulation)
    marks = set(section.grid.marks)
    whole = None if circulation else section.own_table(books)
    if section.summary:
        maker = SUMMARIES[section.summary]
        whole = maker.make(books, **section.limits, for_circulation=circulation)
    if whole is not None:
        rows = filter_rows(whole, section.wanted)
        return narrowed_to(whole, [row for row in rows if what == SHOWN or row.key in marks])
    if circulation or section.record is None:
        raise Problem(
            "A list is exported whole. For circulation choose a summary: "
            + ", ".join(maker.title for maker in SUMMARIES.values() if not maker.why_not_circulated)
            + "."
        )
    keys = marks if what == MARKED else None
    return table_of(books, section.record, wanted=section.records_wanted, keys=keys)


def _first_rows(section: FrontSection, books: Books, wanted: Wanted) -> Preview:
    """The table that would be written; of a list only as many rows as a preview can show."""
    record = section.record
    is_list = wanted.what in (SHOWN, MARKED) and not section.summary
    if not is_list or record is None or wanted.circulation:
        summary = table_shown(section, books, wanted)
        return Preview(summary._replace(rows=summary.rows[:_FIRST_ROWS]), len(summary.rows))
    keys = Listing(books, record).keys(section.records_wanted)
    if wanted.what == MARKED:
        keys = [key for key in keys if key in section.grid.marks]
    few = set(keys[:_FIRST_ROWS])
    summary = table_of(books, record, wanted=section.records_wanted, keys=few)
    said = count_of(len(keys), record.singular, record.plural())
    return Preview(summary._replace(notes=[f"{said}.", *summary.notes]), len(keys))
