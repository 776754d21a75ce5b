"""Computed columns of invoices: what they come to, what is open, where they stand."""

from __future__ import annotations

from collections.abc import Collection

from data.charges.standing import InvoiceStanding, invoice_standings
from data.store.books import Books
from data.tables.computed_columns import Cells, computed_columns
from data.tables.table import Column
from models.charges.invoice import Invoice
from models.fields.states import State


@computed_columns(
    Invoice,
    Column("gross", "Gross", "money", 11, "What it comes to with VAT."),
    Column("open", "Open", "money", 10, "What is still to be paid."),
    Column("stands", "Stands", "state", 8, "Paid, or the days until it is due or since."),
    Column("net", "Net", "money", 11, "What its lines come to before VAT."),
    Column("vat", "VAT", "money", 10, "The VAT of its lines."),
    Column("paid", "Paid", "money", 11, "What was paid of it."),
    after="due",
)
def what_invoices_come_to(books: Books, keys: Collection[str] | None = None) -> Cells:
    """The sums of the lines of each, and what became of them."""
    return {
        key: (
            each.amounts.gross,
            each.open,
            _in_days(each),
            each.amounts.net,
            each.amounts.vat,
            each.amounts.paid,
        )
        for key, each in invoice_standings(books, keys).items()
    }


def _in_days(each: InvoiceStanding) -> State:
    """Where an invoice stands; of what is to be paid how many days it is until it is due."""
    if each.open <= 0:
        return each.state
    late = each.days_late
    return each.state._replace(letter="", word=f"{late} late" if late > 0 else f"in {-late}")
