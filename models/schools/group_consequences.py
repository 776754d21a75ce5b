"""Consequences for trusts: the field Trust of a school agrees with what it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from models.fields.text import folded
from models.records.consequences import Change, after_adding, after_changing
from models.records.record import Values, key_of_parts, new_key
from models.schools.group import Group
from models.schools.group_member import GroupMember
from models.schools.group_rules import belongs_on, name_of_standing
from models.schools.school import School


@after_adding(School, "A school with a trust belongs to it; a new one is added to the trusts.")
def added_schools_belong(change: Change, added: Sequence[Values]) -> None:
    """Make each school a member of the trust that its field names, and use the trust's own name."""
    with_trust = [school for school in added if school.get("trust")]
    trusts = Trusts(change) if with_trust else None
    for school in with_trust:
        name, key = str(school["trust"]), str(school["key"])
        called = join_trust(change, key, name, None, trusts)
        if called != name:
            change.set_as_result(School, key, {"trust": called})


@after_changing(School, "A school that changes its trust leaves the one before.")
def changed_schools_move(change: Change, before: Values, after: Values) -> None:
    """End the time at the trust before, and begin that at the one that is named now."""
    if folded(str(before["trust"] or "")) == folded(str(after["trust"] or "")):
        return
    key = str(after["key"])
    if before["trust"]:
        leave_trust(change, key, str(before["trust"]), change.today)
    if after["trust"]:
        name, since = str(after["trust"]), change.today if before["trust"] else None
        trusts = Trusts(change)
        if not trusts.has(name):
            change.warn("trust", f"{name} is new among the trusts, and was added there.")
        called = join_trust(change, key, name, since, trusts)
        if called != name:
            change.set_as_result(School, key, {"trust": called})


@after_adding(GroupMember, "A school that joins a trust names it in its field Trust.")
def joined_schools_say_so(change: Change, added: Sequence[Values]) -> None:
    """Have each school's field name a trust that it belongs to."""
    for member in added:
        _name_one(change, str(member["school"]), "")


@after_changing(GroupMember, "A school that leaves a trust names it no longer.")
def left_schools_say_so(change: Change, before: Values, after: Values) -> None:
    """Have both schools' fields name a trust that they now belong to."""
    name = change.books.name_of(Group, str(before["group"]))
    for school in dict.fromkeys((str(before["school"]), str(after["school"]))):
        _name_one(change, school, name)


@after_changing(Group, "The schools of a trust that is called otherwise call it so too.")
def schools_name_it_so(change: Change, before: Values, after: Values) -> None:
    """Rename it in the schools that name it."""
    if before["name"] == after["name"]:
        return
    for member in change.books.find(GroupMember, group=after["key"]):
        school = change.books.get(School, str(member["school"])) or {}
        if folded(str(school.get("trust") or "")) == folded(str(before["name"])):
            change.set_as_result(School, str(member["school"]), {"trust": after["name"]})


class Trusts:
    """The trusts and federations by their names, however these are written."""

    def __init__(self, change: Change) -> None:
        self._change = change
        self._by_name: dict[str, Values] = {}
        for each in change.books.find(Group):
            self._by_name.setdefault(folded(str(each["name"])), each)

    def has(self, name: str) -> bool:
        """Whether one is called so."""
        return folded(name) in self._by_name

    def named(self, name: str) -> Values:
        """The one that is called so; a new one where there is none."""
        word = folded(name)
        if word not in self._by_name:
            # Made of its name, so that copies of the books that came to know it apart agree.
            key = key_of_parts("group", word)
            if self._change.books.get(Group, key) is not None:
                key = new_key()
            self._change.add_as_result(Group, {"name": name}, key)
            self._by_name[word] = {"key": key, "name": name}
        return self._by_name[word]


def join_trust(
    change: Change, school: str, name: str, since: date | None, trusts: Trusts | None = None
) -> str:
    """Make a school a member of the trust of this name, unless it is; gives the trust's own name.

    The `trusts` need not be read anew where many schools join.
    """
    group = (trusts or Trusts(change)).named(name)
    times = change.books.find(GroupMember, school=school)
    there = [each for each in times if belongs_on(each, since or change.today)]
    if not any(each["group"] == group["key"] for each in there):
        # Where it was in one before, that it belongs to this one cannot have been so always.
        since = since or (change.today if times else None)
        member: Values = {"group": group["key"], "school": school, "since": since}
        change.add_as_result(GroupMember, member)
    return str(group["name"])


def leave_trust(change: Change, school: str, name: str, day: date) -> None:
    """End the time of a school at the trust of this name with the day before this one.

    A time that began on the day, or was entered on it, was a slip, and is taken out.
    """
    for member in _standing(change, school):
        if folded(change.books.name_of(Group, str(member["group"]))) != folded(name):
            continue
        key, since = str(member["key"]), member["since"]
        entered = change.last_set_on(GroupMember, key, "group")
        begun = isinstance(since, date) and since >= day
        if begun or (since is None and entered == change.today):
            change.remove_as_result(GroupMember, key)
        else:
            change.set_as_result(GroupMember, key, {"until": day - timedelta(days=1)})


def _standing(change: Change, school: str) -> list[Values]:
    members = change.books.find(GroupMember, school=school)
    return [each for each in members if belongs_on(each, change.today)]


def _name_one(change: Change, school: str, left: str) -> None:
    """Have a school name a trust that it belongs to; none where it named only the one it left."""
    keys = [str(each["group"]) for each in _standing(change, school)]
    groups = [group for key in keys if (group := change.books.get(Group, key))]
    there = str((change.books.get(School, school) or {}).get("trust") or "")
    if any(folded(str(each["name"])) == folded(there) for each in groups):
        return
    if groups:
        name = name_of_standing((str(each["name"]), _text(each["type"])) for each in groups)
        change.set_as_result(School, school, {"trust": name})
    elif there and folded(there) == folded(left):
        change.set_as_result(School, school, {"trust": None})


def _text(value: object) -> str | None:
    return None if value is None else str(value)
