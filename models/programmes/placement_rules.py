"""The rules about placements: no trainee by name, and each counted by one alliance."""

from __future__ import annotations

import re
from datetime import date

from models.alliances.alliance import Alliance
from models.fields.dates import show_date, show_school_year
from models.programmes.placement import (
    AGES_OF_PHASES,
    ENDED,
    FILLED,
    OFFERED,
    PHASES_OF_PLACEMENTS,
    RUNNING,
    WITH_TRAINEE,
    WITHDRAWN,
    Placement,
)
from models.records.books import Books
from models.records.progress import Progress, declare_progress
from models.records.record import Values
from models.records.rules import (
    REFUSE,
    WARN,
    Breach,
    another,
    days_in_order,
    others,
    referred,
    rule,
)
from models.schools.organisation import Organisation
from models.schools.school import School
from models.workstreams.workstream import Workstream

_FILLED = ("trainee_ref", "filled")

PROGRESS = declare_progress(
    Progress(
        Placement,
        "status",
        following={
            OFFERED: (FILLED, WITHDRAWN),
            FILLED: (RUNNING, WITHDRAWN, OFFERED),
            RUNNING: (ENDED, FILLED),
            ENDED: (RUNNING,),
            WITHDRAWN: (OFFERED,),
        },
        needs={
            FILLED: _FILLED,
            RUNNING: _FILLED,
            ENDED: (*_FILLED, "ended", "outcome"),
            WITHDRAWN: ("ended",),
        },
        asks={FILLED: ("route",), ENDED: ("first_post",)},
    )
)


@rule(Placement, REFUSE, "No trainee stands in the books by name.", lasting=True)
def no_trainee_by_name(values: Values, books: Books) -> Breach | None:
    """A reference has a figure in it, as no name does; two capitalised words are a name."""
    reference = str(values.get("trainee_ref") or "")
    if not reference:
        return None
    if re.search(r"[^\W\d_]\w*[\s.,_-]+[^\W\d_]{2,}", reference) or not re.search(r"\d", reference):
        return "trainee_ref", (
            "This looks like a name, and trainees stand in the books by their provider's reference "
            "only: enter that, for example MN-0417."
        )
    return None


@rule(Placement, REFUSE, "A trainee's reference stands where a placement is filled.")
def trainee_where_it_is_filled(values: Values, books: Books) -> Breach | None:
    """An offer has no trainee yet, and a withdrawn one none any more."""
    if values.get("status") in WITH_TRAINEE or not values.get("trainee_ref"):
        return None
    return "trainee_ref", (
        "An offer has no trainee yet: m moves it on to filled and asks for the reference; or empty "
        "this."
    )


@rule(Placement, REFUSE, "A trainee is counted by one alliance only.", lasting=True)
def counted_by_one_alliance(values: Values, books: Books) -> Breach | None:
    """The same reference, provider and school year; the second record is told who counts it."""
    mine, reference = alliance_that_counts(values, books), _folded(values.get("trainee_ref"))
    same = {name: values.get(name) for name in ("provider", "school_year")}
    if not reference or not all(same.values()) or mine is None:
        return None
    for other in others(Placement, values, books, **same):
        theirs = alliance_that_counts(other, books)
        if _folded(other["trainee_ref"]) == reference and theirs not in (None, mine):
            provider = books.name_of(Organisation, str(values["provider"]))
            year = values["school_year"]
            shown = show_school_year(year) if isinstance(year, int) else ""
            alliance = books.name_of(Alliance, theirs)
            return "counted_by", (
                f"{values['trainee_ref']} of {provider} is counted by {alliance} in {shown} "
                f"({other['reference']}): name {alliance} here, too, or correct that placement."
            )
    return None


def alliance_that_counts(values: Values, books: Books) -> str | None:
    """The alliance that counts the trainee of a placement: as entered, or the workstream's."""
    if values.get("counted_by"):
        return str(values["counted_by"])
    workstream = referred(Workstream, "workstream", values, books)
    return str(workstream["alliance"]) if workstream else None


def _folded(reference: object) -> str:
    """A reference as it is compared: MN-0417 and mn 0417 are the same."""
    return re.sub(r"[\W_]", "", str(reference or "")).casefold()


@rule(Placement, REFUSE, "A placement has a reference of its own.", lasting=True)
def one_of_a_reference(values: Values, books: Books) -> Breach | None:
    """No two placements share it."""
    reference = values.get("reference")
    if reference and another(Placement, values, books, reference=reference):
        return "reference", f"{reference} is another placement: empty this, and the next is taken."
    return None


@rule(Placement, REFUSE, "The days of a placement follow one another.")
def placement_days(values: Values, books: Books) -> Breach | None:
    """Offered ≤ filled ≤ ended, and none is still to come."""
    for name in ("offered", "filled", "ended"):
        day = values.get(name)
        if isinstance(day, date) and day > books.today:
            return name, f"{show_date(day)} is still to come: enter the day on which it was."
    for early, late in (("offered", "filled"), ("filled", "ended"), ("offered", "ended")):
        if breach := days_in_order(values, early, late, Placement):
            return breach
    return None


@rule(Placement, REFUSE, "An outcome stands where a placement has ended.")
def outcome_where_it_ended(values: Values, books: Books) -> Breach | None:
    """And a first post where a trainee was qualified."""
    status = values.get("status")
    if values.get("outcome") and status != ENDED:
        return "outcome", "It has not ended yet: m moves it on and asks for the outcome."
    if values.get("ended") and status not in (ENDED, WITHDRAWN):
        return "ended", "It goes on: m moves it on to ended and asks for the day."
    if values.get("first_post") and values.get("outcome") != "qts":
        return "first_post", "A first post follows QTS: empty this, or enter that outcome."
    return None


@rule(Placement, WARN, "A placement is within the ages that its school teaches.")
def placement_within_the_ages(values: Values, books: Books) -> Breach | None:
    """A key stage that the school does not have is asked about."""
    school, phase = referred(School, "school", values, books), values.get("phase")
    low, high = (school["low_age"], school["high_age"]) if school else (None, None)
    if not isinstance(low, int) or not isinstance(high, int) or phase not in AGES_OF_PHASES:
        return None
    first, last = AGES_OF_PHASES[str(phase)]
    if first < high and last > low:
        return None
    word = PHASES_OF_PLACEMENTS[str(phase)]
    assert school is not None
    name = books.name_of(School, str(school["key"]))
    return "phase", f"{name} teaches from {low} to {high}: is {word} right?"
