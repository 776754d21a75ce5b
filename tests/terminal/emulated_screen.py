"""xterm without its window: what its keys send, and what its screen shows of what is written."""

from __future__ import annotations

import codecs
import contextlib
import copy
import itertools
import re
import unicodedata
from typing import Any

import pyte
from wcwidth import wcwidth

_SEQUENCE = re.compile(
    r"\x1b\[(?P<prefix>[<=>?]?)(?P<numbers>[0-9;:]*)(?P<middle>[ -/]*)(?P<final>[@-~])"
    r"|\x1b(?P<kind>[\]PX^_])(?P<body>[^\x07\x1b]*)(?:\x07|\x1b\\|(?=\x1b[^\\]))"
    r"|[\x80-\x9f]"
)
_UNFINISHED = re.compile(r"\x1b(?:\[[<=>?]?[0-9;:]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?|[ #%()*+])?\Z")
APPLICATION_CURSOR, BRACKETED_PASTE, SYNCHRONISED = 1, 2004, 2026
"""Private modes that a program switches on, by xterm's numbers."""

_ALTERNATE_SCREENS = {47, 1047, 1049}
_RESIZING_MODE = 3
_ERASING = ("J", "K", "X")
_KNOWN_MODES = {1, 5, 6, 7, 25, 1000, 1002, 1003, 1004, 1006, 1015, 1016, 2004, 2026}
_KNOWN_MODES |= _ALTERNATE_SCREENS

