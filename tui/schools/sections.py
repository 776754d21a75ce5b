"""The list of schools."""

from __future__ import annotations

from models.schools.school import School
from tui.sections.list import ListSection, first
from tui.sections.places import lists
from tui.workbench.command import Here


@lists(School)
class SchoolsList(ListSection):
    """Schools, which are found by their names from anywhere."""

    order = 10
    commands = first("open", Here("add", runs="tui.schools.adding:add_school"))
    empty_text = (
        "No schools yet. a adds one, i brings them in from a file of the national register."
    )
    example_file = "edubasealldata20261121.csv"
    in_palette = True
