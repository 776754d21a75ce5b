"""The filter line: words are typed and the list narrows with every key."""

from __future__ import annotations

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

    def __init__(self, hint: str = "Enter keeps it, Esc shows all again") -> None:
        super().__init__(id="filter")
        self.editor = LineEditor(longest=LONGEST_LINE)
        self._hint = hint
        self._not_pasted = ""

    def begin(self, words: str) -> None:
        """Begin with these words."""
        self._not_pasted = ""
        self.editor.put(words)
        self.redraw()

    def draw(self, width: int, height: int) -> list[Words]:
        """One line."""
        if self._not_pasted:
            return [[(" / ", "strong"), (self._not_pasted, "bad")]]
        text, caret = self.editor.text, self.editor.caret
        return [
            [
                (" / ", "strong"),
                (text[:caret], ""),
                (text[caret : caret + 1] or " ", "caret"),
                (text[caret + 1 :], ""),
                (f"   {self._hint}", "quiet"),
            ]
        ]

    def on_key(self, event: events.Key) -> None:
        """Edit the words; Enter, the arrows and Esc go back to the list."""
        before = self.editor.text
        self._not_pasted = ""
        if event.key in ("enter", "down", "up", "tab"):
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
