"""Texts of cells that are no values: errors of a spreadsheet, lost letters, swallowed rows."""

from __future__ import annotations

import re

from data.imports.text_decoding import LOST_LETTER

_ERROR_VALUE = re.compile(
    r"#(?:N/A|N/A N/A|N/D|NV|GETTING_DATA|[A-ZÀ-Ý][A-ZÀ-Ý0-9_/]*[!?])|Err:[0-9]{3}|#{4,}"
)
# As databases and statistics programs write "nothing" into a cell.
_NOTHING = frozenset({"NULL", "NaN", "NaT", "<NA>"})


def is_error_value(text: str) -> bool:
    """Whether a program wrote this where it had no value, such as #N/A, #REF! or NULL."""
    stripped = text.strip()
    return stripped in _NOTHING or (
        stripped.startswith(("#", "Err:")) and _ERROR_VALUE.fullmatch(stripped) is not None
    )


def why_unusable(text: str, columns: int = 0) -> str:
    """Why a cell's text is no value; empty when it may be one.

    `columns` is how many a CSV file has, for a cell that should hold one line.
    """
    if is_error_value(text):
        return "it is what a spreadsheet or database writes where there is no value"
    if LOST_LETTER in text:
        return (
            f"the letter at {LOST_LETTER} could not be read: type it again, or save the file as "
            "“CSV UTF-8”"
        )
    if "\n" in text and columns > 2:
        more = text.split("\n")[1:]
        if any(line.count(mark) >= columns - 1 for line in more for mark in ",;\t|"):
            return "it holds the lines of other rows: perhaps a quotation mark is missing"
    return ""
