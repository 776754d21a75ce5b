"""The filter line: the list narrows with every key that is typed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.message import Message

from models.fields.text import LONGEST_LINE
from tui.widgets.canvas import Canvas, Words
from tui.widgets.line_editor import LineEditor


class FilterLine(Canvas, can_focus=True):
    """One line to type the words of a filter into."""

    class Changed(Message):
        """Other words are wanted."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Done(Message):
        """Typing is over, by this key; the filter stays when `keep`."""

        def __init__(self, keep: bool, key: str) -> None:
            super().__init__()
            self.keep, self.key = keep, key

    class Saved(Message):
        """These words are to be remembered."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def __init__(self, hint: str = "") -> None:
        super().__init__(id="filter")
        self._hint = hint
        self.editor = LineEditor(longest=LONGEST_LINE)
        self.completion = ""
        """The text that Tab completes; empty where it goes back to the list."""
        self.earlier: Sequence[str] = ()
        """Filters of before, the newest last, through which ↑ goes."""
        self._at_earlier = 0
        self._label = self._place = self._not_pasted = ""

    def begin(self, words: str) -> None:
        """Begin with these words."""
        self._not_pasted = self.completion = ""
        self._at_earlier = len(self.earlier)
        self.editor.put(words)
        self.redraw()

    def show(self, label: str, place: str) -> None:
        """Show what is filtered, and how much is found."""
        if (label, place) != (self._label, self._place):
            self._label, self._place = label, place
            self.redraw()

    def draw(self, width: int, height: int) -> list[Words]:
        """One line: what is filtered, the words, and how much is found."""
        head = [(f" {self._label}", "strong"), (" / ", "key")] if self._label else [(" / ", "key")]
        if self._not_pasted:
            return [[*head, (self._not_pasted, "bad")]]
        text, caret = self.editor.text, self.editor.caret
        used = sum(cell_len(part) for part, _ in head)
        room = max(4, width - used - cell_len(self._place) - 3)
        start = max(0, caret - room + 1)
        shown = text[start : start + room]
        at = caret - start
        words = [
            *head,
            (shown[:at], ""),
            (shown[at : at + 1] or " ", "caret"),
            (shown[at + 1 :], ""),
        ]
        gap = width - sum(cell_len(part) for part, _ in words) - cell_len(self._place) - 1
        if not self._place:
            return [[*words, (f"   {self._hint}" if self._hint else "", "quiet")]]
        return [[*words, (" " * max(1, gap), ""), (self._place, "strong")]]

    def on_key(self, event: events.Key) -> None:
        """Edit the words; Enter, the arrows and Esc go back to the list."""
        before = self.editor.text
        self._not_pasted = ""
        if event.key == "tab" and self.completion:
            self.editor.put(self.completion)
        elif event.key == "up" and self.earlier:
            self._at_earlier = max(0, self._at_earlier - 1)
            self.editor.put(self.earlier[self._at_earlier])
        elif event.key == "ctrl+s":
            self.post_message(self.Saved(self.editor.text))
        elif event.key in ("enter", "down", "up", "tab"):
            self.post_message(self.Done(True, event.key))
        elif event.key == "escape":
            self.post_message(self.Done(False, event.key))
        elif not self.editor.press(event.key):
            if not (event.character and event.is_printable):
                return
            self.editor.insert(event.character)
        event.stop()
        event.prevent_default()
        self._edited(before)

    def on_paste(self, event: events.Paste) -> None:
        """Insert pasted words, unless they are more than words to look for can be."""
        event.stop()
        before = self.editor.text
        if self.editor.has_room_for(event.text):
            self._not_pasted = ""
            self.editor.insert(event.text)
        else:
            self._not_pasted = self.editor.no_room
        self._edited(before)

    def _edited(self, before: str) -> None:
        if self.editor.text != before:
            self.post_message(self.Changed(self.editor.text))
        self.redraw()
