"""Summaries of meetings."""

from data.summaries.declaring import SummaryMaker

HEADING = "Meetings"
"""Under which their questions are offered."""

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
        "The steering group, those with an action",
        rows="actions",
        question="What was agreed at meetings, and is still to be done?",
        key="j",
        place=60,
    ),
    SummaryMaker(
        "circle-agenda",
        "Agendas of the circles: what is to be decided, and what came of it",
        "The circles, the steering group",
        rows="agenda-items",
        question="What is on the agenda of the circles, and where does it come from?",
        key="g",
        of_one="workstreams",
        place=60,
    ),
)
