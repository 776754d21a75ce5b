"""The list of schools."""

from __future__ import annotations

from models.schools.school import School
from tui.sections.list import ListSection
from tui.sections.places import lists


@lists(School)
class SchoolsList(ListSection):
    """Schools, which are found by their names from anywhere."""

    order = 10
    empty_text = (
        "No schools yet. a adds one, i brings them in from a file of the national register."
    )
    example_file = "edubasealldata20261121.csv"
    in_palette = True
    written_to = True
