"""The days of specialists by client: what each promised and gave, and what is left."""

from __future__ import annotations

from data.alliances.names import subject_of
from data.store.books import Books
from data.support.by_client import CLIENTS, DAYS_AND_NAMES, LEFT, WHY, specialists_by_client
from data.support.circulation import with_note
from data.support.specialists import DaysOfYear, days_of_specialists
from data.tables.circulation import FEWEST, at_least_three, confidential
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Shown
from data.tables.table import Column, Content, Row
from models.fields.dates import school_year, show_school_year
from models.fields.states import State
from models.fields.text import count_of
from models.fields.values import Value
from models.support.charge_scheme import IN_FULL, SPECIALIST_KINDS

COUNTED = (
    Column("kind", "Kind", "text", 30, importance=1),
    Column("specialists", "Specialists", "text", 11, importance=1),
    Column("left", "Days left", "hundredths", 9, "Where there are at least three.", importance=1),
)


def make(books: Books, limits: Limits) -> Content:
    """Specialists × clients, those with most days left first; for circulation only kinds."""
    if limits.for_circulation:
        return _counted(books, limits.alliance)
    table = specialists_by_client(books, limits.alliance, limits.school)
    year = show_school_year(school_year(books.today))
    over = [row for row in table.rows if isinstance(left := row.cells[LEFT], int) and left < 0]
    count = sum(1 for row in table.rows if row.key)
    told = f"{count_of(count, 'specialist')} in {year}, {len(over) or 'none'} over their days."
    paper = Paper(
        "Days of specialists",
        subject=subject_of(books, limits.alliance, limits.school),
        readers="the hub",
        period=f"School year {year}",
        answer=[told],
        parts=[
            Listing("Most days left first", _ON_PAPER, [Group("", _on_paper(table))],
                    [Shown(column.name) for column in _ON_PAPER])
        ],
        definitions=[
            "Of each client: days used of those agreed, and why it is supported. An agreement "
            "counts to the school year in which it was signed."
        ],
    )  # fmt: skip
    notes = with_note([told])
    return Content(table.columns, table.rows, notes, confidential(paper))


_ON_PAPER = (
    Column("specialist", "Specialist", "text", 24),
    Column("kind", "Kind", "text", 8),
    Column("home", "Home", "text", 24),
    Column("clients", "Clients", "text", 40),
    Column("agreed", "Agreed", "hundredths", 6),
    Column("used", "Used", "hundredths", 5),
    Column("left", "Left", "hundredths", 5),
)


def _on_paper(table: Content) -> list[Row]:
    """A row for each specialist with the clients one under the other, for paper is narrow."""
    at = {column.name: place for place, column in enumerate(table.columns)}
    reasons = next((row for row in table.rows if not row.key and row.cells[0] == WHY), None)
    rows = []
    for row in table.rows:
        if not row.key:
            continue
        clients = [
            f"{column.label}: {_days(cell)}{_reason(reasons, place)}"
            for place, column in list(enumerate(table.columns))[CLIENTS]
            if isinstance(cell := row.cells[place], State)
        ]
        cells = {name: row.cells[at[name]] for name in DAYS_AND_NAMES}
        cells["clients"] = "\n".join(clients) or None
        rows.append(Row(row.key, tuple(cells[column.name] for column in _ON_PAPER)))
    return rows


def _days(cell: State) -> str:
    used, _, agreed = cell.word.partition("/")
    return f"{used} of {agreed} days"


def _reason(reasons: Row | None, place: int) -> str:
    """Why a client is supported, behind its days."""
    reason = reasons.cells[place] if reasons else None
    return f", {str(reason).lower()}" if reason else ""


def _counted(books: Books, alliance: str | None) -> Content:
    """How many specialists of each kind there are, and the days that they have left together."""
    kinds: dict[str, list[DaysOfYear]] = {}
    for each in days_of_specialists(books).values():
        if each.specialist["ended"] is None:
            kinds.setdefault(str(each.specialist["kind_of_specialist"]), []).append(each)
    rows = []
    for kind, found in kinds.items():
        left = sum(each.left for each in found) if len(found) >= FEWEST else None
        name = IN_FULL.get(kind, SPECIALIST_KINDS.get(kind, kind))
        cells: tuple[Value, ...] = (name, at_least_three(len(found)), left)
        rows.append(Row("", cells))
    notes = [
        "For circulation: that a school is supported is confidential, so specialists are counted "
        "by kind and no client is named."
    ]
    paper = Paper(
        "Specialists and their days",
        subject=subject_of(books, alliance),
        readers="the alliance",
        answer=notes,
        parts=[Listing("By kind", COUNTED, [Group("", rows)])],
        for_circulation=True,
    )
    return Content(COUNTED, rows, notes, paper)
