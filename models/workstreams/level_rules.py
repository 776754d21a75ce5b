"""The rules about levels: one at a time, who leads, who asked, and when a pause is looked at."""

from __future__ import annotations

from datetime import date

from models.fields.dates import add_months, show_date
from models.memberships.membership import Membership
from models.memberships.rules import name_of_member
from models.records.books import Books
from models.records.record import Values
from models.records.rules import (
    REFUSE,
    REPORT,
    WARN,
    Breach,
    on_removal,
    others,
    referred,
    rule,
    standing,
)
from models.workstreams.commitment import LEVELS, Commitment, is_open
from models.workstreams.workstream import Workstream


@rule(Commitment, REFUSE, "Two periods of a school in one workstream do not overlap.")
def periods_do_not_overlap(values: Values, books: Books) -> Breach | None:
    """On each day a school is at one level."""
    before = standing(Commitment, values, books)
    if before is not None and all(before[name] == values.get(name) for name in _DAYS):
        return None
    if not isinstance(values.get("began"), date):
        # Nobody knows where it lies.
        return None
    first, last = _days(values)
    pair = {name: values.get(name) for name in ("membership", "workstream")}
    for other in others(Commitment, values, books, **pair):
        begins, ends = _days(other)
        if other["began"] is None or not (values.get("ended") or other["ended"]):
            # Of two that are open the second is refused as such.
            continue
        if first < ends and begins < last:
            attribute = "began" if begins <= first else "ended"
            until = "" if ends == date.max else f" until {show_date(ends)}"
            word = LEVELS[str(other["level"])].word
            return attribute, (
                f"It was {word} from {show_date(begins)}{until} in this workstream: enter days "
                "that lie before or after that."
            )
    return None


WHO_ASKED = "Who of the school asked for it? Empty counts as set by the hub."

_DAYS = ("membership", "workstream", "began", "ended")


def _days(commitment: Values) -> tuple[date, date]:
    began, ended = commitment.get("began"), commitment.get("ended")
    return (
        began if isinstance(began, date) else date.min,
        ended if isinstance(ended, date) else date.max,
    )


@on_removal(Commitment, REFUSE, "What a school did in a workstream stays in the books.")
def what_was_is_kept(values: Values, books: Books) -> Breach | None:
    """A period that began before today is ended and not removed."""
    began = values.get("began")
    if not isinstance(began, date) or began >= books.today:
        return None
    if values.get("ended") == began:
        return None
    name = books.name_of(Commitment, str(values["key"]))
    return "", (
        f"{name} began on {show_date(began)}, and what has been is kept: enter the day on which "
        "it ended. Correct a slip of today with undo; end one that never was on its first day, and "
        "it can be removed."
    )


@rule(Commitment, WARN, "A pause has a reason, and a day on which it is looked at again.")
def pause_is_looked_at(values: Values, books: Books) -> Breach | None:
    """Otherwise it does not count as being in a workstream."""
    if values.get("level") != "paused" or values.get("ended") is not None:
        return None
    for name, asks in (("reason", "Why does it pause?"), ("review", "When is it reviewed?")):
        if not values.get(name):
            return name, f"{asks} Until that is known the pause counts as being in no workstream."
    return None


@rule(Commitment, WARN, "A workstream has one lead.")
def one_leads(values: Values, books: Books) -> Breach | None:
    """A second lead of one workstream is asked about when it comes."""
    if values.get("level") != "lead" or values.get("ended") is not None:
        return None
    before = standing(Commitment, values, books)
    if before is not None and before["level"] == "lead":
        return None
    for other in others(Commitment, values, books, workstream=values.get("workstream")):
        leads = other["level"] == "lead" and is_open(other, books.today)
        if leads and other["membership"] != values.get("membership"):
            membership = books.get(Membership, str(other["membership"]))
            name = name_of_member(membership, books) if membership else "Another school"
            return "level", f"{name} leads it already: do both lead it?"
    return None


@rule(Commitment, WARN, "Nobody but the school sets its seat in a circle that it chooses itself.")
def somebody_asked(values: Values, books: Books) -> Breach | None:
    """In a self-selecting workstream it is known who of the school asked for a level."""
    if not _lacks_who_asked(values, books):
        return None
    before = standing(Commitment, values, books)
    if before is not None and not before["asked_by"]:
        return None
    return "asked_by", WHO_ASKED


@rule(Commitment, REPORT, "What a school does was asked for by the school.")
def set_by_the_hub(values: Values, books: Books) -> Breach | None:
    """Levels of the last twelve months, in self-selecting workstreams, for which nobody asked."""
    began = values.get("began")
    lately = isinstance(began, date) and began > add_months(books.today, -12)
    if not lately or not is_open(values, books.today) or not _lacks_who_asked(values, books):
        return None
    return "asked_by", f"{LEVELS[str(values['level'])].word}, set by the hub"


def _lacks_who_asked(values: Values, books: Books) -> bool:
    if values.get("asked_by") or values.get("ended") is not None:
        return False
    workstream = referred(Workstream, "workstream", values, books)
    return bool(workstream and workstream["self_selecting"])
