"""The rules about trusts and federations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from models.fields.dates import show_date
from models.fields.text import count_of, folded
from models.records.books import Books
from models.records.record import Values
from models.records.rules import REFUSE, WARN, Breach, days_in_order, on_removal, others, rule
from models.schools.group import Group
from models.schools.group_member import GroupMember
from models.schools.school import School

_FEDERATION = "01"
"""The type of groups that are no trusts: a foundation school may have both."""


@rule(Group, WARN, "A trust stands once among the trusts.")
def named_once(values: Values, books: Books) -> Breach | None:
    """Two of one name may be two, but mostly one of them is a slip."""
    name = folded(str(values.get("name") or ""))
    if any(folded(str(each["name"])) == name for each in others(Group, values, books)):
        return "name", "There is a trust of this name already: is it another one?"
    return None


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


@on_removal(Group, REFUSE, "A trust to which schools belong is not removed.")
def nobody_belongs_to_it(values: Values, books: Books) -> Breach | None:
    """Its schools would name a trust that is not in the books."""
    found = [
        each for each in books.find(GroupMember, group=values["key"])
        if belongs_on(each, books.today)
    ]  # fmt: skip
    if not found:
        return None
    name = books.name_of(School, str(found[0]["school"]))
    told = name if len(found) == 1 else f"{name} and {count_of(len(found) - 1, 'other')}"
    belong = "belongs" if len(found) == 1 else "belong"
    return "", f"{told} {belong} to it: empty or change their field Trust first."


@on_removal(GroupMember, REFUSE, "While a school belongs to a trust its time there is ended.")
def does_not_belong_now(values: Values, books: Books) -> Breach | None:
    """Its field Trust would name what it does not belong to."""
    if not belongs_on(values, books.today):
        return None
    name = books.name_of(School, str(values["school"]))
    return "", (
        f"{name} belongs to it today: enter the last day in Until instead, or empty Trust of the "
        "school first, if it never did."
    )


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


def name_of_standing(names: Iterable[tuple[str, str | None]]) -> str:
    """Of the groups that a school belongs to (name and type) the one that its field names."""
    return min(names, key=lambda each: (each[1] == _FEDERATION, each[0].casefold()))[0]
