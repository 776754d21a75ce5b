"""Deployments step by step: what the next step asks for, and taking it in one operation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from data.problems import Clash, Refused, WrongCall
from data.store.books import Books
from data.store.change import Change
from data.store.store import Store
from data.support.standing import Standing, standing_of
from data.support.words import parties_of
from data.tables.cells import Outcome, outcome_of
from models.fields.date_fields import DateField
from models.fields.dates import show_date
from models.fields.field import DeskField
from models.fields.reference_fields import NameField
from models.fields.text_fields import NoteField, TextField
from models.fields.values import Value
from models.people.person import Person
from models.records.record import Values
from models.records.rules import Finding, Severity
from models.support.charge_scheme import ChargeScheme, schemes_for
from models.support.deployment import Deployment
from models.support.path import WHO_IS_ASKED, missing_for, must_be_noted, ways_on
from models.support.specialist import Specialist
from models.support.step_rules import asked_to_note
from models.support.support_step import STEPS, SupportStep
from models.support.visit import Visit

Questions = list[tuple[str, DeskField]]
"""The questions, by the names under which their answers are given to `take_step`."""

DAY, WHO, NOTE = "day", "who", "note"

_OF_A_STEP = (DAY, WHO, NOTE, "review")

DECLINES = {"home head asked": "home head declined", "home head agreed": "specialist declined"}
"""The step recorded when somebody declines, by the step at which they are asked."""

_ASKED_OF_DAY = {
    "diagnosis": "On which day was it?",
    "home head asked": "On which day was the head of the home school asked?",
    "home head agreed": "On which day did the head of the home school agree?",
    "home head declined": "On which day did the head decline?",
    "specialist agreed": "On which day did the specialist agree?",
    "specialist declined": "On which day did the specialist decline?",
    "client chose": "On which day did the client choose?",
    "agreement signed": "On which day was the agreement signed by both schools?",
    "invoiced": "On which day does the invoice go out?",
    "running": "On which day was the first visit?",
    "paused": "From which day on does it rest?",
    "evaluated": "On which day was it evaluated?",
    "closed": "On which day is it closed?",
}

_ASKED_WHO = {
    "diagnosis": "Who made the diagnosis?",
    "home head asked": "Who was asked?",
    "home head agreed": "Who agreed?",
    "home head declined": "Who declined?",
    "specialist agreed": "Who agreed?",
    "specialist declined": "Who declined?",
    "client chose": "Who chose?",
    "evaluated": "Who evaluated it at the client school?",
}


def usual_step(standing: Standing) -> str:
    """The step that usually comes next; empty when there is none."""
    ways = ways_on(standing.deployment, standing.step)
    return ways[0] if ways else ""


def other_endings(standing: Standing) -> list[str]:
    """Steps for a deployment that does not go on: paused, given up, or cancelled."""
    ways = ways_on(standing.deployment, standing.step)
    return [way for way in ("paused", "not possible", "cancelled") if way in ways]


def questions(standing: Standing, step: str) -> Questions:
    """The questions before a step: its day always, and otherwise only what is not known yet."""
    asked = _ASKED_OF_DAY.get(step, "On which day was that decided?")
    deployment = standing.deployment
    found: Questions = [(DAY, DateField("Day", asked, required=True))]
    if step == "running" and standing.step != "paused":
        found.append(("hours", Visit.field("hours")))
        return [*found, (NOTE, NoteField("Note", "What was done."))]
    missing = missing_for(deployment, step)
    if standing.step in DECLINES.values() and step == "home head asked":
        missing = ["specialist"]
    if "specialist" in missing:
        # Who is asked follows from whom it is about.
        whose = "Empty: the head of the home school."
        found = [("specialist", Deployment.field("specialist")), *found]
        found.append((WHO, NameField(Person, "Who", whose)))
    elif step in WHO_IS_ASKED:
        found.append((WHO, NameField(Person, "Who", _ASKED_WHO[step], required=True)))
    found += [(name, Deployment.field(name)) for name in missing if name != "specialist"]
    if step == "invoiced" and not deployment["grant"]:
        found += [
            ("client_invoice", TextField("Number", "Empty: the next of our numbers.", longest=30)),
            ("grant", TextField("Grant", "Only when a grant pays all of it: which one.")),
        ]
    if must_be_noted(step):
        found.append((NOTE, NoteField("Note", asked_to_note(step), required=True)))
    if step == "paused":
        again = DateField("Review", "On which day is it reviewed?", required=True)
        found.append(("review", again))
    return found


def proposed(books: Books, standing: Standing, step: str) -> dict[str, Value]:
    """Proposed answers, by the names of the questions."""
    deployment, parties = standing.deployment, parties_of(books, standing.deployment)
    client = deployment["requested_by"]
    if deployment["accountable_person"]:
        client = books.name_of(Person, str(deployment["accountable_person"]))
    head = parties.head or None
    who = {
        "diagnosis": parties.specialist or None,
        "specialist agreed": parties.specialist or None,
        "specialist declined": parties.specialist or None,
        "client chose": deployment["requested_by"],
        "evaluated": client,
    }.get(step, head)
    asked_before = next((each.who for each in standing.path if each.step == "home head asked"), "")
    if step in ("home head agreed", "home head declined") and asked_before:
        who = standing.path[-1].who or asked_before
    no_longer = "declined" in standing.step and step == "home head asked"
    found: dict[str, Value] = {
        DAY: books.today,
        WHO: None if no_longer else who,
        "client_signatory": client,
        "home_signatory": head,
        "hours": deployment["hours_a_day"] or 500,
        "scheme": _likely_scheme(books, standing),
    }
    if step == "paused":
        found.pop("hours")
    return found


def _likely_scheme(books: Books, standing: Standing) -> Value:
    deployment = standing.deployment
    specialist = books.get(Specialist, str(deployment["specialist"] or ""))
    leader = specialist["kind_of_specialist"] if specialist else None
    schemes = books.find(ChargeScheme, alliance=deployment["alliance"])
    found = schemes_for(schemes, deployment["alliance"], leader, books.today)
    return found[0]["key"] if found else None


# Taking a step


def take_step(store: Store, seen: Standing, step: str, answers: Mapping[str, Value]) -> Outcome:
    """Move a deployment, as it was seen, to a step, with the answers to `questions`.

    Raises Refused when a rule forbids it, and Clash when it has moved meanwhile.
    """
    deployment = seen.deployment
    name = store.name_of(Deployment, seen.key)
    day = answers.get(DAY)
    shown = f" {show_date(day)}" if isinstance(day, date) else ""
    label = f"{STEPS[step].word}{shown}: {name}"
    with store.operation(label) as change:
        now = standing_of(change.books, seen.key)
        if now is None:
            raise WrongCall("This deployment was removed meanwhile, so it cannot be moved on.")
        if len(now.path) != len(seen.path) or now.step != seen.step:
            raise Clash(
                f"{name} stands at {now.state.word} now, no longer at {seen.state.word}: somebody "
                "else moved it. Press the key again.",
                {},
            )
        of_deployment: Values = {
            key: value
            for key, value in answers.items()
            if key not in _OF_A_STEP and key != "hours" and value is not None
        }
        change.set(Deployment, seen.key, of_deployment, dict(deployment))
        if step == "running" and seen.step != "paused":
            add_visit(change, seen.key, answers)
        else:
            given = {key: answers.get(key) for key in _OF_A_STEP}
            if given[WHO] is None and step in WHO_IS_ASKED:
                becomes = change.books.get(Deployment, seen.key) or deployment
                given[WHO] = parties_of(change.books, becomes).head or None
            change.add(SupportStep, {"deployment": seen.key, "step": step, **given})
    return outcome_of(change, label)


def add_visit(change: Change, deployment: str, answers: Mapping[str, Value]) -> str:
    """Add a visit with its day and its hours; its key."""
    if answers.get("hours") is None:
        asked = "How long was it, in hours? For example: 2.5"
        raise Refused([Finding(Severity.REFUSE, "hours", asked)])
    given = {name: answers.get(name) for name in (DAY, "hours", NOTE)}
    kind = answers.get("kind_of_visit") or "visit"
    return change.add(Visit, {"deployment": deployment, "kind_of_visit": kind, **given})
