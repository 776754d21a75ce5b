"""Charges in their tab: invoices, charges and payments."""

from __future__ import annotations

from data.store.books import Books
from data.tables.listing import Wanted
from models.charges.charge import Charge
from models.charges.invoice import Invoice
from models.charges.payment import Payment
from models.records.record import Record
from tui.sections.list import ListSection, first
from tui.sections.places import lists
from tui.sections.section import Prepared
from tui.workbench.command import Here


@lists(Invoice)
class InvoicesList(ListSection):
    """Invoices, which are paid or credited, and of which those who owe them are reminded.

    It is a list for finance, and not a ledger.
    """

    order = 45
    written_to = True
    empty_text = "No invoice yet: support writes its own; m on a charge writes another."
    commands = first(
        "open", "add",
        Here("join", "payment", runs="tui.charges.paying:pay",
             help="Note a payment of the invoice"),
        Here("credit", runs="tui.charges.paying:credit"), "letter",
    )  # fmt: skip

    def __init__(self, record: type[Record]) -> None:
        super().__init__(record)
        self._told = ""

    def prepare(self, books: Books, wanted: Wanted, near: str | None) -> Prepared:
        """The list, and what is open of all of it."""
        from data.charges.standing import open_in_words

        self._told = open_in_words(books)
        return super().prepare(books, wanted, near)

    @property
    def under_cursor(self) -> str:
        """The sums not yet received, and not yet paid."""
        return f"{self._told} · a list, not a ledger"


@lists(Charge)
class ChargesList(ListSection):
    """Charges, of which those that are marked go on one invoice."""

    order = 46
    commands = first(
        "open",
        "add",
        Here(
            "join",
            "invoice",
            runs="tui.charges.paying:invoice",
            help="Put the charge, or all that are marked, on an invoice",
        ),
    )


@lists(Payment)
class PaymentsList(ListSection):
    """Payments of invoices."""

    order = 85
