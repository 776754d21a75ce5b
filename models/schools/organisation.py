"""Organisations beside schools: universities, dioceses, councils, companies."""

from __future__ import annotations

from models.fields.choice_fields import ChoiceField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import (
    EmailField,
    NoteField,
    TelephoneField,
    TextField,
    WebAddressField,
)
from models.records.record import Record
from models.schools.group import Group

ORGANISATION_KINDS = {
    "university": "University",
    "diocese": "Diocese",
    "council": "Council",
    "trust": "Trust",
    "company": "Company",
    "charity": "Charity",
    "other": "Other",
}


class Organisation(Record):
    """A university, diocese, council or other body that belongs to an alliance beside schools."""

    kind = "organisations"
    singular = "organisation"
    listed = ("name", "kind_of_organisation", "email", "telephone", "website")

    name = TextField("Name", "What it calls itself.", required=True, width=32, index=True)
    kind_of_organisation = ChoiceField(
        "Kind of organisation", "University, diocese, council …", choices=ORGANISATION_KINDS,
        width=14, heading="Kind",
    )  # fmt: skip
    trust = ReferenceField(
        Group, "Trust", "For a trust: which one it is, so that its schools show what they belong "
        "to through it.", width=24, adds_new=True,
    )  # fmt: skip
    email = EmailField("Email")
    telephone = TelephoneField("Telephone")
    website = WebAddressField("Website")
    notes = NoteField("Notes")
