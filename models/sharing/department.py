"""Departments of schools: how well they do in a measure, and whether they could lead others."""

from __future__ import annotations

from models.alliances.agreed_text import PURPOSES
from models.alliances.alliance import Alliance
from models.fields.annual_date_fields import SchoolYearField
from models.fields.choice_fields import ChoiceField, ChoicesField, YesNoField
from models.fields.number_fields import HundredthsField
from models.fields.reference_fields import NameField, ReferenceField
from models.fields.text_fields import NoteField, TextField
from models.people.person import Person
from models.records.record import Record
from models.schools.school import School

KEY_STAGES = {
    "early years": "Early years",
    "ks1": "Key stage 1",
    "ks2": "Key stage 2",
    "ks3": "Key stage 3",
    "ks4": "Key stage 4",
    "ks5": "Key stage 5",
}

MEASURES = {
    "progress": "Progress score",
    "attainment": "Average score",
    "grade 5": "Grade 5 and above %",
    "grade 4": "Grade 4 and above %",
    "value added": "Value added at A level",
    "points": "Points per entry at A level",
    "expected": "Expected standard %",
    "higher": "Higher standard %",
    "other": "Other",
}
"""The measures by which departments are compared; for each, more is better."""

OFFERS = {"itt": "Initial teacher training", "cpd": "Professional development"}
"""What a department may offer to lead."""


class Department(Record):
    """A department of a school with its value in one measure of a year."""

    kind = "departments"
    singular = "department"
    named_by = ("subject", "key_stage", "school", "school_year")
    ordered_by = ("subject", "key_stage", "-value")
    listed = (
        *("subject", "key_stage", "school", "measure", "school_year", "value", "comparator"),
        *("offers", "purpose", "alliance"),
    )

    alliance = ReferenceField(
        Alliance,
        "Alliance",
        "The alliance whose data-sharing protocol covers it.",
        required=True,
        width=22,
    )
    school = ReferenceField(School, "School", "Whose department it is.", required=True, width=26)
    subject = TextField("Subject", "For example Mathematics.", required=True, longest=60, width=16)
    key_stage = ChoiceField(
        "Key stage", "Of which pupils.", choices=KEY_STAGES, required=True, width=11
    )
    measure = ChoiceField(
        "Measure", "What is measured; more is better.", choices=MEASURES, required=True,
        width=20,
    )  # fmt: skip
    school_year = SchoolYearField(
        "School year", "The year of the results.", required=True, width=11
    )
    value = HundredthsField(
        "Value", "For the whole department, never for a pupil: 0.42, or 78.", required=True,
        lowest=-100_000, highest=100_000, width=7,
    )  # fmt: skip
    comparator = HundredthsField(
        "Comparator", "The national figure beside it, or that of the alliance.", lowest=-100_000,
        highest=100_000, width=7, heading="Beside",
    )  # fmt: skip
    source = TextField("Source", "Where the value was read.", longest=300)
    published = YesNoField("Published", "Whether it is public there.", default=True)
    purpose = ChoicesField(
        "Purpose", "What the school shares it for; the protocol must name it too.",
        choices=PURPOSES, required=True, width=24,
    )  # fmt: skip
    offers = ChoicesField("Offers", "What it would lead for others.", choices=OFFERS, width=22)
    contact = NameField(Person, "Contact", "Whom to ask there.", width=20)
    notes = NoteField("Notes")
