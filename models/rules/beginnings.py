"""The rules about beginnings: nothing in an alliance begins before what it is a part of."""

from __future__ import annotations

from datetime import date

from models.alliances import (
    STAGES,
    STAGES_THAT_SIGNED,
    Alliance,
    Commitment,
    Membership,
    Workstream,
)
from models.dates import show_date
from models.membership_paths import stage_on
from models.records import Record, Values
from models.rules.memberships import known_path
from models.rules.rule import WARN, Books, Breach, referred, rule, standing
from models.schools import Organisation, School


@rule(Alliance, WARN, "An alliance that is at work was founded on a day that was.")
def founded_on_a_day_that_was(values: Values, books: Books) -> Breach | None:
    """Founded in the future is one slip or another, unless it is only forming."""
    day, status = values.get("founded"), values.get("status")
    if not isinstance(day, date) or day <= books.today or status == "forming":
        return None
    proposed, chosen = (Alliance.field("status").show(each) for each in ("forming", status))
    return "founded", (
        f"{show_date(day)} is still to come, and the status is {chosen}: is the day right? If it "
        f"is, choose {proposed}."
    )


@rule(Alliance, WARN, "An alliance is founded before anybody signs in it.")
def founded_before_its_first_signature(values: Values, books: Books) -> Breach | None:
    """No membership of it bears a signature from before it began."""
    founded, key = values.get("founded"), values.get("key")
    if not isinstance(founded, date) or not key:
        return None
    if _stands_already(Alliance, values, books, "founded"):
        return None
    signed = [
        (day, str(each["key"]))
        for each in books.find(Membership, alliance=key)
        if isinstance(day := each["statement_signed"], date) and day < founded
    ]
    if not signed:
        return None
    day, first = min(signed)
    membership = books.get(Membership, first)
    who = _member(membership, books) if membership else ""
    return "founded", (
        f"{who} signed the Statement of Commitment on {show_date(day)}, before that day: is the "
        "day right?"
    )


@rule(Membership, WARN, "Nobody signs in an alliance before it is founded.")
def signed_after_the_founding(values: Values, books: Books) -> Breach | None:
    """A signature of its own alliance's time."""
    signed = values.get("statement_signed")
    if _stands_already(Membership, values, books, "statement_signed", "alliance"):
        return None
    return _before_founding("statement_signed", signed, values, books)


@rule(Workstream, WARN, "A workstream begins when its alliance has begun.")
def workstream_within_its_alliance(values: Values, books: Books) -> Breach | None:
    """Founded ≤ began."""
    if _stands_already(Workstream, values, books, "began", "alliance"):
        return None
    return _before_founding("began", values.get("began"), values, books)


@rule(Commitment, WARN, "A commitment begins while the school is a member.")
def commitment_of_a_member(values: Values, books: Books) -> Breach | None:
    """On its first day the school had signed, and had not left."""
    membership = referred(Membership, "membership", values, books)
    began = values.get("began")
    if membership is None or not isinstance(began, date):
        return None
    if _stands_already(Commitment, values, books, "began", "membership"):
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
        f"{_member(membership, books)} was not a member on {show_date(began)} ({where}): is the "
        "day right?"
    )


@rule(Commitment, WARN, "A commitment begins within the time of its workstream.")
def commitment_within_its_workstream(values: Values, books: Books) -> Breach | None:
    """The workstream had begun and had not ended, and its alliance was there."""
    workstream = referred(Workstream, "workstream", values, books)
    began = values.get("began")
    if workstream is None or not isinstance(began, date):
        return None
    if _stands_already(Commitment, values, books, "began", "workstream"):
        return None
    first, last = workstream["began"], workstream["ended"]
    if isinstance(first, date) and began < first:
        why = f"{workstream['name']} began on {show_date(first)}, after that day"
    elif isinstance(last, date) and began >= last:
        why = f"{workstream['name']} ended on {show_date(last)}"
    else:
        return _before_founding("began", began, workstream, books)
    return "began", f"{why}: is the day right?"


def _before_founding(
    attribute: str, day: object, of_alliance: Values, books: Books
) -> Breach | None:
    """The breach when a day is before the founding of the alliance that a record is of."""
    alliance = referred(Alliance, "alliance", of_alliance, books)
    founded = alliance["founded"] if alliance else None
    if alliance is None or not isinstance(founded, date) or not isinstance(day, date):
        return None
    if day >= founded:
        return None
    return attribute, (
        f"{alliance['name']} was founded on {show_date(founded)}, after that day: is the day right?"
    )


def _member(membership: Values, books: Books) -> str:
    kind = School if membership["school"] else Organisation
    return books.name_of(kind, str(membership["school"] or membership["organisation"]))


def _stands_already(record: type[Record], values: Values, books: Books, *names: str) -> bool:
    """Whether these values stood before this change, so that it was said when they came."""
    before = standing(record, values, books)
    return before is not None and all(before[name] == values.get(name) for name in names)
