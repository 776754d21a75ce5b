"""Small books of schools and policies for tests, entered in one line each."""

from __future__ import annotations

from datetime import date
from typing import Any

from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.table import Summary
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.records.record import Record
from models.schools.school import School

LONG_AGO = date(2020, 9, 1)


class PolicyBooks:
    """A store with entries made quickly; what is added gives its key."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def add(self, record: type[Record], **values: Any) -> str:
        with self.store.operation(f"Add a {record.singular}") as change:
            return change.add(record, values)

    def set(self, record: type[Record], key: str, **values: Any) -> None:
        with self.store.operation(f"Change a {record.singular}") as change:
            change.set(record, key, values)

    def school(self, name: str, **values: Any) -> str:
        """A community school that has settled in."""
        return self.add(School, **{"name": name, "type": "01", "settled_in": LONG_AGO} | values)

    def policy(self, title: str, **values: Any) -> str:
        """A yearly policy that every school must have, and need not publish."""
        usual = {
            "title": title,
            "duty_maintained": "must",
            "duty_academies": "must",
            "publish_maintained": "no",
            "publish_academies": "no",
        }
        return self.add(Policy, **usual | values)

    def hold(self, school: str, policy: str, *approved: date, **values: Any) -> str:
        """Give a school a policy that was approved on these days."""
        usual = {"school": school, "policy": policy, "stage": "in force"}
        held = self.add(SchoolPolicy, **usual | values)
        for day in approved:
            self.review(held, day)
        return held

    def review(self, held: str, day: date, **values: Any) -> str:
        return self.add(Review, **{"school_policy": held, "reviewed": day} | values)

    def summary(self, name: str, **limits: Any) -> Summary:
        return SUMMARIES[name].make(self.store, **limits)

    def rows(self, name: str, **limits: Any) -> list[dict[str, Any]]:
        """The rows of a summary by the names of their columns; states by their words."""
        summary = self.summary(name, **limits)
        return [
            {
                column.name: getattr(cell, "word", cell)
                for column, cell in zip(summary.columns, row.cells, strict=True)
            }
            | {"": row.key}
            for row in summary.rows
        ]
