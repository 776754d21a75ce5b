"""Summaries of charges and invoices."""

from data.summaries.declaring import SummaryMaker

SUMMARIES = (
    SummaryMaker(
        "invoices",
        "Invoices, out and in",
        "Finance",
        rows="invoices",
        question="Which invoices are open, to us and by us, and how late are they?",
        key="n",
        of_a_time=True,
    ),
)
