"""The rules about alliances that are closed: what is there goes on, and nothing new comes."""

from __future__ import annotations

from models.agreed_texts import SharedItem
from models.alliances import (
    STAGES_OF_LEAVING,
    STAGES_THAT_ENDED,
    STAGES_THAT_SIGNED,
    Alliance,
    Commitment,
    Membership,
    Workstream,
)
from models.meetings import Meeting
from models.records import Record, Values
from models.rules.rule import REFUSE, Books, Breach, referred, rule, standing


@rule(Membership, REFUSE, "An alliance that is closed takes no new members.")
def nobody_joins(values: Values, books: Books) -> Breach | None:
    """Its members move on along their paths, or leave; whoever was none is declined."""
    name, stage = _closed(values, books), values.get("stage")
    if not name or stage in STAGES_THAT_ENDED | STAGES_OF_LEAVING:
        return None
    before = standing(Membership, values, books)
    if before and before["alliance"] == values["alliance"]:
        if before["stage"] == stage or before["stage"] in STAGES_THAT_SIGNED:
            return None
        return "stage", (
            f"{name} is closed, so it takes no new members: an enquiry that is still open becomes "
            "Declined."
        )
    return "alliance", (
        f"{name} is closed, so it takes no new members: name another alliance, or a membership "
        "that has ended."
    )


@rule(Workstream, REFUSE, "An alliance that is closed begins no workstream.")
def no_workstream_begins(values: Values, books: Books) -> Breach | None:
    """Those that it had stay; one that has ended may be typed in late."""
    name = _closed(values, books)
    if not name or values.get("ended") is not None or _was_there(Workstream, values, books):
        return None
    return "alliance", (
        f"{name} is closed, so it begins no workstream: name another alliance, or enter the day on "
        "which the workstream ended."
    )


@rule(Commitment, REFUSE, "In an alliance that is closed nobody takes on anything.")
def nobody_commits(values: Values, books: Books) -> Breach | None:
    """Commitments of its time stay; one that has ended may be typed in late."""
    membership = referred(Membership, "membership", values, books)
    name = _closed(membership, books) if membership else ""
    if not name or values.get("ended") is not None:
        return None
    before = standing(Commitment, values, books)
    if before and before["ended"] is None and before["membership"] == values["membership"]:
        return None
    return "membership", (
        f"{name} is closed, so nobody takes on anything there: name a membership of another "
        "alliance, or enter the day on which it ended."
    )


@rule(SharedItem, REFUSE, "An alliance that is closed shares nothing.")
def nothing_is_shared(values: Values, books: Books) -> Breach | None:
    """What it shared stays as it was entered."""
    name = _closed(values, books)
    if not name or _was_there(SharedItem, values, books):
        return None
    return "alliance", (
        f"{name} is closed, so it shares nothing: name another alliance. What it shared while it "
        "was open can be entered when its status is Dormant."
    )


@rule(Meeting, REFUSE, "An alliance that is closed does not meet any more.")
def nobody_meets(values: Values, books: Books) -> Breach | None:
    """No other meeting of a closed alliance than those that its books have; they stay."""
    name = _closed(values, books)
    before = standing(Meeting, values, books)
    if not name or (before and all(before[each] == values.get(each) for each in _OF_A_MEETING)):
        return None
    return "alliance", (
        f"{name} is closed, so it does not meet: name another alliance. What it held while it was "
        "open can be entered when its status is Dormant."
    )


_OF_A_MEETING = ("alliance", "held")


def _closed(values: Values, books: Books) -> str:
    """The name of the alliance that a record is of, where that is closed; otherwise empty."""
    alliance = referred(Alliance, "alliance", values, books)
    return str(alliance["name"]) if alliance and alliance["status"] == "closed" else ""


def _was_there(record: type[Record], values: Values, books: Books) -> bool:
    """Whether a record that has not ended was of this alliance before."""
    before = standing(record, values, books)
    if before is None or before.get("ended") is not None:
        return False
    return before["alliance"] == values["alliance"]
