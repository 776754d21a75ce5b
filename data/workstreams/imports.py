"""Imports of commitments: other headings that their columns may have."""

from __future__ import annotations

from data.imports.preparing import Matrix, Named, reads_matrix
from data.imports.usual_headings import also_headed, also_named
from data.store.books import Books
from models.fields.text import folded, one_line
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


def _workstreams(books: Books) -> Named:
    found: dict[str, str] = {}
    for each in books.find(Workstream):
        name = books.name_from(Workstream, each)
        for called in (each["name"], each["short_name"]):
            if called:
                found[folded(str(called))] = name
    return lambda heading: found.get(folded(one_line(heading)), "")


reads_matrix(
    Commitment,
    Matrix("Workstream", ("Membership", "School", "Member", "School name"), "Level", _workstreams),
)
