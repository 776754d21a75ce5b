"""The rows of a tracker, or the cells of a matrix of schools and policies, as entries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from data.imports.assumptions import SAYS_NO, SAYS_YES, ReadCell, reading_with_assumptions
from data.imports.cell_faults import is_total, no_result, why_unusable
from data.imports.csv_rows import FileRow
from data.imports.date_order import DateOrders
from data.imports.left_out import short_text
from data.imports.tabular_files import TabularFile
from data.policies.tracker.cells import records_nothing
from data.policies.tracker.columns import Meant, label_of
from data.store.books import Books
from models.fields.text import folded, one_line
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy

_DAYS = ("approved", "checked", "next_review", "published")
OF_SCHOOL = ("school", "urn", "laestab")
"""The columns that say which school a row is about."""

_EXAMPLES = 2
_DITTO = frozenset({"", '"', "''", "”", "″", "do", "do.", "ditto", ",,"})
"""What stands in a cell for what stands above it."""


@dataclass(frozen=True)
class Entry:
    """One entry of a file about a school's policy: texts by their meaning, and where they stand.

    `problem` says why it cannot be used, if so. `headings` and `cells` are those of a row that
    could be imported by itself.
    """

    line: int
    texts: Mapping[str, str]
    places: Mapping[str, int] = field(default_factory=dict)
    problem: str = ""
    headings: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()


@dataclass
class Tracker:
    """An open tracker. `meant` says what its columns mean, `across` are those of a matrix.

    `across_are` says what these columns are named after: policies, or schools. `years` are columns
    that are headed with school years, beside schools and policies. `examples` has the
    first texts of each column, by its place. Where no column names the school, a row or the sheet
    may name it for the rows below: it is `grouped`, and `group` is the name in force. `filled` are
    the lines that leave the school out, as merged cells and ditto marks do.
    """

    table: TabularFile
    meant: Meant
    orders: DateOrders
    books: Books
    across: dict[int, str] = field(default_factory=dict)
    across_are: str = "policy"
    years: dict[int, str] = field(default_factory=dict)
    grouped: bool = False
    group: str = ""
    filled: dict[str, list[int]] = field(default_factory=dict)
    is_school: Callable[[str], bool] = bool
    is_policy: Callable[[str], bool] = bool
    examples: dict[int, list[str]] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Corrected values, by the meaning of their column and the text."""
    _above: dict[int, str] = field(default_factory=dict)
    _ended_by: str = "the headings"
    _next_line: int = 0

    @property
    def is_matrix(self) -> bool:
        """Whether its columns are policies, or schools."""
        return bool(self.across)

    @property
    def missing(self) -> list[str]:
        """The columns without which nothing can be read, by what they are called."""
        names_school = self.grouped or self.across_are == "school"
        there = names_school or any(name in self.meant.places for name in OF_SCHOOL)
        found = [] if there else ["school"]
        if not self.is_matrix and "policy" not in self.meant.places:
            found.append("policy")
        return [label_of(name) for name in found]

    @property
    def date_columns(self) -> dict[int, str]:
        """The columns that should hold days, by their places, with what they are called."""
        if self.is_matrix:
            return self.across
        places = self.meant.places
        named = {places[name]: label_of(name) for name in _DAYS if name in places}
        return named | dict.fromkeys(self.years, label_of("approved"))

    def read_day(self, place: int, *, last: bool = False) -> ReadCell:
        """The reader for the dates of a column.

        Where no day is named it takes the first one of the month or term; or the `last`, by which
        something is due.
        """
        of = SchoolPolicy.field("next_review") if last else Review.field("reviewed")
        read = self.orders.reading(of, place, self.books.today)  # type: ignore[arg-type]
        return reading_with_assumptions(of, read, self.books.today)

    def meant_text(self, name: str, text: str) -> str:
        """A text of a column of this meaning, as it was put right."""
        return self.values.get((name, text), text) if self.values else text

    def entries(self) -> Iterator[Entry]:
        """The entries of the file, row by row, or cell by cell in a matrix."""
        for row in self.table.rows:
            texts = [one_line(self.table.text(cell)) for cell in row.cells]
            texts += [""] * (len(self.table.headings) - len(texts))
            for place, text in enumerate(texts):
                kept = self.examples.setdefault(place, [])
                if text and len(kept) < _EXAMPLES and text not in kept:
                    kept.append(short_text(text))
            if self.is_matrix:
                yield from self._of_matrix(row, texts)
            elif not self._begins_group(texts):
                problem = row.problem or self._filled_down(row, texts)
                if problem or not self._only_names_school(texts):
                    yield from self._of_years(row._replace(problem=problem), texts)

    def _begins_group(self, texts: list[str]) -> bool:
        """Whether the row only names the school that the rows below it are about.

        A name that nobody knows does so too: what stands below it is not the school's above.
        """
        filled = [text for text in texts if text]
        if not self.grouped or len(filled) != 1:
            return False
        of_sheet = self.table.sheet == self.group
        if not self.is_school(filled[0]) and (of_sheet or self.is_policy(filled[0])):
            return False
        self.group = filled[0]
        return True

    def _filled_down(self, row: FileRow, texts: list[str]) -> str:
        """Give the row the school of the one above it, where it leaves that out.

        Gives why it cannot have it: a blank row or a total ends what stands above, because what
        comes then may be about any school.
        """
        after_blank = row.line > self._next_line
        lines = sum(cell.count("\n") for cell in row.cells) if self.table.columns_of_csv else 0
        self._next_line = row.line + 1 + lines
        places = self.meant.places
        own = [at for name, at in places.items() if name in OF_SCHOOL]
        if "school" not in places or "policy" not in places:
            return ""
        if is_total(texts):
            self._above, self._ended_by = {}, "a total"
            return "it sums up the rows above it"
        if any(texts[at] not in _DITTO for at in own):
            for at in own:
                texts[at] = "" if texts[at] in _DITTO else texts[at]
            self._above = {at: texts[at] for at in own}
        elif texts[places["policy"]]:
            if after_blank and not any(texts[at] for at in own):
                self._above, self._ended_by = {}, "a blank row"
            if not self._above:
                return f"it names no school, and {self._ended_by} stands above it"
            called = self._above[places["school"]] or next(filter(None, self._above.values()))
            self.filled.setdefault(called, []).append(row.line)
            for at, text in self._above.items():
                texts[at] = text
        return ""

    def _only_names_school(self, texts: list[str]) -> bool:
        """Whether nothing stands in the row beside the school, which those below it are about."""
        own = {at for name, at in self.meant.places.items() if name in OF_SCHOOL}
        return (
            bool(own)
            and any(texts)
            and not any(text for at, text in enumerate(texts) if at not in own)
        )

    def _of_years(self, row: FileRow, texts: list[str]) -> Iterator[Entry]:
        """The row, and one for each school year in which the policy was approved as well.

        What else stands in the row is about the newest; a tick stands for its school year.
        """
        filled = [at for at in self.years if texts[at] and not records_nothing(texts[at])]
        filled = [at for at in filled if folded(texts[at]) not in SAYS_NO]
        if row.problem or not filled:
            yield self._of_row(row, texts)
            return
        naming = {*OF_SCHOOL, "policy", "catalogue"}
        newest = max(filled, key=lambda place: self.years[place])
        entry = self._of_row(row, texts)
        if has_day_besides := "approved" in entry.texts:
            yield entry
        for at in filled:
            is_newest = at == newest and not has_day_besides
            kept = {n: t for n, t in entry.texts.items() if is_newest or n in naming}
            is_tick = folded(texts[at]) in SAYS_YES
            text = self.meant_text("approved", self.years[at] if is_tick else texts[at])
            yield replace(
                entry,
                texts={**kept, "approved": text},
                places={**entry.places, "approved": at},
                headings=(*entry.headings, label_of("approved")),
                cells=(*entry.cells, text),
            )

    def _of_row(self, row: FileRow, texts: list[str]) -> Entry:
        places = self.meant.places
        found = {name: self.meant_text(name, texts[at]) for name, at in places.items() if texts[at]}
        problem = row.problem
        columns = self.table.columns_of_csv
        if not problem and columns and any(texts[len(self.table.headings) :]):
            problem = (
                f"it has {len(row.cells)} cells under {columns} headings: perhaps a comma in a "
                "name that stands without quotation marks"
            )
        formulas = sorted(row.uncalculated[at] for at in {*places.values()} & {*row.uncalculated})
        problem = problem or no_result(formulas) or self._unusable(found)
        found = {name: text for name, text in found.items() if not records_nothing(text)}
        headings, cells = self.table.headings, tuple(texts)
        if self.grouped and found:
            found["school"] = self.meant_text("school", self.group)
            headings, cells = (label_of("school"), *headings), (self.group, *cells)
        return Entry(row.line, found, places, problem, headings, cells)

    def _of_matrix(self, row: FileRow, texts: list[str]) -> Iterator[Entry]:
        beside = ("policy",) if self.across_are == "school" else OF_SCHOOL
        places = {name: at for name, at in self.meant.places.items() if name in beside}
        named = {name: self.meant_text(name, texts[at]) for name, at in places.items() if texts[at]}
        heads = tuple(label_of(name) for name in places)
        own = tuple(texts[at] for at in places.values())
        headings = (*heads, label_of(self.across_are), label_of("approved"))
        if row.problem:
            yield Entry(row.line, {}, {}, row.problem, headings, own)
            return
        if is_total(texts):
            yield Entry(row.line, {}, {}, "it sums up the rows above it", headings, own)
            return
        for at, heading in self.across.items():
            text = texts[at]
            problem = no_result([row.uncalculated[at]]) if at in row.uncalculated else ""
            if not problem and (not text or records_nothing(text)):
                continue
            found = {
                **named,
                self.across_are: self.meant_text(self.across_are, heading),
                "approved": self.meant_text("approved", text),
            }
            problem = problem or self._unusable(found)
            cells = (*own, heading, text)
            yield Entry(row.line, found, {"approved": at}, problem, headings, cells)

    def _unusable(self, texts: Mapping[str, str]) -> str:
        for name, text in texts.items():
            why = "" if records_nothing(text) else why_unusable(text, 0)
            if why:
                return f"{label_of(name)} “{short_text(text)}”: {why}"
        return ""
