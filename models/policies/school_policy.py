"""A school's own copy of a policy: its stage, its days, and where it is published."""

from __future__ import annotations

from models.fields.choice_fields import ChoiceField, YesNoField
from models.fields.date_fields import DateField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import NoteField, TextField, WebAddressField
from models.policies.policy import Policy
from models.records.record import Record
from models.schools.group import Group
from models.schools.school import School

STAGES_OF_POLICY = {
    "not started": "Not started",
    "drafting": "Drafting",
    "awaiting approval": "Awaiting approval",
    "in force": "In force",
    "not applicable": "Not applicable",
}


class SchoolPolicy(Record):
    """One school's copy of a policy: how far it is, and where it is published."""

    kind = "school-policies"
    singular = "school's policy"
    named_by = ("school", "policy")
    ordered_by = ("school", "policy")
    listed = ("school", "policy", "stage", "next_review", "published", "owner")
    shown_beside_name = ("stage",)

    school = ReferenceField(School, "School", "Whose it is.", required=True, width=24)
    policy = ReferenceField(Policy, "Policy", "Which policy it is.", required=True, width=20)
    stage = ChoiceField(
        "Stage", "How far it is.", choices=STAGES_OF_POLICY, required=True,
        default="not started", width=17,
    )  # fmt: skip
    reason = TextField("Reason", "Why it does not apply, or why the next review is another day.")
    next_review = DateField(
        "Next review", "Only when it is not the day that the cycle gives.", last=True
    )
    published = DateField("Published", "The day it went on the school's website.")
    published_at = WebAddressField("Published at", "Its address there.")
    owner = TextField("Owner", "Who answers for it in the school.", width=20)
    second_owner = TextField(
        "Second owner", "Who answers for it as well, such as a named governor.", width=20
    )
    stands_in = ReferenceField(
        Policy, "Stands in", "Another document of the school that contains it, with its approvals."
    )
    held_by = ReferenceField(
        Group, "Held by",
        "The trust or federation that holds it for its schools: an approval at one of them stands "
        "for all. Empty where the school has its own.",
    )  # fmt: skip
    uses_model = YesNoField("Uses model", "Whether it follows the catalogue's model policy.")
    notes = NoteField("Notes")

    class Meta:
        # What is published later is asked for after each approval.
        indexes = ((("school", "policy"), True), (("published",), False))
