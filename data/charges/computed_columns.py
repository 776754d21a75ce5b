"""Computed columns of invoices: what they come to, what is open, where they stand."""

from __future__ import annotations

from collections.abc import Collection

from data.charges.standing import invoice_standings
from data.store.books import Books
from data.tables.computed_columns import Cells, computed_columns
from data.tables.table import Column
from models.charges.invoice import Invoice


@computed_columns(
    Invoice,
    Column("state", "State", "state", 11, "Where it stands, by its payments and its day."),
    Column("gross", "Gross", "money", 11, "What it comes to with VAT."),
    Column("open", "Open", "money", 11, "What is still to be paid."),
    Column("late", "Late", "number", 5, "For how many days it is overdue."),
    Column("net", "Net", "money", 11, "What its lines come to before VAT."),
    Column("vat", "VAT", "money", 10, "The VAT of its lines."),
    Column("paid", "Paid", "money", 11, "What was paid of it."),
    after="organisation",
)
def what_invoices_come_to(books: Books, keys: Collection[str] | None = None) -> Cells:
    """The sums of the lines of each, and what became of them."""
    return {
        key: (
            each.state,
            each.amounts.gross,
            each.open,
            each.days_late if each.open > 0 and each.days_late > 0 else None,
            each.amounts.net,
            each.amounts.vat,
            each.amounts.paid,
        )
        for key, each in invoice_standings(books, keys).items()
    }
