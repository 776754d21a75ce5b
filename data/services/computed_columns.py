"""Computed columns of shared services and shares: who is in, and what is saved."""

from __future__ import annotations

from collections.abc import Collection

from data.store.books import Books
from data.tables.computed_columns import Cells, computed_columns
from data.tables.table import Column
from models.fields.states import State, Tone
from models.services.share import Share, holds_on, is_estimated, saving_of, takes_part
from models.services.shared_service import SharedService

ESTIMATED = State("E", "Estimated", Tone.WARN)
ACTUAL = State("A", "Actual", Tone.GOOD)
"""Whether a saving rests on the figures of a year that has closed."""


@computed_columns(
    SharedService,
    Column("schools", "Schools", "number", 7, "How many use or lead it today."),
    Column("saving", "Saving", "money", 11, "What they save in a year together."),
    after="status",
)
def users_of_services(books: Books, keys: Collection[str] | None = None) -> Cells:
    """How many schools use each service today, and what they save in a year."""
    schools: dict[str, int] = {}
    savings: dict[str, int] = {}
    for share in books.find(Share):
        service = str(share["service"])
        if not holds_on(share, books.today) or not takes_part(share):
            continue
        schools[service] = schools.get(service, 0) + 1
        if (saving := saving_of(share)) is not None:
            savings[service] = savings.get(service, 0) + saving
    wanted = keys if keys is not None else [row[0] for row in books.kept(SharedService, ("key",))]
    return {key: (schools.get(key, 0), savings.get(key)) for key in wanted}


@computed_columns(
    Share,
    Column("saving", "Saving", "money", 11, "Before less pays, in a year."),
    Column("figures", "Figures", "state", 9, "Estimated until a year has closed and is checked."),
    after="before",
)
def savings_of_shares(books: Books, keys: Collection[str] | None = None) -> Cells:
    """What each share saves, and whether that is estimated."""
    shares = books.find(Share) if keys is None else books.of_keys(Share, keys)
    cells: Cells = {}
    for each in shares:
        saving = saving_of(each)
        figures = ESTIMATED if is_estimated(each, books.today) else ACTUAL
        cells[str(each["key"])] = saving, figures if saving is not None else None
    return cells
