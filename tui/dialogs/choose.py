"""Choosing one of a few things, with the arrows or by its key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from tui.dialogs.ask import Named, Rising, Title
from tui.grid.columns import EDGE, GUTTER, clean
from tui.widgets.bars import KeyBar, KeyHint, whole_words
from tui.widgets.canvas import Canvas, Words
from tui.widgets.chosen_lines import ChosenLines


class ChoiceLines(ChosenLines, can_focus=True):
    """A list of which one line is chosen, with the arrows or by its key.

    Each choice may have one of the `headings`: it is told above the first of those that have it.
    """

    DEFAULT_CSS = "ChoiceLines { height: 1fr; }"

    def __init__(
        self, choices: Sequence[tuple[str, str, str]], headings: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self.choices = list(choices)
        self._told_lines = list(_with_headings(len(self.choices), headings))

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.choices)

    @property
    def told(self) -> str:
        """All of what the chosen one means, where its line has no room for that."""
        _, word, detail = self.choices[self.index] if self.choices else ("", "", "")
        width = self.size.width
        is_cut = detail and sum(self._columns(width)) + cell_len(clean(detail)) > width - EDGE
        return f"{word}: {detail}" if is_cut else ""

    @property
    def more(self) -> str:
        """How many choices stand above and below those in view; empty where all are."""
        height = self.size.height
        top = self._first_in_view(height)
        hidden = (("↑", self._told_lines[:top]), ("↓", self._told_lines[top + height :]))
        counts = [(sign, sum(isinstance(each, int) for each in lines)) for sign, lines in hidden]
        return "   ".join(f"{sign} {count} more" for sign, count in counts if count)

    @property
    def rows(self) -> int:
        """Lines that all of it takes."""
        return len(self._told_lines)

    def _first_in_view(self, height: int) -> int:
        if not self._told_lines:
            return 0
        here = self._told_lines.index(self.index)
        return max(0, min(here - height // 2, len(self._told_lines) - height))

    def _columns(self, width: int) -> tuple[int, int]:
        """Cells for the keys and for the words; what each word means stands in one column."""
        keys = max((len(key) for key, _, _ in self.choices), default=0)
        words = max((cell_len(clean(word)) for _, word, _ in self.choices), default=0)
        return GUTTER + (keys + 2 if keys else 0), min(words, width // 2) + 2

    def draw(self, width: int, height: int) -> list[Words]:
        """The choices around the chosen one."""
        top = self._first_in_view(height)
        keys, words = self._columns(width)
        lines: list[Words] = []
        for at in self._told_lines[top : top + height]:
            if isinstance(at, str):
                lines.append([(f" {at}", "strong")])
                continue
            key, word, detail = self.choices[at]
            here = at == self.index
            # A word is never cut: a longer one pushes what it means to the right.
            beside = f"{' ' * max(2, words - cell_len(clean(word)))}{detail}" if detail else ""
            mark = ("›" if here else " ", "")
            shown = (word, "caret" if here else "")
            hint = (f"{key:<{keys - GUTTER}}", "key")
            lines.append(self.spot(at, mark, hint, shown, (beside, "quiet")))
        return lines


def _with_headings(count: int, headings: Sequence[str]) -> Iterator[int | str]:
    """The places of the choices, and a heading before the first of those that have it."""
    for at in range(count):
        if headings and (not at or headings[at] != headings[at - 1]):
            if at:
                yield ""
            yield headings[at]
        yield at


class ChoiceTold(Canvas):
    """The explanation of the choice in front, where there is no room beside it."""

    DEFAULT_CSS = "ChoiceTold { height: 1; }"

    def draw(self, width: int, height: int) -> list[Words]:
        """One line."""
        lines = self.screen.query_one(ChoiceLines)
        if told := lines.told:
            return [[(f" {whole_words(told, width - 2)}", "")]]
        return [[(f" {lines.more}", "label")]]


class Choose(Rising["str | None"]):
    """Asks for one of a few things; gives the value of the chosen one.

    `choices` are (value, key, word, detail). What it is about is told by its `names`; the
    `headings` are those of the choices, where they are told in groups.
    """

    def __init__(
        self,
        title: str,
        choices: Sequence[tuple[str, str, str, str]],
        names: Sequence[Sequence[str]] = (),
        headings: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._title, self._given, self._names = title, choices, names
        self._headings = headings
        self._prefix = ""

    def compose(self) -> ComposeResult:
        """The title, the choices, the keys."""
        by_key = any(key for _, key, _, _ in self._given)
        keys = [
            KeyHint("key or Enter" if by_key else "Enter", "choose"),
            KeyHint("↑↓", "move"),
            KeyHint("Esc", "back, nothing changed"),
        ]
        with Vertical():
            yield Title(self._title)
            if self._names:
                yield Named(self._names, self.app.size.width)
            yield ChoiceLines([choice[1:] for choice in self._given], self._headings)
            yield ChoiceTold()
            yield KeyBar(keys, id="choose-keys")

    def rows_wanted(self, width: int) -> int:
        """The names, the choices, and the lines around them."""
        named = sum(each.rows for each in self.query(Named))
        return named + self.query_one(ChoiceLines).rows + 3

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
            self.query_one(ChoiceTold).redraw()
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
