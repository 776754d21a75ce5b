"""Summaries of indicators: engagement, returns, impact."""

from data.summaries.declaring import SummaryMaker

HEADING = "Engagement and impact"
"""Under which their questions are offered."""

SUMMARIES = (
    SummaryMaker(
        "engagement",
        "Engagement: how many schools take part",
        "The steering group; the Department for Education",
        question="How many of the area's schools take part, by strand, authority and phase?",
        key="e",
        in_pack=60,
        place=63,
    ),
    SummaryMaker(
        "engagement-of-members",
        "Engagement of the members",
        "The steering group",
        module="engagement",
        variant="members",
        question="How many of our members take part, by strand, authority and phase?",
        key="m",
        place=64,
    ),
    SummaryMaker(
        "termly-return",
        "Return of indicators",
        "The funder; the steering group",
        rows="indicators",
        question="What do we return for this term, and what is still missing?",
        key="r",
        of_a_time=True,
        in_pack=70,
        place=65,
    ),
    SummaryMaker(
        "impact",
        "Impact, with disadvantaged pupils apart",
        "Governors, members, the Department for Education",
        rows="impact",
        question="How do our schools' results stand, those of disadvantaged pupils apart?",
        key="i",
        in_pack=80,
        place=66,
    ),
    SummaryMaker(
        "annual-pack",
        "Annual pack: the papers of the year in one",
        "Members and governors",
        place=67,
    ),
)
