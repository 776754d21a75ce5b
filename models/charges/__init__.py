"""Charges, invoices and payments: what is owed for the alliance's work, for finance to enter."""

KINDS = ("invoice", "charge", "payment", "grant", "grant_return", "money_line")
"""The modules that define kinds of record, each after those that it refers to."""
