"""What a member school has promised to a workstream: its level, and from when to when."""

from __future__ import annotations

from datetime import date

from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.reference_fields import ReferenceField
from models.fields.states import State, Tone
from models.fields.text_fields import TextField
from models.memberships.membership import Membership
from models.records.record import Record, Values
from models.workstreams.workstream import Workstream

LEVELS = {
    "lead": State("L", "Lead", Tone.GOOD),
    "contribute": State("C", "Contribute", Tone.INFO),
    "receive": State("R", "Receive", Tone.WARN),
}
"""How deep a school is in a workstream."""


class Commitment(Record):
    """What a member school has promised to a workstream, from a day until another."""

    kind = "commitments"
    singular = "commitment"
    named_by = ("membership", "workstream")
    ordered_by = ("membership", "workstream")
    listed = ("membership", "workstream", "level", "began", "ended", "reason")
    shown_beside_name = ("level", "ended")

    membership = ReferenceField(
        Membership, "Membership", "The school in its alliance.", required=True, width=30,
    )  # fmt: skip
    workstream = ReferenceField(
        Workstream, "Workstream", "What it commits to.", required=True, width=26
    )
    level = ChoiceField(
        "Level", "Lead, contribute or receive.", states=LEVELS, required=True,
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
