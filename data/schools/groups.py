"""Trusts and federations of our schools, as the register has them."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from data.files.places import register_file
from data.register.register import Group as InRegister
from data.register.register import Register
from data.store.books import Books
from data.store.change import Change
from data.store.store import Store
from data.tables.cells import Outcome
from models.fields.dates import show_date
from models.fields.text import count_of, folded
from models.records.record import Values, key_of_parts
from models.schools.group import GROUP_TYPES, Group, GroupMember
from models.schools.group_rules import belongs_on
from models.schools.school import School


class _Done(NamedTuple):
    """How many trusts and members of trusts were added, and how many schools left one."""

    groups: int = 0
    joined: int = 0
    left: int = 0


def bring_in_groups(store: Store) -> Outcome:
    """Add the trusts and federations of our schools, and which of them belong to each.

    A school that the register has in another one by now leaves the one that it was in. Raises
    RegisterProblem when there is no register.
    """
    with Register.open(register_file(store.path)) as register:
        day = show_date(register.day)
        with store.operation(f"Trusts and federations of the register of {day}") as change:
            done = _bring_in(change, register)
            kinds = change.kinds
    parts = [count_of(done.groups, "trust or federation", "trusts and federations") + " added"]
    parts += [f"{count_of(done.joined, 'school')} joined"] if done.joined else []
    parts += [f"{count_of(done.left, 'school')} left"] if done.left else []
    if not kinds:
        return Outcome(f"The register of {day} has no other trusts of your schools")
    return Outcome(", ".join(parts), "", kinds)


def _bring_in(change: Change, register: Register) -> _Done:
    done, groups = _Done(), change.books.find(Group)
    known = {str(each["uid"]): each for each in groups if each["uid"]}
    by_name = {folded(str(each["name"])): each for each in groups}
    for school in change.books.find(School):
        urn = str(school["urn"] or "")
        if not urn or not register.school(urn):
            continue
        theirs = [each for each in register.groups(urn) if _is_one(each)]
        now = set()
        for each in theirs:
            group = known.get(each.uid) or by_name.get(folded(each.name))
            if group is None:
                kind = each.type if each.type in GROUP_TYPES else None
                # Where the files have no numbers, the register calls it by its name.
                uid = each.uid if each.uid.isdigit() else None
                values: Values = {"name": each.name, "type": kind, "uid": uid}
                key = change.add(Group, values, key_of_parts("group", each.uid))
                group = known[each.uid] = by_name[folded(each.name)] = values | {"key": key}
                done = done._replace(groups=done.groups + 1)
            now.add(str(group["key"]))
            if not _belongs(change.books, str(group["key"]), str(school["key"])):
                member: Values = {"group": group["key"], "school": school["key"],
                                  "since": each.joined}  # fmt: skip
                change.add(GroupMember, member)
                done = done._replace(joined=done.joined + 1)
        done = done._replace(left=done.left + _leave_others(change, school, now))
    return done


def _is_one(group: InRegister) -> bool:
    """Whether it is a board over schools, and open: sponsors and the like are not."""
    return (group.status or "OPEN") == "OPEN" and (group.type is None or group.type in GROUP_TYPES)


def _belongs(books: Books, group: str, school: str) -> bool:
    members = books.find(GroupMember, group=group, school=school)
    return any(belongs_on(each, books.today) for each in members)


def _leave_others(change: Change, school: Values, now: set[str]) -> int:
    """End what the register does not have any more, where it has another trust."""
    left = 0
    for member in change.books.find(GroupMember, school=school["key"]) if now else ():
        stays = str(member["group"]) in now or not belongs_on(member, change.today)
        if not stays:
            yesterday = change.today - timedelta(days=1)
            change.set(GroupMember, str(member["key"]), {"until": yesterday})
            left += 1
    return left


def schools_of_group(books: Books, group: str) -> list[str]:
    """The keys of the schools that belong to a trust or federation on the books' day, by name."""
    found = [
        str(each["school"])
        for each in books.find(GroupMember, group=group)
        if belongs_on(each, books.today)
    ]
    return sorted(found, key=lambda key: books.name_of(School, key).casefold())