_PLAIN_KEYS = {"enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "escape": "\x1b", "space": " "}
_PLAIN_KEYS |= {"backspace": "\x7f", "ctrl+space": "\x00", "ctrl+\\": "\x1c", "ctrl+]": "\x1d"}
_CURSOR_KEYS = {"up": "A", "down": "B", "right": "C", "left": "D", "home": "H", "end": "F"}
_FUNCTION_KEYS = {"f1": "P", "f2": "Q", "f3": "R", "f4": "S"}
_NUMBERED_KEYS = {"insert": 2, "delete": 3, "pageup": 5, "pagedown": 6, "f5": 15, "f6": 17}
_NUMBERED_KEYS |= {"f7": 18, "f8": 19, "f9": 20, "f10": 21, "f11": 23, "f12": 24}


def key_bytes(name: str, *, application_cursor: bool = False) -> bytes:
    """What xterm sends for a key such as `down`, `ctrl+s`, `alt+x`, `shift+f3`, `a` or `é`."""
    if len(name) == 1 or name in _PLAIN_KEYS:
        return _PLAIN_KEYS.get(name, name).encode()
    *held, key = name.split("+")
    if not set(held) <= {"shift", "alt", "ctrl"}:
        raise ValueError(f"no key is called {name!r}: write it like 'down', 'ctrl+s' or 'f2'")
    code = 1 + ("shift" in held) + 2 * ("alt" in held) + 4 * ("ctrl" in held)
    if final := _CURSOR_KEYS.get(key) or _FUNCTION_KEYS.get(key):
        introducer = "\x1bO" if application_cursor or key in _FUNCTION_KEYS else "\x1b["
        return (introducer + final if code == 1 else f"\x1b[1;{code}{final}").encode()
    if number := _NUMBERED_KEYS.get(key):
        return (f"\x1b[{number}~" if code == 1 else f"\x1b[{number};{code}~").encode()
    if held == ["alt"] and (len(key) == 1 or key in _PLAIN_KEYS):
        return b"\x1b" + key_bytes(key)
    if held == ["shift"] and len(key) == 1:
        return key.upper().encode()
    if held == ["ctrl"] and re.fullmatch("[a-z]", key):
        return bytes([ord(key) & 0x1F])
    raise ValueError(f"no terminal sends {name!r}: write a key like 'down', 'ctrl+s' or 'f2'")


def _colours(numbers: str) -> list[int]:
    """The parameters of a style sequence, with the colon forms that pyte cannot read rewritten."""
    values: list[int] = []
    for part in numbers.split(";"):
        first, *rest = [int(number or 0) for number in part.split(":")]
        if not rest:
            values.append(first)
        elif first in (38, 48):
            values += [first, 2, *rest[-3:]] if rest[0] == 2 else [first, 5, rest[-1]]
        elif first == 4:
            values.append(4 if rest[0] else 24)
    return values


class Screen(pyte.Screen):
    """pyte's screen with what xterm has and pyte lacks; unknown sequences draw nothing.

    `erases_in_colour` is false of a terminal that erases to its own background, whatever is set,
    `has_alternate` of one that has no other screen for programs, such as GNU screen by default.
    """

    def __init__(self, columns: int, rows: int, *, erases_in_colour: bool = True) -> None:
        self.erases_in_colour = erases_in_colour
        self.has_alternate = True
        self._last_drawn = ""
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._unfinished = ""
        self._main: tuple[Any, Any] | None = None
        super().__init__(columns, rows)
        self._stream = pyte.Stream(self)

    def has_mode(self, number: int) -> bool:
        """Whether the program has switched this private mode on."""
        return number << 5 in self.mode

    @property
    def alternate(self) -> bool:
        """Whether the program shows a screen of its own instead of the terminal's."""
        return self._main is not None

    def feed(self, data: bytes) -> bytes:
        """Show what the program wrote; returns the terminal's answers to its questions."""
        text = self._unfinished + self._decode(data)
        cut = _UNFINISHED.search(text)
        self._unfinished = cut.group() if cut else ""
        end = cut.start() if cut else len(text)
        answers, position = "", 0
        for found in _SEQUENCE.finditer(text, 0, end):
            self._stream.feed(text[position : found.start()])
            position = found.end()
            if found["kind"] == "]" and found["body"].startswith(("0;", "2;")):
                self.set_title(found["body"][2:])
            elif found["final"]:
                answers += self._control(*found.group("prefix", "numbers", "middle", "final"))
        self._stream.feed(text[position:end])
        return answers.encode()

    def _control(self, prefix: str, numbers: str, middle: str, final: str) -> str:
        name = prefix + middle + final
        values = _colours(numbers)
        if name == "m":
            if values:
                self.select_graphic_rendition(*values)
        elif name in ("?h", "?l"):
            self._switch(values, on=name == "?h")
        elif name in ("c", "n", "t", ">c", ">q", "?$p"):
            return self._answer(name, values[0] if values else 0)
        elif name in ("S", "T"):
            self._scroll(max(1, values[0]), up=name == "S")
        elif name == "b":
            self.draw(self._last_drawn * max(1, values[0]))
        elif name in _ERASING:
            self._erase(name, values)
        elif name in pyte.Stream.csi:
            # A sequence with more parameters than it takes is another terminal's extension.
            with contextlib.suppress(TypeError):
                getattr(self, pyte.Stream.csi[name])(*values)
        return ""

    def _erase(self, name: str, values: list[int]) -> None:
        """Erase to the background at most, where pyte keeps every attribute.

        pyte would also pass over cells that were never written.
        """
        if name == "J":
            for row in range(self.lines):
                line = self.buffer[row]
                line.update({column: line[column] for column in range(self.columns)})
        pen = self.cursor.attrs
        background = pen.bg if self.erases_in_colour else "default"
        self.cursor.attrs = self.default_char._replace(bg=background)
        with contextlib.suppress(TypeError):
            getattr(self, pyte.Stream.csi[name])(*values)
        self.cursor.attrs = pen

    def _answer(self, name: str, number: int) -> str:
        row, column = self.cursor.y + 1, min(self.cursor.x + 1, self.columns)
        state = (1 if self.has_mode(number) else 2) if number in _KNOWN_MODES else 0
        return {
            ("c", 0): "\x1b[?64;1;2;6;22c",
            (">c", 0): "\x1b[>41;390;0c",
            (">q", 0): "\x1bP>|XTerm(390)\x1b\\",
            ("n", 5): "\x1b[0n",
            ("n", 6): f"\x1b[{row};{column}R",
            ("t", 18): f"\x1b[8;{self.lines};{self.columns}t",
            ("?$p", number): f"\x1b[?{number};{state}$y",
        }.get((name, number), "")

    def _switch(self, modes: list[int], *, on: bool) -> None:
        modes = [mode for mode in modes if mode != _RESIZING_MODE]
        (self.set_mode if on else self.reset_mode)(*modes, private=True)
        if not self.has_alternate or not _ALTERNATE_SCREENS & set(modes):
            return
        if on == bool(self._main):
            return
        if on:
            self._main = self.buffer, copy.copy(self.cursor)
            self.buffer = copy.copy(self.buffer)
            self.buffer.clear()
        elif self._main:
            hidden = self.cursor.hidden
            (self.buffer, self.cursor), self._main = self._main, None
            self.cursor.hidden = hidden
            self._clamp_cursor()

    def resize(self, lines: int | None = None, columns: int | None = None) -> None:
        """Take the new size; the cursor stays on the screen."""
        super().resize(lines, columns)
        self._clamp_cursor()

    def _clamp_cursor(self) -> None:
        self.cursor.x = min(self.cursor.x, self.columns - 1)
        self.cursor.y = min(self.cursor.y, self.lines - 1)

    def _scroll(self, count: int, *, up: bool) -> None:
        top, bottom = self.margins or (0, self.lines - 1)
        before = self.cursor.y
        self.cursor.y = bottom if up else top
        for _ in range(min(count, self.lines)):
            (self.index if up else self.reverse_index)()
        self.cursor.y = before

    def draw(self, data: str) -> None:
        """Write text; what has no width joins the character before it, as in xterm."""
        self._last_drawn = data[-1:]
        if data.isascii():
            super().draw(data)
            return
        for character in data:
            if (width := wcwidth(character)) > 0:
                super().draw(character)
            elif width == 0 and self.cursor.x:
                row, column = self.buffer[self.cursor.y], self.cursor.x - 1
                if not row[column].data and column:
                    column -= 1
                joined = unicodedata.normalize("NFC", row[column].data + character)
                row[column] = row[column]._replace(data=joined)

    def line(self, row: int) -> str:
        """One row as text, without the blanks at its end; half of a wide character is a blank."""
        cells = [self.buffer[row][column].data for column in range(self.columns)] + [" "]
        shown, after_wide = "", False
        for cell, following in itertools.pairwise(cells):
            wide = bool(cell) and wcwidth(cell[0]) == 2
            broken = (wide and following != "") or (not cell and not after_wide)
            shown += " " if broken else cell
            after_wide = wide
        return shown.rstrip()
