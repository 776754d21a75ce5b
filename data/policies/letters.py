"""The letters of the policy matrix, and what each records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date

from data.policies.approvals import Cells, held, record_approval
from data.policies.copies import OF_ITS_OWN, stands_in_another
from data.policies.standing import board
from data.store.books import Books
from data.store.change import Change
from models.policies.due_dates import NOT_APPLICABLE
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values

POLICY_LETTERS = {
    "c": "approved",
    "f": "drafting",
    "w": "awaiting approval",
    "n": "not applicable",
    "p": "published",
    "l": "checked",
    "m": "not started",
}
"""What may be typed into schools × policies."""
POLICY_HINTS = {
    "approved": "now",
    "drafting": "draft",
    "awaiting approval": "wait",
    "not applicable": "n/a",
    "not started": "none",
    "published": "web",
    "checked": "live",
}
"""Hints for the letters, short enough for the foot of a small screen."""

POLICY_WORDS = {
    "approved": "Approved today",
    "drafting": "Drafting",
    "awaiting approval": "Awaiting approval",
    "not applicable": "Not applicable",
    "not started": "Missing",
    "published": "Published today",
    "checked": "Checked today (live)",
}


def set_policy(
    change: Change, school: str, policy: str, meaning: str, on: date, reason: str | None = None
) -> None:
    """Set where a school's policy stands, by the meaning of a letter.

    An approval or a check is a review of this day, beside those that there are. Raises Refused
    when what does not apply has no reason, and what is no live document is checked.
    """
    if meaning in ("approved", "checked"):
        record_approval(change, [(school, policy)], {"kind_of_review": meaning, "reviewed": on})
        return
    new: Values = {"stage": meaning}
    if meaning in OF_ITS_OWN and stands_in_another(change.books, school, policy):
        key = str(change.books.find(SchoolPolicy, school=school, policy=policy)[0]["key"])
        new["stands_in"] = None
    else:
        key = held(change, school, policy)
    if meaning == "published":
        new = {"published": on}
    elif meaning == "not applicable":
        new |= {"reason": reason, "next_review": None}
    elif (change.books.get(SchoolPolicy, key) or {}).get("stage") == "not applicable":
        new["reason"] = None
    change.set(SchoolPolicy, key, new)


def applicable_cells(books: Books, cells: Cells) -> list[tuple[str, str]]:
    """Those of these cells that apply to their schools, by what is recorded and by the rules."""
    standing = board(books)
    return [
        cell
        for cell in cells
        if (here := standing.get(*cell)) is None or here.state is not NOT_APPLICABLE
    ]


def publish(change: Change, cells: Cells, values: Values) -> None:
    """Note of schools' policies when (and where) they went on the website; no day takes them off.

    Raises Refused for a day that is still to come.
    """
    for school, policy in cells:
        change.set(SchoolPolicy, held(change, school, policy), values)


def set_next_review(change: Change, cells: Cells, values: Values) -> None:
    """Set the next review on another day than the cycle gives; without a day the cycle counts.

    Raises Refused when there is no reason, or the day is not after the last review.
    """
    if values["next_review"] is None:
        values = values | {"reason": None}
    for school, policy in cells:
        change.set(SchoolPolicy, held(change, school, policy), values)


def stand_in(change: Change, cells: Cells, values: Values) -> None:
    """Say that schools' policies stand in another document; without one they stand alone again.

    Raises Refused when that is the same document, or stands in another one itself.
    """
    for school, policy in cells:
        found = change.books.find(SchoolPolicy, school=school, policy=policy)
        if found:
            change.set(SchoolPolicy, str(found[0]["key"]), values)
        elif values["stands_in"] is not None:
            change.add(SchoolPolicy, {**values, "school": school, "policy": policy})


def reasons_used(books: Books, policies: Collection[str]) -> list[str]:
    """Why these policies did not apply to other schools, the most frequent reason first."""
    counts = Counter(
        str(each["reason"])
        for policy in policies
        for each in books.find(SchoolPolicy, policy=policy, stage="not applicable")
        if each["reason"]
    )
    return [reason for reason, _ in counts.most_common()]
