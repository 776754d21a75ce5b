"""What people write in the cells of a tracker: dates, and words in place of dates."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from data.imports.cell_faults import SAYS_NOTHING, is_error_value
from models.fields.dates import show_date
from models.fields.field import UnreadableError
from models.fields.text import folded, one_line
from models.fields.values import Value
from models.policies.due_dates import (
    AWAITING_APPROVAL,
    DRAFTING,
    LIVE,
    NOT_APPLICABLE,
    POLICY_STATES,
)

ReadDay = Callable[[str], Value]
"""Reads a day as its column writes days. Raises UnreadableError."""

_STAGES = {
    "n/a": "not applicable", "na": "not applicable", "n.a.": "not applicable",
    "not applicable": "not applicable", "not required": "not applicable",
    "does not apply": "not applicable", "not needed": "not applicable",
    "live": "in force", "live document": "in force", "in force": "in force",
    "in place": "in force", "approved": "in force",
    "draft": "drafting", "drafting": "drafting", "in draft": "drafting", "drafted": "drafting",
    "awaiting approval": "awaiting approval", "awaiting": "awaiting approval",
    "for approval": "awaiting approval", "pending": "awaiting approval",
    "pending approval": "awaiting approval", "not started": "not started",
}  # fmt: skip
_OUR_STATES = frozenset(
    folded(each.word)
    for each in POLICY_STATES
    if each not in (LIVE, NOT_APPLICABLE, DRAFTING, AWAITING_APPROVAL)
)
"""Words of our own lists that follow from what is recorded, and record nothing."""
_YES = frozenset({"yes", "y", "true", "1", "x", "✓", "✔", "☑", "done", "published"})
_NO = frozenset({"no", "n", "false", "0", "✗", "✘", "☐", "not yet", "not published"})
_DUE = re.compile(r"(?:(?:review|renewal)\s+)?(?:due|by|overdue)(?:\s+(?:on|by|in|since))?\b[\s:]*",
                  re.IGNORECASE)  # fmt: skip
_WORDS_BEFORE = re.compile(
    r"(?:last\s+)?(?:approved|ratified|adopted|agreed|reviewed|checked)(?:\s+on)?\b[\s:]*",
    re.IGNORECASE,
)
_STANDS = "12/09/2025, live, draft, N/A or due Sept 2026"
"""What a cell may say of where a policy stands."""


class Standing(NamedTuple):
    """The meaning of a cell: a day of approval, a stage, or when the policy is due.

    `by` is what stands in brackets after a day: who approved it.
    """

    day: date | None = None
    stage: str | None = None
    due: date | None = None
    by: str = ""


def records_nothing(text: str) -> bool:
    """Whether a cell records nothing: it says so, or what only follows from other records."""
    word = folded(one_line(text))
    return word in SAYS_NOTHING or word in _OUR_STATES or is_error_value(text)


def read_standing(text: str, read_day: ReadDay, read_last: ReadDay) -> Standing:
    """A cell that should hold the day of an approval. Raises UnreadableError.

    "N/A", "live", "draft" say a stage, "due 1 May 2027" when it falls due.
    """
    typed = one_line(text)
    if records_nothing(typed):
        return Standing()
    if stage := read_stage(typed):
        return Standing(stage=stage)
    if match := _DUE.match(typed):
        rest = typed[match.end() :]
        return Standing(due=read_due(rest, read_last) if rest else None)
    if match := _WORDS_BEFORE.match(typed):
        typed = typed[match.end() :]
    typed, by = _without_body(typed)
    try:
        day = read_day(typed)
    except UnreadableError as error:
        raise UnreadableError(one_line(text), error.why, _STANDS) from None
    return Standing(day if isinstance(day, date) else None, by=by)


def read_due(text: str, read_last: ReadDay) -> date | None:
    """A cell that should hold the day of the next review.

    None when it says nothing of the kind. Raises UnreadableError.
    """
    typed = one_line(text)
    if match := _DUE.match(typed):
        typed = typed[match.end() :]
    if records_nothing(typed) or read_stage(typed):
        return None
    day = read_last(typed)
    return day if isinstance(day, date) else None


def read_published(text: str, read_day: ReadDay) -> date | bool | None:
    """A cell that should say when, or whether, a policy went on the website.

    None when it says nothing. Raises UnreadableError.
    """
    typed = folded(one_line(text))
    if typed in _YES or typed in _NO:
        return typed in _YES
    if records_nothing(typed) or read_stage(typed):
        return None
    day = read_day(one_line(text))
    return day if isinstance(day, date) else None


def read_stage(text: str) -> str | None:
    """The stage that a word says; None when it is no such word."""
    return _STAGES.get(folded(one_line(text)).strip(" .*"))


def is_address(text: str) -> bool:
    """Whether a text is a web address rather than a word."""
    return re.match(r"(?:https?://|www\.)\S+$", one_line(text), re.IGNORECASE) is not None


def shown(day: Value) -> str:
    """A day as it is shown, "empty" when there is none."""
    return show_date(day) if isinstance(day, date) else "empty"


def _without_body(text: str) -> tuple[str, str]:
    """A day and what stands in brackets behind it, as in “14 Oct 2025 (FGB)”."""
    match = re.fullmatch(r"(.*[0-9])\s*[(\[]([^()\[\]]+)[)\]]", text)
    return (match[1], match[2].strip()) if match else (text, "")
