"""The rules about beginnings: nothing in an alliance begins before what it is a part of."""

from __future__ import annotations

from datetime import date

from models.alliances.alliance import Alliance
from models.alliances.closed import name_if_closed, was_there
from models.fields.dates import add_months, show_date
from models.memberships.membership import STAGES, STAGES_THAT_ENDED, STAGES_THAT_SIGNED, Membership
from models.memberships.path import stage_on
from models.memberships.rules import before_founding, known_path, name_of_member, stands_already
from models.records.books import Books
from models.records.record import Values
from models.records.rules import (
    REFUSE,
    REPORT,
    WARN,
    Breach,
    days_in_order,
    others,
    referred,
    rule,
    standing,
)
from models.schools.school import School
from models.workstreams.commitment import (
    DEPTHS,
    LEVELS,
    Commitment,
    counts_as_taking_part,
    is_open,
    level_since,
)
from models.workstreams.workstream import Workstream, is_under_way


@rule(Workstream, REFUSE, "A workstream does not end before it begins.")
def workstream_days(values: Values, books: Books) -> Breach | None:
    """Began ≤ ended."""
    return days_in_order(values, "began", "ended", Workstream)


@rule(Commitment, REFUSE, "A commitment does not end before it begins.")
def commitment_days(values: Values, books: Books) -> Breach | None:
    """Began ≤ ended."""
    return days_in_order(values, "began", "ended", Commitment)


@rule(Commitment, REFUSE, "A school commits to workstreams of the alliance it is in.", lasting=True)
def commitment_within_its_alliance(values: Values, books: Books) -> Breach | None:
    """Membership and workstream share their alliance, and the membership has not ended."""
    membership = books.get(Membership, str(values.get("membership")))
    workstream = books.get(Workstream, str(values.get("workstream")))
    if membership is None or workstream is None:
        return None
    if membership["alliance"] != workstream["alliance"]:
        alliance = books.name_of(Alliance, str(workstream["alliance"]))
        return "workstream", f"This workstream belongs to {alliance}."
    if values.get("ended") is not None:
        return None
    if membership["stage"] in STAGES_THAT_ENDED:
        return "membership", "This membership has ended: it can take on nothing new."
    if values.get("level") == "interested":
        return None
    stage = STAGES[str(membership["stage"])].word
    if membership["stage"] not in STAGES_THAT_SIGNED:
        who = "organisation" if membership["organisation"] else "school"
        return "membership", (
            f"This {who} has not signed yet ({stage}), so it can only be interested: enter the "
            "level Interested (i). It takes on more once it has signed."
        )
    if membership["stage"] == "leaving":
        return _takes_on_while_leaving(values, membership, books)
    return None


def _takes_on_while_leaving(values: Values, membership: Values, books: Books) -> Breach | None:
    """A higher level than it held, or one where it held none.

    To do less is free, and so is a pause, with the way back to what was done before it.
    """
    level, began, since = str(values.get("level")), values.get("began"), membership["since"]
    before = standing(Commitment, values, books)
    held = _levels_before(values, books) + ([str(before["level"])] if before else [])
    if held:
        deepest = max(held, key=lambda each: DEPTHS[each])
        if level == "paused" or DEPTHS[level] <= DEPTHS[deepest]:
            return None
        return "level", (
            f"This membership is ending (Leaving): it can take on nothing new, and {LEVELS[level]} "
            f"is more than {LEVELS[deepest]}. It may do less, or pause."
        )
    taken_on_before = isinstance(began, date) and isinstance(since, date) and began < since
    if taken_on_before:
        return None
    return "membership", "This membership is ending (Leaving): it can take on nothing new."


def _levels_before(values: Values, books: Books) -> list[str]:
    """The levels of the same pair that this period follows at once; a pause keeps those before."""
    pair = {name: values.get(name) for name in ("membership", "workstream")}
    past = [
        each
        for each in others(Commitment, values, books, **pair)
        if each["ended"] is not None and each["began"] != each["ended"]
    ]
    levels, began = list[str](), values.get("began")
    while before := [each for each in past if each["ended"] == began]:
        past = [each for each in past if each not in before]
        levels += [str(each["level"]) for each in before]
        pauses = [each["began"] for each in before if each["level"] == "paused"]
        if len(pauses) < len(before):
            break
        began = pauses[0]
    return levels


@rule(Commitment, WARN, "A school that is paused takes on nothing new.")
def commitment_while_paused(values: Values, books: Books) -> Breach | None:
    """A paused school keeps its signature, but rests."""
    membership = books.get(Membership, str(values.get("membership")))
    if membership and membership["stage"] == "paused" and values.get("ended") is None:
        return "membership", "This school is paused at the moment."
    return None


@rule(Commitment, REFUSE, "A school has one commitment to a workstream at a time.", lasting=True)
def one_open_commitment(values: Values, books: Books) -> Breach | None:
    """No second commitment that has not ended."""
    if values.get("ended") is not None:
        return None
    same = {name: values.get(name) for name in ("membership", "workstream")}
    open_ones = [each for each in others(Commitment, values, books, **same) if not each["ended"]]
    if not open_ones:
        return None
    return "workstream", (
        f"The school is already in this workstream ({level_since(open_ones[0])}): change its level "
        "there. What was before has a day on which it ended: Ended."
    )


