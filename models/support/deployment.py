"""Deployments: support of one school by a specialist of another, from request to close."""

from __future__ import annotations

from models.alliances.alliance import Alliance
from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.number_fields import NumberField
from models.fields.part_fields import PartsField
from models.fields.reference_fields import NameField, ReferenceField
from models.fields.text_fields import NoteField, TextField
from models.people.person import Person
from models.records.record import Record
from models.schools.school import School
from models.support.charge_scheme import ChargeScheme
from models.support.specialist import Specialist
from models.support.terms import (
    fee_a_day_field,
    fee_field,
    fee_percent_field,
    hours_field,
    includes_field,
    payable_field,
    rate_field,
    unit_field,
    vat_field,
    vat_percent_field,
)
from models.workstreams.workstream import Workstream

SUPPORT_KINDS = {
    "diagnostic": "Diagnostic",
    "sle": "SLE deployment",
    "leader": "LLE or NLE support",
    "pp review": "Pupil premium review",
    "governance review": "Governance review",
    "peer review": "Peer review",
    "rise": "RISE targeted",
    "own": "Own",
}

PRIORITIES = {
    "need": "In need of support",
    "prevention": "Prevention",
    "wish": "Own wish",
}

RATINGS = {"1": "1 Very good", "2": "2 Good", "3": "3 Fair", "4": "4 Poor"}
"""How a client rates support; 1 and 2 are good or better."""


class Deployment(Record):
    """Support of a client school. That a school receives support is confidential."""

    kind = "deployments"
    singular = "deployment"
    confidential = True
    named_by = ("reference", "client")
    ordered_by = ("-requested", "-reference")
    listed = (
        "reference",
        "client",
        "purpose",
        "specialist",
        "days_agreed",
        "requested",
        "alliance",
    )
    shown_beside_name = ("purpose",)

    groups = {
        "reference": "Request",
        "kind_of_support": "Support",
        "activities": "Agreement",
        "scheme": "Charge",
        "client_signatory": "Signed by",
        "unit": "Terms as signed",
        "rating": "Evaluation",
        "notes": "Notes",
    }
    reference = TextField(
        "Reference", "Numbered automatically: D2026-014 is the 14th request of 2026.",
        only_one=True, longest=20, width=9,
    )  # fmt: skip
    client = ReferenceField(
        School, "Client", "The school that is supported.", required=True, width=24, fixed=True
    )
    purpose = TextField("Purpose", "What it is for, in a line.", width=26)
    need = NoteField("Need", "What the school needs, in its own words.", required=True)
    alliance = ReferenceField(
        Alliance, "Alliance", "The alliance that arranges it.", required=True, width=22, fixed=True
    )
    requested = DateField("Requested", "The day of the request.", required=True)
    requested_by = NameField(Person, "Requested by", "Who asked for it at the school.", width=20)
    priority = ChoiceField("Priority", "Why it is done.", choices=PRIORITIES, width=12)
    kind_of_support = ChoiceField("Kind of support", "What it is.", choices=SUPPORT_KINDS, width=16)
    workstream = ReferenceField(
        Workstream, "Workstream", "The workstream that its money belongs to.", width=20
    )
    specialist = ReferenceField(Specialist, "Specialist", "Who gives the support.", width=22)
    home_school = ReferenceField(
        School, "Home school", "The specialist's school; it follows the specialist.", width=22
    )
    offered = TextField(
        "Also offered", "Other specialists the client may choose from; empty when there is one.",
        longest=400,
    )  # fmt: skip
    activities = NoteField("Activities", "What is done.")
    outcomes_wanted = NoteField("Outcomes wanted", "What should be better afterwards.")
    impact_measures = NoteField("Impact measures", "How that will be seen.")
    milestones = NoteField("Milestones", "A line for each: the day, and what.")
    accountable_person = ReferenceField(
        Person, "Accountable person", "Who answers for it at the client school.", width=20
    )
    days_agreed = PartsField(
        "Days agreed", "How many days; half days count.", highest=20_000, width=6, heading="Days"
    )
    visits_planned = NumberField("Visits planned", "How many visits.", lowest=1, highest=200)
    first_visit_by = DateField("First visit by", "The day by which the first visit takes place.")
    scheme = ReferenceField(
        ChargeScheme, "Charge scheme", "What it costs; its figures are copied when it is signed.",
        width=22,
    )  # fmt: skip
    grant = TextField("Grant", "The grant that pays all of it, instead of an invoice.")
    client_signatory = TextField("Client signatory", "Who signed for the client school.", width=20)
    home_signatory = TextField("Home signatory", "Who signed for the home school.", width=20)
    client_invoice = TextField(
        "Client invoice", "The number of the client's invoice.", longest=30, width=10
    )
    unit = unit_field()
    rate = rate_field()
    hours_a_day = hours_field()
    includes = includes_field()
    fee = fee_field()
    fee_percent = fee_percent_field()
    fee_a_day = fee_a_day_field()
    vat = vat_field()
    vat_percent = vat_percent_field()
    payable_days = payable_field()
    rating = ChoiceField("Rating", "How the client rates it.", choices=RATINGS, width=11)
    evaluation = NoteField("Evaluation", "What came of it, measured as agreed.")
    notes = NoteField("Notes")
