"""Service agreements that an authority or another provider sells, and which school buys which."""

from __future__ import annotations

from models.fields.date_fields import DateField
from models.fields.number_fields import MoneyField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import EmailField, NoteField, TelephoneField, TextField
from models.records.record import Record
from models.schools.school import School


class ServiceAgreement(Record):
    """A service that schools may buy for a year; some model policies come only with one."""

    kind = "agreements"
    singular = "service agreement"
    from_catalogues = True
    listed = ("name", "provider", "contact", "email", "telephone", "charge")

    name = TextField("Name", "What the agreement is called.", required=True, width=26, index=True)
    provider = TextField("Provider", "Who provides the service.", width=24)
    contact = TextField("Contact", "The person or team to ask.", width=20)
    email = EmailField("Email")
    telephone = TelephoneField("Telephone")
    charge = MoneyField("Charge", "For a year, where it is the same for every school.")
    covers = NoteField("Covers", "What a school gets for it.")
    notes = NoteField("Notes")


class Purchase(Record):
    """A time for which a school has bought a service agreement."""

    kind = "purchases"
    singular = "purchase"
    named_by = ("school", "agreement")
    ordered_by = ("school", "agreement", "-began")
    listed = ("school", "agreement", "began", "ended")
    shown_beside_name = ("ended",)

    school = ReferenceField(School, "School", "Who buys it.", required=True)
    agreement = ReferenceField(
        ServiceAgreement, "Agreement", "What it buys.", required=True, width=26
    )
    began = DateField("From", "The first day, for example 1 April or 1 September.", required=True)
    ended = DateField("Until", "The last day; empty while nobody has ended it.")
    notes = NoteField("Notes")
