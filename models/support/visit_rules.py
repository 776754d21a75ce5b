"""The rules about visits: within the agreement, recorded in time."""

from __future__ import annotations

from datetime import date

from models.calendar.school_calendar import working_days
from models.fields.dates import show_date
from models.fields.values import show_value
from models.records.books import Books
from models.records.record import Values
from models.records.rules import (
    REFUSE,
    REPORT,
    WARN,
    Breach,
    days_in_order,
    on_removal,
    others,
    referred,
    rule,
    standing,
)
from models.support.deployment import Deployment
from models.support.path import SIGNED, day_of
from models.support.rules import path_now
from models.support.support_step import STEPS, STEPS_THAT_END
from models.support.time_used import counts, days_used
from models.support.visit import Visit

RECORDED_WITHIN = 5
"""Within so many working days a visit is recorded."""


@rule(Visit, REFUSE, "A visit comes after the agreement was signed.")
def visit_under_an_agreement(values: Values, books: Books) -> Breach | None:
    """The day of the signature ≤ the day of the visit."""
    deployment = referred(Deployment, "deployment", values, books)
    day = values.get("day")
    if deployment is None or not isinstance(day, date):
        return None
    path = path_now(books, deployment)
    signed, name = day_of(path, "agreement signed"), deployment["reference"]
    if signed is None:
        return "deployment", (
            f"{name} stands at {STEPS[path[-1].step].word}: the agreement is signed before the "
            "first visit."
        )
    if day < signed:
        return "day", (
            f"{show_date(day)} is before the agreement was signed ({show_date(signed)}): enter "
            "that day or a later one."
        )
    new = standing(Visit, values, books) is None
    if new and path[-1].step not in SIGNED:
        return "deployment", f"{name} is {STEPS[path[-1].step].word.lower()}: no visit is added."
    return None


@rule(Visit, REFUSE, "A visit comes before its support has ended.")
def visit_before_the_end(values: Values, books: Books) -> Breach | None:
    """The day of the visit ≤ the day of the step that ended it; what stood already stays."""
    deployment = referred(Deployment, "deployment", values, books)
    day, before = values.get("day"), standing(Visit, values, books)
    if deployment is None or not isinstance(day, date):
        return None
    if before is not None and all(before[name] == values.get(name) for name in _WHERE_AND_WHEN):
        return None
    last = path_now(books, deployment)[-1]
    if last.step not in STEPS_THAT_END or day <= last.day:
        return None
    word = STEPS[last.step].word
    return "day", (
        f"{show_date(day)} is after {deployment['reference']} was {word.lower()} "
        f"({show_date(last.day)}): enter that day or an earlier one. If it went on, add the step "
        f"{word} again with its right day, or take that step back with undo."
    )


_WHERE_AND_WHEN = ("deployment", "day", "planned")


@rule(Visit, REFUSE, "A visit takes place before it is recorded.")
def recorded_after_the_visit(values: Values, books: Books) -> Breach | None:
    """The day ≤ recorded; one to come is planned."""
    day, before = values.get("day"), standing(Visit, values, books)
    still_to_come = isinstance(day, date) and day > books.today
    if before is not None and still_to_come and not values.get("planned"):
        return "day", "It is still to come: leave it planned until it was."
    return None if still_to_come else days_in_order(values, "day", "recorded", Visit)


@rule(Visit, WARN, "A visit is recorded within five working days.")
def visit_recorded_in_time(values: Values, books: Books) -> Breach | None:
    """Recorded − day ≤ 5 working days."""
    day, recorded = values.get("day"), values.get("recorded") or books.today
    before = standing(Visit, values, books)
    if (before and before["recorded"]) or not isinstance(day, date) or values.get("planned"):
        return None
    if isinstance(recorded, date) and working_days(day, recorded) > RECORDED_WITHIN:
        late = working_days(day, recorded)
        return "day", f"It is recorded {late} working days after the visit; within 5 is agreed."
    return None


@rule(Visit, REPORT, "A visit that has taken place is recorded.")
def visit_is_recorded(values: Values, books: Books) -> Breach | None:
    """One whose day has passed is recorded."""
    day = values.get("day")
    if values.get("planned") and isinstance(day, date) and day < books.today:
        return "planned", f"planned for {show_date(day)}"
    return None


@rule(Visit, WARN, "Visits stay within the days agreed.")
def visits_within_the_days(values: Values, books: Books) -> Breach | None:
    """Days used with this one ≤ days agreed."""
    deployment = referred(Deployment, "deployment", values, books)
    agreed = deployment["days_agreed"] if deployment else None
    if deployment is None or not isinstance(agreed, int):
        return None
    day = values.get("day")
    this = values | {"recorded": values.get("recorded") or books.today}
    visits = [*others(Visit, values, books, deployment=deployment["key"]), this]
    until = day if isinstance(day, date) else books.today
    used = days_used(deployment, visits, until)
    if used <= agreed or not counts(deployment, this, until):
        return None
    shown, whole = show_value(used, "hundredths"), show_value(agreed, "hundredths")
    return "hours", f"{shown} days used of {whole} agreed: agree the further days with the client."


@rule(Visit, WARN, "A visit is recorded once.")
def one_visit_on_a_day(values: Values, books: Books) -> Breach | None:
    """No other of its kind on the day."""
    same = {name: values.get(name) for name in ("deployment", "day", "kind_of_visit")}
    if others(Visit, values, books, **same):
        return "day", "There is one of this day already: is it the same?"
    return None


@on_removal(Visit, WARN, "A visit that was recorded has taken place.")
def removed_though_recorded(values: Values, books: Books) -> Breach | None:
    """Only what never took place is removed."""
    if values.get("recorded") is None:
        return None
    return "", "It was recorded as having taken place."
