"""Trackers on a sheet of a workbook that brings in other sheets as well."""

from __future__ import annotations

from pathlib import Path

from data.imports.plans import Progress
from data.policies.tracker.carrying_out import take
from data.policies.tracker.planning import make_plan
from data.policies.tracker.plans import TrackerPlan
from data.policies.tracker.shapes import is_tracker as knows
from data.store.books import Books

__all__ = ["NAME", "knows", "plan", "take"]

NAME = "tracker"


def plan(books: Books, path: Path, progress: Progress) -> TrackerPlan:
    """What bringing in the sheet would do; changes nothing."""
    return make_plan(books, path, progress=progress)
