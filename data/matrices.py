"""The two matrices: schools × workstreams (levels), and schools × policies (states)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from data.listings import Wanted, in_order
from data.policy_standing import (
    duty_of,
    standings,
    state_without_record,
    watched_schools,
)
from data.tables import Column, Row, Summary
from models.alliances import (
    LEVELS,
    STAGES,
    STAGES_THAT_ENDED,
    Alliance,
    Commitment,
    Membership,
    Workstream,
)
from models.due import POLICY_STATES
from models.policies import CATALOGUES, Policy
from models.records import Values
from models.rules import is_open
from models.schools import School
from models.states import State
from models.text import folded
from models.values import Value, show_value

if TYPE_CHECKING:
    from data.store import Store


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table whose columns, too, stand for records.

    `column_keys` gives the record of each column by its name; `cells` the record behind a cell by
    (row key, column name), where there is one, and `dues` the day on which it falls due.
    """

    table: Summary
    column_keys: dict[str, str] = field(default_factory=dict)
    cells: dict[tuple[str, str], str] = field(default_factory=dict)
    full_labels: dict[str, str] = field(default_factory=dict)
    dues: dict[tuple[str, str], date] = field(default_factory=dict)


_STAGES_IN_SHORT = {
    stage: State(state.letter, word, state.tone)
    for stage, word in {
        "enquiry": "Enquiry",
        "in discussion": "Talking",
        "statement sent": "Sent",
        "member": "Member",
        "strategic partner": "Partner",
        "paused": "Paused",
    }.items()
    for state in [STAGES[stage]]
}


_LONGEST_LEVEL = max(len(state.word) for state in LEVELS.values())
_LONGEST_STATE = max(len(state.word) for state in POLICY_STATES)


def commitments_matrix(store: Store, alliance: str | None = None) -> Matrix:
    """Schools × workstreams of one alliance (the first when none is named): who does what.

    A row stands for a membership that has not ended, a cell for its open commitment.
    """
    alliance = alliance or first_alliance(store)
    workstreams = sorted(
        (each for each in store.find(Workstream, alliance=alliance) if each["ended"] is None),
        key=lambda each: str(each["name"]),
    )
    columns = [
        Column("school", "School", "text", 24),
        Column("stage", "Stage", "state", 7),
    ]
    column_keys, labels = {}, {}
    for each in workstreams:
        key = str(each["key"])
        label = str(each["short_name"] or each["name"])
        columns.append(
            Column(key, label, "state", max(5, len(label)), str(each["name"]), _LONGEST_LEVEL)
        )
        column_keys[key], labels[key] = key, str(each["name"])
    levels: dict[tuple[str, str], str] = {}
    cells: dict[tuple[str, str], str] = {}
    for commitment in store.find(Commitment):
        if is_open(commitment, store.today):
            place = str(commitment["membership"]), str(commitment["workstream"])
            levels[place], cells[place] = str(commitment["level"]), str(commitment["key"])
    rows = []
    for membership in open_memberships(store, alliance):
        key = str(membership["key"])
        given: list[Value] = [
            store.name_of(School, str(membership["school"])),
            _STAGES_IN_SHORT[str(membership["stage"])],
        ]
        for column in column_keys:
            level = levels.get((key, column))
            given.append(LEVELS[level] if level else None)
        rows.append(Row(key, tuple(given)))
    rows.sort(key=lambda row: str(row.cells[0]).casefold())
    name = store.name_of(Alliance, alliance)
    title = f"Who does what in {name}" if name else "Who does what"
    table = Summary("workstreams-matrix", title, store.today, columns, rows)
    return Matrix(table, column_keys, cells, labels)


def policies_matrix(store: Store, catalogue: str) -> Matrix:
    """Schools × the policies of a catalogue: where each stands today.

    Rows are the schools of every open membership, and any other school that holds a policy.
    """
    policies = store.find(Policy, catalogue=catalogue)
    policies.sort(key=lambda each: (each["row"] or 9999, str(each["title"]).casefold()))
    columns = [Column("school", "School", "text", 24)]
    column_keys, labels = {}, {}
    for policy in policies:
        key, title = str(policy["key"]), str(policy["title"])
        columns.append(
            Column(key, str(policy["short_title"] or title)[:14], "state", 5, title, _LONGEST_STATE)
        )
        column_keys[key], labels[key] = key, title
    standing = {(each.school, each.policy): each for each in standings(store)}
    rows, cells, dues = [], {}, {}
    for school in schools_with_policies(store) if policies else ():
        key = str(school["key"])
        given: list[Value] = [str(school["name"])]
        for policy in policies:
            column = str(policy["key"])
            held = standing.get((key, column))
            if held is not None:
                cells[key, column] = held.key
                if held.due is not None:
                    dues[key, column] = held.due
                given.append(held.state)
            else:
                given.append(state_without_record(duty_for(school, policy)))
        rows.append(Row(key, tuple(given)))
    title = f"Policies of {CATALOGUES[catalogue]}: where each school stands"
    table = Summary("policies-matrix", title, store.today, columns, rows)
    return Matrix(table, column_keys, cells, labels, dues)


def duty_for(school: Values, policy: Values) -> str:
    """Whether this school must or should have this policy."""
    kind, maintained, academies = (
        None if value is None else str(value)
        for value in (school["type"], policy["duty_maintained"], policy["duty_academies"])
    )
    return duty_of(kind, maintained, academies)


def first_alliance(store: Store) -> str | None:
    """The alliance that is shown when none was chosen."""
    found = sorted(store.find(Alliance), key=lambda each: str(each["name"]).casefold())
    return str(found[0]["key"]) if found else None


def open_memberships(store: Store, alliance: str | None) -> list[Values]:
    """The memberships of an alliance that have not ended."""
    if alliance is None:
        return []
    return [
        membership
        for membership in store.find(Membership, alliance=alliance)
        if membership["stage"] not in STAGES_THAT_ENDED
    ]


def members_of(store: Store, alliance: str) -> frozenset[str]:
    """The schools whose membership of an alliance has not ended."""
    return frozenset(str(each["school"]) for each in open_memberships(store, alliance))


def schools_with_policies(store: Store) -> list[Values]:
    """The schools whose policies are watched, by name."""
    found = [
        values for key in watched_schools(store) if (values := store.get(School, key)) is not None
    ]
    return sorted(found, key=lambda school: str(school["name"]).casefold())


def narrowed(table: Summary, wanted: Wanted) -> list[Row]:
    """The rows of a table that hold all the words, in the order that is wanted."""
    rows = list(table.rows)
    if wanted.only is not None:
        rows = [row for row in rows if row.key in wanted.only]
    words = folded(wanted.words).split()
    if words:
        texts = {
            row.key: folded(
                " ".join(
                    show_value(cell, column.kind)
                    for cell, column in zip(row.cells, table.columns, strict=True)
                )
            )
            for row in rows
        }
        rows = [row for row in rows if all(word in texts[row.key] for word in words)]
    names = [column.name for column in table.columns]
    return in_order(rows, names.index(wanted.sort), wanted.descending) if wanted.sort else rows
