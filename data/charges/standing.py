"""How invoices stand on the books' day: what they come to, what is open, how late they are."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from data.store.books import Books
from models.charges.amounts import Amounts, is_issued, pence, sum_of
from models.charges.charge import Charge
from models.charges.invoice import Invoice
from models.charges.payment import Payment
from models.fields.states import State, Tone
from models.fields.values import show_value
from models.records.record import Values

DRAFT = State("D", "Draft", Tone.QUIET)
OPEN = State("O", "Open", Tone.INFO)
PART_PAID = State("P", "Part paid", Tone.INFO)
OVERDUE = State("L", "Overdue", Tone.BAD)
PAID = State("✓", "Paid", Tone.GOOD)
CREDITED = State("C", "Credited", Tone.QUIET)
TO_REFUND = State("R", "To refund", Tone.WARN)
CREDIT_NOTE = State("N", "Credit note", Tone.QUIET)


class InvoiceStanding(NamedTuple):
    """Where one invoice stands: its lines, what it amounts to, and when it was paid."""

    invoice: Values
    lines: tuple[Values, ...]
    amounts: Amounts
    today: date

    @property
    def key(self) -> str:
        """The key of the invoice."""
        return str(self.invoice["key"])

    @property
    def is_ours(self) -> bool:
        """Whether it is to be paid to us."""
        return self.invoice["direction"] == "to us"

    @property
    def open(self) -> int:
        """The open amount in pence; 0 for a credit note or a draft."""
        if self.invoice["corrects"] or not is_issued(self.invoice, self.today):
            return 0
        return self.amounts.open

    @property
    def days_late(self) -> int:
        """For how many days it is overdue; below 0 while it is not due yet."""
        due = self.invoice["due"]
        return (self.today - due).days if isinstance(due, date) else -1

    @property
    def state(self) -> State:
        """Where it stands, in a word."""
        if self.invoice["corrects"]:
            return CREDIT_NOTE
        if not is_issued(self.invoice, self.today) or not (self.lines or self.amounts.paid):
            # What asks for nothing is not an invoice yet, whatever day stands on it.
            return DRAFT
        if self.open < 0:
            return TO_REFUND
        if self.open == 0:
            return CREDITED if self.amounts.credited else PAID
        if self.days_late > 0:
            return OVERDUE
        return PART_PAID if self.amounts.paid else OPEN


def invoice_standings(
    books: Books, keys: Collection[str] | None = None
) -> dict[str, InvoiceStanding]:
    """Where these invoices stand, or all, by their keys."""
    invoices = books.find(Invoice)
    lines: dict[str, list[Values]] = {}
    for charge in books.find(Charge):
        if charge["invoice"]:
            lines.setdefault(str(charge["invoice"]), []).append(charge)
    paid: dict[str, int] = {}
    for payment in books.find(Payment):
        day, of = payment["day"], str(payment["invoice"])
        if isinstance(day, date) and day <= books.today:
            paid[of] = paid.get(of, 0) + pence(payment["amount"])
    credited: dict[str, int] = {}
    for note in invoices:
        if note["corrects"] and is_issued(note, books.today):
            of = str(note["corrects"])
            taken = sum(sum_of(lines.get(str(note["key"]), ())))
            credited[of] = credited.get(of, 0) - taken
    found = {}
    for invoice in invoices:
        key = str(invoice["key"])
        if keys is not None and key not in keys:
            continue
        own = tuple(lines.get(key, ()))
        amounts = Amounts(*sum_of(own), paid.get(key, 0), credited.get(key, 0))
        found[key] = InvoiceStanding(invoice, own, amounts, books.today)
    return found


def open_in_words(books: Books) -> str:
    """The sums of all invoices not yet received, and not yet paid."""
    found = [each for each in invoice_standings(books).values() if each.open > 0]
    to_us, by_us = (
        show_value(sum(each.open for each in found if each.is_ours is ours), "money")
        for ours in (True, False)
    )
    return f"Not yet received {to_us} · not yet paid out {by_us}"
