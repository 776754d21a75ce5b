"""Summaries of shared services."""

from data.summaries.declaring import SummaryMaker

SUMMARIES = (
    SummaryMaker(
        "savings",
        "What is saved by sharing",
        "Heads, governors and trust boards",
        rows="shares",
        question="What do our schools save by sharing, in money and in hours?",
        key="s",
        place=62,
    ),
)
