"""Commands on a second list under a list."""

from __future__ import annotations

from tui.commands.records import edit
from tui.sections.parts import ListWithPart, PartSection
from tui.workbench.workbench import Workbench


async def go_into_part(bench: Workbench) -> None:
    """Go from a record into what belongs to it."""
    section = bench.section
    if isinstance(section, ListWithPart):
        await section.go_to_part()


async def add_below(bench: Workbench) -> None:
    """Open an empty form for a record of the second list, which belongs to the one in front."""
    section = bench.section
    if isinstance(section, ListWithPart):
        await section.go_to_part()
        section = section.part
    if isinstance(section, PartSection) and section.owner:
        await edit(bench, section.record, None, section.given_values())
