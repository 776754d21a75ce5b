"""What invoices amount to: the sums of their lines, what was paid, what is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from models.charges.charge import Charge
from models.charges.invoice import Invoice
from models.charges.payment import Payment
from models.records.books import Books
from models.records.record import Values

PARTY = ("alliance", "direction", "school", "organisation")
"""Whose an invoice and each of its lines are."""


class Amounts(NamedTuple):
    """The amounts of an invoice, in pence; `credited` is the sum of its credit notes."""

    net: int
    vat: int
    paid: int = 0
    credited: int = 0

    @property
    def gross(self) -> int:
        """Its amount with VAT."""
        return self.net + self.vat

    @property
    def open(self) -> int:
        """The amount still to be paid; negative where something is to be paid back."""
        return self.gross - self.credited - self.paid


def pence(value: object) -> int:
    """An amount as a number; nothing is 0."""
    return value if isinstance(value, int) else 0


def sum_of(charges: Iterable[Values]) -> tuple[int, int]:
    """The net and the VAT of charges together."""
    charges = list(charges)
    return sum(pence(each["net"]) for each in charges), sum(pence(each["vat"]) for each in charges)


def is_issued(invoice: Values, day: date) -> bool:
    """Whether an invoice had gone out, or come in, by a day."""
    issued = invoice.get("issued")
    return isinstance(issued, date) and issued <= day


def amounts_of(books: Books, invoice: Values) -> Amounts:
    """The amounts of an invoice on the books' day."""
    key = str(invoice["key"])
    net, vat = sum_of(books.find(Charge, invoice=key))
    paid = sum(
        pence(each["amount"])
        for each in books.find(Payment, invoice=key)
        if isinstance(day := each["day"], date) and day <= books.today
    )
    credited = 0
    for note in books.find(Invoice, corrects=key):
        if is_issued(note, books.today):
            credited -= sum(sum_of(books.find(Charge, invoice=str(note["key"]))))
    return Amounts(net, vat, paid, credited)


def is_credited(books: Books, invoice: str | None) -> bool:
    """Whether a credit note that went out takes an invoice back."""
    if not invoice:
        return False
    return any(each["issued"] is not None for each in books.find(Invoice, corrects=invoice))


def is_live(books: Books, charge: Values) -> bool:
    """Whether a charge is owed: not withdrawn, not taken back by a credit note, nor one of its."""
    if charge["withdrawn"] is not None or pence(charge["net"]) < 0:
        return False
    return not is_credited(books, str(charge["invoice"]) if charge["invoice"] else None)
