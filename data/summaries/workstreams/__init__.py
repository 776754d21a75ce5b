"""Summaries of workstreams."""

from data.summaries.declaring import SummaryMaker

SUMMARIES = (
    SummaryMaker(
        "who-does-what",
        "Who does what: schools and workstreams",
        "The steering group, circle leads",
        in_pack=30,
    ),
)
