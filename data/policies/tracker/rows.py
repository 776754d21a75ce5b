"""The rows of a tracker, or the cells of a matrix of schools and policies, as entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from data.imports.cell_faults import no_result, why_unusable
from data.imports.csv_rows import FileRow
from data.imports.date_order import DateOrders
from data.imports.left_out import short_text
from data.imports.tabular_files import Known, TabularFile, open_rows
from data.policies.tracker.cells import ReadDay, says_nothing
from data.policies.tracker.columns import Headings, Meant, label_of
from data.policies.tracker.corrections import Corrections
from data.policies.tracker.names import Policies
from data.policies.tracker.plans import Choices
from data.problems import Problem
from data.store.books import Books
from models.fields.text import one_line
from models.policies.review import Review

_DAYS = ("approved", "checked", "next_review", "published")
_OF_SCHOOL = ("school", "urn", "laestab")
_EXAMPLES = 2
_WANTED = "School, Policy, Approved"


@dataclass(frozen=True)
class Entry:
    """What a file says of one policy of one school: texts by their meaning, and where they stand.

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
    """An open tracker. `meant` says what its columns mean, `policies` are those of a matrix.

    `examples` has the first texts of each column, by its place.
    """

    table: TabularFile
    meant: Meant
    orders: DateOrders
    books: Books
    policies: dict[int, str] = field(default_factory=dict)
    examples: dict[int, list[str]] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """What texts mean that somebody put right, by the meaning of their column and the text."""

    @property
    def is_matrix(self) -> bool:
        """Whether its columns are policies."""
        return bool(self.policies)

    @property
    def missing(self) -> list[str]:
        """The columns without which nothing can be read, by what they are called."""
        found = [] if any(name in self.meant.places for name in _OF_SCHOOL) else ["school"]
        if not self.is_matrix and "policy" not in self.meant.places:
            found.append("policy")
        return [label_of(name) for name in found]

    @property
    def date_columns(self) -> dict[int, str]:
        """The columns that should hold days, by their places, with what they are called."""
        if self.is_matrix:
            return self.policies
        places = self.meant.places
        return {places[name]: label_of(name) for name in _DAYS if name in places}

    def read_day(self, place: int) -> ReadDay:
        """What reads the days of a column."""
        of = Review.field("reviewed")
        return self.orders.reading(of, place, self.books.today)  # type: ignore[arg-type]

    def meant_text(self, name: str, text: str) -> str:
        """A text of a column of this meaning, as it was put right."""
        return self.values.get((name, text), text) if self.values else text

    def entries(self) -> Iterator[Entry]:
        """What the file says, row by row, in a matrix cell by cell."""
        for row in self.table.rows:
            texts = [one_line(self.table.text(cell)) for cell in row.cells]
            texts += [""] * (len(self.table.headings) - len(texts))
            for place, text in enumerate(texts):
                kept = self.examples.setdefault(place, [])
                if text and len(kept) < _EXAMPLES and text not in kept:
                    kept.append(short_text(text))
            yield from self._of_matrix(row, texts) if self.is_matrix else [self._of_row(row, texts)]

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
        found = {name: text for name, text in found.items() if not says_nothing(text)}
        return Entry(row.line, found, places, problem, self.table.headings, tuple(texts))

    def _of_matrix(self, row: FileRow, texts: list[str]) -> Iterator[Entry]:
        places = {name: at for name, at in self.meant.places.items() if name in _OF_SCHOOL}
        school = {
            name: self.meant_text(name, texts[at]) for name, at in places.items() if texts[at]
        }
        heads = tuple(label_of(name) for name in places)
        own = tuple(texts[at] for at in places.values())
        headings = (*heads, label_of("policy"), label_of("approved"))
        if row.problem:
            yield Entry(row.line, {}, {}, row.problem, headings, own)
            return
        for at, policy in self.policies.items():
            text = texts[at]
            problem = no_result([row.uncalculated[at]]) if at in row.uncalculated else ""
            if not problem and (not text or says_nothing(text)):
                continue
            means = self.meant_text("approved", text)
            found = {**school, "policy": self.meant_text("policy", policy), "approved": means}
            yield Entry(
                row.line,
                found,
                {"approved": at},
                problem or self._unusable(found),
                headings,
                (*own, policy, text),
            )

    def _unusable(self, texts: Mapping[str, str]) -> str:
        for name, text in texts.items():
            why = "" if says_nothing(text) else why_unusable(text, 0)
            if why:
                return f"{label_of(name)} “{short_text(text)}”: {why}"
        return ""


@contextmanager
def open_tracker(
    books: Books, path: Path, choices: Choices, orders: DateOrders, policies: Policies
) -> Iterator[Tracker]:
    """The file of a tracker, or of a matrix, and what its columns mean. Raises Problem.

    What was chosen for its columns stands before what was kept for such a file.
    """
    kept, corrected = Corrections(books.path), choices.columns
    maybe = Headings(kept.of_all | dict(corrected))

    def known(text: str) -> bool:
        return maybe.is_known(text) or policies.is_known(text)

    with _opened(path, known) as table:
        headings = Headings(kept.of_file(table.headings) | dict(corrected))
        found = Tracker(table, headings.match(table.headings), orders, books)
        found.values = kept.values_of_file(table.headings) | dict(choices.values)
        if "policy" not in found.meant.places:
            _take_as_matrix(found, policies)
        yield found


def _opened(path: Path, known: Known) -> TabularFile:
    """The rows below the headings that are known; or else below the first row of several texts,
    when one of them is known, so that the others can be put right. Raises Problem.
    """
    try:
        return open_rows(path, known, _WANTED)
    except Problem:
        table = open_rows(path, bool, _WANTED)
        if not any(map(known, table.headings)):
            table.close()
            raise
        return table


def _take_as_matrix(found: Tracker, policies: Policies) -> None:
    """Take the columns for policies, when at least two have the title of one."""
    headings = found.table.headings
    if sum(map(policies.is_known, headings)) < 2:
        return
    of_school = {name: at for name, at in found.meant.places.items() if name in _OF_SCHOOL}
    if not of_school:
        of_school = {"school": 0}
    found.meant.places = of_school
    taken = {*of_school.values()}
    others = {at: text for at, text in enumerate(headings) if text and at not in taken}
    found.policies = {
        at: text for at, text in others.items() if policies.find(text, None, "", "").keys
    }
