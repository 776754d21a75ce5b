"""Visits: the hours of support that a deployment brought, a record each."""

from __future__ import annotations

from models.fields.choice_fields import ChoiceField, YesNoField
from models.fields.date_fields import DateField
from models.fields.part_fields import PartsField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import NoteField
from models.records.record import Record
from models.support.deployment import Deployment

VISIT_KINDS = {
    "visit": "Visit",
    "remote": "Remote",
    "preparation": "Preparation",
    "report": "Report",
}


class Visit(Record):
    """Hours of support on a day: at the school or remote, or before and after it."""

    kind = "visits"
    singular = "visit"
    listed_last = True
    told_with = "deployment"
    confidential = True
    named_by = ("deployment", "day", "kind_of_visit")
    ordered_by = ("-day", "deployment")
    listed = ("deployment", "day", "hours", "kind_of_visit", "planned", "recorded", "note")
    shown_beside_name = ("hours",)

    deployment = ReferenceField(
        Deployment, "Deployment", "The support that it is part of.", required=True, width=34,
        fixed=True,
    )  # fmt: skip
    day = DateField("Day", "The day of the visit; a future one is planned.", required=True)
    hours = PartsField(
        "Hours", "How long, in quarters of an hour.", step=25, highest=2400, required=True, width=6
    )
    kind_of_visit = ChoiceField(
        "Kind of visit", "At the school, remote, preparation or report.", choices=VISIT_KINDS,
        required=True, default="visit", width=11,
    )  # fmt: skip
    planned = YesNoField(
        "Planned", "Whether it is to come, or nobody has recorded yet that it took place.",
        default=False,
    )  # fmt: skip
    note = NoteField("Note", "The record of the visit: what was done, what comes next.")
    recorded = DateField(
        "Recorded", "The day on which it was recorded as having taken place; made by itself."
    )
