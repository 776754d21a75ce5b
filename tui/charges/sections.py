"""Charges in their tab: invoices, charges and payments."""

from __future__ import annotations

from models.charges.charge import Charge
from models.charges.invoice import Invoice
from models.charges.payment import Payment
from tui.sections.list import ListSection, first
from tui.sections.places import lists
from tui.workbench.command import Here


@lists(Invoice)
class InvoicesList(ListSection):
    """Invoices, which are paid or credited. It is a list for finance, and not a ledger."""

    order = 45
    empty_text = "No invoice yet: support writes its own; m on a charge writes another."
    commands = first(
        "open", "add", Here("join", "payment", runs="tui.charges.paying:pay"),
        Here("credit", runs="tui.charges.paying:credit"),
    )  # fmt: skip

    @property
    def filter_text(self) -> str:
        """What it is, and why not all is shown."""
        return "  ".join(part for part in ("a list, not a ledger", super().filter_text) if part)


@lists(Charge)
class ChargesList(ListSection):
    """Charges, of which those that are marked go on one invoice."""

    order = 46
    commands = first("open", "add", Here("join", "invoice", runs="tui.charges.paying:invoice"))


@lists(Payment)
class PaymentsList(ListSection):
    """Payments of invoices."""

    order = 85
