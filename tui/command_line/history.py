"""The verbs `history`, `undo` and `redo`."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from data.problems import Problem, WrongCall
from tui.command_line.calls import (
    Call,
    note,
    say,
    say_lines,
)

if TYPE_CHECKING:
    from data.store.history import Entry
    from data.store.store import Store


def history(call: Call) -> int:
    """Who changed what and when, newest first; --undo takes back, --redo does it again."""
    if call.options.undo is not None or call.options.redo is not None:
        if call.options.undo is None:
            return do_again(call, call.options.redo)
        if call.options.redo is not None:
            raise WrongCall("Undo or redo, one after the other: leave out --undo or --redo.")
        return take_back(call, call.options.undo)
    if call.options.as_commands:
        return _say_commands(call)
    record = call.kind() if call.words else None
    name = call.rest("NAME") if record is not None else ""
    with call.open() as store:
        if record is not None:
            from data.tables.finding import find_one

            key = find_one(store, record, name)
            entries = store.history_with_entries(record, key)
        else:
            entries = store.history()
    for entry in entries:
        _say_entry(entry)
    if not entries:
        note("Nothing has been changed yet.")
    return 0


def _say_commands(call: Call) -> int:
    """The log as lines of this command, oldest first, each with its time and label."""
    from data.tables.command_log import command_log

    call.no_more()
    with call.open() as store:
        log = command_log(store)
    for each in log:
        say(f"# {each.when}: {each.what}")
        say_lines(each.lines)
    if not log:
        note("Nothing has been changed yet.")
    return 0


def _say_entry(entry: Entry) -> None:
    moment = entry.at.astimezone().strftime("%d/%m/%Y %H:%M")
    done = {"undo": "undo: ", "redo": "redo: "}.get(entry.kind, "")
    taken_back = "  (undone)" if entry.kind == "change" and entry.state == "undone" else ""
    say(f"{entry.number:>5}  {moment}  {entry.who}  {done}{entry.label}{taken_back}")
    if not entry.record_kind:
        return
    if entry.was is not None and entry.now is None:
        say("         removed")
        return
    was, now = entry.was or {}, entry.now or {}
    for label, value in now.items():
        before = f"{was.get(label) or 'empty'} → " if entry.was is not None else ""
        first_line = (value or "empty").split("\n")[0]
        say(f"         {label}: {before}{first_line}")


def undo(call: Call) -> int:
    """Take back the newest operation, in words."""
    call.no_more()
    return take_back(call, 1)


def redo(call: Call) -> int:
    """Do again the operation that was undone last, in words."""
    call.no_more()
    return do_again(call, 1)


def take_back(call: Call, count: int) -> int:
    """Undo the newest operations, each in words."""
    with _opened_to_replay(call, count, "undo") as store:
        _refuse_too_many(count, store.undoable(), "undo", "undone")
        for _ in range(count):
            say(f"Undone: {store.undo().label}")
    return 0


def do_again(call: Call, count: int) -> int:
    """Redo the operations that were undone last, each in words."""
    with _opened_to_replay(call, count, "redo") as store:
        _refuse_too_many(count, store.redoable(), "redo", "redone")
        for _ in range(count):
            done = store.redo()
            say(f"Redone: {done.label}")
    return 0


def _opened_to_replay(call: Call, count: int, verb: str) -> AbstractContextManager[Store]:
    call.no_more()
    if count < 1:
        raise WrongCall(f"How many operations are to be {verb[:2]}done? At least 1: --{verb} 1")
    return call.open(changes=True)


def _refuse_too_many(count: int, there: int, verb: str, done: str) -> None:
    if count > there:
        raise Problem(
            f"Only {there} can be {done}. See them with: alliance history"
            if there
            else f"There is nothing to {verb}."
        )
