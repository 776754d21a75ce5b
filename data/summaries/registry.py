"""The summaries that can be made of the books; each is one module with one function.

A summary is a function of the store, its day and what it is limited to, and gives a `Summary`:
the screen shows and every format writes the same object.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib import import_module
from typing import NamedTuple, cast

from data.problems import WrongCall
from data.store.books import Books
from data.tables.table import Summary
from models.alliances.catalogues import CATALOGUES
from models.fields.dates import show_date

TABLE_FORMATS = ("csv", "xlsx", "pdf", "docx", "md", "html", "json", "text")


class Limits(NamedTuple):
    """What a summary is limited to: an alliance, a school, what may leave the house.

    `alliance` and `school` are keys. `variant` says which of several summaries that one module
    makes is wanted, such as a catalogue of policies. `first` and `last` are the days of one that is
    about a time; without them it is about the school year.
    """

    alliance: str | None = None
    school: str | None = None
    variant: str = ""
    for_circulation: bool = False
    first: date | None = None
    last: date | None = None


PAIRS = "pairs"
"""What a row of schools' policies stands for: a school and a policy, whether recorded or not."""


class SummaryMaker(NamedTuple):
    """A summary that can be made: its name for scripts, its title, its module, its formats.

    `rows` says what a row's key names: the kind of a record, PAIRS, or nothing. One that answers a
    `question` is a view: the desk offers it under the letter `key`, for one school when it is
    `of_a_school`. One that is `of_a_time` may be limited to days.
    """

    name: str
    title: str
    for_whom: str
    module: str
    variant: str = ""
    formats: tuple[str, ...] = TABLE_FORMATS
    rows: str = ""
    question: str = ""
    key: str = ""
    of_a_school: bool = False
    of_a_time: bool = False

    def make(
        self,
        books: Books,
        *,
        alliance: str | None = None,
        school: str | None = None,
        for_circulation: bool = False,
        first: date | None = None,
        last: date | None = None,
    ) -> Summary:
        """Make the summary; `alliance` and `school` are keys.

        Raises WrongCall when it is given days and is not about a time.
        """
        if (first or last) and not self.of_a_time:
            raise WrongCall(
                f"{self.name} is about one day, {show_date(books.today)}: leave the days out. "
                "For another day: alliance --today DATE."
            )
        make = cast(
            "Callable[[Books, Limits], Summary]",
            import_module(f"data.summaries.{self.module}").make,
        )
        limits = Limits(alliance, school, self.variant, for_circulation, first, last)
        return replace(make(books, limits), name=self.name, title=self.title)


def _policies_of(catalogue: str) -> SummaryMaker:
    return SummaryMaker(
        f"policies-{catalogue}",
        f"Where each school stands: {CATALOGUES[catalogue]}",
        "Whoever watches the policies of this catalogue",
        "policies.policy_matrix",
        catalogue,
    )


def _list_of(name: str, question: str, key: str) -> SummaryMaker:
    return SummaryMaker(
        name,
        question.removesuffix("?"),
        "Whoever watches the policies",
        "policies.policy_list",
        name,
        rows=PAIRS,
        question=question,
        key=key,
    )


