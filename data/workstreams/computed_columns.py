"""Computed columns of workstreams, and the workstreams of each member."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from data.store.books import Books
from data.tables.computed_columns import Cells, computed_columns
from data.tables.table import Column
from models.workstreams.commitment import CIRCLE_LEVELS, Commitment, is_open
from models.workstreams.workstream import Workstream


def workstreams_of_members(books: Books) -> dict[str, str]:
    """The short names of the workstreams of each membership today, with those of mere interest."""
    short = {
        str(each["key"]): str(each["short_name"] or each["name"]) for each in books.find(Workstream)
    }
    found: dict[str, list[str]] = {}
    for commitment in books.find(Commitment):
        if is_open(commitment, books.today):
            names = found.setdefault(str(commitment["membership"]), [])
            rests = _RESTS.get(str(commitment["level"]), "")
            names.append(f"{short[str(commitment['workstream'])]}{rests}")
    return {key: ", ".join(sorted(names)) for key, names in found.items()}


_RESTS = {"interested": " (interest)", "paused": " (paused)"}


@computed_columns(
    Workstream,
    Column("schools", "Schools", "number", 7, "How many schools are in its circle now."),
    after="name",
)
def members_of_workstreams(books: Books, keys: Collection[str] | None = None) -> Cells:
    """How many members are in the circle of each workstream today."""
    counts = Counter(
        str(commitment["workstream"])
        for commitment in books.find(Commitment)
        if is_open(commitment, books.today) and commitment["level"] in CIRCLE_LEVELS
    )
    return {str(each["key"]): (counts[str(each["key"])],) for each in books.find(Workstream)}
