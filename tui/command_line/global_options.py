"""Options that stand before any verb; a call with nothing else opens the desk."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

GLOBAL_OPTIONS: tuple[tuple[str, str | None, str], ...] = (
    ("--store", "PATH", "this store instead (also ALLIANCE_STORE)"),
    ("--sample", None, "a private throw-away copy of the sample"),
    ("--tour", None, "ten steps to be tried by hand on the sample"),
    ("--read-only", None, "look, export, change nothing"),
    ("--no-mouse", None, "leave the mouse to the terminal"),
    ("--slow-line", None, "fewer colours, larger steps, what is typed first"),
    ("--plain-display", None, "paint whole parts of the screen, not only what changed"),
    ("--today", "DATE", "work as of this date (also ALLIANCE_TODAY)"),
    ("--no-pager", None, "write long answers straight to the terminal"),
    ("--version", None, "say which version this is"),
)


def options_of_desk(arguments: Sequence[str]) -> SimpleNamespace | None:
    """The options of a call that only opens the desk; None for any other, and for a faulty one.

    The desk need not wait for the parser of all verbs, nor for the library that it is made with.
    """
    takes = {name: value is not None for name, value, _ in GLOBAL_OPTIONS}
    found: dict[str, str | bool | None] = {
        name: None if takes_value else False for name, takes_value in takes.items()
    }
    left = list(arguments)
    while left:
        name, is_given, value = left.pop(0).partition("=")
        if name not in takes or (is_given and not takes[name]):
            return None
        if takes[name] and not is_given:
            if not left or left[0].startswith("-"):
                return None
            value = left.pop(0)
        found[name] = value if takes[name] else True
    by_attribute = {name.lstrip("-").replace("-", "_"): value for name, value in found.items()}
    return SimpleNamespace(verb=None, **by_attribute)
