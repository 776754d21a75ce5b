"""The rules about trusts and federations."""

from __future__ import annotations

from datetime import date

from models.fields.dates import show_date
from models.records.books import Books
from models.records.record import Values
from models.records.rules import REFUSE, Breach, days_in_order, others, rule
from models.schools.group import Group, GroupMember


@rule(GroupMember, REFUSE, "A school does not leave a trust before it joins.")
def joined_before_leaving(values: Values, books: Books) -> Breach | None:
    """Since ≤ until."""
    return days_in_order(values, "since", "until", GroupMember)


@rule(GroupMember, REFUSE, "A school belongs to the same trust once at a time.")
def once_at_a_time(values: Values, books: Books) -> Breach | None:
    """No other time at the same group goes on on the day on which this one begins."""
    for each in others(
        GroupMember, values, books, group=values.get("group"), school=values.get("school")
    ):
        if _overlap(values, each):
            name = books.name_of(Group, str(values["group"]))
            since = each["since"]
            told = f" since {show_date(since)}" if isinstance(since, date) else " already"
            return "school", f"It belongs to {name}{told}."
    return None


def _overlap(one: Values, other: Values) -> bool:
    return _begins(one) <= _ends(other) and _begins(other) <= _ends(one)


def _begins(member: Values) -> date:
    since = member.get("since")
    return since if isinstance(since, date) else date.min


def _ends(member: Values) -> date:
    until = member.get("until")
    return until if isinstance(until, date) else date.max


def belongs_on(member: Values, day: date) -> bool:
    """Whether a school belongs to the group of this membership on a day."""
    return _begins(member) <= day <= _ends(member)
