"""Invoices, out and in, and credit notes: a list for finance, not a ledger."""

from __future__ import annotations

from typing import ClassVar

from models.alliances.alliance import Alliance
from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import NoteField, TextField
from models.records.record import Record
from models.schools.organisation import Organisation
from models.schools.school import School

DIRECTIONS = {"to us": "To us", "by us": "By us"}
"""Who is to pay: others pay to the alliance, or the alliance pays by itself."""


class Invoice(Record):
    """An invoice that the alliance sent, or one that it received; its lines are charges."""

    kind = "invoices"
    singular = "invoice"
    confidential = True
    named_by = ("number", "school", "organisation")
    one_of = ("school", "organisation")
    headings: ClassVar = {"school": "To or from"}
    ordered_by = ("-issued", "-number")
    listed = ("number", "direction", "school", "organisation", "due", "issued", "alliance")
    shown_beside_name = ("issued",)

    number = TextField(
        "Number", "Ours are numbered automatically: 2026-014; one received has the sender's.",
        longest=30, width=8,
    )  # fmt: skip
    direction = ChoiceField(
        "Owed", "Paid to us, or paid by us.", choices=DIRECTIONS, required=True,
        default="to us", width=5, for_scripts="direction",
    )  # fmt: skip
    alliance = ReferenceField(
        Alliance, "Alliance", "The alliance that sends or pays it.", required=True, width=22,
        fixed=True,
    )  # fmt: skip
    school = ReferenceField(School, "School", "Who pays it to us, or sent it.", width=19)
    organisation = ReferenceField(
        Organisation, "Organisation", "Who it is, when it is not a school.", width=19
    )
    issued = DateField("Issued", "The day on which it went out; empty while lines are gathered.")
    due = DateField("Due", "The day by which it is paid; 28 days after it was issued.")
    corrects = ReferenceField(
        "self", "Corrects", "For a credit note: the invoice that it credits.", width=20
    )
    reminded = DateField("Reminded", "The day of the last reminder.")
    notes = NoteField("Notes")
