"""Charges: what is owed, to the alliance or by it, each for one cause."""

from __future__ import annotations

from typing import ClassVar

from models.alliances.alliance import Alliance
from models.charges.invoice import DIRECTIONS, Invoice
from models.events.booking import Booking
from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.number_fields import MoneyField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import NoteField, TextField
from models.programmes.placement import Placement
from models.records.record import Record
from models.schools.organisation import Organisation
from models.schools.school import School
from models.support.deployment import Deployment
from models.workstreams.workstream import Workstream

ABOUT = {
    "support": "Support",
    "event": "Event",
    "programme": "Programme",
    "placement": "Placement",
    "membership": "Membership",
    "service": "Shared service",
    "other": "Other",
}
"""What a charge is for."""

CONFIDENTIAL = frozenset({"support"})
"""Kinds of charge that no circulated paper mentions."""

_LARGEST = 1_000_000_000


class Charge(Record):
    """An amount that is owed for one cause; on an invoice it is a line."""

    kind = "charges"
    singular = "charge"
    listed_last = True
    confidential = True
    named_by = ("cause", "direction")
    one_of = ("school", "organisation")
    headings: ClassVar = {"school": "Who pays or is paid"}
    ordered_by = ("-made", "cause")
    listed = (
        *("cause", "direction", "school", "organisation", "net", "invoice", "vat", "made"),
        *("withdrawn", "workstream", "alliance"),
    )
    shown_beside_name = ("net",)

    cause = TextField(
        "Cause", "What it is owed for; only one charge stands for it in each direction.",
        required=True, longest=120, width=19,
    )  # fmt: skip
    about = ChoiceField(
        "About", "The kind of thing it is for.", choices=ABOUT, required=True, default="other",
        width=10,
    )  # fmt: skip
    direction = ChoiceField(
        "Owed", "Owed to us, or owed by us.", choices=DIRECTIONS, required=True,
        default="to us", width=5, for_scripts="direction",
    )  # fmt: skip
    alliance = ReferenceField(
        Alliance, "Alliance", "The alliance to which or by which it is owed.", required=True,
        width=22, fixed=True,
    )  # fmt: skip
    school = ReferenceField(School, "School", "Who owes it, or to whom it is owed.", width=24)
    organisation = ReferenceField(
        Organisation, "Organisation", "Who it is, when it is not a school.", width=20
    )
    workstream = ReferenceField(
        Workstream, "Workstream", "The workstream that its money belongs to.", width=16
    )
    deployment = ReferenceField(Deployment, "Deployment", "The support that it is for.", width=26)
    booking = ReferenceField(Booking, "Booking", "The booking that it is for.", width=26)
    placement = ReferenceField(Placement, "Placement", "The placement that it is for.", width=26)
    net = MoneyField(
        "Net", "The amount before VAT.", lowest=-_LARGEST, highest=_LARGEST, required=True
    )
    vat = MoneyField("VAT", "The VAT on it.", lowest=-_LARGEST, highest=_LARGEST, default=0)
    made = DateField("Made", "The day from which it is owed.", required=True)
    invoice = ReferenceField(Invoice, "Invoice", "The invoice whose line it is.", width=9)
    withdrawn = DateField("Withdrawn", "The day on which it ceased to be owed.")
    notes = NoteField("Notes")
