"""Consequences of support: references, homes, the terms that are signed, support that begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.records.consequences import Change, after_adding, after_changing
from models.records.record import Values
from models.support.charge_scheme import ChargeScheme
from models.support.deployment import Deployment
from models.support.path import path_of
from models.support.specialist import Specialist
from models.support.support_step import SupportStep
from models.support.terms import AGREED_TERMS
from models.support.visit import Visit


@after_adding(Deployment, "A deployment gets its reference, and the home of its specialist.")
def deployment_gets_its_reference(change: Change, added: Sequence[Values]) -> None:
    """Number them on in the year of the request."""
    taken = {str(each["reference"]) for each in change.books.find(Deployment)}
    for deployment in added:
        new: Values = _home_of(change, deployment)
        if not deployment["reference"]:
            requested = deployment["requested"]
            year = requested.year if isinstance(requested, date) else change.today.year
            new["reference"] = next_reference(taken, year)
            taken.add(str(new["reference"]))
        change.set_as_result(Deployment, str(deployment["key"]), new)


def next_reference(taken: set[str], year: int) -> str:
    """The reference after those of a year that are taken."""
    beginning = f"D{year}-"
    numbers = [
        int(each.removeprefix(beginning))
        for each in taken
        if each.startswith(beginning) and each.removeprefix(beginning).isdigit()
    ]
    return f"{beginning}{max(numbers, default=0) + 1:03}"


@after_changing(Deployment, "The home school follows the specialist.")
def home_follows_specialist(change: Change, before: Values, after: Values) -> None:
    """Unless another home was entered with it."""
    if before["specialist"] == after["specialist"]:
        return
    if before["home_school"] == after["home_school"]:
        new = _home_of(change, after | {"home_school": None})
        change.set_as_result(Deployment, str(after["key"]), new or {"home_school": None})


def _home_of(change: Change, deployment: Values) -> Values:
    if deployment["home_school"] or not deployment["specialist"]:
        return {}
    specialist = change.books.get(Specialist, str(deployment["specialist"]))
    return {"home_school": specialist["home_school"]} if specialist else {}


@after_adding(SupportStep, "A step gets its number; the signature copies the terms of the scheme.")
def step_is_taken(change: Change, added: Sequence[Values]) -> None:
    """Number the steps on, freeze what was signed, and let support run that had visits before."""
    for step in added:
        key, deployment = str(step["key"]), str(step["deployment"])
        others = [
            each
            for each in change.books.find(SupportStep, deployment=deployment)
            if each["key"] != key
        ]
        if step["number"] is None:
            numbers = [each["number"] for each in others if isinstance(each["number"], int)]
            change.set_as_result(SupportStep, key, {"number": max(numbers, default=1) + 1})
        if step["step"] == "agreement signed":
            _freeze(change, deployment)
        elif step["step"] == "invoiced":
            _run_if_visited(change, deployment)


def _freeze(change: Change, key: str) -> None:
    deployment = change.books.get(Deployment, key)
    scheme = deployment and change.books.get(ChargeScheme, str(deployment["scheme"]))
    if deployment and scheme and deployment["unit"] is None:
        change.set_as_result(Deployment, key, {name: scheme[name] for name in AGREED_TERMS})


@after_adding(Visit, "A visit to come is planned; any other is recorded, and begins the support.")
def visit_is_made(change: Change, added: Sequence[Values]) -> None:
    """Note the day of the record, and let the support run."""
    for visit in added:
        day = visit["day"]
        new: Values = {}
        if isinstance(day, date) and day > change.today:
            new = {"planned": True, "recorded": None}
        elif not visit["planned"] and visit["recorded"] is None:
            new = {"recorded": change.today}
        change.set_as_result(Visit, str(visit["key"]), new)
        _run_if_visited(change, str(visit["deployment"]))


@after_changing(Visit, "A visit that is planned no longer is recorded.")
def visit_took_place(change: Change, before: Values, after: Values) -> None:
    """Note the day of the record, and let the support run; what is recorded is not planned."""
    new: Values = {}
    if after["recorded"] is not None and after["planned"]:
        new = {"planned": False} if before["planned"] else {"recorded": None}
    elif not after["planned"] and after["recorded"] is None:
        new = {"recorded": change.today}
    change.set_as_result(Visit, str(after["key"]), new)
    _run_if_visited(change, str(after["deployment"]))


def _run_if_visited(change: Change, key: str) -> None:
    """Move an invoiced deployment to running with its first visit."""
    deployment = change.books.get(Deployment, key)
    if deployment is None:
        return
    steps = change.books.find(SupportStep, deployment=key)
    path = path_of(deployment, steps)
    days = [
        day
        for each in change.books.find(Visit, deployment=key)
        if each["recorded"] is not None and isinstance(day := each["day"], date)
    ]
    if path[-1].step != "invoiced" or not days:
        return
    numbers = [each["number"] for each in steps if isinstance(each["number"], int)]
    change.add_as_result(
        SupportStep,
        {
            "deployment": key,
            "number": max(numbers, default=1) + 1,
            "step": "running",
            "day": max(min(days), path[-1].day),
        },
    )
