"""Summaries of meetings."""

from data.summaries.declaring import SummaryMaker

SUMMARIES = (
    SummaryMaker(
        "attendance",
        "Attendance at the alliance's meetings this school year",
        "The chair of the alliance, the steering group",
        rows="members",
        question="Who came to the alliance's meetings, and who stayed away?",
        key="h",
        in_pack=40,
        place=60,
    ),
    SummaryMaker(
        "actions",
        "Open actions of meetings",
        "The steering group, whoever owns an action",
        rows="actions",
        question="What was agreed at meetings, and is still to be done?",
        key="j",
        place=60,
    ),
)
