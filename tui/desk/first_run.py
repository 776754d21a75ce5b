"""The first run: start with empty books or a catalogue, or look at the sample."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from tui.desk.bars import TabBar
from tui.desk.tabs import TABS
from tui.dialogs.ask import Ask, Pages, Title
from tui.dialogs.choose import ChoiceLines
from tui.widgets.bars import KeyBar, KeyHint

CHOICES = (
    ("sample", "s", "Look at the sample", "The Northern Alliance; a throw-away copy"),
    ("catalogue", "c", "Start with a catalogue", "and the policies that schools must have"),
    ("empty", "e", "Start empty", "nothing but the desk"),
    ("tour", "t", "Take the tour", "ten steps by hand on the sample, five minutes"),
)  # fmt: skip


class FirstRun(Ask["str | None"]):
    """Asks how to begin; gives the name of one of the choices, or None when it was left."""

    DEFAULT_CSS = f"""
    FirstRun #first-run-question {{ height: 3; }}
    FirstRun ChoiceLines {{ height: {len(CHOICES) + 1}; }}
    """

    def __init__(self, store: Path, about: tuple[str, str] = ("", "")) -> None:
        super().__init__()
        self._store, self._about = store, about

    def compose(self) -> ComposeResult:
        """The choices, then what will be made, and where."""
        keys = [KeyHint("key or Enter", "choose"), KeyHint("↑↓", "move"), KeyHint("q", "leave")]
        question = Pages([[], [(" How would you like to begin?", "strong")]])
        question.id = "first-run-question"
        with Vertical():
            # Their keys work here: who goes to a tab at once begins with empty books.
            yield TabBar([tab.label for tab in TABS], self._about)
            yield Title("Alliance Desk: there are no books yet")
            yield question
            yield ChoiceLines([choice[1:] for choice in CHOICES])
            yield Pages(
                [
                    [
                        (" ", ""),
                        (
                            "A catalogue says what each school must have, and at first no school "
                            "has any of it recorded. So nothing raises an alarm until you enter a "
                            "day in Settled in, school by school.",
                            "quiet",
                        ),
                    ],
                    [],
                    [(" Nothing is written before you choose.", "")],
                    [(" Your books will be one file on this computer:", "")],
                    # The path comes last: a long one takes several lines.
                    [(f" {self._store}", "strong")],
                ]
            )
            yield KeyBar(keys, id="first-run-keys")

    def on_mount(self) -> None:
        """Keys go to the choices."""
        self.query_one(ChoiceLines).focus()

    def on_tab_bar_chosen(self, message: TabBar.Chosen) -> None:
        """Stay: the tabs have no books yet."""
        message.stop()

    def on_key(self, event: events.Key) -> None:
        """Choose, take or leave."""
        lines = self.query_one(ChoiceLines)
        event.stop()
        if event.key in ("escape", "q", "ctrl+q", "ctrl+c"):
            self.dismiss(None)
        elif event.key in ("question_mark", "f1"):
            self.query_one(Title).show(
                "A key at the left, or the arrows and Enter; 0 to 4 start empty, at that tab."
            )
        elif event.key == "enter":
            self.dismiss(CHOICES[lines.index][0])
        elif event.key in ("down", "up"):
            lines.move(1 if event.key == "down" else -1)
        elif event.character and event.character in "01234"[: len(TABS)]:
            # Who goes to a tab at once begins with empty books, and every key typed on arrives.
            self.app.put_back(event)  # type: ignore[attr-defined]
            self.dismiss("empty")
        else:
            for value, key, _, _ in CHOICES:
                if event.character == key:
                    self.dismiss(value)
