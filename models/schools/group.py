"""Trusts and federations: boards over several schools."""

from __future__ import annotations

from models.fields.choice_fields import ChoiceField
from models.fields.code_fields import UkprnField
from models.fields.date_fields import DateField
from models.fields.text_fields import NoteField, PostcodeField, TextField
from models.records.record import Record

GROUP_TYPES = {
    "01": "Federation",
    "02": "Trust",
    "06": "Multi-academy trust",
    "10": "Single-academy trust",
    "11": "Secure single-academy trust",
    "13": "Umbrella trust",
}
"""The register's codes of groups under one board; sponsors and the like have none over schools."""


class Group(Record):
    """A trust or federation: schools under one board, which may hold policies for all of them."""

    kind = "groups"
    singular = "trust or federation"
    listed = ("name", "type", "uid")

    name = TextField("Name", "What it is called.", required=True, width=32, index=True)
    type = ChoiceField(
        "Type", "Federation, multi-academy trust …", choices=GROUP_TYPES, open=True, width=20
    )
    uid = TextField("Group UID", "Its number in the national register.", only_one=True, width=9)
    group_id = TextField("Group ID", "The department's code for it, such as TR00352.", width=8)
    companies_house = TextField(
        "Company number", "Its number at Companies House: eight characters.", width=14
    )
    ukprn = UkprnField("UKPRN", "Its UK Provider Reference Number.")
    opened = DateField("Opened", "The day it was set up.")
    closed = DateField("Closed", "The day it was dissolved.")
    street = TextField("Street")
    town = TextField("Town", width=14)
    postcode = PostcodeField("Postcode")
    notes = NoteField("Notes")

    @classmethod
    def plural(cls) -> str:
        """The plural in a sentence."""
        return "trusts and federations"
