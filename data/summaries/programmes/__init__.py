"""Summaries of programmes and placements."""

from data.summaries.declaring import SummaryMaker

HEADING = "Programmes and placements"
"""Under which their questions are offered."""

SUMMARIES = (
    SummaryMaker(
        "cohorts",
        "Cohorts: recruitment and completion",
        "The DfE and its providers, the steering group",
        rows="cohorts",
        question="Which cohorts reach their target, and how many complete in time?",
        key="o",
        place=66,
        in_pack=46,
    ),
    SummaryMaker(
        "placements-offered",
        "Placements of trainees that schools offer",
        "Providers, the steering group",
        rows="placements",
        question="Which placements do schools offer this year, and which are filled?",
        key="l",
        place=66,
        in_pack=48,
    ),
)
