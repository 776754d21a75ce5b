"""Questions before invoices are written, paid and credited, by the names of the answers."""

from __future__ import annotations

from collections.abc import Sequence

from models.charges.payment import Payment
from models.fields.date_fields import DateField
from models.fields.field import DeskField
from models.fields.text_fields import NoteField, TextField
from models.records.record import Values

Questions = list[tuple[str, DeskField]]

_LONGEST_NUMBER = 30


def asked_of_invoices(invoices: Sequence[Sequence[Values]]) -> Questions:
    """The questions before invoices of these charges go out or come in; several are all ours."""
    issued = DateField("Issued", "On which day does it go out, or did it?", required=True)
    if len(invoices) > 1:
        return [("day", issued)]
    ours = invoices[0][0]["direction"] == "to us"
    return [
        ("day", issued),
        ("number", TextField(
            "Number", "Empty: the next of our numbers." if ours else "The sender's number.",
            required=not ours, longest=_LONGEST_NUMBER,
        )),
    ]  # fmt: skip


def asked_of_a_payment() -> Questions:
    """The questions about a payment."""
    return [
        ("day", DateField("Day", "On which day was it paid?", required=True)),
        ("amount", Payment.field("amount")),
    ]


def asked_of_a_credit_note(invoice: Values) -> Questions:
    """The questions before an invoice is credited; a credit note to us has a number of its own."""
    fields: Questions = [
        ("day", DateField("Day", "On which day is it credited?", required=True)),
    ]
    if invoice["direction"] != "to us":
        number = TextField(
            "Number", "The number of their credit note.", required=True, longest=_LONGEST_NUMBER
        )
        fields.append(("number", number))
    return [*fields, ("reason", NoteField("Reason", "Why? For example: one day fewer."))]
