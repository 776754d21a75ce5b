"""The matrices: which schools and columns they have, and what stands in a cell."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from data.meetings.matrix import attendance_matrix
from data.memberships.chosen_alliance import first_alliance
from data.policies.matrix import policies_matrix
from data.policies.standing import board
from data.sample.store import open_sample
from data.store.store import Store
from data.tables.listing import Wanted
from data.tables.matrix import ColumnCounts, filter_rows
from data.tables.table import Row
from data.workstreams.matrix import commitments_matrix
from models.alliances.alliance import Alliance
from models.alliances.catalogues import CATALOGUES
from models.fields.states import State
from models.meetings.attendance import ATTENDED, NOT_EXPECTED, Attendance
from models.meetings.meeting import Meeting
from models.memberships.membership import STAGES_THAT_ENDED, STAGES_THAT_SIGNED, Membership
from models.policies.due_dates import POLICY_STATES
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values
from models.schools.organisation import Organisation
from models.schools.school import School
from models.workstreams.commitment import LEVELS, Commitment
from models.workstreams.workstream import Workstream
from tests.conftest import TODAY


@pytest.fixture
def sample() -> Iterator[Store]:
    with open_sample(TODAY) as store:
        yield store


def states_of(store: Store) -> set[object]:
    """Every cell of the matrices of all catalogues."""
    matrices = [policies_matrix(store, catalogue) for catalogue in CATALOGUES]
    return {cell for matrix in matrices for row in matrix.table.rows for cell in row.cells}


def test_every_level_appears_in_the_sample(sample: Store) -> None:
    cells = [cell for row in commitments_matrix(sample).table.rows for cell in row.cells[2:]]
    letters = {cell.letter for cell in cells if isinstance(cell, State)}
    assert {letter[0] for letter in letters} >= {state.letter for state in LEVELS.values()}
    assert {"C↑", "-↓", "P↓", "0"} <= letters


@pytest.mark.parametrize(
    "day", [TODAY, date(2026, 1, 5), date(2026, 8, 1), date(2027, 2, 28)], ids=str
)
def test_every_state_of_a_policy_appears_in_the_sample_on_any_day(day: date) -> None:
    with open_sample(day) as store:
        assert set(POLICY_STATES) <= states_of(store)


def test_rows_are_the_memberships_that_have_not_ended_by_name(sample: Store) -> None:
    rows = commitments_matrix(sample).table.rows
    members = sample.find(Membership, alliance=first_alliance(sample))
    ended = {m["key"] for m in members if m["stage"] in STAGES_THAT_ENDED}
    assert ended
    assert {row.key for row in rows} == {m["key"] for m in members} - ended
    names = [str(row.cells[0]).casefold() for row in rows]
    assert names == sorted(names)


def test_a_cell_is_the_open_commitment_and_what_ended_is_not_shown(sample: Store) -> None:
    matrix = commitments_matrix(sample)
    columns = [column.name for column in matrix.table.columns]
    shown = {
        (row.key, column): cell
        for row in matrix.table.rows
        for column, cell in zip(columns, row.cells, strict=True)
        if column in matrix.column_keys and cell.letter[0] != "-"
    }
    assert shown.keys() == matrix.cells.keys()
    for place, key in matrix.cells.items():
        commitment = sample.get(Commitment, key)
        assert commitment is not None
        assert (commitment["membership"], commitment["workstream"]) == place
        assert commitment["ended"] is None
        assert LEVELS[str(commitment["level"])].letter == shown[place].letter[0]


def test_an_organisation_and_a_school_that_is_leaving_have_their_rows(store: Store) -> None:
    signed: Values = {"statement_signed": TODAY, "signatory": "A. Head"}
    with store.operation("Begin") as change:
        alliance = change.add(Alliance, {"name": "Northern"})
        stream = change.add(Workstream, {"name": "Research", "alliance": alliance})
        diocese = change.add(Organisation, {"name": "Diocese of Salford"})
        school = change.add(School, {"name": "Ash Grove"})
        member: Values = {"alliance": alliance, "organisation": diocese, "stage": "member"}
        key = change.add(Membership, member | signed)
        leaving: Values = {"alliance": alliance, "school": school, "stage": "leaving"}
        change.add(Membership, leaving | signed | {"notice": TODAY})
        change.add(Commitment, {"membership": key, "workstream": stream, "level": "lead"})
    rows = commitments_matrix(store).table.rows
    assert [[str(cell or "") for cell in row.cells] for row in rows] == [
        ["Ash Grove", "Leaving", "Nothing", "0"],
        ["Diocese of Salford", "Member", "Lead", "1"],
    ]


def test_a_workstream_that_ended_is_no_column(sample: Store) -> None:
    before = commitments_matrix(sample)
    gone = next(iter(before.column_keys))
    with sample.operation("End") as change:
        change.set(Workstream, gone, {"ended": TODAY})
    assert list(commitments_matrix(sample).column_keys) == list(before.column_keys)[1:]


def test_columns_tell_the_whole_title_of_what_they_stand_for(sample: Store) -> None:
    matrix = policies_matrix(sample, "northumberland")
    parts = 0
    for name, key in matrix.column_keys.items():
        policy = sample.get(Policy, key)
        assert policy is not None
        parts += policy["part_of"] is not None
        assert matrix.full_labels[name] == policy["title"]
    assert len(matrix.column_keys) - parts == 9


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_cells_of_policies_are_the_standings_of_the_day(catalogue: str, sample: Store) -> None:
    matrix = policies_matrix(sample, catalogue)
    held = {(each["school"], each["policy"]): each["key"] for each in sample.find(SchoolPolicy)}
    columns = [column.name for column in matrix.table.columns]
    assert matrix.board is board(sample)
    for row in matrix.table.rows:
        for name, cell in list(zip(columns, row.cells, strict=True))[1:]:
            standing = matrix.board.get(row.key, name)
            assert cell is (standing.state if standing else None)
            assert matrix.cell_key(row.key, name) == held.get((row.key, name))


def test_rows_are_the_schools_that_are_watched_by_name(sample: Store) -> None:
    rows = policies_matrix(sample, "northumberland").table.rows
    assert {row.key for row in rows} == board(sample).watched.keys()
    names = [str(row.cells[0]).casefold() for row in rows]
    assert names == sorted(names)


def test_columns_are_the_policies_of_the_catalogue_by_their_row(sample: Store) -> None:
    for catalogue in CATALOGUES:
        wanted = sorted(
            (each for each in sample.find(Policy, catalogue=catalogue) if each["part_of"] is None),
            key=lambda each: (each["row"] or 9999, str(each["title"])),
        )
        keys = list(policies_matrix(sample, catalogue).column_keys.values())
        whole = {str(each["key"]) for each in wanted}
        assert [key for key in keys if key in whole] == [each["key"] for each in wanted]


def test_parts_of_a_document_have_a_column_once_a_school_holds_one(store: Store) -> None:
    with store.operation("Begin") as change:
        school = change.add(School, {"name": "Ash Grove", "type": "01"})
        whole = change.add(Policy, {"title": "Behaviour and principles"})
        parts = [
            change.add(Policy, {"title": title, "part_of": whole})
            for title in ("Behaviour", "Principles")
        ]
    assert list(policies_matrix(store, "own").column_keys) == [whole]
    with store.operation("Hold") as change:
        held = change.add(SchoolPolicy, {"school": school, "policy": parts[0]})
        change.add(Review, {"school_policy": held, "reviewed": TODAY})
    matrix = policies_matrix(store, "own")
    assert set(matrix.column_keys) == {whole, parts[0]}
    assert matrix.cell_key(school, parts[0]) == held
    assert matrix.cell_key(school, whole) is None
    store.undo()
    assert list(policies_matrix(store, "own").column_keys) == [whole]


def test_the_alliance_with_the_most_members_is_shown_when_none_was_chosen(sample: Store) -> None:
    with sample.operation("Another") as change:
        change.add(Alliance, {"name": "Aardvark"})
    name = sample.name_of(Alliance, first_alliance(sample))
    assert name == "The Northern Alliance"
    assert name in commitments_matrix(sample).table.title


def test_columns_of_attendance_are_meetings_newest_first_up_to_the_next_one(store: Store) -> None:
    with store.operation("Begin") as change:
        alliance = change.add(Alliance, {"name": "Northern"})
        for days in (-400, 40, -3, 9, -30):
            held = {"held": TODAY + timedelta(days=days), "kind_of_meeting": "steering group"}
            change.add(Meeting, held | {"alliance": alliance})
        change.add(Meeting, {"held": TODAY, "school": change.add(School, {"name": "Ash"})})
    matrix = attendance_matrix(store)
    assert [column.label for column in matrix.table.columns[2:]] == [
        "30/11 Steering",
        "18/11 Steering",
        "22/10 Steering",
        "17/10 Steering",
    ]
    assert list(matrix.full_labels.values())[-1] == "Steering group, 17/10/2025"


def test_a_cell_of_attendance_is_what_is_recorded_and_guests_stand_after_the_members(
    sample: Store,
) -> None:
    matrix = attendance_matrix(sample)
    columns = [column.name for column in matrix.table.columns]
    shown = {
        (row.key, column): cell
        for row in matrix.table.rows
        for column, cell in zip(columns, row.cells, strict=True)
        if column in matrix.column_keys and cell not in (None, NOT_EXPECTED)
    }
    assert shown.keys() == matrix.cells.keys()
    assert set(shown.values()) == set(ATTENDED.values())
    for (member, meeting), key in matrix.cells.items():
        found = sample.get(Attendance, key)
        assert found is not None
        assert (found["membership"], found["meeting"]) == (member, meeting)
        assert ATTENDED[str(found["attended"])] is shown[member, meeting]
    held = [key for key in matrix.column_keys if matrix.full_labels[key].endswith("03/11/2026")]
    at = columns.index(held[0])
    expected = [row.cells[at] is not NOT_EXPECTED for row in matrix.table.rows]
    assert expected == sorted(expected, reverse=True), "they stand together, and first"
    assert not all(expected)
    (held,) = (key for key, label in matrix.full_labels.items() if label.endswith("03/11/2026"))
    expected = [row.cells[columns.index(held)] is not NOT_EXPECTED for row in matrix.table.rows]
    assert expected == sorted(expected, reverse=True), "they stand together, and first"
    assert not all(expected)
    stages = {str(m["key"]): m["stage"] for m in sample.find(Membership)}
    assert stages[matrix.table.rows[-1].key] not in STAGES_THAT_SIGNED


def test_books_without_an_alliance_or_a_policy_have_empty_matrices(store: Store) -> None:
    assert commitments_matrix(store).table.rows == attendance_matrix(store).table.rows == []
    with store.operation("One") as change:
        change.add(School, {"name": "Ash Grove"})
    matrix = policies_matrix(store, "dfe")
    assert (matrix.column_keys, matrix.table.rows) == ({}, [])


def test_a_matrix_narrows_by_words_of_any_cell_and_sorts_by_any_column(sample: Store) -> None:
    table = policies_matrix(sample, "northumberland").table
    only = [table.rows[3].key, table.rows[0].key]
    assert [row.key for row in filter_rows(table, Wanted(only=frozenset(only)))] == only[::-1]
    overdue = filter_rows(table, Wanted(words="OVERDUE"))
    assert 0 < len(overdue) < len(table.rows)
    assert all(any(str(cell).startswith("Overdue") for cell in row.cells[1:]) for row in overdue)
    column = table.columns[1].name
    words = [str(row.cells[1]) for row in filter_rows(table, Wanted(sort=column, descending=True))]
    assert words == sorted(words, reverse=True)
    assert filter_rows(table._replace(rows=[]), Wanted(words="x", sort=column)) == []


def test_what_is_counted_below_a_matrix_is_right_however_many_rows_have_changed() -> None:
    chance = random.Random(1)
    rows = [Row(str(at), (at, *chance.choices("OMC", k=3))) for at in range(40)]
    counts = ColumnCounts(rows)
    for changed in (1, 0, 3, 40, 30, 5):
        for at in chance.sample(range(len(rows)), min(changed, len(rows))):
            rows[at] = Row(rows[at].key, (at, *chance.choices("OMC", k=3)))
        del rows[: changed // 3]
        chance.shuffle(rows)
        counts.update(rows)
        assert [+each for each in counts.columns] == ColumnCounts(rows).columns, changed
    counts.update([])
    assert counts.columns == []
