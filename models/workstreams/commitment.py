"""What a member school does in a workstream: its level, and from when to when."""

from __future__ import annotations

from datetime import date

from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.dates import show_date
from models.fields.reference_fields import NameField, ReferenceField
from models.fields.states import State, Tone
from models.fields.text_fields import TextField
from models.memberships.membership import Membership
from models.people.person import Person
from models.records.record import Record, Values
from models.workstreams.workstream import Workstream

LEVELS = {
    "lead": State("L", "Lead", Tone.GOOD),
    "contribute": State("C", "Contribute", Tone.INFO),
    "receive": State("R", "Receive", Tone.WARN),
    "interested": State("I", "Interested", Tone.QUIET),
    "paused": State("P", "Paused", Tone.QUIET),
}
"""How deep a school is in a workstream."""

WORKING_LEVELS = frozenset({"lead", "contribute", "receive"})
"""Levels at which a school works in a workstream."""

CIRCLE_LEVELS = WORKING_LEVELS | {"paused"}
"""Levels with a seat in the circle of the workstream."""

DEPTHS = {None: 0, "interested": 0, "paused": 1, "receive": 2, "contribute": 3, "lead": 4}
"""How deep each level is, so that of two it can be said which is the higher.

To be interested is to do nothing yet.
"""

THE_SCHOOL_ITSELF = "The school itself"
"""Who asked, where no person is named."""


class Commitment(Record):
    """What a school does in a workstream: a period at one level, after which another may begin."""

    kind = "commitments"
    singular = "commitment"
    named_by = ("membership", "workstream")
    ordered_by = ("membership", "workstream", "-began")
    listed = (
        *("membership", "workstream", "level", "began", "ended", "reason"),
        *("asked_by", "asked_on", "review"),
    )
    shown_beside_name = ("level", "ended")
    period = ("began", "ended")

    membership = ReferenceField(
        Membership, "Membership", "The school in its alliance.", required=True, width=30,
        fixed=True,
    )  # fmt: skip
    workstream = ReferenceField(
        Workstream, "Workstream", "What it commits to.", required=True, width=26, fixed=True
    )
    level = ChoiceField(
        "Level",
        "Another level begins a new period: today, or on the day that you enter as Began.",
        states=LEVELS, required=True, default="contribute", width=10,
        also={"contributing": "contribute", "contributor": "contribute", "leading": "lead",
              "leader": "lead", "receiving": "receive", "recipient": "receive",
              "supporting": "contribute"},
        hints={
            "interested": "would like to; needs no signature",
            "paused": "keeps its seat; say why, and when it is reviewed",
        },
    )  # fmt: skip
    began = DateField("Began", "From this day.")
    ended = DateField("Ended", "Until this day; empty while it lasts.")
    reason = TextField("Reason", "Why it changed or was paused, if anyone said.")
    asked_by = NameField(
        Person, "Asked by", "Who asked for it: a person of the school, or “the school itself”.",
        width=20,
    )  # fmt: skip
    asked_on = DateField("Asked on", "The day on which they asked.")
    review = DateField("Review", "When a pause is reviewed.", last=True)


def is_open(commitment: Values, day: date) -> bool:
    """Whether a commitment stands on a day; the day on which it ended is free of it."""
    began = commitment.get("began")
    return not (isinstance(began, date) and began > day) and ends_with_membership(commitment, day)


def ends_with_membership(commitment: Values, day: date) -> bool:
    """Whether leaving on a day ends a commitment: one that goes on then, or is still to begin."""
    ended = commitment.get("ended")
    return not (isinstance(ended, date) and ended <= day)


def level_since(commitment: Values) -> str:
    """A level and its first day in words, such as "Lead since 21/03/2025"."""
    began = commitment.get("began")
    since = f" since {show_date(began)}" if isinstance(began, date) else ""
    return f"{LEVELS[str(commitment['level'])].word}{since}"


def counts_as_taking_part(commitment: Values) -> bool:
    """Whether a school with it is in a workstream; a pause counts with reason and day of review."""
    if commitment["level"] == "paused":
        return bool(commitment["reason"] and commitment["review"])
    return commitment["level"] in WORKING_LEVELS
