"""Choosing the columns of the list in front, which are remembered for it."""

from __future__ import annotations

from data.tables.table import Column
from tui.desk.settings import keep
from tui.desk.showing import Showing
from tui.dialogs.columns import ChooseColumns
from tui.sections.list import ListSection


async def choose_columns(desk: Showing) -> None:
    """Ask which columns the list is to have, and show it so from now on."""
    section = desk.section
    if not isinstance(section, ListSection):
        desk.say("The columns of a list can be chosen: a matrix has one for each record.", "info")
        return
    columns: list[Column] = list(section.columns_to_filter)
    screen = ChooseColumns(f"Columns of {section.label}", columns, section.grid.source.columns)
    chosen = await desk.ask(screen)
    if chosen is None:
        return
    section.chosen = [(each.name, each.width) for each in chosen]
    kept = dict(desk.remembered_for_good.get("columns", {}))
    kept[section.record.kind] = [list(each) for each in section.chosen]
    keep(desk, "columns", kept)
    await section.load()
    said = "Its own columns, remembered for this list." if chosen else "The usual columns again."
    desk.say(said, "good")