SUMMARIES: dict[str, SummaryMaker] = {
    maker.name: maker
    for maker in (
        SummaryMaker("today", "What needs attention", "Whoever keeps the books", "today"),
        SummaryMaker(
            "policy-compliance",
            "Policy compliance matrix",
            "Heads, authority officers, the board of the alliance",
            "policies.policy_compliance",
        ),
        SummaryMaker(
            "membership-register",
            "Membership register",
            "The steering group; the Department for Education on request",
            "memberships.membership_register",
            rows="members",
            question="Who belongs to which alliance, and what have they signed?",
            key="x",
        ),
        SummaryMaker(
            "movement",
            "Movement: who joined, rose, paused, stepped down, left, and why",
            "The steering group",
            "memberships.movement",
            rows="members",
            question="Who joined, rose, paused, stepped down or left this year, and why?",
            key="v",
            of_a_time=True,
        ),
        SummaryMaker(
            "statements-outstanding",
            "Statements outstanding",
            "The hub",
            "memberships.statements_outstanding",
            rows="members",
            question="Who has not signed, and since when is the Statement out?",
            key="c",
        ),
        SummaryMaker(
            "local-groups",
            "Schools by local group",
            "The hub, whoever plans beside other networks",
            "schools.local_groups",
        ),
        SummaryMaker(
            "who-does-what",
            "Who does what: schools and workstreams",
            "The steering group, circle leads",
            "workstreams.who_does_what",
        ),
        *(_policies_of(catalogue) for catalogue in CATALOGUES),
        _list_of("policies-overdue", "Which policies are overdue, worst first?", "o"),
        _list_of("policies-missing", "Which policies are missing?", "m"),
        _list_of("policies-due", "Which fall due this half-term?", "d"),
        _list_of("policies-due-next", "Which fall due next half-term?", "t"),
        _list_of("approved-not-published", "Which are approved, but not on the website?", "u"),
        _list_of("published-but-old", "Which are on the website in an old version?", "p"),
        _list_of("live-unchecked", "Which live documents has nobody checked this term?", "l"),
        SummaryMaker(
            "school-schedule",
            "A school's schedule of policies",
            "Heads, clerks, governors",
            "policies.school_schedule",
            rows=PAIRS,
            question="What must this school have, and what is missing?",
            key="s",
            of_a_school=True,
        ),
        SummaryMaker(
            "meeting-agenda",
            "Agenda list for the next governors' meeting",
            "Clerks, governors",
            "policies.meeting_agenda",
            rows=PAIRS,
            question="What goes on the agenda of its next governors' meeting?",
            key="a",
            of_a_school=True,
        ),
        SummaryMaker(
            "due-before-meeting",
            "Due before the next governors' meeting",
            "Whoever watches the policies, clerks",
            "policies.due_before_meeting",
            rows=PAIRS,
            question="Which fall due before the next governors' meeting?",
            key="b",
        ),
        SummaryMaker(
            "due-by-owner",
            "Overdue and due, by half-term and owner",
            "Owners in the authority and its teams",
            "policies.due_by_owner",
            rows=PAIRS,
            question="What is overdue or due, by half-term and owner?",
            key="w",
        ),
        SummaryMaker(
            "due-calendar",
            "Calendar of due days and meetings",
            "Heads, clerks, governors",
            "policies.due_calendar",
            formats=(*TABLE_FORMATS, "ics"),
        ),
        SummaryMaker(
            "website-check",
            "Website check: what is published, and what is not",
            "School business managers",
            "policies.website_check",
            rows=PAIRS,
            question="What must each school have on its website, and has it?",
            key="e",
        ),
        SummaryMaker(
            "owners-and-models",
            "Owners, models and guidance of the policies",
            "Schools that ask whom to turn to",
            "policies.owners_and_models",
            rows="policies",
            question="Who answers for a policy, and where is the model?",
            key="y",
        ),
        SummaryMaker(
            "by-owner",
            "What waits on each owner",
            "Owners in the authority and its teams",
            "policies.by_owner",
            question="What waits on each owner?",
            key="n",
        ),
        SummaryMaker(
            "models-not-bought",
            "Model policies that schools have not bought",
            "Owners of model policies, school business managers",
            "policies.models_not_bought",
            rows=PAIRS,
            question="Which schools have not bought the model they would need?",
            key="g",
        ),
        SummaryMaker(
            "since-guidance",
            "Reviewed since the newest guidance",
            "Whoever watches the policies",
            "policies.since_guidance",
            rows=PAIRS,
            question="Which schools have reviewed it since its newest guidance?",
            key="k",
        ),
        SummaryMaker(
            "fixed-dates",
            "Fixed dates ahead",
            "Clerks, school business managers",
            "policies.fixed_dates",
            rows="policies",
            question="Which days that the law names come next?",
            key="f",
        ),
        SummaryMaker(
            "approvals-this-year",
            "Approved this school year",
            "Governors, inspectors",
            "policies.approvals",
            rows="reviews",
            question="What was approved this school year, when and by whom?",
            key="r",
        ),
        SummaryMaker(
            "attendance",
            "Attendance at the alliance's meetings this school year",
            "The chair of the alliance, the steering group",
            "meetings.attendance",
            rows="members",
            question="Who came to the alliance's meetings, and who stayed away?",
            key="h",
        ),
        SummaryMaker(
            "actions",
            "Open actions of meetings",
            "The steering group, whoever owns an action",
            "meetings.actions",
            rows="actions",
            question="What was agreed at meetings, and is still to be done?",
            key="j",
        ),
        SummaryMaker(
            "may-share",
            "Whose data may be shared",
            "Whoever writes a paper",
            "sharing.may_share",
            rows="members",
            question="Whose data may I put into this paper?",
            key="i",
        ),
        SummaryMaker(
            "shared-items",
            "Whose data were shared",
            "The steering group, whoever answers for the protocol",
            "sharing.shared_items",
            rows="shared-items",
            question="Whose data were shared, with whom and what for?",
            key="z",
        ),
    )
}
"""Every summary by its name."""
