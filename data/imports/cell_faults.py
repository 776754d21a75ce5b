"""Cells that hold no value: spreadsheet errors, lost characters, rows swallowed by a quote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from data.imports.text_decoding import LOST_LETTER
from models.fields.text import folded, one_line

_ERROR_VALUE = re.compile(
    r"#(?:N/A|N/A N/A|N/D|NV|GETTING_DATA|[A-ZÀ-Ý][A-ZÀ-Ý0-9_/]*[!?])|Err:[0-9]{3}|#{4,}"
)
# As databases and statistics programs write "nothing" into a cell.
_NOTHING = frozenset({"NULL", "NaN", "NaT", "<NA>"})

SAYS_NOTHING = frozenset(
    {
        "",
        "-",
        "--",
        "–",
        "—",
        "?",
        "tbc",
        "tba",
        "tbd",
        "none",
        "nil",
        "not known",
        "unknown",
        "n/k",
        "nk",
        "n.k.",
        "not yet",
        "not yet known",
        "see notes",
        "see note",
        "see comments",
        "to be confirmed",
        "to be agreed",
        "to be advised",
        "to follow",
        "not recorded",
        "not given",
        "no data",
        "…",
        "...",
    }
)
"""Words, folded, that people write where there is nothing to say yet."""

_NOT_THERE = SAYS_NOTHING | {
    "n/a",
    "na",
    "n.a.",
    "not applicable",
    "pending",
    "awaited",
    "vacant",
    "vacancy",
}

_TOTAL = re.compile(
    r"(?:grand |sub[- ]?|overall )?totals?\b(?: (?:schools|pupils|members|number|cost))?[ :\d.,£]*"
    r"|sum|average|mean|count",
    re.IGNORECASE,
)

_NOTE = re.compile(
    r"[*†‡#•=]|.{1,40} = |(?:notes?|n\.?b\.?|key|source|contact)\s*(?:[:.=–-]|$)|note that |"
    r"(?:(?:last )?updated|compiled|prepared|printed|correct|accurate) (?:on|by|as|at|in|\d)|"
    r"as at |page \d|please |for (?:queries|information)|end of (?:list|report|table)",
    re.IGNORECASE,
)


def is_error_value(text: str) -> bool:
    """Whether a program wrote this where it had no value, such as #N/A, #REF! or NULL."""
    stripped = text.strip()
    return stripped in _NOTHING or (
        stripped.startswith(("#", "Err:")) and _ERROR_VALUE.fullmatch(stripped) is not None
    )


def says_nothing(text: str) -> bool:
    """Whether somebody wrote that there is no value, such as n/a, TBC or a dash."""
    return folded(one_line(text)) in _NOT_THERE


def is_total(cells: Iterable[str]) -> bool:
    """Whether a row sums up those above it: it begins so, and has only figures besides."""
    first, *others = [one_line(cell) for cell in cells if cell.strip()] or [""]
    return _sums_up(first, others)


def why_no_record(cells: Iterable[str], several: bool) -> str:
    """Why a row is no record: it sums up others, or is a note on the table; empty when it is one.

    A text alone in its row is a note, if it begins or explains like one, where there are `several`
    columns.
    """
    first, *others = [one_line(cell) for cell in cells if cell.strip()] or [""]
    if not others:
        is_one = several and _NOTE.match(first) is not None
        if is_one and _TOTAL.fullmatch(first) is None:
            return "it is a note on the table"
    return "it sums up the rows above it" if _sums_up(first, others) else ""


def _sums_up(first: str, others: Iterable[str]) -> bool:
    return _TOTAL.fullmatch(first) is not None and not any(
        re.search("[a-z]", each, re.IGNORECASE) for each in others
    )


def no_result(cells: Sequence[str]) -> str:
    """Why a row cannot be used in which these cells are formulas that were never calculated.

    Empty where there is no such cell.
    """
    if not cells:
        return ""
    are = "is a formula whose result is" if len(cells) == 1 else "are formulas whose results are"
    named = f"cell{'' if len(cells) == 1 else 's'} {', '.join(cells)}"
    return f"{named} {are} not in the file: open it in Excel, save it, and import it again"


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
