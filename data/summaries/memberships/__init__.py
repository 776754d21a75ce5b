"""Summaries of memberships."""

from data.summaries.declaring import SummaryMaker

HEADING = "Members"
"""Under which their questions are offered."""

SUMMARIES = (
    SummaryMaker(
        "membership-register",
        "Membership register",
        "The steering group; the Department for Education on request",
        rows="members",
        question="Who belongs to which alliance, and what have they signed?",
        key="x",
        in_pack=10,
    ),
    SummaryMaker(
        "movement",
        "Movement: who joined, rose, paused, stepped down, left, and why",
        "The steering group",
        rows="members",
        question="Who joined, rose, paused, stepped down or left this year, and why?",
        key="v",
        in_pack=20,
        lends_chart=True,
        of_a_time=True,
    ),
    SummaryMaker(
        "statements-outstanding",
        "Statements outstanding",
        "The hub",
        rows="members",
        question="Who has not signed, and since when is the Statement out?",
        key="c",
        why_not_circulated="is about who has not signed",
    ),
    SummaryMaker(
        "converted-and-closed",
        "Converted and closed schools",
        "The steering group",
        rows="schools",
        question="Which schools converted, merged or closed this year?",
        of_a_time=True,
    ),
    SummaryMaker(
        "schools-by-trust",
        "Schools by trust",
        "The hub, trusts",
        rows="schools",
        question="Which schools belong to which trust?",
    ),
    SummaryMaker(
        "members-sharing-a-trust",
        "Members sharing a trust",
        "The hub, trusts",
        question="Under which boards do several members stand, and who of them is missing?",
    ),
    SummaryMaker(
        "local-groups",
        "Schools by local group",
        "The hub, planners of other networks",
        rows="schools",
    ),
)
