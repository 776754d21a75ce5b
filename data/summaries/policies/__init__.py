"""Summaries of policies."""

from data.policies.pairs import PAIRS
from data.summaries.declaring import TABLE_FORMATS, SummaryMaker
from models.alliances.catalogues import CATALOGUES

HEADING = "Policies"
"""Under which their questions are offered."""


def _stand_in(catalogue: str) -> SummaryMaker:
    return SummaryMaker(
        f"policies-{catalogue}",
        f"Where each school stands: {CATALOGUES[catalogue]}",
        "Policy officers who follow this catalogue",
        "policy_matrix",
        catalogue,
    )


_GOVERNORS = "Governing bodies and trust boards, policy officers"
_WEBSITE = "School business managers, policy officers"


def _list_of(
    name: str, title: str, question: str, key: str, for_whom: str = _GOVERNORS
) -> SummaryMaker:
    return SummaryMaker(
        name,
        title,
        for_whom,
        "policy_list",
        name,
        rows=PAIRS,
        question=question,
        key=key,
    )


SUMMARIES = (
    SummaryMaker(
        "policy-compliance",
        "Policy compliance matrix",
        "Heads, authority officers, the board of the alliance",
        rows="schools",
        question="How do the schools stand with their policies, and which is furthest behind?",
        key="c",
        in_pack=50,
        lends_chart=True,
        place=10,
    ),
    *(_stand_in(catalogue) for catalogue in CATALOGUES),
    _list_of(
        "policies-overdue", "Overdue policies", "Which policies are overdue, worst first?", "o"
    ),
    _list_of("policies-missing", "Missing policies", "Which policies are missing?", "m"),
    _list_of("policies-due", "Policies due this half-term", "Which fall due this half-term?", "d"),
    _list_of(
        "policies-due-next", "Policies due next half-term", "Which fall due next half-term?", "t"
    ),
    _list_of(
        "approved-not-published",
        "Policies approved, not published",
        "Which are approved, but not on the website?",
        "u",
        _WEBSITE,
    ),
    _list_of(
        "published-but-old",
        "Old versions on websites",
        "Which are on the website in an old version?",
        "p",
        _WEBSITE,
    ),
    _list_of(
        "live-unchecked",
        "Live documents not checked this term",
        "Which live documents has nobody checked this term?",
        "l",
    ),
    SummaryMaker(
        "school-schedule",
        "A school's schedule of policies",
        "Heads, clerks, governors",
        rows=PAIRS,
        question="What must this school have, and what is missing?",
        key="s",
        asks_for="school",
    ),
    SummaryMaker(
        "meeting-agenda",
        "Agenda list for the next governors' meeting",
        "Clerks, governors",
        rows=PAIRS,
        question="What goes on the agenda of its next governors' meeting?",
        key="a",
        asks_for="school",
    ),
    SummaryMaker(
        "due-before-meeting",
        "Due before the next governors' meeting",
        "Policy officers, clerks",
        rows=PAIRS,
        question="Which fall due before the next governors' meeting?",
        key="b",
    ),
    SummaryMaker(
        "due-by-owner",
        "Overdue and due, by half-term and owner",
        "Owners in the authority and its teams",
        rows=PAIRS,
        question="What is overdue or due, by half-term and owner?",
        key="w",
        in_pack=51,
        is_bound=False,
        lends_chart=True,
    ),
    SummaryMaker(
        "due-calendar",
        "Calendar of due days and meetings",
        "Heads, clerks, governors",
        formats=(*TABLE_FORMATS, "ics"),
    ),
    SummaryMaker(
        "website-check",
        "Website check: what is published, and what is not",
        "School business managers",
        rows=PAIRS,
        question="What must each school have on its website, and has it?",
        key="e",
    ),
    SummaryMaker(
        "owners-and-models",
        "Owners, models and guidance of the policies",
        "Schools that ask whom to turn to",
        rows="policies",
        question="Who answers for a policy, and where is the model?",
        key="y",
    ),
    SummaryMaker(
        "by-owner",
        "What waits on each owner",
        "Owners in the authority and its teams",
        question="What waits on each owner?",
        key="n",
    ),
    SummaryMaker(
        "models-not-bought",
        "Model policies that schools have not bought",
        "Owners of model policies, school business managers",
        rows=PAIRS,
        question="Which schools have not bought the model they would need?",
        key="g",
    ),
    SummaryMaker(
        "since-guidance",
        "Reviewed since the newest guidance",
        "Policy officers",
        rows=PAIRS,
        question="Which schools have reviewed it since its newest guidance?",
        key="k",
    ),
    SummaryMaker(
        "fixed-dates",
        "Fixed dates ahead",
        "Clerks, school business managers",
        rows="policies",
        question="Which days that the law names come next?",
        key="f",
    ),
    SummaryMaker(
        "approvals-this-year",
        "Approved this school year",
        "Governors, inspectors",
        module="approvals",
        rows="reviews",
        question="What was approved this school year, when and by whom?",
        key="r",
    ),
)
