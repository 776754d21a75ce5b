"""Summaries of school-to-school support; those with schools in them are confidential."""

from data.summaries.declaring import SummaryMaker

HEADING = "School-to-school support"
"""Under which their questions are offered."""

SUMMARIES = (
    SummaryMaker(
        "support-waiting",
        "Support that waits, and for what",
        "The hub",
        rows="deployments",
        question="Which support waits for whom, and since when?",
        key="w",
    ),
    SummaryMaker(
        "deployment-log",
        "Deployment log: days, ratings, charges",
        "Hub finance; the Department for Education on request",
        rows="deployments",
        question="Who was supported by whom, for how many days, and how good was it?",
        key="d",
        of_a_time=True,
        in_pack=49,
        counted_in_pack=True,
    ),
    SummaryMaker(
        "specialist-days",
        "Days of specialists by client",
        "The hub, home schools",
        rows="specialists",
        question="Which specialist has days left this school year, and who had the others?",
        key="a",
    ),
    SummaryMaker(
        "deployment-sheet",
        "Deployment sheets to sign",
        "Client school and home school",
        of_one="deployments",
        why_not_circulated="tells which school is supported",
    ),
)
