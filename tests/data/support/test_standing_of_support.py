"""Where support stands: the sample's deployments, worked out by hand; other days; Today."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

import pytest

from data.problems import Problem
from data.sample.store import open_sample
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.support.standing import Standing, standings
from data.tables.paper import Listing
from data.today.matters import matters
from models.support.deployment import Deployment
from tests.data.support.books_of_support import Support


@pytest.fixture(scope="module")
def sample() -> Iterator[Store]:
    """The sample of 21 November 2026."""
    store = open_sample(date(2026, 11, 21))
    yield store
    store.close()


def by_reference(store: Store) -> dict[str, Standing]:
    return {str(each.deployment["reference"]): each for each in standings(store)}


def test_each_deployment_of_the_sample_waits_for_another_thing(sample: Store) -> None:
    found = {ref: (each.waits_for, each.waiting_days) for ref, each in by_reference(sample).items()}
    assert found == {
        "D2026-001": ("", 45),
        # Used up on Saturday 24 October: four whole weeks of five days.
        "D2026-002": ("evaluation", 20),
        # The home head agreed on 6 October: 18 working days of October, 15 of November.
        "D2026-003": ("specialist", 33),
        "D2026-004": ("home head", 20),
        "D2026-005": ("agreement", 15),
        "D2026-006": ("client", 5),
        # Signed on Tuesday 17 November.
        "D2026-007": ("invoice", 3),
    }


LOG = {
    # Two days at 420: 840, the fee 15 % of it, 126; client 966, VAT a fifth of it, 193.20.
    "D2026-001": {"agreed": "2", "used": "2", "visits": 2, "rating": "1 Very good",
                  "client_pays": "966.00", "vat": "193.20", "home_gets": "840.00",
                  "fee": "126.00"},
    # Two visits of five hours count; an hour of preparation is included in the price.
    "D2026-002": {"agreed": "2", "used": "2", "visits": 3, "rating": None,
                  "client_pays": "966.00", "vat": "193.20", "home_gets": "840.00",
                  "fee": "126.00"},
    # A day and a half at 700: 1,050, the fee 157.50; VAT on 1,207.50 is 241.50.
    "D2026-007": {"agreed": "1.5", "used": None, "visits": None, "rating": None,
                  "client_pays": "1207.50", "vat": "241.50", "home_gets": "1050.00",
                  "fee": "157.50"},
}  # fmt: skip


def test_three_deployments_come_out_as_by_hand(sample: Store) -> None:
    from data.exports.writers.json_file import objects

    rows = {str(row["reference"]): row for row in objects(SUMMARIES["deployment-log"].make(sample))}
    for reference, expected in LOG.items():
        assert {name: rows[reference][name] for name in expected} == expected, reference


def test_specialists_stand_with_most_days_left_first(sample: Store) -> None:
    table = SUMMARIES["specialist-days"].make(sample)
    found = [
        (str(row.cells[0]).removesuffix(" (sample)"), (*row.cells[-3:-1], row.cells[2]))
        for row in table.rows
        if row.key
    ]
    # Of Sami's two agreements one was signed in the school year before.
    assert found == [
        ("Sami Fellside", (200, 200, 1000)),
        ("Rosa Thyme", (0, 0, 800)),
        ("Ada Bramble", (150, 0, -50)),
    ]
    # Paper has no room for a column of each client: they stand one under the other.
    assert table.paper
    (part,) = table.paper.parts
    assert isinstance(part, Listing)
    assert [row.cells[3] for row in part.groups[0].rows] == [
        "Ashenfold High School (sample): 2 of 2 days, own wish",
        None,
        "Thistledown CofE Primary School (sample): 0 of 1.5 days, in need",
    ]


def test_an_earlier_day_shows_support_as_it_stood() -> None:
    with open_sample(date(2026, 11, 21)) as store:
        store.today = date(2026, 10, 4)
        found = by_reference(store)
        assert found["D2026-003"].step == "home head asked"
        assert found["D2026-003"].waits_for == "home head"
        assert "D2026-006" not in found
        row = next(
            row for row in SUMMARIES["invoices"].make(store).rows if row.cells[0] == "2026-002"
        )
        assert str(row.cells[11]) == "Open"


def test_today_has_a_line_for_each_thing_that_support_asks_for(sample: Store) -> None:
    found = {each.title: each.count for each in matters(sample)}
    assert found["Support that waits over 10 working days"] == 3
    assert found["Visits not recorded"] == 1
    assert found["Support without evaluation"] == 1
    assert found["Specialists over their days"] == 1
    assert found["Designations and insurance to be renewed"] == 1
    assert found["Invoices overdue to us"] == 1
    assert found["Invoices overdue by us"] == 1


def test_undoing_all_of_a_deployment_one_by_one_ends_at_the_request(store: Store) -> None:
    support = Support(store)
    support.until("closed")
    assert support.stands_at == "closed"
    while support.path != ["requested"]:
        store.undo()
    assert store.count(Deployment) == 1
    with suppress(Problem):
        while True:
            store.undo()
    assert store.count(Deployment) == 0
