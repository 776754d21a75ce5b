"""Trusts and federations of our schools, as the register has them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from data.files.places import register_file
from data.schools.register.register import Group as InRegister
from data.schools.register.register import Register
from data.store.books import Books
from data.store.change import Change
from data.store.store import Store
from data.tables.cells import Outcome
from models.fields.dates import show_date
from models.fields.field import UnreadableError
from models.fields.text import count_of, folded
from models.records.record import Values, key_of_parts
from models.schools.group import GROUP_TYPES, Group
from models.schools.group_member import GroupMember
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
            done = bring_in_of(change, register, change.books.find(School))
            kinds = change.kinds
    added = count_of(done.groups, "trust or federation", "trusts and federations")
    parts = [f"{added} added"] if done.groups else []
    parts += [f"{count_of(done.joined, 'school')} joined"] if done.joined else []
    parts += [f"{count_of(done.left, 'school')} left"] if done.left else []
    if not kinds:
        return Outcome(f"The register of {day} has no other trusts of your schools")
    filled_in = f"What the register of {day} says of the trusts was taken over"
    return Outcome(", ".join(parts) or filled_in, "", kinds)


def bring_in_of(change: Change, register: Register, schools: Iterable[Values]) -> _Done:
    """Add the trusts and federations of these schools within an operation, and their times there.

    What a trust is called, its number and its kind are the register's from then on.
    """
    schools = [school for school in schools if school["urn"]]
    trusts = bring_in_trusts(change, register, [str(school["urn"]) for school in schools])
    joined, left = bring_in_times(change, trusts, schools)
    return _Done(trusts.added, joined, left)


class BroughtIn(NamedTuple):
    """How many trusts were added, and by URN those of each school, with the day it joined."""

    added: int
    of_schools: dict[str, list[tuple[str, date | None]]]


def bring_in_trusts(change: Change, register: Register, urns: Iterable[str]) -> BroughtIn:
    """Add the trusts and federations of the schools with these URNs, and call them as it does."""
    groups, added = change.books.find(Group), 0
    seen: set[str] = set()
    known = {str(each["uid"]): each for each in groups if each["uid"]}
    unnumbered = {folded(str(each["name"])): each for each in groups if not each["uid"]}
    found: dict[str, list[tuple[str, date | None]]] = {}
    for urn in register.schools(list(urns)):
        for theirs in register.groups(urn):
            if not _is_one(theirs):
                continue
            name = folded(theirs.name)
            number = theirs.uid or name
            group = known.get(number) or unnumbered.get(name)
            if group is None:
                values = _values(register, theirs, change.today)
                key = change.add(Group, values, key_of_parts("group", number))
                group = values | {"key": key}
                added += 1
            elif number not in seen:
                said = _values(register, theirs, change.today)
                change.set(Group, str(group["key"]), said)
                group = group | said
            seen.add(number)
            known[number] = group
            found.setdefault(urn, []).append((str(group["key"]), theirs.joined))
    return BroughtIn(added, found)


def bring_in_times(change: Change, trusts: BroughtIn, schools: Sequence[Values]) -> tuple[int, int]:
    """Let these schools belong to their trusts; gives how many joined one, and how many left."""
    joined = left = 0
    for school in schools:
        times = trusts.of_schools.get(str(school["urn"]), ())
        joined += sum(_join(change, group, str(school["key"]), since) for group, since in times)
        left += _leave_others(change, school, {group for group, _ in times})
    return joined, left


def _values(register: Register, theirs: InRegister, today: date) -> Values:
    """What the register says of a trust; what it is silent about, or says badly, is left out."""
    values: Values = {"name": theirs.name}
    if theirs.type in GROUP_TYPES:
        values["type"] = theirs.type
    if theirs.uid and theirs.uid.isdigit():
        # Where the files have no numbers, the register may call it by its name.
        values["uid"] = theirs.uid
    for name, text in register.group(theirs.uid).items():
        with contextlib.suppress(UnreadableError):
            values[name] = Group.field(name).read(text, today)
    return values


def _join(change: Change, group: str, school: str, since: date | None) -> bool:
    """Let a school belong to a trust; whether it did not before. Fills in an unknown day."""
    members = change.books.find(GroupMember, group=group, school=school)
    standing = [each for each in members if belongs_on(each, change.today)]
    if not standing:
        change.add(GroupMember, {"group": group, "school": school, "since": since})
        return True
    there = standing[0]
    if since is not None and there["since"] is None and len(members) == 1 and since <= change.today:
        change.set(GroupMember, str(there["key"]), {"since": since})
    return False


def _is_one(group: InRegister) -> bool:
    """Whether it is a board over schools, and open: sponsors and the like are not."""
    return (group.status or "OPEN") == "OPEN" and (group.type is None or group.type in GROUP_TYPES)


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
