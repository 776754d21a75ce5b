"""Summaries of policies over many schools: no query for each row, and real catalogues hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.catalogues.loading import bring_in
from data.policies.standing import board
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from models.fields.values import show_value as show
from models.policies.agreements import ServiceAgreement
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.records.record import new_key
from models.schools.school import School
from tests.conftest import TODAY
from tests.policy_books import LONG_AGO

NAMES = (
    "website-check",
    "owners-and-models",
    "by-owner",
    "models-not-bought",
    "since-guidance",
    "fixed-dates",
    "approvals-this-year",
)


def fill(store: Store, schools: int) -> None:
    """Schools that hold twelve policies each, every field of which matters to some summary."""
    with store.operation("Fill") as change:
        agreement = change.add(ServiceAgreement, {"name": "GDPR"})
        school_keys = [new_key() for _ in range(schools)]
        change.add_many(
            School,
            [
                {"key": key, "name": f"School {at:03}", "type": "01", "settled_in": LONG_AGO}
                for at, key in enumerate(school_keys)
            ],
        )
        policies = [new_key() for _ in range(12)]
        for at, key in enumerate(policies):
            values = {
                "title": f"Policy {at:02}",
                "duty_maintained": "must" if at % 2 else "should",
                "publish_maintained": "must",
                "owner": "A. Owner",
                "due_days": "12-31",
                "guidance_of": date(2026, 9, 1),
                "model_availability": "service agreement",
                "agreement": agreement,
            }
            change.add(Policy, values, key)
        held = [
            {"key": new_key(), "school": school, "policy": policy, "stage": "in force"}
            for school in school_keys
            for policy in policies
        ]
        change.add_many(SchoolPolicy, held)
        change.add_many(
            Review,
            [
                {"key": new_key(), "school_policy": each["key"], "reviewed": date(2026, 10, 1),
                 "kind_of_review": "approved"}
                for each in held
            ],
        )  # fmt: skip


@pytest.mark.parametrize("schools", [2, 200])
def test_a_summary_asks_as_little_of_the_store_for_200_schools_as_for_two(
    schools: int, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store, schools)
    board(store)
    asked: list[str] = []
    execute = store.database.execute_sql

    def counting(sql: str, *values: Any, **options: Any) -> Any:
        asked.append(sql)
        return execute(sql, *values, **options)

    monkeypatch.setattr(store.database, "execute_sql", counting)
    for name in NAMES:
        asked.clear()
        rows = SUMMARIES[name].make(store).rows
        assert len(rows) in (1, 12, 12 * schools)
        assert len(asked) <= 10, f"{name}: {asked}"


def test_real_catalogues_can_be_summed_up_before_anything_is_recorded(
    open_store: Callable[..., Store], tmp_path: Path
) -> None:
    store = open_store(tmp_path / "real.db")
    with store.operation("Begin") as change:
        for name, kind in (("Ash Grove", "01"), ("Beech Academy", "34")):
            change.add(School, {"name": name, "type": kind, "phase": "4", "settled_in": TODAY})
    for catalogue in ("dfe", "northumberland"):
        bring_in(store, catalogue)
    for name in NAMES:
        summary = SUMMARIES[name].make(store)
        for row in summary.rows:
            for cell, column in zip(row.cells, summary.columns, strict=True):
                assert isinstance(show(cell, column.kind), str)
    titles = [row.cells[0] for row in SUMMARIES["owners-and-models"].make(store).rows]
    assert len(set(titles)) == len(titles) == len(board(store).policies)
    website = SUMMARIES["website-check"].make(store)
    at = [column.name for column in website.columns].index("finding")
    findings = {str(row.cells[at]) for row in website.rows}
    assert findings == {"Not approved yet"}
