"""The order in which one goes through the cells of a matrix: down, or to the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Place = tuple[int, int]
"""The indices of a row and of a column."""


def place_after(
    here: Place, rows: int, cells: Sequence[int], goes_right: bool
) -> tuple[int, int, bool]:
    """The cell after this one of these columns, and whether one turns into the next line there."""
    index, column = here
    at = cells.index(column)
    if goes_right:
        if at < len(cells) - 1:
            return index, cells[at + 1], False
        return (index + 1, cells[0], True) if index < rows - 1 else (index, column, False)
    if index < rows - 1:
        return index + 1, column, False
    return (0, cells[at + 1], True) if at < len(cells) - 1 else (index, column, False)


def places_in_order(rows: int, cells: Sequence[int], goes_right: bool) -> list[Place]:
    """All cells of these columns, as one goes through them."""
    if goes_right:
        return [(index, column) for index in range(rows) for column in cells]
    return [(index, column) for column in cells for index in range(rows)]


def places_from(here: Place, places: Sequence[Place], step: int) -> Iterator[Place]:
    """All places once, from the one after this, or before it, round to this one itself."""
    # From the names one goes on to the first cell, or back to the last.
    outside = -1 if step > 0 else len(places)
    at = places.index(here) if here in places else outside
    for moved in range(1, len(places) + 1):
        yield places[(at + step * moved) % len(places)]
