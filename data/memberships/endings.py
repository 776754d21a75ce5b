"""What becomes of memberships when a school closes, goes on under a new URN, merges or splits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.memberships.leaving_question import ending_with
from data.memberships.moving import DAY, move_on
from data.memberships.predecessors import LAPSES
from data.schools.endings import Asked, SchoolEnd, follows_school
from data.schools.register.successors import Ending
from data.store.books import Books
from data.store.change import Change
from models.alliances.alliance import Alliance
from models.fields.date_fields import DateField
from models.fields.text import count_of
from models.memberships.membership import (
    LEAVING_REASONS,
    STAGES_THAT_ENDED,
    STAGES_THAT_SIGNED,
    Membership,
)
from models.records.record import Values

_ANEW = "signed_anew"
_WHY = "school closed"


@follows_school
class MembershipsOfSchool:
    """A school that goes on stays a member; one that closes leaves, and its heirs may enquire."""

    def tell(self, books: Books, end: SchoolEnd) -> Sequence[str]:
        """Which alliances it leaves, or stays in, and what ends with that."""
        members = _open_ones(books, end.key)
        if not members:
            return ()
        named = ", ".join(books.name_of(Alliance, str(each["alliance"])) for each in members)
        if end.goes_on:
            lapsing = [
                books.name_of(Alliance, str(each["alliance"])) for each in members
                if (books.get(Alliance, str(each["alliance"])) or {})["predecessors"] == LAPSES
            ]  # fmt: skip
            told = f"It stays in {named}; signatures and commitments stand."
            if lapsing:
                told += f" In {', '.join(lapsing)} it may be named again once it has signed anew."
            return [told]
        lines = [f"It leaves {named}: {LEAVING_REASONS[_WHY]}."]
        ending = ending_with(books, [str(each["key"]) for each in members], end.day or books.today)
        if ending:
            count = count_of(len(ending), "commitment ends", "commitments end")
            lines.append(f"{count} with that: {', '.join(ending)}.")
        if end.how is Ending.SPLIT:
            lines.append("What follows it comes in as an enquiry, unless it signed anew.")
        return lines

    def ask(self, books: Books, end: SchoolEnd) -> Asked:
        """When the Statement was signed anew, of those who had signed it."""
        signed = any(each["stage"] in STAGES_THAT_SIGNED for each in _open_ones(books, end.key))
        if not signed or not (end.goes_on or end.how is Ending.SPLIT):
            return ()
        help = "The day on which the Statement was signed anew; empty: not yet."
        return [(_ANEW, DateField("Signed anew", help))]

    def follow(self, change: Change, end: SchoolEnd, answers: Values) -> None:
        """Note the new signature, or let it leave on the day of its end."""
        anew = answers.get(_ANEW)
        for each in _open_ones(change.books, end.key):
            if end.goes_on:
                if anew and each["stage"] in STAGES_THAT_SIGNED:
                    change.set(Membership, str(each["key"]), {_ANEW: anew})
                continue
            if end.how is Ending.SPLIT:
                _bring_in_heirs(change, each, end, anew)
            _leave(change, each, end)


def _leave(change: Change, membership: Values, end: SchoolEnd) -> None:
    signed = membership["stage"] in STAGES_THAT_SIGNED
    since, day = membership["since"], end.day
    # Nobody leaves before the stage began in which it is.
    assert isinstance(day, date)
    when = max(day, since) if isinstance(since, date) else day
    values: Values = {DAY: when, "reason_for_leaving": _WHY}
    if not signed:
        values["reason"] = LEAVING_REASONS[_WHY]
    move_on(change, [str(membership["key"])], "left" if signed else "declined", values)


def _bring_in_heirs(change: Change, membership: Values, end: SchoolEnd, anew: object) -> None:
    alliance = membership["alliance"]
    for heir in end.heirs:
        there = change.books.find(Membership, alliance=alliance, school=heir.key)
        if any(each["stage"] not in STAGES_THAT_ENDED for each in there):
            continue
        new: Values = {"alliance": alliance, "school": heir.key, "enquired": end.day}
        if isinstance(anew, date) and membership["stage"] in STAGES_THAT_SIGNED:
            whose = {name: membership[name] for name in ("signatory", "signatory_role")}
            new |= whose | {"stage": "member", "statement_signed": anew, "enquired": None}
        change.add(Membership, new)


def _open_ones(books: Books, school: str) -> list[Values]:
    return [
        each
        for each in books.find(Membership, school=school)
        if each["stage"] not in STAGES_THAT_ENDED
    ]
