"""Choosing one of a few things, with the arrows or by its key."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from tui.dialogs.ask import Ask, Named, Title
from tui.widgets.bars import KeyBar, KeyHint
from tui.widgets.canvas import Words
from tui.widgets.chosen_lines import ChosenLines


class ChoiceLines(ChosenLines, can_focus=True):
    """A list of which one line is chosen, with the arrows or by its key."""

    DEFAULT_CSS = "ChoiceLines { height: 1fr; }"

    def __init__(self, choices: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self.choices = list(choices)

    @property
    def _key_width(self) -> int:
        return max((len(key) for key, _, _ in self.choices), default=0) + 2

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.choices)

    def draw(self, width: int, height: int) -> list[Words]:
        """The choices around the chosen one."""
        top = max(0, min(self.index - height // 2, len(self.choices) - height))
        lines: list[Words] = []
        for at, (key, word, detail) in enumerate(self.choices[top : top + height], top):
            style = "chosen" if at == self.index else ""
            lines.append(
                self.spot(
                    at,
                    ("  ", ""),
                    (f"{key:<{self._key_width}}", "strong"),
                    (word, style),
                    (f"  {detail}", "quiet"),
                )
            )
        return lines


class Choose(Ask["str | None"]):
    """Asks for one of a few things; gives the value of the chosen one.

    `choices` are (value, key, word, detail). What it is about is told by its `names`.
    """

    def __init__(
        self,
        title: str,
        choices: Sequence[tuple[str, str, str, str]],
        names: Sequence[Sequence[str]] = (),
    ) -> None:
        super().__init__()
        self._title, self._given, self._names = title, choices, names
        self._prefix = ""

    def compose(self) -> ComposeResult:
        """The title, the choices, the keys."""
        with Vertical():
            yield Title(self._title)
            if self._names:
                yield Named(self._names, self.app.size.width)
            yield ChoiceLines([choice[1:] for choice in self._given])
            yield KeyBar(
                [KeyHint("↑↓", "choose"), KeyHint("Enter", "select"), KeyHint("Esc", "leave")],
                id="choose-keys",
            )

    def on_key(self, event: events.Key) -> None:
        """Move, take or leave."""
        lines = self.query_one(ChoiceLines)
        event.stop()
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "enter":
            self.dismiss(self._given[lines.index][0])
        elif event.key in ("down", "up", "pagedown", "pageup"):
            lines.move({"down": 1, "up": -1, "pagedown": 8, "pageup": -8}[event.key])
        else:
            self._typed(event.character or "", lines)

    def _typed(self, character: str, lines: ChoiceLines) -> None:
        """Take the choice of this key; where choices have none, go to the word that begins so."""
        for value, key, _, _ in self._given:
            if key and key == character.lower():
                self.dismiss(value)
                return
        self._prefix += character.lower()
        for prefix in (self._prefix, character.lower()):
            for at, (_, _, word, _) in enumerate(self._given):
                if prefix and word.lower().startswith(prefix):
                    self._prefix = prefix
                    lines.move(at - lines.index)
                    return
