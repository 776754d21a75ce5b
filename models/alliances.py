"""Alliances, who belongs to them, the workstreams they run, and who has committed to which."""

from __future__ import annotations

from datetime import date

from models.fields import (
    ChoiceField,
    ChoicesField,
    DateField,
    MoneyField,
    NoteField,
    ReferenceField,
    TextField,
    YesNoField,
)
from models.people import Person
from models.policies import CATALOGUES
from models.records import Record, Values
from models.schools import Organisation, School
from models.states import State, Tone

ALLIANCE_KINDS = {
    "teaching school alliance": "Teaching school alliance",
    "teaching school hub": "Teaching school hub",
    "local alliance": "Local alliance",
    "federation": "Federation",
    "collaboration": "Collaboration",
    "multi-academy trust": "Multi-academy trust",
    "co-operative trust": "Foundation or co-operative trust",
    "partnership": "Partnership or cluster",
}

_MEANINGS_OF_KINDS = {
    "teaching school alliance": "designated, from 2011 to 2021",
    "teaching school hub": "by contract, for a whole area",
    "local alliance": "voluntary, memorandum reviewed yearly",
    "federation": "maintained schools under one governing body",
    "collaboration": "soft federation, by a joint committee",
    "multi-academy trust": "one company; one academy alone too",
    "co-operative trust": "foundation schools",
    "partnership": "by catchment or custom; a pyramid",
}

ALLIANCE_STATUSES = {
    "forming": "Forming",
    "active": "Active",
    "dormant": "Dormant",
    "closed": "Closed",
}

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

WORKSTREAM_KINDS = {
    "itt primary": "Initial teacher training, primary",
    "itt secondary": "Initial teacher training, secondary",
    "itt": "Initial teacher training",
    "cpd": "Continuing professional development",
    "leadership": "Leadership development",
    "specialist leaders": "Specialist leaders of education",
    "research": "Research and development",
    "extension": "Extension and enrichment",
    "other": "Other",
}

AGENDA_SETTERS = {"hub": "The hub", "circle": "The circle itself"}

LEVELS = {
    "lead": State("L", "Lead", Tone.GOOD),
    "contribute": State("C", "Contribute", Tone.INFO),
    "receive": State("R", "Receive", Tone.WARN),
}
"""How deep a school is in a workstream."""


def _words(states: dict[str, State]) -> dict[str, str]:
    return {value: state.word for value, state in states.items()}


