"""Summaries of workstreams."""

from data.summaries.declaring import SummaryMaker

HEADING = "Workstreams"
"""Under which their questions are offered."""

SUMMARIES = (
    SummaryMaker(
        "who-does-what",
        "Who does what: schools and workstreams",
        "The steering group, circle leads",
        in_pack=30,
    ),
    SummaryMaker(
        "commitments-moved",
        "Commitments that rose and fell",
        "The steering group, circle leads",
        rows="members",
        question="Who took on more or less in the workstreams, since when, and who asked?",
        key="f",
        of_a_time=True,
        of_one="workstreams",
    ),
    SummaryMaker(
        "workstream-sheet",
        "Workstreams: their circles, who leads them, what comes of them",
        "Circle leads, the steering group",
        rows="members",
        question="Who is in each circle, at which level, since when?",
        key="c",
        of_one="workstreams",
        in_pack=32,
    ),
    SummaryMaker(
        "projects",
        "Projects of research and development",
        "The steering group, all members",
        rows="projects",
        question="Which projects are under way, and what was found?",
        key="p",
        of_one="workstreams",
        in_pack=34,
    ),
)
