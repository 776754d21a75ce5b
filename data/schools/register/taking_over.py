"""Taking over values of the register for our schools, or keeping ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from data.problems import Refused
from data.schools.groups import bring_in_of
from data.schools.register.differences import Difference, as_decided, same
from data.schools.register.register import Register
from data.store.change import Change
from data.store.store import Store
from models.fields.dates import show_date
from models.fields.text import count_of
from models.records.record import Values, key_of_parts
from models.schools.group import Group
from models.schools.register_decision import RegisterDecision
from models.schools.school import School


@dataclass
class Accepted:
    """What was taken over from the register, and in words what followed and a rule forbade."""

    taken: list[Difference] = field(default_factory=list)
    followed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    kinds: frozenset[str] = frozenset()


def accept(store: Store, register: Register, differences: Sequence[Difference]) -> Accepted:
    """Set our schools' fields to what the register says, as one operation.

    What it says of their trusts is taken over with them: a trust that is called otherwise is so for
    all its schools. A value that a rule forbids is left as it is, and named in what is returned.
    Raises Clash, and changes nothing, when one of the fields was changed since it was compared.
    """
    by_school: dict[str, list[Difference]] = {}
    for each in differences:
        by_school.setdefault(each.school, []).append(each)
    done = Accepted()
    label = f"Took {called(differences)} from the register of {show_date(register.day)}"
    with store.operation(label) as change:
        done.followed += _take_trusts(change, register, differences)
        for several in by_school.values():
            _accept_of_school(change, several, done)
        done.kinds = change.kinds
        done.warnings += dict.fromkeys(warning.message for warning in change.warnings)
    return done


def called(differences: Sequence[Difference]) -> str:
    """What these differences are called together: one by its field, several by their number."""
    if len(differences) != 1:
        return count_of(len(differences), "value")
    (only,) = differences
    return f"{School.field(only.attribute).label} of {only.name}"


def keep(store: Store, differences: Sequence[Difference]) -> frozenset[str]:
    """Keep what our schools say of these, as one operation; gives the kinds that it touched.

    They are offered again once the register says something else than now.
    """
    with store.operation(f"Kept {called(differences)} as ours") as change:
        for each in differences:
            value = as_decided(each.attribute, each.register)
            said: Values = {"register_value": value, "decided_on": store.today}
            about: Values = {"school": each.school, "fact": each.attribute}
            there = change.books.find(RegisterDecision, **about)
            if there:
                change.set_as_result(RegisterDecision, str(there[0]["key"]), said)
            else:
                # Of the pair, so that copies of the books in which both were kept agree.
                change.add_as_result(RegisterDecision, about | said, key_of_parts(*about.values()))
        return change.kinds


def _take_trusts(
    change: Change, register: Register, differences: Sequence[Difference]
) -> list[str]:
    """Take over the trusts of those schools whose trust is to be taken, and was as it was seen.

    Gives in words which of them are called otherwise now.
    """
    found = [
        school
        for each in differences
        if each.attribute == "trust"
        and (school := change.books.get(School, each.school)) is not None
        and school["trust"] == each.ours
    ]
    before = dict(change.books.kept(Group, ("key", "name"))) if found else {}
    bring_in_of(change, register, found)
    now = dict(change.books.kept(Group, ("key", "name"))) if found else {}
    return [
        f"{name} is called {now[key]} at all its schools."
        for key, name in before.items()
        if now[key] != name
    ]


def _accept_of_school(change: Change, several: list[Difference], done: Accepted) -> None:
    """Take all at once, or where a rule forbids that, one after the other as far as they go."""
    if not _refusal(change, several):
        done.taken += several
        return
    left, why = several, {}
    while True:
        why = {each.attribute: _refusal(change, [each]) for each in left}
        done.taken += [each for each in left if not why[each.attribute]]
        refused = [each for each in left if why[each.attribute]]
        # One that was taken may have made room for another.
        if len(refused) in (0, len(left)):
            break
        left = refused
    for each in refused:
        field = School.field(each.attribute)
        value = f"{field.label} {field.show(each.register)}"
        done.refused.append(f"{each.name}: {value} was not taken: {why[each.attribute]}")


def _refusal(change: Change, several: Sequence[Difference]) -> str:
    """Set the values together; what a rule says against it, empty when they were set."""
    new = {each.attribute: each.register for each in several}
    seen = {each.attribute: each.ours for each in several}
    trust = next((each for each in several if each.attribute == "trust"), None)
    there = change.books.get(School, several[0].school) or {}
    if trust is not None and same(School.field("trust"), there.get("trust"), trust.register):
        # It came with the trust itself.
        del new["trust"], seen["trust"]
    try:
        change.set(School, several[0].school, new, seen)
    except Refused as refused:
        return str(refused)
    return ""
