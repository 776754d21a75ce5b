"""The rules about projects: their stages, what each needs, and what comes of them."""

from __future__ import annotations

from datetime import date

from models.fields.dates import show_date
from models.records.books import Books
from models.records.progress import Progress, declare_progress
from models.records.record import Values
from models.records.rules import REFUSE, REPORT, WARN, Breach, day_has_come, days_in_order, rule
from models.workstreams.project import PROJECT_STAGES, STAGES_THAT_ARE_OVER, Project

PROGRESS = declare_progress(
    Progress(
        Project,
        "stage",
        following={
            "proposed": ("approved", "stopped"),
            "approved": ("under way", "proposed", "stopped"),
            "under way": ("writing up", "stopped"),
            "writing up": ("shared", "under way", "stopped"),
            "shared": (),
            "stopped": ("proposed",),
        },
        needs={
            "under way": ("lead_school", "ethics", "began"),
            "writing up": ("lead_school", "ethics", "began"),
            "shared": ("lead_school", "ethics", "began", "finding", "shared_on"),
            "stopped": ("reason",),
        },
        asks={
            "approved": ("lead_school",),
            "under way": ("consent", "ends"),
            "writing up": ("finding",),
            "shared": ("shared_at", "write_up"),
        },
        unsettled={"ethics": "open"},
    )
)

_AT_WORK = frozenset({"under way", "writing up", "shared"})


@rule(Project, REFUSE, "No project is under way while its ethical approval is open.")
def ethics_before_the_work(values: Values, books: Books) -> Breach | None:
    """It is given, or not needed, before anybody is asked or observed."""
    if values.get("stage") not in _AT_WORK or values.get("ethics") != "open":
        return None
    word = PROJECT_STAGES[str(values["stage"])].word
    return "ethics", f"Ethics is open, so it is not {word.lower()}: enter Given, or Not needed."


@rule(Project, REFUSE, "A project does not end before it begins.")
def project_days(values: Values, books: Books) -> Breach | None:
    """Began ≤ ends."""
    return days_in_order(values, "began", "ends", Project)


@rule(Project, REFUSE, "A project is shared on a day that was, after it began.")
def shared_on_a_day_that_was(values: Values, books: Books) -> Breach | None:
    """Began ≤ shared on ≤ today."""
    come = day_has_come(values, books, "shared_on", "leave Shared on empty until then.")
    return come or days_in_order(values, "began", "shared_on", Project)


@rule(Project, WARN, "What was shared can be read somewhere.")
def shared_with_a_write_up(values: Values, books: Books) -> Breach | None:
    """A project that was shared has the address of its write-up."""
    if values.get("stage") == "shared" and not values.get("write_up"):
        return "write_up", "Where can others read it? Enter the address of the write-up."
    return None


@rule(Project, WARN, "A project that is at its end has a finding.")
@rule(Project, REPORT, "A project that is at its end has a finding.")
def finding_at_the_end(values: Values, books: Books) -> Breach | None:
    """By the day on which it ends it is known what was found, or why it was stopped."""
    ends = values.get("ends")
    if values.get("stage") in STAGES_THAT_ARE_OVER or values.get("finding"):
        return None
    if not isinstance(ends, date) or ends > books.today:
        return None
    return "finding", f"It was to end on {show_date(ends)}, and there is no finding yet."
