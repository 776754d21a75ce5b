"""What two people changed in the same record: whose values are saved is chosen field by field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from models.fields.text import one_line
from tui.dialogs.ask import Ask, Title
from tui.grid.columns import clean, fit
from tui.widgets.bars import PART, KeyBar, KeyHint, whole_words
from tui.widgets.canvas import Canvas, Words
from tui.widgets.chosen_lines import ChosenLines

THEIRS, YOURS = "a", "b"
"""The keys that choose between the two values of a field."""

_WIDEST_LABEL, _LINES = 24, 2


class Clashing(NamedTuple):
    """A field that two people changed: its name and label, and the three values that it had."""

    name: str
    label: str
    before: str
    theirs: str
    yours: str


class ClashLines(ChosenLines, can_focus=True):
    """The fields with both values, of which one is chosen for each.

    `about` says of which record, and when who saved it.
    """

    DEFAULT_CSS = "ClashLines { height: 1fr; }"

    def __init__(self, about: Sequence[str], who: str, fields: Sequence[Clashing]) -> None:
        super().__init__()
        self._about, self._who, self.fields = about, who, list(fields)
        self.chosen: dict[str, str] = {}
        """The key that was chosen for each field, by its name."""

    @property
    def count(self) -> int:
        """How many fields there are."""
        return len(self.fields)

    def choose(self, key: str) -> None:
        """Choose a value for the field in front, and go on to the next that has none."""
        self.chosen[self.fields[self.index].name] = key
        open_ones = [at for at, each in enumerate(self.fields) if each.name not in self.chosen]
        self.index = next(
            (at for at in open_ones if at > self.index), (open_ones or [self.index])[0]
        )
        self.redraw()

    def choose_all(self, key: str) -> None:
        """Choose the same value for all fields."""
        self.chosen = {each.name: key for each in self.fields}
        self.redraw()

    def draw(self, width: int, height: int) -> list[Words]:
        """Whose record it is, then each field in two lines: the values, and their keys."""
        label = min(_WIDEST_LABEL, max(len(each.label) for each in self.fields)) + 2
        room = max(8, (width - label - 2) // 3)
        heads = fit("Field", label), fit("Before", room), fit(self._who, room), fit("You", room)
        lines: list[Words] = [
            *([(f" {each}", "" if at else "strong")] for at, each in enumerate(self._about)),
            [],
            [(f" {''.join(heads)}", "heading")],
        ]
        shown = max(1, (height - len(lines)) // _LINES)
        top = max(0, min(self.index - shown // 2, self.count - shown))
        for at, each in enumerate(self.fields[top : top + shown], top):
            lines += [
                self.spot(at, *line) for line in self._lines_of(each, at == self.index, label, room)
            ]
        return lines

    def _lines_of(self, each: Clashing, here: bool, label: int, room: int) -> list[Words]:
        chosen = self.chosen.get(each.name)
        words: list[tuple[str, str]] = [
            ("›" if here else " ", ""),
            (fit(each.label, label), "label"),
            (_shown(each.before, room), "quiet"),
        ]
        keys: list[tuple[str, str]] = [(" " * (1 + label + room), "")]
        for key, text in ((THEIRS, each.theirs), (YOURS, each.yours)):
            style = "strong" if key == chosen else "quiet" if chosen else ""
            words.append((_shown(text, room), style))
            keys += [(f"{'›' if key == chosen else ' '} ", ""), (f"{key:<{room - 2}}", "key")]
        return [words, keys]


def _shown(text: str, room: int) -> str:
    return fit(clean(one_line(text)) or "·", room - 1) + " "


class ClashTold(Canvas):
    """What would be saved, or how many fields are still open."""

    DEFAULT_CSS = "ClashTold { height: 1; }"

    def draw(self, width: int, height: int) -> list[Words]:
        """One line."""
        lines = self.screen.query_one(ClashLines)
        left = lines.count - len(lines.chosen)
        if left:
            told = f"{left} to answer: {THEIRS} takes theirs, {YOURS} keeps yours."
            return [[(f" {told}", "warn")]]
        parts = [
            f"{each.label} {one_line(each.theirs if key == THEIRS else each.yours) or 'empty'}"
            for each in lines.fields
            for key in (lines.chosen[each.name],)
        ]
        return [[(f" {whole_words('Will be saved: ' + PART.join(parts), width - 2)}", "")]]


class ClashScreen(Ask["dict[str, str] | None"]):
    """Asks whose values are to be saved; gives the key that was chosen for each field."""

    def __init__(
        self, title: str, about: Sequence[str], who: str, fields: Sequence[Clashing]
    ) -> None:
        super().__init__()
        self._title = title
        self._lines = ClashLines(about, who, fields)
        self._foot = KeyBar(self._hints())

    def compose(self) -> ComposeResult:
        """The title, the fields, what would be saved, the keys."""
        with Vertical():
            yield Title(self._title)
            yield self._lines
            yield ClashTold()
            yield self._foot

    def _hints(self) -> list[KeyHint]:
        ready = len(self._lines.chosen) == self._lines.count
        return [
            KeyHint(THEIRS, "theirs"),
            KeyHint(YOURS, "yours"),
            KeyHint("A B", "all"),
            KeyHint("Ctrl+S", "save", ready),
            KeyHint("↑↓", "move"),
            KeyHint("Esc", "back to the form"),
        ]

    def on_key(self, event: events.Key) -> None:
        """Choose, move, save or leave."""
        event.stop()
        lines, character = self._lines, event.character or ""
        if event.key == "escape":
            self.dismiss(None)
            return
        if event.key in ("ctrl+s", "f2", "enter"):
            if len(lines.chosen) == lines.count:
                self.dismiss(dict(lines.chosen))
                return
        elif event.key in ("down", "up", "tab", "shift+tab"):
            lines.move(1 if event.key in ("down", "tab") else -1)
        elif character in (THEIRS, YOURS):
            lines.choose(character)
        elif character in (THEIRS.upper(), YOURS.upper()):
            lines.choose_all(character.lower())
        self.query_one(ClashTold).redraw()
        self._foot.show(self._hints())
