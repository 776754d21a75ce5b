"""Summaries of indicators: engagement, returns, impact."""

from data.summaries.declaring import SummaryMaker

SUMMARIES: tuple[SummaryMaker, ...] = ()
