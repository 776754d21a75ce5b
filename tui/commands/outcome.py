"""What is said when a key has changed the books."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.records.record import Record
    from tui.desk.app import Desk


def say_done(
    desk: Desk, label: str, warnings: str, *records: type[Record], at: str | None = None
) -> None:
    """Show the records of these kinds anew, and say what was done to them.

    What is warned of takes the place of how it is taken back. The cursor goes to the record `at`.
    """
    desk.books_changed(frozenset(each.kind for each in records), at)
    said = warnings or f"{desk.keys.word('undo')} takes it back."
    desk.say(f"{label}. {said}", "warn" if warnings else "good")
