"""What a terminal sends, as messages: keys, pasted text, the mouse, answers to questions.

Textual's parser knows the sequences of keys. Around it stands what real terminals need besides:
bytes that are not UTF-8, pastes of any length in one piece, and sequences that mean nothing, which
Textual would pass on as if their letters had been typed.
"""

from __future__ import annotations

import codecs
import re
import time
from collections.abc import Callable, Iterator

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.message import Message

from models.fields.text import LONGEST_PASTE

PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"

_ALONE = 0.3
"""Seconds after which the first byte of a character that goes no further is taken by itself."""

_SILENCE = 5.0
"""Seconds without anything in the midst of a paste, after which a single key ends it."""

_KEY = 12
"""The most characters that a key sends."""

_MOST_CELLS = 1_000_000
"""A terminal that claims to have more has got it wrong."""

# A mouse of old sends three bytes of any kind, the Linux console F1 to F5 with another bracket.
_SEQUENCE = re.compile(r"(\x1b\[(?:M...|\[.|(?![\[M])[0-?]*[ -/]*[@-~]))", re.DOTALL)
_GOES_ON = re.compile(r"[\x1b\[\]OPX^_\t\x7fA-Za-z]")
"""Characters that after Escape begin a sequence, or are a letter with Alt."""

_ANSWER = re.compile(r"\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)")
"""Answers to questions that nobody here asks, such as that for a colour."""


class Keyboard:
    """Turns bytes from a terminal into Textual's messages, in order. No bytes are an error.

    Bytes that are not UTF-8 are taken as Windows-1252, of which Latin-1 is a part: a terminal that
    is set to that sends one byte for each £ or é.
    """

    def __init__(self, debug: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        self._debug = debug
        self._parser = XTermParser(debug)
        self._clock = clock
        self._came_at = clock()
        self._undecoded = b""
        # What may be the beginning of a paste, or of its end.
        self._held = ""
        self._pasted: list[str] | None = None
        self._room = 0

    def take(self, data: bytes) -> Iterator[Message]:
        """The messages that these bytes complete."""
        silent = self._clock() - self._came_at
        self._came_at = self._clock()
        text = self._decoded(data)
        if self._pasted is not None and silent > _SILENCE and self._is_key(text):
            # The end of a paste was lost: somebody who presses a key is not to wait for it.
            yield from self._end_paste(self._held)
        yield from self._messages(text)

    def pause(self) -> Iterator[Message]:
        """The messages that are complete because nothing has followed; to be asked now and then."""
        silent = self._clock() - self._came_at
        if silent >= _ALONE and self._undecoded:
            yield from self._messages(self._decoded(b"", final=True))
        yield from self._parser.tick()
        if self._pasted is None and self._held and silent >= constants.ESCAPE_DELAY:
            held, self._held = self._held, ""
            if held == "\x1b":
                yield events.Key("escape", "\x1b")
            else:
                yield from self._fed(held)

    @property
    def patience(self) -> float:
        """Seconds after which `pause` may have something to give, at most a tenth."""
        left = self._came_at + constants.ESCAPE_DELAY + 0.002 - self._clock()
        return min(0.1, left) if left > 0 else 0.1

    def _decoded(self, data: bytes, final: bool = False) -> str:
        """The text of these bytes and of those that were kept; an incomplete character is kept."""
        data, texts = self._undecoded + data, []
        while True:
            try:
                text, length = codecs.utf_8_decode(data, "strict", final)
            except UnicodeDecodeError as error:
                texts.append(data[: error.start].decode())
                texts.append(data[error.start : error.end].decode("cp1252", "replace"))
                data = data[error.end :]
            else:
                self._undecoded = data[length:]
                return "".join([*texts, text])

    def _is_key(self, text: str) -> bool:
        return len(text) <= _KEY and PASTE_ENDS not in self._held + text

    # Pastes

    def _messages(self, text: str) -> Iterator[Message]:
        while text:
            text, self._held = self._held + text, ""
            if self._pasted is None:
                typed, begins, text = text.partition(PASTE_BEGINS)
                if begins:
                    self._pasted, self._room = [], LONGEST_PASTE + 1
                else:
                    typed, self._held = _without_beginning_of(PASTE_BEGINS, typed)
                yield from self._keys(typed)
            else:
                pasted, ends, text = text.partition(PASTE_ENDS)
                if ends:
                    yield from self._end_paste(pasted)
                else:
                    pasted, self._held = _without_beginning_of(PASTE_ENDS, pasted)
                    self._add_to_paste(pasted)

    def _add_to_paste(self, text: str) -> None:
        """Keep as much as tells that it is too long; the rest is of no use to anybody."""
        assert self._pasted is not None
        self._pasted.append(text[: self._room])
        self._room -= len(self._pasted[-1])

    def _end_paste(self, text: str) -> Iterator[Message]:
        self._add_to_paste(text)
        pasted = "".join(self._pasted or ())
        self._pasted, self._held = None, ""
        if pasted:
            yield events.Paste(pasted)

    # Keys

    def _keys(self, text: str) -> Iterator[Message]:
        text = _ANSWER.sub("", text) if "\x1b" in text else text
        for number, piece in enumerate(_SEQUENCE.split(text)):
            if number % 2 == 0:
                for at, character in enumerate(piece):
                    if character == "\x1b" and _is_key_by_itself(piece, at):
                        yield events.Key("escape", character)
                    else:
                        yield from self._fed(character)
            else:
                found = list(self._fed(piece))
                yield from found
                if not found:
                    # Or the parser would go on reading, and give all of it as letters in the end.
                    self._begin_afresh()

    def _fed(self, text: str) -> Iterator[Message]:
        try:
            for message in self._parser.feed(text):
                if not (isinstance(message, events.Resize) and _is_impossible(message)):
                    yield message
        except Exception:
            # Numbers that are none of a key or a character; others may come of other terminals.
            self._begin_afresh()

    def _begin_afresh(self) -> None:
        before, self._parser = self._parser, XTermParser(self._debug)
        for name in (
            "last_x", "last_y", "mouse_pixels", "terminal_size", "terminal_pixel_size"
        ):  # fmt: skip
            setattr(self._parser, name, getattr(before, name))


def _is_key_by_itself(text: str, at: int) -> bool:
    """Whether the Escape there was pressed before the next key, which came in the same packet.

    Textual would drop it, and take some keys behind it for others.
    """
    return at + 1 < len(text) and not _GOES_ON.match(text, at + 1)


def _without_beginning_of(mark: str, text: str) -> tuple[str, str]:
    """The text, and apart from it what may be the mark's beginning at the text's end."""
    at = text.rfind("\x1b", -len(mark) + 1)
    return (text[:at], text[at:]) if at >= 0 and mark.startswith(text[at:]) else (text, "")


def _is_impossible(resize: events.Resize) -> bool:
    width, height = resize.size
    return width < 1 or height < 1 or width * height > _MOST_CELLS