class Alliance(Record):
    """A group of schools that choose to work together."""

    kind = "alliances"
    singular = "alliance"
    listed = ("name", "kind_of_alliance", "hub", "status", "founded")

    name = TextField("Name", "What it calls itself.", required=True, only_one=True, width=28)
    kind_of_alliance = ChoiceField(
        "Kind of alliance",
        "What it rests on.",
        choices=ALLIANCE_KINDS,
        hints=_MEANINGS_OF_KINDS,
        width=24,
    )
    status = ChoiceField(
        "Status", "Where it stands.", choices=ALLIANCE_STATUSES, default="active", width=8
    )
    hub = ReferenceField(School, "Hub", "The school that holds it together.", width=22)
    founded = DateField("Founded", "When it began.")
    aims = NoteField("Aims", "What it is for, in its own words.")
    catalogues = ChoicesField(
        "Catalogues",
        "The catalogues of policies that its schools are held to; empty for all.",
        choices=CATALOGUES,
        width=20,
    )
    annual_meeting = TextField("Annual meeting", "What it calls the yearly meeting of heads.")
    membership_charge = MoneyField("Membership charge", "What a member pays a year.")
    notes = NoteField("Notes")


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

    alliance = ReferenceField(
        Alliance, "Alliance", "The alliance that it is about.", required=True, width=22, fixed=True
    )
    school = ReferenceField(School, "School", "The school that it is about.", width=24, fixed=True)
    stage = ChoiceField(
        "Stage",
        "Where the school stands: a member has signed the Statement of Commitment.",
        choices=_words(STAGES),
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
    signatory_role = TextField("Signatory role", "As what they signed it: Headteacher, Principal …")
    memorandum_signed = DateField(
        "Memorandum signed",
        "The day the school signed the memorandum of understanding.",
        width=11,
        heading="Memorandum",
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
    named_by = ("membership", "stage", "since")
    ordered_by = ("-since", "membership")
    listed = ("membership", "stage", "since", "reason")
    append_only = (
        "it comes about when its membership moves on, for example with: "
        "alliance set members NAME stage=member"
    )
    made_by_desk = True

    membership = ReferenceField(
        Membership, "Membership", "Whose path it is.", required=True, width=34
    )
    stage = ChoiceField(
        "Stage", "The stage that it came to.", choices=_words(STAGES), required=True, width=17
    )
    since = DateField("Since", "The day on which it did.", required=True)
    reason = TextField("Reason", "Why, if anyone said.", longest=600, width=30)


class Workstream(Record):
    """A piece of the alliance's work, with the circle of schools around it."""

    kind = "workstreams"
    singular = "workstream"
    named_by = ("name",)
    short_named_by = "short_name"
    told_apart_by = "alliance"
    ordered_by = ("alliance", "name")
    listed = ("name", "alliance", "kind_of_work", "lead_school", "lead_person", "agenda_set_by")

    alliance = ReferenceField(
        Alliance, "Alliance", "The alliance that runs it.", required=True, width=22
    )
    name = TextField("Name", "What the alliance calls it.", required=True, width=34)
    short_name = TextField(
        "Short name", "For narrow columns: ITT, CPD, R&D …", longest=14, width=10
    )
    kind_of_work = ChoiceField(
        "Kind of work", "What it is about.", choices=WORKSTREAM_KINDS, width=24
    )
    lead_school = ReferenceField(School, "Lead school", "The school that leads it.", width=22)
    lead_person = ReferenceField(Person, "Lead person", "Who leads it.", width=20)
    self_selecting = YesNoField(
        "Self-selecting", "Whether schools choose freely to be in it.", default=True
    )
    agenda_set_by = ChoiceField(
        "Agenda set by", "The hub at first, the circle when it is ready.",
        choices=AGENDA_SETTERS, default="hub", width=16,
    )  # fmt: skip
    agenda = NoteField("Agenda", "What it works on, and whether the need is local or national.")
    began = DateField("Began")
    ended = DateField("Ended")
    notes = NoteField("Notes")


class Commitment(Record):
    """What a member school has promised to a workstream, from a day until another."""

    kind = "commitments"
    singular = "commitment"
    named_by = ("membership", "workstream")
    ordered_by = ("membership", "workstream")
    listed = ("membership", "workstream", "level", "began", "ended", "reason")

    membership = ReferenceField(
        Membership, "Membership", "The school in its alliance.", required=True, width=30,
    )  # fmt: skip
    workstream = ReferenceField(
        Workstream, "Workstream", "What it commits to.", required=True, width=26
    )
    level = ChoiceField(
        "Level", "Lead, contribute or receive.", choices=_words(LEVELS), required=True,
        default="contribute", width=10,
    )  # fmt: skip
    began = DateField("Began", "From this day.")
    ended = DateField("Ended", "Until this day; empty while it lasts.")
    reason = TextField("Reason", "Why it changed, if anyone said.")


def is_open(commitment: Values, day: date) -> bool:
    """Whether a commitment stands on a day; the day on which it ended is free of it."""
    began = commitment.get("began")
    return not (isinstance(began, date) and began > day) and ends_with_membership(commitment, day)


def ends_with_membership(commitment: Values, day: date) -> bool:
    """Whether leaving on a day ends a commitment: one that goes on then, or is still to begin."""
    ended = commitment.get("ended")
    return not (isinstance(ended, date) and ended <= day)
