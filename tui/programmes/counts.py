"""The count of a school in a cohort: its form, or a new one for a school that has none."""

from __future__ import annotations

from models.programmes.cohort import CohortPlace
from tui.commands.records import edit
from tui.sections.parts import PartSection
from tui.workbench.workbench import Workbench


async def open_count(bench: Workbench) -> None:
    """Open today's count of the school in front, or a new one that begins with the newest."""
    section = bench.section
    if not isinstance(section, PartSection) or section.grid.cursor_key is None:
        return
    given = {**section.given_values(), "school": section.grid.cursor_key}
    target = section.target()
    values = await bench.books.read(lambda books: books.get(*target)) if target else None
    if values is not None and values["as_of"] == bench.today:
        await edit(bench, CohortPlace, str(values["key"]))
        return
    kept = {name: value for name, value in (values or {}).items() if name != "key"}
    await edit(bench, CohortPlace, None, kept | given)
