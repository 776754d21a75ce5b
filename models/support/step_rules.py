"""The rules about the steps of deployments: each follows the one before, and says what it needs."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from models.fields.dates import show_date
from models.fields.reference_fields import ReferenceField
from models.fields.values import show_value
from models.people.person import Person
from models.records.books import Books
from models.records.record import Values
from models.records.rules import REFUSE, WARN, Breach, on_removal, others, referred, rule
from models.schools.school import School
from models.support.charge_scheme import ChargeScheme
from models.support.deployment import Deployment
from models.support.path import (
    WHO_IS_ASKED,
    Reached,
    day_of,
    missing_for,
    must_be_noted,
    path_of,
    ways_on,
)
from models.support.specialist import Specialist
from models.support.support_step import STEPS, STEPS_THAT_END, SupportStep
from models.support.terms import figures_of
from models.support.visit import Visit


def path_before(deployment: Values, step: Values, books: Books) -> list[Reached]:
    """The path of a deployment up to a step that is recorded now, or that stands already."""
    recorded = others(SupportStep, step, books, deployment=deployment["key"])
    number = step.get("number")
    if isinstance(number, int):
        recorded = [each for each in recorded if _number(each) < number]
    return path_of(deployment, recorded)


def _number(step: Values) -> int:
    number = step["number"]
    return number if isinstance(number, int) else 0


@rule(SupportStep, REFUSE, "No step of a deployment is reached without those before it.")
def step_follows(values: Values, books: Books) -> Breach | None:
    """The step may come after the one that stands, or puts its day right."""
    deployment = referred(Deployment, "deployment", values, books)
    step = str(values.get("step"))
    if deployment is None or step not in STEPS:
        return None
    now = path_before(deployment, values, books)[-1]
    if step == now.step or step in ways_on(deployment, now.step):
        return None
    name, stands = deployment["reference"] or "This", STEPS[now.step].word
    if now.step in STEPS_THAT_END:
        return "step", f"{name} has ended ({stands}): record a new request instead."
    ways = ", ".join(STEPS[way].word for way in ways_on(deployment, now.step))
    return "step", (
        f"{name} stands at {stands}, so it cannot come to {STEPS[step].word} yet"
        f"{_why_not(deployment, step)}. From here: {ways}."
    )


def _why_not(deployment: Values, step: str) -> str:
    if step in ("specialist agreed", "specialist declined"):
        return ": no specialist is asked before the head of the home school has agreed"
    if step == "closed":
        return ": nothing is closed without an evaluation"
    if step == "client chose" and not deployment.get("offered"):
        return ": only one specialist was offered, so there is nothing to choose"
    if step == "agreement signed" and deployment.get("offered"):
        return ": several specialists were offered, so the client chooses first"
    return ""


@rule(SupportStep, REFUSE, "A step has a day that was, not before the day of the one before it.")
def step_in_its_time(values: Values, books: Books) -> Breach | None:
    """The day of the step before ≤ the day ≤ today."""
    deployment = referred(Deployment, "deployment", values, books)
    day, step = values.get("day"), str(values.get("step"))
    if deployment is None or not isinstance(day, date):
        return None
    if day > books.today:
        return "day", f"{show_date(day)} is still to come: enter it once it was, for example today."
    path = path_before(deployment, values, books)
    if path[-1].step == step and len(path) > 1:
        path.pop()
    before = path[-1]
    if day < before.day:
        return "day", (
            f"{show_date(day)} is before {STEPS[before.step].word.lower()} "
            f"({show_date(before.day)}): enter that day or a later one, for example today."
        )
    return None


@rule(SupportStep, REFUSE, "A step is reached when all that it needs is there.")
def step_has_what_it_needs(values: Values, books: Books) -> Breach | None:
    """The fields of the deployment, and of the step who and why."""
    deployment = referred(Deployment, "deployment", values, books)
    step = str(values.get("step"))
    if deployment is None or step not in STEPS:
        return None
    for name in missing_for(deployment, step):
        field = Deployment.field(name)
        kind = field.to.kind if isinstance(field, ReferenceField) else ""
        listed = f" ({kind})" if kind else ""
        return "step", (
            f"{STEPS[step].word} needs {field.label.lower()}{listed}: enter it with the deployment "
            f"first. For example: {field.example}"
        )
    if step in WHO_IS_ASKED and not values.get("who"):
        return "who", f"By whom? {STEPS[step].word} says who it was, for example Ada Bramble."
    if must_be_noted(step) and not values.get("note"):
        return "note", f"{STEPS[step].word}: {_NOTES[step]}"
    if step == "paused" and not values.get("review"):
        return "review", "When is it reviewed? For example: +6w"
    return None


_NOTES = {
    "home head declined": "why? For example: no days left this term",
    "specialist declined": "why? For example: no days left this term",
    "paused": "why? For example: an inspection this half-term",
    "closed": "what came of it? For example: phonics results rose by a fifth",
    "not possible": "why? For example: nobody with this expertise is free",
    "cancelled": "why, and who bears what? For example: the school closes, no charge",
}
"""What is asked where a step says why, or what came of it."""


def asked_to_note(step: str) -> str:
    """The question of a step that says why, or what came of it."""
    asked, _, example = _NOTES[step].partition(" For example")
    return f"{asked[:1].upper()}{asked[1:]} For example{example}"


@rule(SupportStep, REFUSE, "No more is kept from a price than it comes to.")
def fee_within_the_price(values: Values, books: Books) -> Breach | None:
    """What an agreement leaves the home school is not less than nothing."""
    deployment = referred(Deployment, "deployment", values, books)
    if deployment is None or values.get("step") != "agreement signed":
        return None
    scheme, days = referred(ChargeScheme, "scheme", deployment, books), deployment["days_agreed"]
    terms = deployment if deployment["unit"] is not None else scheme
    if terms is None or not isinstance(days, int):
        return None
    figures = figures_of(terms, days)
    if figures.home >= 0:
        return None
    fee, price = show_value(figures.fee, "money"), show_value(figures.base, "money")
    return "step", (
        f"A fee of {fee} would be kept from a price of {price}: agree fewer days, or name another "
        "charge scheme."
    )


@rule(SupportStep, REFUSE, "The head of the home school is asked, but for a school of one's trust.")
def home_head_was_asked(values: Values, books: Books) -> Breach | None:
    """Without asking, only within one trust, and with a reason."""
    deployment = referred(Deployment, "deployment", values, books)
    if deployment is None or values.get("step") != "home head agreed":
        return None
    if path_before(deployment, values, books)[-1].step not in ("requested", "diagnosis"):
        return None
    client = referred(School, "client", deployment, books)
    home = referred(School, "home_school", deployment, books)
    trusts = {str(each["trust"] or "") for each in (client, home) if each}
    if client and home and len(trusts) == 1 and trusts != {""}:
        if values.get("note"):
            return None
        return "note", "Why was the head not asked? For example: decided by the trust's board"
    return "step", (
        "The head of the home school is asked first (Home head asked): only within one trust may "
        "that be left out."
    )


@rule(SupportStep, REFUSE, "A step of a deployment has a place of its own among its steps.")
def number_of_its_own(values: Values, books: Books) -> Breach | None:
    """No second step of the same number."""
    number = values.get("number")
    same = others(SupportStep, values, books, deployment=values.get("deployment"))
    if number is not None and any(each["number"] == number for each in same):
        return "number", f"There is a step {number} already: leave the number empty."
    return None


@rule(SupportStep, WARN, "Support runs from its first visit on.")
def runs_from_a_visit(values: Values, books: Books) -> Breach | None:
    """There is a visit that has taken place."""
    deployment = referred(Deployment, "deployment", values, books)
    if deployment is None or values.get("step") != "running":
        return None
    visits = books.find(Visit, deployment=deployment["key"])
    if any(each["recorded"] is not None for each in visits):
        return None
    return "step", "No visit is recorded yet: record the first, with its day and its hours."


@rule(SupportStep, WARN, "Support that is closed had visits.")
def closed_without_visits(values: Values, books: Books) -> Breach | None:
    """At least one visit was recorded."""
    if values.get("step") != "closed":
        return None
    visits = books.find(Visit, deployment=values.get("deployment"))
    if any(each["recorded"] is not None for each in visits):
        return None
    return "step", "No visit was recorded: was there none?"


@rule(SupportStep, WARN, "The specialist that agrees is the one of the deployment.")
def specialist_agrees_alone(values: Values, books: Books) -> Breach | None:
    """Who is the person of the specialist."""
    deployment = referred(Deployment, "deployment", values, books)
    if deployment is None or values.get("step") != "specialist agreed" or not values.get("who"):
        return None
    specialist = referred(Specialist, "specialist", deployment, books)
    name = books.name_of(Person, str(specialist["person"])) if specialist else ""
    if not name or name == values["who"]:
        return None
    return "who", f"The specialist is {name}, not {values['who']}."


@on_removal(SupportStep, REFUSE, "A step that others follow stays.", lasting=True)
def step_is_the_last(values: Values, books: Books) -> Breach | None:
    """Without the step, each step of the path must still follow the one before it."""
    deployment = books.get(Deployment, str(values.get("deployment")))
    if deployment is None:
        return None
    left = path_of(deployment, others(SupportStep, values, books, deployment=deployment["key"]))
    for before, step in pairwise(left):
        if step.step not in ways_on(deployment, before.step):
            return "", f"{STEPS[step.step].word} follows it: take that back first."
    return None


def signed_on(books: Books, deployment: Values) -> date | None:
    """The day on which the agreement of a deployment was signed; None when it was not."""
    return day_of(
        path_of(deployment, books.find(SupportStep, deployment=deployment["key"])),
        "agreement signed",
    )
