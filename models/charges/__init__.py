"""Charges, invoices and payments: what is owed for the alliance's work, for finance to enter."""

KINDS = ("invoice", "charge", "payment")
"""The modules that define kinds of record, each after those that it refers to."""
