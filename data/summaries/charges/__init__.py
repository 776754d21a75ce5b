"""Summaries of charges and invoices."""

from data.summaries.declaring import SummaryMaker

HEADING = "Charges and money"
"""Under which their questions are offered."""

SUMMARIES = (
    SummaryMaker(
        "invoices",
        "Invoices, out and in",
        "Finance",
        rows="invoices",
        question="Which invoices are open, to us and by us, and how late are they?",
        key="n",
        of_a_time=True,
        why_not_circulated="tells which school is supported",
    ),
    SummaryMaker(
        "cost-recovery",
        "Total cost recovery",
        "The steering group, finance",
        rows="workstreams",
        question="Is the cost of each workstream recovered, and what is short?",
        key="b",
        of_a_time=True,
        place=67,
        in_pack=54,
    ),
    SummaryMaker(
        "grant-return",
        "Returns of grants",
        "The funder, finance",
        rows="money-lines",
        question="What was spent of each grant, beside its caps and conditions?",
        key="g",
        of_a_time=True,
        place=68,
        in_pack=54,
    ),
)
