"""Key hints at the foot that a mouse click presses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textual import events
from textual.keys import _character_to_key
from textual.widget import Widget

from tui.terminal.typing_ahead import TypingAhead

_NAMES = {
    "↑": "up", "↓": "down", "←": "left", "→": "right",
    "PgUp": "pageup", "PgDn": "pagedown", "Home": "home", "End": "end",
    "Enter": "enter", "Esc": "escape", "Tab": "tab", "Space": "space", "Backspace": "backspace",
}  # fmt: skip
_CHARACTERS = {"space": " "}
_ARROWS = "↑↓←→"
_WITH = re.compile(r"((?:Ctrl|Shift|Alt)\+)*")
_FUNCTION_KEY = re.compile(r"[Ff]\d+")


def press(widget: Widget, key: str) -> None:
    """Press a key, by its name or as the character that it types, on the widget's screen.

    It waits its turn behind what was typed before.
    """
    character = key if len(key) == 1 else _CHARACTERS.get(key)
    name = _character_to_key(key) if len(key) == 1 else key
    app, event = widget.app, events.Key(name, character)
    if isinstance(app, TypingAhead):
        app.press_on(widget.screen, event)
    else:
        app.post_message(event)


def keys_in(words: str) -> list[tuple[str, str]]:
    """The words of a hint in pieces, each with the key that it names; without one with nothing."""
    return [piece for part in re.split(r"( +)", words) if part for piece in _pieces(part)]


def key_meant(words: str) -> str:
    """The key that does what a hint says: the first of several that do the same.

    Empty where each does something else, and where no single key is meant.
    """
    keys = [key for _, key in keys_in(words) if key]
    return keys[0] if keys and (len(keys) == 1 or " or " in words) else ""


def _pieces(part: str) -> Iterator[tuple[str, str]]:
    found = _WITH.match(part)
    before = found[0] if found else ""
    rest = part[len(before) :]
    if rest and not rest.strip(_ARROWS):
        for at, arrow in enumerate(rest):
            yield (arrow if at else before + arrow), before.lower() + _NAMES[arrow]
    else:
        yield part, _key_of(before.lower(), rest)


def _key_of(before: str, word: str) -> str:
    if word in _NAMES:
        return before + _NAMES[word]
    if _FUNCTION_KEY.fullmatch(word) or (before and word):
        return before + word.lower()
    return word if len(word) == 1 and word != " " else ""
