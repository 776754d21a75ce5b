"""Imports of policies and schools' policies: other headings that their columns may have."""

from __future__ import annotations

from data.imports.other_sheets import read_sheets_by
from data.imports.usual_headings import also_headed, also_named
from models.policies.policy import Policy

also_named(Policy, "Policy title", "Policy name", "Title of policy", "Document", "Title")
also_headed(
    Policy,
    {
        "title": ("Policy", "Policy title", "Policy name", "Name of policy", "Title of policy"),
        "renewal": (
            *("Review cycle", "Renewal cycle", "Cycle", "Frequency", "Review frequency"),
            *("Review period", "How often", "Reviewed"),
        ),
    },
)
read_sheets_by("data.policies.tracker.sheets")
