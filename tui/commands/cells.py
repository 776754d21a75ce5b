"""TODO"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.policies.sections import LetteredSection

if TYPE_CHECKING:
    from data.store.change import Change
    from tui.desk.app import Desk


Cells = list[tuple[str, str]]
"""Pairs of a school (or membership) and a policy (or workstream)."""


class Outcome(NamedTuple):
    """What was done to cells in words, what the rules warn of, and whether anything changed.

    `note` is what is said before: of which cells it was not done.
    """

    label: str
    warnings: str
    changed: bool
    note: str = ""


def outcome_of(
    change: Change, label: str, already: str = "It is so already", note: str = ""
) -> Outcome:
    """What an operation did, when it has come to its end."""
    changed = bool(change.kinds)
    return Outcome(label if changed else f"{already}: {label}", change.warned_of, changed, note)


def go_on(desk: Desk, section: LetteredSection, outcome: Outcome) -> None:
    """Show what was done, say it, and go on to the next cell when none is marked."""
    desk.books_changed(frozenset({section.cell_record.kind}))
    if not section.grid.marks:
        section.grid.next_down()
    undo = f"{desk.keys.word('undo')} takes it back." if outcome.changed else ""
    said = f"{outcome.note} {outcome.label}. {outcome.warnings or undo}".strip()
    desk.say(said, "warn" if outcome.warnings else "good")


class Meant(NamedTuple):
    """The cells for which something is recorded, and what is said of those that are left out."""

    cells: Cells
    note: str = ""
