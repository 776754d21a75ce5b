"""What follows from moving a membership on: its path grows, and leaving ends its commitments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from data.consequences.consequence import on_adding, on_changing
from models.alliances import (
    LEAVING_REASONS,
    STAGES,
    STAGES_THAT_ENDED,
    Commitment,
    Membership,
    Step,
)
from models.dates import show_date
from models.records import Values

if TYPE_CHECKING:
    from data.changes import Change


@on_adding(Membership, "A new membership begins its path with the stage that it is entered in.")
def path_begins(change: Change, added: Sequence[Values]) -> None:
    """Note the first step of each, and its day with the membership."""
    for membership in added:
        _step(change, membership, _day_of(change, membership))


@on_changing(Membership, "A membership that comes to another stage takes a step on its path.")
def path_goes_on(change: Change, before: Values, after: Values) -> None:
    """Note the step, or its right day when only that was changed; end what leaving ends."""
    if after["stage"] != before["stage"]:
        given = after["since"] if after["since"] != before["since"] else None
        day = given if isinstance(given, date) else _day_of(change, after | {"since": None})
        _step(change, after, day)
        if after["stage"] in STAGES_THAT_ENDED:
            _end_commitments(change, after, day)
    elif after["since"] != before["since"] and after["since"] is not None:
        steps = [
            step
            for step in change.books.find(Step, membership=after["key"])
            if step["stage"] == after["stage"] and step["since"] == before["since"]
        ]
        for step in steps[:1]:
            change.let_follow(Step, str(step["key"]), {"since": after["since"]})


def _day_of(change: Change, membership: Values) -> date:
    """The day on which a membership came to its stage: as entered, or as its signature says."""
    signed = {
        "enquiry": "enquired",
        "statement sent": "statement_sent",
        "member": "statement_signed",
        "strategic partner": "memorandum_signed",
        "leaving": "notice",
        "left": "left",
    }
    for attribute in ("since", signed.get(str(membership["stage"]), "")):
        day = membership.get(attribute)
        if isinstance(day, date):
            return day
    return change.store.today


def _step(change: Change, membership: Values, day: date) -> None:
    reason = membership["reason_for_leaving"]
    leaves = membership["stage"] in ("leaving", "left")
    change.add(
        Step,
        {
            "membership": membership["key"],
            "stage": membership["stage"],
            "since": day,
            "reason": LEAVING_REASONS[str(reason)] if reason and leaves else None,
        },
    )
    change.let_follow(Membership, str(membership["key"]), {"since": day})


def _end_commitments(change: Change, membership: Values, day: date) -> None:
    open_ones = [
        each
        for each in change.books.find(Commitment, membership=membership["key"])
        if each["ended"] is None
    ]
    word = STAGES[str(membership["stage"])].word
    for commitment in open_ones:
        change.let_follow(Commitment, str(commitment["key"]), {"ended": day, "reason": word})
    if open_ones:
        count = "1 commitment" if len(open_ones) == 1 else f"{len(open_ones)} commitments"
        change.warn("stage", f"{count} ended with it on {show_date(day)}.")
