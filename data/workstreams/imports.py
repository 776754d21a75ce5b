"""Imports of commitments: other headings that their columns may have."""

from __future__ import annotations

from data.imports.usual_headings import also_headed, also_named
from models.workstreams.commitment import Commitment
from models.workstreams.workstream import Workstream

also_named(Workstream, "Area of work", "Work strand", "Strand", "Area", "Project")
also_headed(
    Commitment,
    {
        "level": ("Commitment", "Involvement", "Level of commitment", "Commits to"),
        "began": ("From", "Start date", "Since", "Date from"),
        "ended": ("Until", "End date", "To", "Date to"),
    },
)
