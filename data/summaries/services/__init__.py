"""Summaries of shared services."""

from data.summaries.declaring import SummaryMaker

HEADING = "Shared services"
"""Under which their questions are offered."""

SUMMARIES = (
    SummaryMaker(
        "savings",
        "What is saved by sharing",
        "Heads, governors and trust boards",
        rows="shares",
        question="What do our schools save by sharing, in money and in hours?",
        key="s",
        in_pack=55,
        place=62,
    ),
)
