"""Opening a tracker, and telling its shape: rows, groups of rows, or a matrix either way round."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

from data.imports.assumptions import Assumed
from data.imports.date_order import DateOrders, MonthFirstSeenError
from data.imports.tabular_files import Known, TabularFile, open_rows
from data.policies.tracker.cells import read_standing, records_nothing
from data.policies.tracker.columns import Headings
from data.policies.tracker.corrections import Corrections
from data.policies.tracker.names import Policies, Schools
from data.policies.tracker.plans import Choices
from data.policies.tracker.rows import OF_SCHOOL, Tracker
from data.problems import Problem
from data.store.books import Books
from models.fields.dates import show_school_year
from models.fields.field import UnreadableError
from models.fields.spans import named_span
from models.fields.text import one_line
from models.fields.values import Value

_WANTED = "School, Policy, Approved"
_ROWS_LOOKED_AT = 200


@contextmanager
def open_tracker(
    books: Books,
    path: Path,
    choices: Choices,
    orders: DateOrders,
    policies: Policies,
    schools: Schools,
) -> Iterator[Tracker]:
    """The file of a tracker, or of a matrix, and what its columns mean. Raises Problem.

    What was chosen for its columns stands before what was kept for such a file.
    """
    kept, corrected = Corrections(books.path), choices.columns
    maybe = Headings(kept.of_all | dict(corrected))

    def known(text: str) -> bool:
        return maybe.is_known(text) or policies.is_known(text)

    def names_rows(heads: Sequence[str]) -> bool:
        named = maybe.match(heads).places.keys() & {*OF_SCHOOL, "policy"}
        return bool(named) or sum(map(policies.is_known, heads)) > 1

    with _with_schools_across(path, _opened(path, known), names_rows, known, schools) as table:
        headings = Headings(kept.of_file(table.headings) | dict(corrected))
        found = Tracker(table, headings.match(table.headings), orders, books)
        found.values = kept.values_of_file(table.headings) | dict(choices.values)
        found.is_school, found.is_policy = schools.is_known, policies.is_known
        places = found.meant.places
        if "policy" not in places:
            _take_policies_across(found, policies, maybe)
        elif not any(name in places for name in OF_SCHOOL):
            _take_schools_across(found, schools)
            if not found.is_matrix:
                _take_groups(found, schools)
        if "policy" in places and not found.is_matrix:
            _take_years(found)
        yield found


def is_tracker(books: Books, path: Path) -> bool:
    """Whether a file tells of approvals, school by school and policy by policy."""
    told = Policies(books), Schools(books)
    try:
        with open_tracker(books, path, Choices(), DateOrders(), *told) as tracker:
            says_when = tracker.is_matrix or "approved" in tracker.meant.places
            return says_when and not tracker.missing
    except Problem:
        return False


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


def _with_schools_across(
    path: Path,
    table: TabularFile,
    names_rows: Callable[[Sequence[str]], bool],
    known: Known,
    schools: Schools,
) -> TabularFile:
    """The same file below the headings that are schools, where those found name nothing."""
    if names_rows(table.headings):
        return table
    try:
        other = open_rows(path, lambda text: known(text) or schools.is_called(text), _WANTED)
    except Problem:
        return table
    if sum(map(schools.is_called, other.headings)) < 2 or not names_rows(other.headings):
        other.close()
        return table
    table.close()
    return other


def _take_policies_across(found: Tracker, policies: Policies, others: Headings) -> None:
    """Take the columns for policies, when at least two have the title of one.

    So is one that nobody knows, but whose cells say where a policy stands: they are told, so that
    somebody can say which policy it is.
    """
    headings = found.table.headings
    if sum(map(policies.is_known, headings)) < 2:
        return
    of_school = {name: at for name, at in found.meant.places.items() if name in OF_SCHOOL}
    if not of_school:
        of_school = {"school": 0}
    found.meant.places = of_school
    taken = {*of_school.values()}
    before = _rows_ahead(found.table)
    for at, text in enumerate(headings):
        if text and at not in taken:
            says_so = not others.is_known(text) and _says_where_it_stands(found, before, at)
            if policies.may_be(text) or says_so:
                found.across[at] = text


def _rows_ahead(table: TabularFile) -> list[list[str]]:
    """The texts of the first rows, which are still to be read."""
    before = list(islice(table.rows, _ROWS_LOOKED_AT))
    table.rows = chain(before, table.rows)
    return [[one_line(table.text(cell)) for cell in row.cells] for row in before]


def _says_where_it_stands(found: Tracker, rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether some cell of a column is a day, or a word for how far a policy is."""
    texts = [row[at] for row in rows if at < len(row) and not records_nothing(row[at])]
    read_cell = found.read_day(at)

    def read_day(text: str) -> Value:
        day = read_cell(text)
        return day.value if isinstance(day, Assumed) else day

    def stands(text: str) -> bool:
        try:
            return any(read_standing(text, read_day, read_day))
        except MonthFirstSeenError:
            return True
        except UnreadableError:
            return False

    return any(map(stands, texts))


def _take_schools_across(found: Tracker, schools: Schools) -> None:
    """Take the columns for schools, when at least two are called as one is."""
    taken = {*found.meant.places.values()}
    named = {
        at: text
        for at, text in enumerate(found.table.headings)
        if text and at not in taken and schools.find(text).keys
    }
    if len(named) >= 2:
        found.across, found.across_are = named, "school"


def _take_years(found: Tracker) -> None:
    """Take the columns that are headed with school years for approvals in those years."""
    taken, table = {*found.meant.places.values()}, found.table
    for at, text in enumerate(table.headings):
        span = None if at in taken else named_span(text, found.books.today)
        if span is not None and span.is_year:
            found.years[at] = show_school_year(span.first.year)
    if found.years:
        table.notes.append(f"Read as approvals in those years: {', '.join(found.years.values())}.")


def _take_groups(found: Tracker, schools: Schools) -> None:
    """Take rows that hold nothing but a school's name for headings of those below them.

    Where there is none, the sheet may be called as the school is.
    """
    table = found.table
    for row in _rows_ahead(table):
        filled = [text for text in row if text]
        if len(filled) == 1 and schools.is_known(filled[0]):
            found.grouped = True
    if not found.grouped and table.sheet and schools.is_known(table.sheet):
        found.grouped, found.group = True, table.sheet
