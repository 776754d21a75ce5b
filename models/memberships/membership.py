"""Memberships of an alliance: their stages, their days, and the steps of their paths."""

from __future__ import annotations

from models.alliances.alliance import Alliance
from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.field import PositionField
from models.fields.reference_fields import ReferenceField
from models.fields.states import State, Tone
from models.fields.text_fields import NoteField, TextField
from models.people.person import Person
from models.records.record import Record
from models.schools.organisation import Organisation
from models.schools.school import School

STAGES = {
    "enquiry": State("E", "Enquiry", Tone.INFO),
    "in discussion": State("I", "In discussion", Tone.INFO),
    "statement sent": State("S", "Statement sent", Tone.WARN),
    "member": State("M", "Member", Tone.GOOD),
    "strategic partner": State("P", "Strategic partner", Tone.GOOD),
    "paused": State("H", "Paused", Tone.QUIET),
    "leaving": State("V", "Leaving", Tone.WARN),
    "left": State("L", "Left", Tone.QUIET),
    "declined": State("D", "Declined", Tone.QUIET),
}
"""The path of a membership, from the first conversation on."""

STAGES_THAT_SIGNED = frozenset({"member", "strategic partner", "paused", "leaving"})
"""Stages that only a school that has signed the Statement of Commitment can be in."""

NEXT_STAGES = {
    "enquiry": ("in discussion", "statement sent", "member", "declined"),
    "in discussion": ("statement sent", "member", "declined"),
    "statement sent": ("member", "declined", "in discussion"),
    "member": ("strategic partner", "paused", "leaving", "left"),
    "strategic partner": ("member", "paused", "leaving", "left"),
    "paused": ("member", "strategic partner", "leaving", "left"),
    "leaving": ("left", "member", "strategic partner"),
    "left": (),
    "declined": (),
}
"""Where a membership may go from each stage, the usual way first. What has ended stays so: a school
that comes back begins a new period."""

STAGES_THAT_ENDED = frozenset({"left", "declined"})

STAGES_OF_LEAVING = frozenset({"leaving", "left"})
"""Stages in which a member goes, or has gone."""

STAGES_WITH_A_REASON = STAGES_OF_LEAVING | {"declined"}
"""Stages to which the reason for leaving belongs, where one is given."""

LEAVING_REASONS = {
    "school closed": "School closed",
    "converted": "Converted to an academy",
    "trust policy": "Trust policy",
    "cost": "Cost",
    "capacity": "Capacity",
    "other": "Other",
}


class Membership(Record):
    """A school's way into an alliance, through it and out: one period."""

    kind = "members"
    singular = "membership"
    named_by = ("school", "organisation", "alliance")
    one_of = ("school", "organisation")
    told_apart_by = "alliance"
    ordered_by = ("alliance", "school", "organisation")
    listed = (
        "school",
        "stage",
        "since",
        "statement_signed",
        "lead_contact",
        "memorandum_signed",
        "statement_sent",
        "organisation",
        "alliance",
    )
    shown_beside_name = ("stage", "left")

    groups = {
        "alliance": "Member",
        "stage": "Joining",
        "statement_sent": "Statement",
        "lead_contact": "Contact",
        "notice": "Leaving",
        "notes": "Notes",
    }
    alliance = ReferenceField(
        Alliance, "Alliance", "The alliance that it is about.", required=True, width=22, fixed=True
    )
    school = ReferenceField(School, "School", "The school that it is about.", width=24, fixed=True)
    stage = ChoiceField(
        "Stage",
        "Where the school stands: a member has signed the Statement of Commitment.",
        states=STAGES,
        also={
            "full member": "member",
            "full": "member",
            "signed": "member",
            "strategic": "strategic partner",
            "interested": "enquiry",
            "withdrawn": "left",
        },
        required=True,
        default="enquiry",
        width=17,
    )
    since = DateField("Since", "The day on which it came to this stage.")
    interests = NoteField("Interests", "What the first conversation was about.")
    enquired = DateField(
        "Enquired", "The day of the first conversation; empty for an enquiry made today."
    )
    statement_sent = DateField(
        "Statement sent", "The day the Statement of Commitment went out.", heading="Sent"
    )
    statement_signed = DateField(
        "Statement signed",
        "The day the school signed the Statement of Commitment.",
        heading="Signed",
    )
    signatory = TextField("Signatory", "Who signed it.", width=22)
    signatory_role = TextField(
        "Signatory role", "Their post when they signed: Headteacher, Principal …"
    )
    memorandum_signed = DateField(
        "Memorandum signed",
        "The day the school signed the memorandum of understanding.",
        width=11,
        heading="Memorandum",
    )
    signed_anew = DateField(
        "Signed anew",
        "The day it signed again, after it became another establishment under a new URN.",
    )
    lead_contact = ReferenceField(
        Person, "Lead contact", "Who leads for the school; must be accountable for it.", width=14
    )
    organisation = ReferenceField(
        Organisation, "Organisation", "The organisation, when it is not a school.", width=20,
        fixed=True,
    )  # fmt: skip
    notice = DateField("Notice", "The day on which it said that it will leave.")
    left = DateField("Left", "The day it left.")
    reason_for_leaving = ChoiceField(
        "Reason for leaving", "Why it left or will leave.", choices=LEAVING_REASONS
    )
    notes = NoteField("Notes")


class Step(Record):
    """A stage that a membership came to on a day. Its steps are its path, which the desk keeps."""

    kind = "steps"
    singular = "step"
    listed_last = True
    named_by = ("membership", "stage", "since")
    ordered_by = ("-since", "membership")
    listed = ("membership", "stage", "since", "reason")
    shown_beside_name = ("stage",)
    append_only = (
        "it is made when its membership moves on, for example with: "
        "alliance set members NAME stage=member"
    )
    made_by_desk = True

    position = PositionField()
    membership = ReferenceField(
        Membership, "Membership", "Whose path it is.", required=True, width=34
    )
    stage = ChoiceField(
        "Stage",
        "The stage that it came to.",
        choices={stage: state.word for stage, state in STAGES.items()},
        required=True,
        width=17,
    )
    since = DateField("Since", "The day on which it did.", required=True)
    reason = TextField("Reason", "Why, if anyone said.", longest=600, width=30)
