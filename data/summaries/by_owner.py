"""What waits on each owner: overdue, missing, due this half-term and the next, must apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from data.policy_standing import Standing, board
from data.posts import emails_at
from data.summaries import Limits
from data.tables import Column, Row, Summary
from data.watched_policies import asked_of_watched, kept_of_pairs, policies_by_key, shown_of
from models.agreements import ServiceAgreement
from models.due import DUE, DUE_NEXT, MISSING, OVERDUE
from models.duties import MUST
from models.policies import OWNER_KINDS
from models.text import folded

if TYPE_CHECKING:
    from data.store import Store
    from models.records import Values

NOBODY = "Nobody is named"
WAITING = {OVERDUE: "overdue", MISSING: "missing", DUE: "due", DUE_NEXT: "due-next"}

_HELP = {
    OVERDUE: "Their day has passed.",
    MISSING: "Asked for, and never approved.",
    DUE: "Due this half-term.",
    DUE_NEXT: "Due next half-term.",
}

COLUMNS = (
    Column("owner", "Owner", "text", 28),
    Column("kind", "Kind", "text", 17),
    Column("email", "Email", "text", 28),
    Column("schools", "Schools", "number", 7, "Schools in which something waits."),
    *(
        Column(
            f"{level.lower()}-{name}",
            f"{level}: {name.replace('-', ' ')}",
            "number",
            len(level) + len(name) + 2,
            _HELP[state],
        )
        for level in ("Must", "Should")
        for state, name in WAITING.items()
    ),
)


class Owner(NamedTuple):
    """An owner's name, kind in words, and email."""

    name: str
    kind: str
    email: str | None


def make(store: Store, limits: Limits) -> Summary:
    """One row for each owner of a school's policy, or else of the policy; the most pressed first.

    Nothing waits in a school that is settling in.
    """
    standing = board(store)
    asked, notes = shown_of(store, limits, asked_of_watched(standing))
    owners = Owners(store)
    waiting: dict[str, Counter[tuple[bool, str]]] = {}
    schools: dict[str, set[str]] = {}
    named: dict[str, list[Owner]] = {}
    for each in asked:
        owner = owners.of(each)
        name = folded(owner.name)
        if owner not in named.setdefault(name, []):
            named[name].append(owner)
        counts = waiting.setdefault(name, Counter())
        if each.settled and each.state in WAITING:
            counts[each.duty.level == MUST, WAITING[each.state]] += 1
            schools.setdefault(name, set()).add(each.school)
    rows = []
    for name, counts in waiting.items():
        kinds = sorted({owner.kind for owner in named[name]} - {""})
        emails = sorted({owner.email for owner in named[name] if owner.email})
        numbers = [counts[must, word] for must in (True, False) for word in WAITING.values()]
        rows.append(
            Row(
                "",
                (
                    named[name][0].name or NOBODY,
                    ", ".join(kinds) or None,
                    ", ".join(emails) or None,
                    len(schools.get(name, ())),
                    *numbers,
                ),
            )
        )
    rows.sort(key=_pressed)
    told = [
        f"{level}: {', '.join(_total(waiting, must, name) for name in WAITING.values())}."
        for level, must in (("Must", True), ("Should", False))
    ]
    return Summary("by-owner", "What waits on each owner", store.today, COLUMNS, rows, told + notes)


class Owners:
    """Who answers for each school's policy, read once from the books."""

    def __init__(self, store: Store) -> None:
        self._in_schools = kept_of_pairs(store, "owner")
        self._policies = policies_by_key(store)
        self._agreements = {str(values["key"]): values for values in store.find(ServiceAgreement)}
        self._services = {folded(str(each["name"])): each for each in self._agreements.values()}
        self._people: dict[tuple[str | None, str], str] = {}
        for school, name, email in emails_at(store):
            self._people[school, folded(name)] = email

    def of(self, standing: Standing) -> Owner:
        """The owner of a school's policy, or else of the policy; without a name there is none."""
        in_school = self._in_schools.get(standing.key)
        if in_school is not None:
            email = self._people.get((standing.school, folded(in_school)))
            return Owner(in_school, "In the school", email)
        values = self._policies[standing.policy]
        name, kind = values["owner"], values["owner_kind"]
        if name is None:
            return Owner("", "", None)
        if values["owner_email"] is not None:
            email = str(values["owner_email"])
        elif kind == "service":
            email = self._email_of_service(values)
        else:
            email = self._people.get((None, folded(str(name))))
        return Owner(str(name), OWNER_KINDS.get(str(kind), ""), email)

    def _email_of_service(self, policy: Values) -> str | None:
        service = self._services.get(folded(str(policy["owner"])))
        service = service or self._agreements.get(str(policy["agreement"]))
        return str(service["email"]) if service and service["email"] else None


def _total(waiting: Mapping[str, Counter[tuple[bool, str]]], must: bool, name: str) -> str:
    return f"{sum(counts[must, name] for counts in waiting.values())} {name.replace('-', ' ')}"


def _pressed(row: Row) -> tuple[object, ...]:
    first = COLUMNS.index(next(column for column in COLUMNS if column.name == "must-overdue"))
    counts = [-count for count in row.cells[first:] if isinstance(count, int)]
    half = len(WAITING)
    urgent = [count for pair in zip(counts[:half], counts[half:], strict=True) for count in pair]
    return (*urgent, str(row.cells[0]).casefold())
