"""What two people changed at once: whose values are saved is chosen one by one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from data.problems import Clash, ClashingRow
from data.store.store import Store
from models.fields.text import one_line
from tui.dialogs.ask import Ask, Result, Title
from tui.grid.columns import clean, fit
from tui.widgets.bars import PART, KeyBar, KeyHint, whole_words
from tui.widgets.canvas import Canvas, Words
from tui.widgets.chosen_lines import ChosenLines
from tui.workbench.workbench import Workbench

THEIRS, YOURS, ANOTHER = "a", "b", "e"
"""The keys that choose between the two values of a field, or ask for a third."""

_WIDEST_LABEL, _WIDEST_NAME, _LINES = 24, 34, 2


class Clashing(NamedTuple):
    """A field or a row that two people changed: its name, and the three values that it had."""

    name: Hashable
    label: str
    before: str
    theirs: str
    yours: str


class Chosen(NamedTuple):
    """The key that was chosen for a value, and the value that is to be saved."""

    key: str
    text: str


AskAnother = Callable[[Clashing], Awaitable["str | None"]]
"""Asks for a third value; gives None when it was left."""


class ClashLines(ChosenLines, can_focus=True):
    """The fields with both values, of which one is chosen for each.

    `about` says of which record, and when who saved it; `head` is what the fields are called.
    """

    DEFAULT_CSS = "ClashLines { height: 1fr; }"

    def __init__(
        self, about: Sequence[str], who: str, fields: Sequence[Clashing], head: str
    ) -> None:
        super().__init__()
        self._about, self._who, self.fields, self._head = about, who, list(fields), head
        self.chosen: dict[Hashable, Chosen] = {}
        """What was chosen for each field, by its name."""

    @property
    def count(self) -> int:
        """How many fields there are."""
        return len(self.fields)

    def choose(self, key: str, text: str = "") -> None:
        """Choose a value for the field in front, and go on to the next that has none."""
        here = self.fields[self.index]
        if key == ANOTHER and text == here.yours:
            key = YOURS
        self.chosen[here.name] = Chosen(key, text) if key == ANOTHER else _of_two(here, key)
        open_ones = [at for at, each in enumerate(self.fields) if each.name not in self.chosen]
        self.index = next(
            (at for at in open_ones if at > self.index), (open_ones or [self.index])[0]
        )
        self.redraw()

    def choose_all(self, key: str) -> None:
        """Choose the same value for all fields."""
        self.chosen = {each.name: _of_two(each, key) for each in self.fields}
        self.redraw()

    def draw(self, width: int, height: int) -> list[Words]:
        """Whose record it is, then each field in two lines: the values, and their keys."""
        widest = _WIDEST_LABEL if self._head == "Field" else _WIDEST_NAME
        labels = (self._head, *(each.label for each in self.fields))
        label = min(widest, max(map(len, labels))) + 2
        room = max(8, (width - label - 2) // 3)
        heads = fit(self._head, label), fit("Before", room), fit(self._who, room), fit("You", room)
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
        chosen, third = self.chosen.get(each.name, Chosen("", ""))
        words: list[tuple[str, str]] = [
            ("›" if here else " ", ""),
            (fit(each.label, label), "label"),
            (_shown(each.before, room), "quiet"),
        ]
        keys: list[tuple[str, str]] = [(" " * (1 + label + room), "")]
        mine = (ANOTHER, third) if chosen == ANOTHER else (YOURS, each.yours)
        for key, text in ((THEIRS, each.theirs), mine):
            style = "strong" if key == chosen else "quiet" if chosen else ""
            words.append((_shown(text, room), style))
            keys += [(f"{'›' if key == chosen else ' '} ", ""), (f"{key:<{room - 2}}", "key")]
        return [words, keys]


def _of_two(each: Clashing, key: str) -> Chosen:
    return Chosen(key, each.theirs if key == THEIRS else each.yours)


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
            f"{each.label} {one_line(lines.chosen[each.name].text) or 'empty'}"
            for each in lines.fields
        ]
        return [[(f" {whole_words('Will be saved: ' + PART.join(parts), width - 2)}", "")]]


class ClashScreen(Ask["dict[Hashable, Chosen] | None"]):
    """Asks whose values are to be saved; gives what was chosen for each field.

    `another` asks for a third value of a field, where there can be one. Esc goes `back`.
    """

    def __init__(
        self,
        title: str,
        about: Sequence[str],
        who: str,
        fields: Sequence[Clashing],
        *,
        head: str = "Field",
        another: AskAnother | None = None,
        back: str = "back to the form",
    ) -> None:
        super().__init__()
        self._title, self._another, self._back = title, another, back
        self._lines = ClashLines(about, who, fields, head)
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
            *([KeyHint(ANOTHER, "another")] if self._another else []),
            KeyHint("Ctrl+S", "save", ready),
            KeyHint("↑↓", "move"),
            KeyHint("Esc", self._back),
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
        elif character == ANOTHER and self._another:
            self.run_worker(self._ask_another(self._another))
        self._show_choices()

    def _show_choices(self) -> None:
        self.query_one(ClashTold).redraw()
        self._foot.show(self._hints())

    async def _ask_another(self, ask: AskAnother) -> None:
        with self.bench.keys_held():
            text = await ask(self._lines.fields[self._lines.index])
        if text is not None:
            self._lines.choose(ANOTHER, text)
            self._show_choices()


async def write_agreed(bench: Workbench, save: Callable[[Store], Result]) -> Result:
    """Save the same in several rows; of those that others changed it is asked whose is kept.

    Raises Clash where that is not answered, and where it cannot be asked.
    """
    while True:
        try:
            return await bench.books.write(save)
        except Clash as clash:
            agreed = clash.agreed
            if agreed is None or not clash.rows:
                raise
            chosen = await bench.ask(_screen_of_rows(clash.rows))
            if chosen is None:
                raise
            agreed.known.update((each.key, each.now) for each in clash.rows)
            agreed.left.update(key for key, each in chosen.items() if each.key == THEIRS)


def _screen_of_rows(rows: Sequence[ClashingRow]) -> ClashScreen:
    return ClashScreen(
        f"Not saved: somebody else changed {len(rows)} of these meanwhile",
        ("Each keeps what stands there now, or takes yours.",),
        "Now",
        [Clashing(each.key, each.name, *each.values) for each in rows],
        head="Changed",
        back="nothing saved",
    )
