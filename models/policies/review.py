"""Reviews of schools' policies: approvals and checks, which later entries correct."""

from __future__ import annotations

from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.field import PositionField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import NoteField, TextField
from models.policies.school_policy import SchoolPolicy
from models.records.record import Record

REVIEW_KINDS = {"approved": "Approved", "checked": "Checked", "withdrawn": "Withdrawn"}


class Review(Record):
    """A day on which a school's policy was approved, or a live document checked.

    A review is never changed: another one corrects it, or withdraws what never took place, and
    both stay readable.
    """

    kind = "reviews"
    singular = "review"
    named_by = ("school_policy", "reviewed")
    ordered_by = ("-reviewed", "school_policy")
    listed = ("school_policy", "kind_of_review", "reviewed", "approved_by", "minute", "evidence")
    shown_beside_name = ("kind_of_review", "approved_by", "minute")
    append_only = "write an entry that corrects or withdraws it, or take it back with undo"

    position = PositionField()
    school_policy = ReferenceField(
        SchoolPolicy,
        "School policy",
        "The school's policy that was reviewed.",
        required=True,
        width=40,
    )
    kind_of_review = ChoiceField(
        "Kind of review", "Approved, only checked, or withdrawn: it never took place.",
        choices=REVIEW_KINDS, required=True, default="approved", width=9,
    )  # fmt: skip
    reviewed = DateField("Reviewed", "The day of the approval or check.", required=True)
    approved_by = TextField("Approved by", "Governing body, committee, headteacher …", width=20)
    minute = TextField("Minute", "The minute that records it.", width=14)
    evidence = TextField("Evidence", "Where the evidence is: an address or a file.", longest=2000)
    corrects = ReferenceField("self", "Corrects", "The review that this one replaces.", width=30)
    notes = NoteField("Notes")

    class Meta:
        indexes = ((("school_policy", "kind_of_review", "reviewed"), False),)
