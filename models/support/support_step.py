"""The steps of a deployment: what was reached on which day, and by whom."""

from __future__ import annotations

from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.number_fields import NumberField
from models.fields.reference_fields import NameField, ReferenceField
from models.fields.states import State, Tone
from models.fields.text_fields import NoteField
from models.people.person import Person
from models.records.record import Record
from models.support.deployment import Deployment

STEPS = {
    "requested": State("Q", "Requested", Tone.INFO),
    "diagnosis": State("D", "Diagnosis", Tone.INFO),
    "home head asked": State("H", "Home head asked", Tone.WARN),
    "home head agreed": State("A", "Home head agreed", Tone.INFO),
    "home head declined": State("N", "Home head declined", Tone.WARN),
    "specialist agreed": State("S", "Specialist agreed", Tone.INFO),
    "specialist declined": State("U", "Specialist declined", Tone.WARN),
    "client chose": State("O", "Client chose", Tone.INFO),
    "agreement signed": State("G", "Agreement signed", Tone.GOOD),
    "invoiced": State("I", "Invoiced", Tone.GOOD),
    "running": State("R", "Running", Tone.GOOD),
    "paused": State("P", "Paused", Tone.QUIET),
    "evaluated": State("E", "Evaluated", Tone.GOOD),
    "closed": State("C", "Closed", Tone.QUIET),
    "not possible": State("X", "Not possible", Tone.QUIET),
    "cancelled": State("Z", "Cancelled", Tone.QUIET),
}
"""The steps of a deployment in their order; the request itself is the first."""

STEPS_THAT_END = frozenset({"closed", "not possible", "cancelled"})


class SupportStep(Record):
    """A step that a deployment reached on a day. Each follows the one before it."""

    kind = "support-steps"
    singular = "support step"
    listed_last = True
    confidential = True
    named_by = ("deployment", "step", "day")
    ordered_by = ("deployment", "number")
    listed = ("deployment", "number", "step", "day", "who", "note")
    shown_beside_name = ("who",)
    append_only = (
        "add the same step again with the day or the name put right, or take it back with undo"
    )
    told_in_order = True

    deployment = ReferenceField(
        Deployment, "Deployment", "What it is a step of.", required=True, width=34
    )
    number = NumberField(
        "Number", "Its place among the steps; numbered automatically.", lowest=1, width=6
    )
    step = ChoiceField(
        "Step", "What was reached.",
        choices={step: state.word for step, state in STEPS.items() if step != "requested"},
        required=True, width=20,
    )  # fmt: skip
    day = DateField("Day", "The day on which it was.", required=True)
    who = NameField(Person, "Who", "By whom: who agreed, signed, evaluated.", width=22)
    note = NoteField("Note", "The reason, the outcome, or who bears what.")
    review = DateField("Review", "For a pause: the day on which it is reviewed.", last=True)
