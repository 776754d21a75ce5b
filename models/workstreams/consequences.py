"""Consequences of memberships for workstreams: leaving ends what a member committed to."""

from __future__ import annotations

from datetime import date

from models.fields.dates import show_date
from models.fields.text import count_of
from models.memberships.membership import STAGES, STAGES_THAT_ENDED, Membership
from models.records.consequences import Change, after_changing
from models.records.record import Values
from models.workstreams.commitment import Commitment, ends_with_membership
from models.workstreams.workstream import Workstream


@after_changing(Membership, "Leaving ends the commitments of a member on that day.")
def leaving_ends_commitments(change: Change, before: Values, after: Values) -> None:
    """End them on the day of leaving, and move their ends when that day is corrected."""
    now = change.books.get(Membership, str(after["key"]))
    arrived, was = now["since"] if now else None, before["since"]
    if after["stage"] not in STAGES_THAT_ENDED or not isinstance(arrived, date):
        return
    if after["stage"] != before["stage"]:
        _end_commitments(change, after, arrived)
    elif isinstance(was, date) and arrived != was:
        _move_ends(change, after, was, arrived)


def _end_commitments(change: Change, membership: Values, day: date) -> None:
    """End what is open on the day of leaving; what was to begin later ends as it begins.

    Each is told with the day on which it ended.
    """
    open_ones = [
        each
        for each in change.books.find(Commitment, membership=membership["key"])
        if ends_with_membership(each, day)
    ]
    word = STAGES[str(membership["stage"])].word
    ended, not_begun = [], []
    for commitment in open_ones:
        last = _last_day(commitment, day)
        change.set_as_result(Commitment, str(commitment["key"]), {"ended": last, "reason": word})
        name = change.books.name_of(Workstream, str(commitment["workstream"]))
        if last > day:
            not_begun.append(f"{name} ({show_date(last)})")
        else:
            ended.append(name)
    if ended:
        count = count_of(len(ended), "commitment")
        change.warn("stage", f"{count} ended with it on {show_date(day)}: {_in_order(ended)}.")
    if not_begun:
        count = count_of(len(not_begun), "commitment that was", "commitments that were")
        days = "on its first day" if len(not_begun) == 1 else "each on its first day"
        change.warn("stage", f"{count} still to begin ended {days}: {_in_order(not_begun)}.")


def _move_ends(change: Change, membership: Values, was: date, day: date) -> None:
    """Let what ended on the day of leaving end on the day that was put right."""
    word = STAGES[str(membership["stage"])].word
    ended = [
        each
        for each in change.books.find(Commitment, membership=membership["key"])
        if each["reason"] == word and each["ended"] == _last_day(each, was)
    ]
    for commitment in ended:
        new: Values = {"ended": _last_day(commitment, day)}
        change.set_as_result(Commitment, str(commitment["key"]), new)


def _last_day(commitment: Values, day: date) -> date:
    """The day on which a commitment ends when its member leaves: not before it began."""
    began = commitment["began"]
    return max(day, began) if isinstance(began, date) else day


def _in_order(names: list[str]) -> str:
    return ", ".join(sorted(names, key=str.casefold))
