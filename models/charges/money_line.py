"""Lines of money: income and cost that no charge makes, for a workstream or for central costs."""

from __future__ import annotations

from models.alliances.alliance import Alliance
from models.charges.grant import Grant
from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.number_fields import MoneyField
from models.fields.reference_fields import ReferenceField
from models.fields.states import State, Tone
from models.fields.text_fields import NoteField, TextField
from models.records.record import Record
from models.schools.school import School
from models.workstreams.workstream import Workstream

DIRECTIONS = {
    "income": State("I", "Income", Tone.GOOD),
    "cost": State("C", "Cost", Tone.INFO),
}

PARTS_OF_GRANT = {
    "grant": "The grant itself",
    "administration": "Its administration",
    "match": "Match beside it",
}
"""The part that a line of money plays in its grant."""


class MoneyLine(Record):
    """Income or cost of a workstream, or of the alliance as a whole, on a day."""

    kind = "money-lines"
    singular = "money line"
    named_by = ("what", "day")
    ordered_by = ("-day", "what")
    listed = (*("day", "what", "direction", "amount", "workstream", "grant", "school", "alliance"),)
    shown_beside_name = ("amount",)

    alliance = ReferenceField(
        Alliance, "Alliance", "Whose money it is.", required=True, width=22, fixed=True
    )
    day = DateField("Day", "The day that decides in which year it counts.", required=True)
    what = TextField("What", "For example Hire of the hall.", required=True, width=30)
    direction = ChoiceField(
        "Direction", "Income or cost.", states=DIRECTIONS, required=True, default="cost", width=8
    )
    amount = MoneyField("Amount", "Without VAT.", required=True, lowest=1)
    workstream = ReferenceField(
        Workstream, "Workstream", "Whose it is; empty for central costs.", width=20
    )
    grant = ReferenceField(
        Grant, "Grant", "The grant that it comes from, or is spent of.", width=24
    )
    part_of_grant = ChoiceField(
        "Part of grant", "Its part in that grant.", choices=PARTS_OF_GRANT, width=16
    )
    school = ReferenceField(School, "School", "The school that was paid, or that paid.", width=24)
    evidence = TextField("Evidence", "Where it can be looked up: an order, a ledger's number.")
    notes = NoteField("Notes")
