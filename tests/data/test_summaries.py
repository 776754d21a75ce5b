"""Summaries: what they count, what they are limited to, and what may leave the house."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from data.policy_standing import standings
from data.problems import WrongCall
from data.sample_store import open_sample
from data.store import Store
from data.summaries import SUMMARIES
from data.tables import show
from models.alliances import Alliance, Membership
from models.due import IN_ORDER
from models.schools import School
from tests.conftest import TODAY


@pytest.fixture(scope="module")
def sample() -> Iterator[Store]:
    with open_sample(TODAY) as store:
        yield store


@pytest.mark.parametrize("name", list(SUMMARIES))
def test_every_summary_is_a_whole_table_of_its_day(name: str, sample: Store) -> None:
    summary = SUMMARIES[name].make(sample)
    assert (summary.name, summary.title, summary.today) == (name, SUMMARIES[name].title, TODAY)
    assert all(len(row.cells) == len(summary.columns) for row in summary.rows)
    assert len({column.name for column in summary.columns}) == len(summary.columns)
    for row in summary.rows:
        for cell, column in zip(row.cells, summary.columns, strict=True):
            assert isinstance(show(cell, column.kind), str)


@pytest.mark.parametrize("name", list(SUMMARIES))
def test_every_summary_can_be_made_of_empty_books(name: str, store: Store) -> None:
    summary = SUMMARIES[name].make(store)
    assert all(not any(row.cells[1:2]) for row in summary.rows)


@pytest.mark.parametrize("name", [name for name in SUMMARIES if name != "today"])
def test_a_summary_of_one_school_has_no_other(name: str, sample: Store) -> None:
    (school,) = sample.find(School, urn="137133")
    rows = SUMMARIES[name].make(sample, school=str(school["key"])).rows
    whole = SUMMARIES[name].make(sample).rows
    assert {str(row.cells[0]) for row in rows} == (
        {"The Blue Coat CofE School"} if whole else set()
    )


@pytest.mark.parametrize("name", [name for name in SUMMARIES if name != "today"])
def test_a_summary_of_one_alliance_has_its_schools_and_no_other(
    name: str, open_store: object, sample: Store
) -> None:
    with open_sample(TODAY) as store:
        whole = SUMMARIES[name].make(store).rows
        (northern,) = store.find(Alliance)
        with store.operation("Another") as change:
            other = change.add(Alliance, {"name": "Another"})
            school = change.add(School, {"name": "Far Away"})
            change.add(Membership, {"school": school, "alliance": other, "stage": "enquiry"})
        inside = SUMMARIES[name].make(store, alliance=str(northern["key"])).rows
        outside = SUMMARIES[name].make(store, alliance=other).rows
        assert "Far Away" not in {str(row.cells[0]) for row in inside}
        assert {str(row.cells[0]) for row in outside} <= {"Far Away"}
        assert len(inside) <= len(whole)
        assert bool(outside) is bool(whole)


def test_what_needs_attention_is_not_for_circulation_and_of_everything(sample: Store) -> None:
    for limits in ({"for_circulation": True}, {"school": "x"}, {"alliance": "x"}):
        with pytest.raises(WrongCall, match="of everything"):
            SUMMARIES["today"].make(sample, **limits)


def test_compliance_counts_what_is_in_order_of_what_must_be(sample: Store) -> None:
    summary = SUMMARIES["policy-compliance"].make(sample)
    at = {column.name: place for place, column in enumerate(summary.columns)}
    held: dict[str, int] = {}
    for each in standings(sample):
        held[each.school] = held.get(each.school, 0) + (each.state in IN_ORDER)
    assert len(summary.rows) > 10
    for row in summary.rows:
        must, should = row.cells[at["must-in-order"]], row.cells[at["should-in-order"]]
        assert isinstance(must, int)
        assert isinstance(should, int)
        assert must + should == held.get(row.key, 0)
        assert must <= row.cells[at["must"]]
        assert should <= row.cells[at["should"]]


def test_the_register_counts_each_stage(sample: Store) -> None:
    summary = SUMMARIES["membership-register"].make(sample)
    stages = [str(row.cells[6]) for row in summary.rows]
    assert len(stages) == sample.count(Membership)
    for stage in set(stages):
        assert f"{stages.count(stage)} {stage.lower()}" in summary.notes[-1]
    names = [str(row.cells[0]).casefold() for row in summary.rows]
    assert names == sorted(names)
