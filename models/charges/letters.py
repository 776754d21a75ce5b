"""The letter about invoices that are overdue: what its words may name."""

from __future__ import annotations

from models.records.letters import declare_letter

declare_letter(
    "invoices",
    "Reminder: invoices overdue",
    {
        "count": "how many invoices are overdue",
        "total": "what is still to be paid of them, with VAT",
        "invoices": "a table of them: what for, when issued and due, days late, what is to be paid",
    },
)
