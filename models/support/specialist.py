"""Specialists: leaders who support other schools, their designation and their days."""

from __future__ import annotations

from typing import ClassVar

from models.fields.choice_fields import ChoiceField, ChoicesField
from models.fields.date_fields import DateField
from models.fields.part_fields import PartsField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import NoteField, TextField
from models.people.person import Person
from models.records.record import Record
from models.schools.organisation import Organisation
from models.schools.school import School
from models.support.charge_scheme import IN_FULL, SPECIALIST_KINDS

EXPERTISE = {
    "leadership": "Leadership and management",
    "governance": "Governance",
    "teaching": "Teaching and learning",
    "assessment": "Assessment",
    "curriculum": "Curriculum",
    "behaviour": "Behaviour and attitudes",
    "attendance": "Attendance",
    "inclusion": "Inclusion and SEND",
    "premium": "Pupil premium",
    "safeguarding": "Safeguarding",
    "early years": "Early years",
    "phonics": "Phonics and early reading",
    "literacy": "Literacy",
    "english": "English",
    "maths": "Mathematics",
    "science": "Science",
    "computing": "Computing",
    "languages": "Languages",
    "history": "History",
    "geography": "Geography",
    "re": "Religious education",
    "art": "Art and design",
    "music": "Music",
    "drama": "Drama",
    "pe": "Physical education",
    "pshe": "PSHE and RSHE",
    "design": "Design and technology",
    "sixth form": "Sixth form",
    "able": "Most able pupils",
    "itt": "Teacher training",
    "ect": "Early career teachers",
    "cpd": "Professional development",
    "research": "Research",
    "data": "Data",
    "business": "School business management",
    "other": "Other",
}

DESIGNATED_BY = {
    "alliance": "The alliance",
    "dfe": "Department for Education",
    "trust": "Trust",
    "authority": "Local authority",
}


class Specialist(Record):
    """Somebody who supports other schools: of what kind, from which home, how many days a year."""

    kind = "specialists"
    singular = "specialist"
    confidential = True
    named_by = ("person", "kind_of_specialist")
    one_of = ("home_school", "organisation")
    headings: ClassVar = {"home_school": "Home"}
    ordered_by = ("ended", "person")
    listed = (
        *("person", "kind_of_specialist", "days_a_year", "home_school", "organisation"),
        *("expertise", "review"),
    )
    shown_beside_name = ("ended",)

    person = ReferenceField(
        Person, "Person", "Who it is.", required=True, width=20, adds_new=True, fixed=True
    )
    kind_of_specialist = ChoiceField(
        "Kind of specialist", "What they are designated as.", choices=SPECIALIST_KINDS,
        hints=IN_FULL, required=True, default="sle", width=5, heading="Kind",
    )  # fmt: skip
    home_school = ReferenceField(
        School, "Home school", "The school that releases them for days.", width=22
    )
    organisation = ReferenceField(
        Organisation, "Organisation", "Their home, when it is not a school.", width=20
    )
    expertise = ChoicesField(
        "Expertise", "Subjects and themes in which they support.", choices=EXPERTISE, width=22
    )
    designated = DateField("Designated", "The day of the designation.")
    designated_by = ChoiceField("Designated by", "Who designated them.", choices=DESIGNATED_BY)
    review = DateField("Review", "The day by which the designation is reviewed.", last=True)
    ended = DateField("Ended", "The day on which the designation ended; empty while it stands.")
    reason = TextField("Reason", "Why it ended.")
    days_a_year = PartsField(
        "Days a year", "How many days a school year they may be released; half days count.",
        required=True, default=1500, highest=20_000, width=6, heading="A year",
    )  # fmt: skip
    available_from = DateField("Available from", "The first day on which they can begin.")
    available_until = DateField("Available until", "The last day on which they can support.")
    insured_until = DateField("Insured until", "The last day of their insurance.")
    notes = NoteField("Notes")
