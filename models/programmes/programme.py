"""Programmes: courses of several months that lead to a qualification, or belong to a career."""

from __future__ import annotations

from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.number_fields import MoneyField, NumberField
from models.fields.reference_fields import NameField, ReferenceField
from models.fields.text_fields import NoteField, TextField
from models.records.record import Record
from models.schools.organisation import Organisation
from models.workstreams.workstream import Workstream

FRAMEWORKS = {
    "npqh": "NPQH: headship",
    "npqel": "NPQEL: executive leadership",
    "npqsl": "NPQSL: senior leadership",
    "npqlt": "NPQLT: leading teaching",
    "npqltd": "NPQLTD: leading teacher development",
    "npqlbc": "NPQLBC: leading behaviour and culture",
    "npqll": "NPQLL: leading literacy",
    "npqlpm": "NPQLPM: leading primary mathematics",
    "npqeyl": "NPQEYL: early years leadership",
    "npqsenco": "NPQSENCo: special educational needs co-ordination",
    "ecte": "ECTE: early career teacher entitlement",
    "mentor training": "Mentor training",
    "scitt": "SCITT: school-centred initial teacher training",
    "own": "Own programme",
}
"""The frameworks to which programmes belong; the desk's own stand last."""

USUAL_MONTHS = {
    **dict.fromkeys((name for name in FRAMEWORKS if name.startswith("npq")), 18),
    "ecte": 24,
    "scitt": 10,
}
"""How many months after its start a cohort of a framework has usually ended; to be checked."""


class Programme(Record):
    """A programme of an alliance, such as an NPQ, whose cohorts begin one after another."""

    kind = "programmes"
    singular = "programme"
    named_by = ("title",)
    told_apart_by = "workstream"
    ordered_by = ("title",)
    listed = ("title", "framework", "workstream", "lead_provider", "began", "ended")
    shown_beside_name = ("ended",)

    title = TextField("Title", "What the alliance calls it.", required=True, width=32)
    framework = ChoiceField(
        "Framework", "The qualification or entitlement that it leads to; or an own programme.",
        choices=FRAMEWORKS, required=True, default="own", width=24,
    )  # fmt: skip
    workstream = ReferenceField(
        Workstream, "Workstream", "The workstream that it belongs to.", required=True, width=22
    )
    lead_provider = NameField(
        Organisation, "Lead provider", "Who answers for it to the DfE.", width=22
    )
    delivery_partner = NameField(
        Organisation, "Delivery partner", "Who delivers it here, where that is another.", width=22
    )
    length_months = NumberField(
        "Months", "How long a cohort lasts; empty: as usual for the framework.", lowest=1,
        highest=60, width=6,
    )  # fmt: skip
    price = MoneyField("Price", "For each participant.", highest=100_000_00)
    began = DateField("Began", "The day on which it was first offered.")
    ended = DateField("Ended", "The day on which it was closed; empty while it goes on.")
    outcome = NoteField("Outcome", "What came of it, in a sentence.")
    notes = NoteField("Notes", "Funding, conditions; no names of participants.")
