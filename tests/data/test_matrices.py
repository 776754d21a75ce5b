"""The matrices: which schools and columns they have, and what stands in a cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from data.listings import Wanted
from data.matrices import commitments_matrix, duty_for, narrowed, policies_matrix
from data.policy_standing import standings
from data.sample_store import open_sample
from data.store import Store
from models.alliances import LEVELS, STAGES_THAT_ENDED, Commitment, Membership, Workstream
from models.due import NOT_APPLICABLE, NOT_RECORDED, POLICY_STATES
from models.policies import CATALOGUES, Policy
from models.schools import School
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
    levels = {cell for row in commitments_matrix(sample).table.rows for cell in row.cells}
    assert set(LEVELS.values()) <= levels


@pytest.mark.parametrize(
    "day", [TODAY, date(2026, 1, 5), date(2026, 8, 1), date(2027, 2, 28)], ids=str
)
def test_every_state_of_a_policy_appears_in_the_sample_on_any_day(day: date) -> None:
    with open_sample(day) as store:
        assert set(POLICY_STATES) <= states_of(store)


def test_rows_are_the_memberships_that_have_not_ended_by_name(sample: Store) -> None:
    rows = commitments_matrix(sample).table.rows
    ended = {m["key"] for m in sample.find(Membership) if m["stage"] in STAGES_THAT_ENDED}
    assert ended
    assert {row.key for row in rows} == {m["key"] for m in sample.find(Membership)} - ended
    names = [str(row.cells[0]).casefold() for row in rows]
    assert names == sorted(names)


def test_a_cell_is_the_open_commitment_and_what_ended_is_not_shown(sample: Store) -> None:
    matrix = commitments_matrix(sample)
    columns = [column.name for column in matrix.table.columns]
    shown = {
        (row.key, column): cell
        for row in matrix.table.rows
        for column, cell in zip(columns, row.cells, strict=True)
        if column in matrix.column_keys and cell is not None
    }
    assert shown.keys() == matrix.cells.keys()
    for place, key in matrix.cells.items():
        commitment = sample.get(Commitment, key)
        assert commitment is not None
        assert (commitment["membership"], commitment["workstream"]) == place
        assert commitment["ended"] is None
        assert LEVELS[str(commitment["level"])] is shown[place]


def test_a_workstream_that_ended_is_no_column(sample: Store) -> None:
    before = commitments_matrix(sample)
    gone = next(iter(before.column_keys))
    with sample.operation("End") as change:
        change.set(Workstream, gone, {"ended": TODAY})
    assert list(commitments_matrix(sample).column_keys) == list(before.column_keys)[1:]


def test_columns_tell_the_whole_title_of_what_they_stand_for(sample: Store) -> None:
    matrix = policies_matrix(sample, "northumberland")
    assert len(matrix.column_keys) == 9
    for name, key in matrix.column_keys.items():
        policy = sample.get(Policy, key)
        assert policy is not None
        assert matrix.full_labels[name] == policy["title"]


def test_cells_of_policies_are_the_standings_of_the_day(sample: Store) -> None:
    matrix = policies_matrix(sample, "northumberland")
    held = {(each.school, each.policy): each for each in standings(sample)}
    columns = [column.name for column in matrix.table.columns]
    for row in matrix.table.rows:
        for name, cell in list(zip(columns, row.cells, strict=True))[1:]:
            standing = held.get((row.key, name))
            if standing is None:
                assert cell in (NOT_APPLICABLE, NOT_RECORDED)
            else:
                assert cell is standing.state
                assert matrix.cells[row.key, name] == standing.key


def test_the_duty_is_that_of_the_schools_type(sample: Store) -> None:
    policy = {"duty_maintained": "must", "duty_academies": "no"}
    assert duty_for({"type": "34"}, policy) == "no"
    assert duty_for({"type": "01"}, policy) == "must"
    assert duty_for({"type": None}, policy) == "must"
    assert duty_for({"type": "01"}, {"duty_maintained": None, "duty_academies": "must"}) == "varies"


def test_books_without_an_alliance_or_a_policy_have_empty_matrices(store: Store) -> None:
    assert commitments_matrix(store).table.rows == []
    with store.operation("One") as change:
        change.add(School, {"name": "Ash Grove"})
    matrix = policies_matrix(store, "dfe")
    assert (matrix.column_keys, matrix.table.rows) == ({}, [])


def test_a_matrix_narrows_by_words_of_any_cell_and_sorts_by_any_column(sample: Store) -> None:
    table = policies_matrix(sample, "northumberland").table
    only = [table.rows[3].key, table.rows[0].key]
    assert [row.key for row in narrowed(table, Wanted(only=frozenset(only)))] == only[::-1]
    overdue = narrowed(table, Wanted(words="OVERDUE"))
    assert 0 < len(overdue) < len(table.rows)
    assert all(any(str(cell) == "Overdue" for cell in row.cells[1:]) for row in overdue)
    column = table.columns[1].name
    words = [str(row.cells[1]) for row in narrowed(table, Wanted(sort=column, descending=True))]
    assert words == sorted(words, reverse=True)
    assert narrowed(replace(table, rows=[]), Wanted(words="x", sort=column)) == []
