"""Drop-down lists in the columns of a workbook that is to be filled in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.tables.table import Column

SHEET = "Choices"
"""The hidden sheet that holds the lists: those in a cell itself may not be long."""

_ROWS = 2000
"""Rows in which a drop-down list is offered."""


def add_choices(workbook: Any, sheet: Any, columns: Sequence[Column], first_row: int) -> None:
    """Offer the choices of these columns, from a row on; other values may still be typed."""
    wanted = [(at, column) for at, column in enumerate(columns) if column.choices]
    if not wanted:
        return
    lists = workbook.add_worksheet(SHEET)
    lists.hide()
    for place, (at, column) in enumerate(wanted):
        for row, choice in enumerate(column.choices):
            lists.write_string(row, place, choice)
        letter = _letter(place)
        sheet.data_validation(
            first_row, at, first_row + _ROWS, at,
            {
                "validate": "list",
                "source": f"={SHEET}!${letter}$1:${letter}${len(column.choices)}",
                "error_type": "warning",
                "error_title": "Not one of the list",
                "error_message": "Keep it only if it is a code of the register.",
            },
        )  # fmt: skip


def _letter(place: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(place))
