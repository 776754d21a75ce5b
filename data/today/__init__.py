"""What needs attention on the books' day: gathered from the subjects, and as a summary."""

from data.summaries.declaring import SummaryMaker

SUMMARIES = (
    SummaryMaker(
        "today", "What needs attention", "Whoever keeps the books", module="summary", place=0
    ),
)
