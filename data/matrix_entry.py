"""What a letter typed into a matrix does to the books."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from data.problems import Refused
from models.alliances import LEVELS, Commitment
from models.policies import Policy, Review, SchoolPolicy
from models.records import Values
from models.rules import Finding, Severity

if TYPE_CHECKING:
    from data.operations import Change


LEVEL_LETTERS = {"l": "lead", "c": "contribute", "r": "receive", "-": "none"}
"""What may be typed into schools × workstreams."""

LEVEL_WORDS = {value: state.word for value, state in LEVELS.items()} | {"none": "No commitment"}

POLICY_LETTERS = {
    "c": "approved",
    "f": "drafting",
    "w": "awaiting approval",
    "n": "not applicable",
    "m": "not started",
    "p": "published",
    "l": "checked",
}
"""What may be typed into schools × policies."""

LEVEL_HINTS = {"lead": "lead", "contribute": "contribute", "receive": "receive", "none": "none"}
POLICY_HINTS = {
    "approved": "approve",
    "drafting": "draft",
    "awaiting approval": "await",
    "not applicable": "n/a",
    "not started": "missing",
    "published": "publish",
    "checked": "check",
}
"""What the letters do, in words short enough for the foot of a small screen."""

POLICY_WORDS = {
    "approved": "Approved today",
    "drafting": "Drafting",
    "awaiting approval": "Awaiting approval",
    "not applicable": "Not applicable",
    "not started": "Missing",
    "published": "Published today",
    "checked": "Checked today (live)",
}


def set_level(change: Change, membership: str, workstream: str, level: str, on: date) -> None:
    """Set a school's level in a workstream from this day; "none" ends its commitment.

    A level that stood before the day is ended on it and kept, because participation may go up and
    down and its history is never lost; one that began on the day itself is corrected.
    """
    store = change.store
    pair = {"membership": membership, "workstream": workstream}
    standing = [each for each in store.find(Commitment, **pair) if each["ended"] is None]
    if any(each["level"] == level for each in standing):
        return
    for each in standing:
        key = str(each["key"])
        if each["began"] == on:
            if level == "none":
                change.remove(Commitment, key)
            else:
                change.set(Commitment, key, {"level": level})
                return
        else:
            change.set(Commitment, key, {"ended": on})
    if level != "none":
        change.add(Commitment, {**pair, "level": level, "began": on})


def set_policy(
    change: Change, school: str, policy: str, meaning: str, on: date, reason: str | None = None
) -> None:
    """Set where a school's policy stands, by the meaning of a letter.

    An approval or a check is a review of this day, beside those that there are. Raises Refused
    when what does not apply has no reason.
    """
    key = held(change, school, policy)
    if meaning == "checked":
        _refuse_unless_live(change, policy)
    if meaning in ("approved", "checked"):
        record_review(change, [key], {"kind_of_review": meaning, "reviewed": on})
    elif meaning == "published":
        change.set(SchoolPolicy, key, {"published": on})
    elif meaning == "not applicable":
        change.set(SchoolPolicy, key, {"stage": meaning, "reason": reason})
    else:
        change.set(SchoolPolicy, key, {"stage": meaning})


def record_review(change: Change, keys: Sequence[str], review: Values) -> None:
    """Record one approval or check for each of these schools' policies, which are then in force.

    The same approval of the same day is recorded once, however often it is typed.
    """
    for key in keys:
        same = {name: review.get(name) for name in ("kind_of_review", "reviewed", "minute")}
        if not change.store.find(Review, school_policy=key, **same):
            change.add(Review, review | {"school_policy": key})
        change.set(SchoolPolicy, key, {"stage": "in force"})


def held(change: Change, school: str, policy: str) -> str:
    """The key of a school's copy of a policy; it is made when there is none."""
    found = change.store.find(SchoolPolicy, school=school, policy=policy)
    if found:
        return str(found[0]["key"])
    return change.add(SchoolPolicy, {"school": school, "policy": policy})


def _refuse_unless_live(change: Change, policy: str) -> None:
    values = change.store.get(Policy, policy)
    if values is not None and values["renewal"] != "live":
        message = f"Only a live document is checked: {values['title']} is approved, with c."
        raise Refused([Finding(Severity.REFUSE, "renewal", message)])
