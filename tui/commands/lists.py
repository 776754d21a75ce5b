"""Commands on a list as a whole: its order, its marks, and what it is filtered to."""

from __future__ import annotations

from tui.workbench.workbench import Workbench

_WAYS = {
    "date": ("earliest first", "latest first"),
    "number": ("smallest first", "largest first"),
    "hundredths": ("smallest first", "largest first"),
    "percent": ("smallest first", "largest first"),
    "money": ("smallest first", "largest first"),
}
"""The names of both orders, by the kind of values in the column."""


async def sort(bench: Workbench) -> None:
    """Sort by the column of the cursor; again the other way, and then in the usual order."""
    section = bench.section
    column = section.grid.cursor_column
    if column is None:
        return
    wanted = section.wanted
    if wanted.sort != column.name:
        section.wanted = wanted._replace(sort=column.name, descending=False, then=())
    elif not wanted.descending:
        section.wanted = wanted._replace(descending=True)
    else:
        section.wanted = wanted._replace(sort="", descending=False, then=())
    await section.load()
    if not section.wanted.sort:
        bench.say("In the usual order again.", "info")
        return
    way = _WAYS.get(column.kind, ("A to Z", "Z to A"))[section.wanted.descending]
    bench.say(f"Sorted by {column.label}, {way}.", "info")


async def sort_also(bench: Workbench) -> None:
    """Sort by the cursor's column as well; again the other way, and then without it."""
    section = bench.section
    column = section.grid.cursor_column
    if column is None or not section.wanted.sort or column.name == section.wanted.sort:
        await sort(bench)
        return
    then = dict(section.wanted.then)
    if column.name not in then:
        then[column.name] = False
    elif not then[column.name]:
        then[column.name] = True
    else:
        del then[column.name]
    section.wanted = section.wanted._replace(then=tuple(then.items()))
    await section.load()
    names = {each.name: each.label for each in section.grid.source.columns}
    ways = [f"{names.get(name, name)}{' ▼' if down else ''}" for name, down in section.wanted.order]
    bench.say(f"Sorted by {', then '.join(ways)}.", "info")


async def mark(bench: Workbench) -> None:
    """Mark what the cursor is on, or take its mark away."""
    bench.section.grid.action_mark()


async def mark_all(bench: Workbench) -> None:
    """Mark all rows, in a matrix the cells of the column; or take the marks away."""
    grid = bench.section.grid
    if grid.cell_columns:
        grid.toggle_column()
    elif grid.marks:
        grid.clear_marks()
    else:
        grid.marks = [key for key in grid.source.keys if key]
    bench.say(f"{grid.marked_count:,} marked." if grid.marks else "Nothing is marked.", "info")


async def clear_narrowing(bench: Workbench) -> None:
    """Clear the marks, then the filter, then what Today narrowed the list to; then go back."""
    section = bench.section
    if section.grid.marks:
        section.grid.clear_marks()
        bench.say("")
    elif section.wanted.words:
        await section.narrow("")
    elif section.wanted.only is not None:
        section.wanted = section.wanted._replace(only=None, only_label="")
        await section.load()
    else:
        await section.go_back()
    bench.refresh_bars()
