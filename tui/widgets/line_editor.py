"""The text of one field while somebody types it: what each editing key does to text and caret."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field

from models.fields.text import LONGEST_NOTE, LONGEST_PASTE, harmless

_MOST_STEPS = 1000
"""Changes of the text that can be taken back."""

_BEFORE_WORD = r"\b\w+\W*\Z"
_AFTER_WORD = r"\W*\w+"


@dataclass(eq=False, repr=False)
class LineEditor:
    """A text and the caret in it, an index from 0 to the text's length."""

    text: str = ""
    caret: int = 0
    several_lines: bool = False
    longest: int = LONGEST_NOTE
    """Characters that are taken when they are pasted; more can be typed."""
    _past: deque[tuple[str, int]] = field(default_factory=lambda: deque(maxlen=_MOST_STEPS))

    def put(self, text: str) -> None:
        """Begin anew with this text, the caret at its end."""
        self.text, self.caret = text, len(text)
        self._past.clear()

    def insert(self, text: str) -> None:
        """Insert typed or pasted text at the caret; in a field of one line its lines are joined."""
        text = self._made_fit(text)
        if text:
            self._change(self.text[: self.caret] + text + self.text[self.caret :])
            self.caret += len(text)

    def has_room_for(self, text: str, *, instead: bool = False) -> bool:
        """Whether as much as this can be pasted into the text, or `instead` of all of it."""
        if len(text) > LONGEST_PASTE:
            return False
        text = self._made_fit(text)
        if not instead:
            text = self.text[: self.caret] + text + self.text[self.caret :]
        return len(text.strip()) <= self.longest

    @property
    def no_room(self) -> str:
        """The message about pasted text that there is no room for."""
        return f"Not pasted: that would make more than {self.longest:,} characters here."

    def _made_fit(self, text: str) -> str:
        # Word processors paste their line and page breaks as these two.
        text = harmless(text.replace("\x0b", "\n").replace("\x0c", "\n")).replace("\t", " ")
        return text if self.several_lines else " ".join(text.split("\n"))

    def press(self, key: str) -> bool:
        """Do what an editing key does; False when the key is none."""
        action = _KEYS.get(key)
        if action is None:
            return False
        getattr(self, action)()
        return True

    def go_left(self) -> None:
        """One character to the left."""
        self.caret = max(0, self.caret - 1)

    def go_right(self) -> None:
        """One character to the right."""
        self.caret = min(len(self.text), self.caret + 1)

    def go_home(self) -> None:
        """To the beginning of the line."""
        self.caret = self.text.rfind("\n", 0, self.caret) + 1

    def go_end(self) -> None:
        """To the end of the line."""
        end = self.text.find("\n", self.caret)
        self.caret = len(self.text) if end < 0 else end

    def go_word_left(self) -> None:
        """To the beginning of the word."""
        self.caret = self._word_start()

    def go_word_right(self) -> None:
        """Behind the end of the word."""
        self.caret = self._word_end()

    def delete_left(self) -> None:
        """Remove the character before the caret."""
        if self.caret:
            self._cut(self.caret - 1, self.caret)

    def delete_right(self) -> None:
        """Remove the character at the caret."""
        if self.caret < len(self.text):
            self._cut(self.caret, self.caret + 1)

    def delete_word_left(self) -> None:
        """Remove the word before the caret."""
        self._cut(self._word_start(), self.caret)

    def delete_word_right(self) -> None:
        """Remove the word after the caret."""
        self._cut(self.caret, self._word_end())

    def delete_to_start(self) -> None:
        """Remove everything before the caret."""
        self._cut(0, self.caret)

    def delete_to_end(self) -> None:
        """Remove everything after the caret."""
        self._cut(self.caret, len(self.text))

    def delete_all(self) -> None:
        """Remove the whole text."""
        self._cut(0, len(self.text))

    def new_line(self) -> None:
        """Begin a new line, in a field of several lines."""
        if self.several_lines:
            self.insert("\n")

    def take_back(self) -> None:
        """Undo the last change of the text."""
        if self._past:
            self.text, self.caret = self._past.pop()

    def _change(self, text: str) -> None:
        self._past.append((self.text, self.caret))
        self.text = text

    def _cut(self, first: int, last: int) -> None:
        if first < last:
            self._change(self.text[:first] + self.text[last:])
            self.caret = first

    def _word_start(self) -> int:
        match = re.search(_BEFORE_WORD, self.text[: self.caret])
        return match.start() if match else 0

    def _word_end(self) -> int:
        match = re.match(_AFTER_WORD, self.text[self.caret :])
        return self.caret + match.end() if match else len(self.text)


_KEYS = {
    "left": "go_left",
    "right": "go_right",
    "home": "go_home",
    "ctrl+a": "go_home",
    "end": "go_end",
    "ctrl+e": "go_end",
    "ctrl+left": "go_word_left",
    "ctrl+right": "go_word_right",
    "backspace": "delete_left",
    "ctrl+h": "delete_left",
    "delete": "delete_right",
    "ctrl+d": "delete_right",
    "ctrl+w": "delete_word_left",
    "ctrl+delete": "delete_word_right",
    "ctrl+u": "delete_to_start",
    "ctrl+k": "delete_to_end",
    "ctrl+o": "new_line",
    "ctrl+z": "take_back",
}
