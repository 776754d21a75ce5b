"""What needs attention on the store's day: the lines of Today, each naming its records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.policy_standing import Standing, standings, watched_schools
from models import rules
from models.alliances import Alliance, Membership
from models.dates import half_term_after, half_term_of, show_date
from models.due import DUE, DUE_NEXT, MISSING, OVERDUE, UNPUBLISHED
from models.policies import Policy, SchoolPolicy
from models.records import Record
from models.schools import School
from models.states import Tone

if TYPE_CHECKING:
    from data.store import Store


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that needs attention: what it is, the worst of it, and its records.

    `sort` names the column by which its list shows the worst first.
    """

    title: str
    tone: Tone
    record: type[Record]
    keys: tuple[str, ...]
    detail: str
    sort: str = ""

    @property
    def count(self) -> int:
        """How many records it is about."""
        return len(self.keys)


def matters(store: Store) -> list[Matter]:
    """Everything that needs attention, the most pressing first; quiet ones have no records."""
    watched = watched_schools(store)
    held = [each for each in standings(store) if each.school in watched]
    this_half = half_term_of(store.today)
    next_half = half_term_after(this_half)
    until = f"by {show_date(this_half.last)}"

    def policies(title: str, tone: Tone, state: object) -> Matter:
        found = [each for each in held if each.state is state]
        found.sort(key=lambda each: (each.due is None, each.due, each.key))
        keys = tuple(each.key for each in found)
        return Matter(title, tone, SchoolPolicy, keys, _first(store, found), "due")

    return [
        policies("Policies overdue", Tone.BAD, OVERDUE),
        policies(f"Policies due this half-term, {until}", Tone.WARN, DUE),
        policies(f"Policies due next half-term ({next_half.name})", Tone.INFO, DUE_NEXT),
        policies("Policies missing", Tone.BAD, MISSING),
        policies("Policies approved, not published", Tone.WARN, UNPUBLISHED),
        _reported(store, Membership, rules.statement_comes_back, "Statements sent, not signed"),
        _reported(store, Membership, rules.member_has_a_workstream, "Members in no workstream"),
        _reported(store, Alliance, rules.hub_is_a_member, "Hubs that have not signed"),
    ]


def _first(store: Store, found: list[Standing]) -> str:
    if not found:
        return ""
    first = found[0]
    names = f"{store.name_of(School, first.school)}: {store.name_of(Policy, first.policy)}"
    return f"{names}, {show_date(first.due)}" if first.due else names


def _reported(
    store: Store,
    record: type[Record],
    check: rules.Check,
    title: str,
) -> Matter:
    breaches = []
    for values in store.find(record):
        breach = check(values, store)
        if breach:
            breaches.append((str(values["key"]), breach[1]))
    first = ""
    if breaches:
        name = store.name_of(record, breaches[0][0]).split(" · ")[0]
        first = f"{name}: {breaches[0][1]}"
    return Matter(title, Tone.WARN, record, tuple(key for key, _ in breaches), first)
