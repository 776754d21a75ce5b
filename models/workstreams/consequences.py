"""Consequences for workstreams: their strand and agenda, and commitments that leaving ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.fields.dates import show_date
from models.fields.text import count_of
from models.memberships.membership import STAGES, STAGES_THAT_ENDED, Membership
from models.records.consequences import Change, after_adding, after_changing
from models.records.record import Values
from models.workstreams.agenda_period import AgendaPeriod
from models.workstreams.commitment import Commitment, ends_with_membership
from models.workstreams.workstream import STRAND_OF_KIND, Workstream


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
    """Move the ends of what ended on the day of leaving to its corrected day."""
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


# Workstreams


@after_adding(Workstream, "A workstream counts in the strand of its kind of work.")
def workstream_has_its_strand(change: Change, added: Sequence[Values]) -> None:
    """Fill in the strand where none was entered."""
    for each in added:
        strand = STRAND_OF_KIND.get(str(each["kind_of_work"]))
        if strand and not each["strand"]:
            change.set_as_result(Workstream, str(each["key"]), {"strand": strand})


@after_adding(Workstream, "It is kept who sets the agenda of a workstream, and since when.")
def agenda_begins(change: Change, added: Sequence[Values]) -> None:
    """Begin the first period: on the day entered, or that on which the workstream began."""
    for each in added:
        if each["agenda_set_by"]:
            since = each["agenda_since"] or each["began"] or change.today
            assert isinstance(since, date)
            _set_agenda(change, each, since)


@after_changing(Workstream, "It is kept who sets the agenda of a workstream, and since when.")
def agenda_goes_over(change: Change, before: Values, after: Values) -> None:
    """Begin another period when somebody else sets it; a day that was corrected moves the last."""
    since = after["agenda_since"]
    if after["agenda_set_by"] != before["agenda_set_by"]:
        given = since if isinstance(since, date) and since != before["agenda_since"] else None
        if after["agenda_set_by"]:
            _set_agenda(change, after, given or change.today)
    elif since != before["agenda_since"] and isinstance(since, date):
        periods = change.books.find(AgendaPeriod, workstream=after["key"])
        if periods:
            change.set_as_result(AgendaPeriod, str(periods[-1]["key"]), {"since": since})
        elif after["agenda_set_by"]:
            _set_agenda(change, after, since)


def _set_agenda(change: Change, workstream: Values, since: date) -> None:
    periods = change.books.find(AgendaPeriod, workstream=workstream["key"])
    new: Values = {"set_by": workstream["agenda_set_by"], "since": since}
    if periods and periods[-1]["since"] == since:
        # Corrected on its very day.
        change.set_as_result(AgendaPeriod, str(periods[-1]["key"]), new)
    else:
        change.add_as_result(AgendaPeriod, new | {"workstream": workstream["key"]})
    if workstream["agenda_since"] != since:
        change.set_as_result(Workstream, str(workstream["key"]), {"agenda_since": since})
