"""Summaries of workstreams."""

from data.summaries.declaring import SummaryMaker

SUMMARIES = (
    SummaryMaker(
        "who-does-what",
        "Who does what: schools and workstreams",
        "The steering group, circle leads",
    ),
    SummaryMaker(
        "commitments-moved",
        "Commitments that rose and fell",
        "The steering group, circle leads",
        rows="members",
        question="Who took on more or less in the workstreams, since when, and who asked?",
        key="f",
        of_a_time=True,
    ),
    SummaryMaker(
        "workstream-sheet",
        "Workstreams: their circles, who leads them, what comes of them",
        "Circle leads, the steering group",
        rows="members",
        question="Who is in each circle, at which level, since when?",
        key="c",
    ),
    SummaryMaker(
        "projects",
        "Projects of research and development",
        "The steering group, all members",
        rows="projects",
        question="Which projects are under way, and what was found?",
        key="p",
    ),
)
