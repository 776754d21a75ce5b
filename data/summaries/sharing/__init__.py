"""Summaries of shared data."""

from data.summaries.declaring import SummaryMaker

HEADING = "Shared data"
"""Under which their questions are offered."""

SUMMARIES = (
    SummaryMaker(
        "may-share",
        "Whose data may be shared",
        "Whoever writes a paper",
        rows="members",
        question="Whose data may I put into this paper?",
        key="i",
        place=60,
    ),
    SummaryMaker(
        "shared-items",
        "Whose data were shared",
        "The steering group, those responsible for the protocol",
        rows="shared-items",
        question="Whose data were shared, with whom and what for?",
        key="z",
        place=60,
    ),
    SummaryMaker(
        "departments-ranked",
        "Departments that could lead others",
        "The steering group, those who plan training",
        rows="departments",
        question="Which departments could lead teacher training or courses?",
        key="d",
        place=61,
    ),
)
