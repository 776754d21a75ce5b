"""The details of invoices: what they come to, and what is still open."""

from __future__ import annotations

from data.charges.standing import invoice_standings
from data.store.books import Books
from data.tables.details import Line, details
from models.charges.invoice import Invoice
from models.fields.text import count_of
from models.fields.values import show_value
from models.records.record import Values


@details(Invoice)
def lines_of_invoice(books: Books, invoice: Values) -> list[Line]:
    """Its lines, and what became of them."""
    key = str(invoice["key"])
    standing = invoice_standings(books, [key]).get(key)
    if standing is None:
        return []
    lines = [
        ("For", f"{line['cause']}: {show_value(line['net'], 'money')}") for line in standing.lines
    ]
    if standing.open > 0:
        late = f", {count_of(standing.days_late, 'day')} late" if standing.days_late > 0 else ""
        lines.append(("Still open", f"{show_value(standing.open, 'money')}{late}"))
    return [*lines, ("List", "for finance, not a ledger")]