@rule(Workstream, WARN, "A workstream begins when its alliance has begun.")
def workstream_within_its_alliance(values: Values, books: Books) -> Breach | None:
    """Founded ≤ began."""
    if stands_already(Workstream, values, books, "began", "alliance"):
        return None
    return before_founding("began", values.get("began"), values, books)


@rule(Commitment, WARN, "A commitment begins while the school is a member.")
def commitment_of_a_member(values: Values, books: Books) -> Breach | None:
    """On its first day the school had signed, and had not left."""
    membership = referred(Membership, "membership", values, books)
    began = values.get("began")
    if membership is None or not isinstance(began, date) or values.get("level") == "interested":
        return None
    if stands_already(Commitment, values, books, "began", "membership"):
        return None
    path = known_path(membership, books)
    stood = stage_on(path, began)
    if stood is not None and stood.stage in STAGES_THAT_SIGNED:
        return None
    joined = [each.since for each in path if each.stage in STAGES_THAT_SIGNED]
    later = [day for day in joined if day > began]
    if later:
        where = f"member since {show_date(later[0])}"
    elif stood is not None:
        where = f"{STAGES[stood.stage].word} since {show_date(stood.since)}"
    else:
        where = "it has not signed"
    return "began", (
        f"{name_of_member(membership, books)} was not a member on {show_date(began)} ({where}): "
        "is the day right?"
    )


@rule(Commitment, WARN, "A commitment begins before its school closes.")
def commitment_before_the_school_closes(values: Values, books: Books) -> Breach | None:
    """The closing day of a school is known long before, where the register has it."""
    membership = referred(Membership, "membership", values, books)
    school = referred(School, "school", membership, books) if membership else None
    began, closes = values.get("began"), school["closed"] if school else None
    if not isinstance(began, date) or not isinstance(closes, date) or began <= closes:
        return None
    if stands_already(Commitment, values, books, "began", "membership"):
        return None
    verb = "closed" if closes <= books.today else "is to close"
    name = name_of_member(membership, books) if membership else ""
    return "began", f"{name} {verb} on {show_date(closes)}, before this begins."


@rule(Commitment, WARN, "A commitment begins within the time of its workstream.")
def commitment_within_its_workstream(values: Values, books: Books) -> Breach | None:
    """The workstream had begun and had not ended, and its alliance was there."""
    workstream = referred(Workstream, "workstream", values, books)
    began = values.get("began")
    if workstream is None or not isinstance(began, date):
        return None
    if stands_already(Commitment, values, books, "began", "workstream"):
        return None
    first, last = workstream["began"], workstream["ended"]
    if isinstance(first, date) and began < first:
        why = f"{workstream['name']} began on {show_date(first)}, after that day"
    elif isinstance(last, date) and began >= last:
        why = f"{workstream['name']} ended on {show_date(last)}"
    else:
        return before_founding("began", began, workstream, books)
    return "began", f"{why}: is the day right?"


@rule(Workstream, REFUSE, "An alliance that is closed begins no workstream.")
def no_workstream_begins(values: Values, books: Books) -> Breach | None:
    """Existing ones stay; one that has ended may still be typed in."""
    name = name_if_closed(values, books)
    if not name or values.get("ended") is not None or was_there(Workstream, values, books):
        return None
    return "alliance", (
        f"{name} is closed, so it begins no workstream: name another alliance, or enter the day on "
        "which the workstream ended."
    )


@rule(Commitment, REFUSE, "In an alliance that is closed nobody takes on anything.")
def nobody_commits(values: Values, books: Books) -> Breach | None:
    """Commitments of its time stay; one that has ended may be typed in late."""
    membership = referred(Membership, "membership", values, books)
    name = name_if_closed(membership, books) if membership else ""
    if not name or values.get("ended") is not None:
        return None
    before = standing(Commitment, values, books)
    if before and before["ended"] is None and before["membership"] == values["membership"]:
        return None
    return "membership", (
        f"{name} is closed, so nobody takes on anything there: name a membership of another "
        "alliance, or enter the day on which it ended."
    )


GRACE_MONTHS = 4
"""How long a school that has just signed may be without a workstream: about a term."""


@rule(Membership, WARN, "Every member is in at least one workstream.")
@rule(Membership, REPORT, "Every member is in at least one workstream.")
def member_has_a_workstream(values: Values, books: Books) -> Breach | None:
    """A signed school works in a workstream, or leads one, a term after signing at the latest.

    A pause counts as long as its reason and the day of its review are known.
    """
    signed = values.get("statement_signed")
    if values.get("stage") not in ("member", "strategic partner") or not values.get("key"):
        return None
    if isinstance(signed, date) and add_months(signed, GRACE_MONTHS) > books.today:
        return None
    commitments = [
        each
        for each in books.find(Commitment, membership=values["key"])
        if is_open(each, books.today)
    ]
    if any(map(counts_as_taking_part, commitments)) or _leads_a_workstream(values, books):
        return None
    if any(each["level"] == "paused" for each in commitments):
        return "stage", "In no workstream: its pause lacks a reason or the day of its review."
    return "stage", "Signed, but in no workstream."


def _leads_a_workstream(membership: Values, books: Books) -> bool:
    """Whether the school is the lead school of a workstream of the alliance that goes on."""
    if not membership.get("school"):
        return False
    # Those of the alliance, and not the school's: all members ask, and the answer is remembered.
    of_alliance = books.find(Workstream, alliance=membership.get("alliance"))
    return any(
        each["lead_school"] == membership["school"] and is_under_way(each, books.today)
        for each in of_alliance
    )
