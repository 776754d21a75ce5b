"""Summaries of programmes and placements."""

from data.summaries.declaring import SummaryMaker

SUMMARIES = (
    SummaryMaker(
        "cohorts",
        "Cohorts: recruitment and completion",
        "Lead providers, the DfE, the steering group",
        rows="cohorts",
        question="Which cohorts reach their target, and how many complete in time?",
        key="o",
        place=66,
    ),
    SummaryMaker(
        "placements-offered",
        "Placements of trainees that schools offer",
        "Providers, the steering group",
        rows="placements",
        question="Which placements do schools offer this year, and which are filled?",
        key="l",
        place=66,
    ),
)
