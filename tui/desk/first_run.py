"""The first run: begin books, bring schools in, or look at the sample."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from tui.desk.tabs import TABS
from tui.dialogs.ask import Ask, Pages, Title
from tui.dialogs.choose import ChoiceLines
from tui.widgets.bars import KeyBar, KeyHint

CHOICES = (
    ("empty", "n", "Start my books", "then five steps: schools, alliance, policies …"),
    ("catalogue", "c", "Start with the DfE's list", "of the policies that schools must have"),
    ("import", "i", "Bring in my schools", "from Excel, CSV or the national register"),
    ("sample", "s", "Look at the sample", "The Northern Alliance; a throw-away copy"),
    ("tour", "t", "Take the tour", "ten steps on the sample, five minutes"),
)
_ALSO = {"e": "empty"}
"""A key that begins as well."""


class FirstRun(Ask["str | None"]):
    """Asks how to begin; gives the name of one of the choices, or None when it was left."""

    DEFAULT_CSS = f"""
    FirstRun #first-run-question {{ height: 3; }}
    FirstRun ChoiceLines {{ height: {len(CHOICES) + 1}; }}
    """

    def __init__(self, store: Path) -> None:
        super().__init__()
        self._store = store

    def compose(self) -> ComposeResult:
        """The choices, then what will be made, and where."""
        keys = [
            KeyHint("letter or Enter", "choose"), KeyHint("↑↓", "move"),
            KeyHint("?", "help"), KeyHint("q", "quit"),
        ]  # fmt: skip
        question = Pages(
            [[], [(" There are no books yet. How would you like to begin?", "strong")]]
        )
        tabs = "  ".join(f"{at} {tab.label}" for at, tab in enumerate(TABS))
        question.id = "first-run-question"
        with Vertical():
            yield Title("Alliance Desk")
            yield question
            yield ChoiceLines([choice[1:] for choice in CHOICES])
            yield Pages(
                [
                    [(f" {tabs}", ""), ("   begin there, empty", "quiet")],
                    [],
                    [(" The books will be one file that only you can read:", "")],
                    # A long path takes several lines.
                    [(f" {self._store}", "strong")],
                    [],
                    [(" Another place, or books you have:  ", "label"),
                     ("alliance --store FILE", "strong")],
                    [(" A backup:                          ", "label"),
                     ("alliance restore FILE", "strong")],
                    [],
                    [(" Nothing is written before you choose.", "")],
                    [(" Nothing counts as overdue until you say that a school has settled in.",
                      "quiet")],
                ]
            )  # fmt: skip
            yield KeyBar(keys, id="first-run-keys")

    def on_mount(self) -> None:
        """Keys go to the choices."""
        self.query_one(ChoiceLines).focus()

    def on_key(self, event: events.Key) -> None:
        """Choose, take or leave."""
        lines = self.query_one(ChoiceLines)
        event.stop()
        if event.key in ("escape", "q", "ctrl+q", "ctrl+c"):
            self.dismiss(None)
        elif event.key in ("question_mark", "f1"):
            self.query_one(Title).show(
                "A letter at the left, or the arrows and Enter; 0 to 4 begin empty, at that tab."
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
            begun = {key: value for value, key, _, _ in CHOICES} | _ALSO
            if event.character in begun:
                self.dismiss(begun[event.character])
