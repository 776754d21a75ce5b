"""Payments of invoices: money that came, went, or was paid back."""

from __future__ import annotations

from models.charges.invoice import Invoice
from models.fields.date_fields import DateField
from models.fields.number_fields import MoneyField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import NoteField
from models.records.record import Record


class Payment(Record):
    """Money that was paid for an invoice on a day; a negative amount was paid back."""

    kind = "payments"
    singular = "payment"
    listed_last = True
    told_with = "invoice"
    confidential = True
    named_by = ("invoice", "day")
    ordered_by = ("-day", "invoice")
    listed = ("invoice", "day", "amount", "notes")
    shown_beside_name = ("amount",)

    invoice = ReferenceField(
        Invoice, "Invoice", "The invoice that was paid.", required=True, width=30, fixed=True
    )
    day = DateField("Day", "The day of the payment.", required=True)
    amount = MoneyField(
        "Amount", "How much; a refund is negative.", lowest=-1_000_000_000, required=True
    )
    notes = NoteField("Notes")
