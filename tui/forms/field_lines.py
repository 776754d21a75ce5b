"""The text of a field as lines of the screen: wrapped or scrolled, with the caret in it."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len

from tui.grid.columns import clean, cut, fit
from tui.widgets.canvas import Words, with_text
from tui.widgets.line_editor import LineEditor

_SPARE = 4
"""How many characters are looked at for each cell: some take none."""


def wrap(editor: LineEditor, room: int, current: bool) -> tuple[list[list[tuple[str, str]]], int]:
    """The text of a field in lines of `room` cells, with the caret; and the caret's line."""
    if not current:
        if not editor.several_lines:
            return [[(editor.text, "")]], 0
        first, _, rest = editor.text.partition("\n")
        return [[(first + (" …" if rest else ""), "")]], 0
    text = editor.text
    if not editor.several_lines:
        start = _scrolled(text, editor.caret, room)
        return [_with_caret(text[start : start + room * _SPARE], editor.caret - start, room)], 0
    lines: list[list[tuple[str, str]]] = []
    row, position = 0, 0
    for chunk in text.split("\n"):
        pieces = _chunks(chunk, room)
        for number, piece in enumerate(pieces):
            last = number == len(pieces) - 1
            inside = position <= editor.caret < position + len(piece) + (1 if last else 0)
            if inside:
                row = len(lines)
                lines.append(_with_caret(piece, editor.caret - position, room + 1))
            else:
                lines.append([(piece.ljust(room), "field")])
            position += len(piece)
        position += 1
    return lines, row


def _scrolled(text: str, caret: int, room: int) -> int:
    """Where a line that is too long begins to be shown, so that the caret is in view."""
    step = max(1, room // 3)
    # What is further before the caret is out of view for certain.
    start = max(0, caret - room * _SPARE) // step * step
    while cell_len(text[start:caret]) >= room:
        start += step
    return min(start, caret)


def _with_caret(text: str, caret: int, room: int) -> list[tuple[str, str]]:
    before, at, after = text[:caret], text[caret : caret + 1] or " ", text[caret + 1 :]
    used = cell_len(before) + cell_len(at)
    return [(before, "field"), (at, "caret"), (fit(after, max(0, room - used)), "field")]


def _chunks(text: str, room: int) -> list[str]:
    """The text in pieces of at most `room` cells, parted behind a space where there is one."""
    chunks, chunk = [], ""
    for character in text:
        if cell_len(chunk + character) > room:
            whole = chunk.rfind(" ") + 1 or len(chunk)
            chunks.append(chunk[:whole])
            chunk = chunk[whole:]
        chunk += character
    return [*chunks, chunk]


def fold(text: str, room: int) -> list[str]:
    """The text in lines of at most so many characters."""
    import textwrap

    return textwrap.wrap(text, room) or [""]


def fitted(words: Iterable[tuple[str, str]], width: int) -> Words:
    """A line in exactly so many cells."""
    parts: list[tuple[str, str]] = []
    room = width
    for word in words:
        # A gap before what has no room any more is none.
        shown = cut(clean(word[0]), room) if word[0].strip() else word[0][:room]
        room -= cell_len(shown)
        parts.append(with_text(word, shown))
    return [*parts, (" " * room, "")]
