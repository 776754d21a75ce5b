"""Shared services: what schools buy, employ or run together, and by which contract."""

from __future__ import annotations

from models.alliances.alliance import Alliance
from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.number_fields import MoneyField
from models.fields.reference_fields import ReferenceField
from models.fields.states import State, Tone
from models.fields.text_fields import NoteField, TextField, WebAddressField
from models.records.record import Record

POST = "post"
SERVICE_KINDS = {
    "purchase": "Joint purchase",
    POST: "Shared post",
    "facility": "Shared facility or equipment",
    "licence": "Shared licence",
    "training": "Shared training",
    "central": "Centralised function",
}

ROUTES = {
    "quotations": "Own quotations",
    "framework": "DfE-approved framework",
    "authority": "Local authority",
    "trust": "Trust",
}

SPLITS = {
    "equal": "Equal parts",
    "pupils": "Per pupil",
    "use": "By use",
    "fixed": "Fixed shares",
}

SERVICE_STATES = {
    "idea": State("I", "Idea", Tone.QUIET),
    "scoping": State("S", "Scoping", Tone.INFO),
    "agreed": State("A", "Agreed", Tone.INFO),
    "running": State("R", "Running", Tone.GOOD),
    "ended": State("E", "Ended", Tone.QUIET),
}


class SharedService(Record):
    """Something that schools of an alliance buy, employ or run together."""

    kind = "shared-services"
    singular = "shared service"
    named_by = ("title",)
    told_apart_by = "alliance"
    ordered_by = ("alliance", "title")
    listed = (
        *("title", "status", "notice_by", "kind_of_service", "contract_until", "supplier"),
        *("annual_value", "alliance"),
    )
    shown_beside_name = ("status",)

    alliance = ReferenceField(
        Alliance, "Alliance", "Within which alliance.", required=True, width=22
    )
    title = TextField(
        "Title", "What it is called, for example Broadband of the primary schools.",
        required=True, width=30,
    )  # fmt: skip
    kind_of_service = ChoiceField(
        "Kind", "What is shared.", choices=SERVICE_KINDS, required=True, default="purchase",
        width=16,
    )  # fmt: skip
    status = ChoiceField(
        "Status", "How far it has come.", states=SERVICE_STATES, required=True, default="idea",
        width=8,
    )  # fmt: skip
    supplier = TextField("Supplier", "Who provides it; of a shared post the employer.", width=20)
    route = ChoiceField("Route", "How it was bought.", choices=ROUTES, width=16)
    framework_reference = TextField(
        "Framework reference", "The reference of the framework, or of the quotations.", width=18
    )
    contract_from = DateField("Contract from", "The first day of the contract.", heading="From")
    contract_until = DateField("Contract until", "Its last day.", heading="Until")
    notice_by = DateField(
        "Notice by", "The last day on which it can be given notice, before it goes on."
    )
    annual_value = MoneyField(
        "Annual value", "What all of it costs in a year.", heading="A year", width=12
    )
    split = ChoiceField("Split", "How the cost is shared out.", choices=SPLITS, width=14)
    evidence = WebAddressField("Evidence", "Where the contract or the quotations are kept.")
    notes = NoteField("Notes")
