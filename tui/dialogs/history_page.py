"""The history of a record as lines."""

from __future__ import annotations

from collections.abc import Sequence

from data.store.history import Entry
from models.fields.dates import show_date
from tui.widgets.canvas import Words


def history_lines(entries: Sequence[Entry]) -> list[Words]:
    """Newest first: when and who, what was done, and each field's old and new value."""
    lines: list[Words] = []
    for entry in entries:
        moment = entry.at.astimezone()
        when = f"{show_date(moment.date())} {moment:%H:%M}"
        undone = " (undone since)" if entry.state == "undone" else ""
        verb = {"undo": "Undone: ", "redo": "Redone: "}.get(entry.kind, "")
        lines.append(
            [
                (f" {when}  {entry.who:<12}", "label"),
                (f"{verb}{entry.label}", "strong"),
                (undone, "quiet"),
            ]
        )
        lines += changes_of(entry)
        lines.append([("", "")])
    return lines or [[(" Nothing has been changed yet.", "quiet")]]


def changes_of(entry: Entry) -> list[Words]:
    """Each field's old and new value."""
    was, now = entry.was or {}, entry.now or {}
    lines: list[Words] = []
    for label in [*now, *(label for label in was if label not in now)]:
        before, after = was.get(label, ""), now.get(label, "")
        if before == after:
            continue
        line = [(f"     {label}: ", "label")]
        if entry.was is not None:
            line += [(before or "empty", "quiet"), (" → ", "label")]
        lines.append([*line, (after or "empty", "")])
    return lines
