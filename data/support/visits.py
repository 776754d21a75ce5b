"""Visits of a deployment: adding one, repeating one a week later, marking one as taken place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from data.problems import WrongCall
from data.store.books import Books
from data.store.store import Store
from data.support.moving import add_visit
from data.tables.cells import Outcome, outcome_of
from models.fields.dates import show_date
from models.fields.values import Value, show_value
from models.records.record import Values
from models.support.deployment import Deployment
from models.support.visit import Visit

A_WEEK = timedelta(days=7)


def last_visit(books: Books, deployment: str) -> Values | None:
    """The latest visit of a deployment; None when it had none."""
    visits = books.find(Visit, deployment=deployment)
    return max(visits, key=lambda each: str(each["day"]), default=None)


def likely_visit(books: Books, deployment: str) -> dict[str, Value]:
    """Proposed values of another visit: today, as long as the last one, or a full day."""
    last, values = last_visit(books, deployment), books.get(Deployment, deployment)
    hours = last["hours"] if last else values["hours_a_day"] if values else None
    kind = last["kind_of_visit"] if last else "visit"
    return {"day": books.today, "hours": hours or 500, "kind_of_visit": kind}


def record_visit(store: Store, deployment: str, answers: Mapping[str, Value]) -> Outcome:
    """Add a visit of a deployment. Raises Refused when a rule forbids it."""
    label = _label(store, deployment, answers)
    with store.operation(label) as change:
        add_visit(change, deployment, answers)
    return outcome_of(change, label)


def same_again(store: Store, deployment: str) -> Outcome:
    """Add the last visit again, a week later; one whose day is to come is planned.

    Raises WrongCall when there was none.
    """
    last = last_visit(store, deployment)
    day = last["day"] if last else None
    if last is None or not isinstance(day, date):
        raise WrongCall("There is no visit yet that could be repeated: a adds the first.")
    answers = {"day": day + A_WEEK, "hours": last["hours"], "kind_of_visit": last["kind_of_visit"]}
    return record_visit(store, deployment, answers)


def took_place(store: Store, visit: str, hours: Value, note: Value) -> Outcome:
    """Record that a planned visit has taken place, with its hours and its note.

    Raises WrongCall when its day is still to come.
    """
    values = store.get(Visit, visit)
    day = values["day"] if values else None
    if values is None or not isinstance(day, date):
        raise WrongCall("This visit was removed meanwhile.")
    if day > store.today:
        raise WrongCall(f"The visit is planned for {show_date(day)}: record it once it was.")
    label = f"Visit of {show_date(day)} recorded: " + store.name_of(
        Deployment, str(values["deployment"])
    )
    recorded = values["recorded"] or store.today
    with store.operation(label) as change:
        held = {"hours": hours, "note": note, "recorded": recorded, "planned": False}
        change.set(Visit, visit, held)
    return outcome_of(change, label)


def _label(store: Store, deployment: str, answers: Mapping[str, Value]) -> str:
    day = answers.get("day")
    shown = show_date(day) if isinstance(day, date) else ""
    planned = "Planned visit" if isinstance(day, date) and day > store.today else "Visit"
    hours = show_value(answers.get("hours"), "hundredths")
    return f"{planned} {shown}, {hours} hours: {store.name_of(Deployment, deployment)}"
