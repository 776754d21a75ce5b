"""A stock DataTable of the rows of a JSON file, with a line to filter them by.

With `--tabs` there are two of them in tabs, which 1 and 2 choose; e opens a form of the row.
"""

import json
import sys
from pathlib import Path
from typing import Any

from textual import events
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import DataTable, Input, Label, TabbedContent, TabPane


class TableApp(App[None]):
    """A table, and below it a filter line and what it has found."""

    CSS = "DataTable { height: 1fr; } Input { display: none; }"

    def __init__(self, headings: list[str], rows: list[list[str]]) -> None:
        super().__init__()
        self._headings, self._rows = headings, rows

    def compose(self) -> ComposeResult:
        """The table, the filter, the count."""
        yield DataTable()
        yield Input(compact=True, select_on_focus=False)
        yield Label("", id="found")

    def on_mount(self) -> None:
        """Show all rows."""
        table: DataTable[str] = self.query_one(DataTable)
        table.add_columns(*self._headings)
        table.add_rows(self._rows)
        table.focus()
        self.query_one("#found", Label).update("first-paint")

    def on_key(self, event: events.Key) -> None:
        """Open the filter line."""
        line = self.query_one(Input)
        if event.character == "/" and not line.display:
            event.stop()
            event.prevent_default()
            line.display = True
            line.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the rows that hold what was typed."""
        words = event.value.lower()
        found = [row for row in self._rows if words in " ".join(row).lower()]
        table: DataTable[str] = self.query_one(DataTable)
        table.clear()
        table.add_rows(found)
        self.query_one("#found", Label).update(f"/{words}: {len(found)}")


class RowForm(ModalScreen[None]):
    """The cells of a row to be typed over."""

    CSS = """
    VerticalScroll { background: $surface; } Input { width: 1fr; }
    RowForm VerticalScroll { height: 100%; }
    """

    def __init__(self, headings: list[str], row: list[str]) -> None:
        super().__init__()
        self._headings, self._row = headings, row

    def compose(self) -> ComposeResult:
        """A label and an input for each."""
        with VerticalScroll():
            for heading, cell in zip(self._headings, self._row, strict=True):
                yield Label(heading)
                line = Input(cell, compact=True, select_on_focus=False)
                line.cursor_blink = False
                yield line

    def on_mount(self) -> None:
        """Type into the first one."""
        self.query(Input).first().focus()

    def on_key(self, event: events.Key) -> None:
        """Leave."""
        if event.key == "escape":
            self.dismiss()


class TabbedTables(App[None]):
    """Two tables in tabs, and the form of a row."""

    CSS = "TabPane, TabbedContent, ContentSwitcher, DataTable { height: 1fr; padding: 0; }"

    def __init__(self, headings: list[str], rows: list[list[str]]) -> None:
        super().__init__()
        self._headings, self._rows = headings, rows

    def compose(self) -> ComposeResult:
        """Two panes."""
        with TabbedContent():
            for number in (1, 2):
                with TabPane(f"Table {number}", id=f"pane-{number}"):
                    yield DataTable(id=f"table-{number}")

    def on_mount(self) -> None:
        """Show all rows, the second time in the other order."""
        for number, rows in ((1, self._rows), (2, self._rows[::-1])):
            table: DataTable[str] = self.query_one(f"#table-{number}", DataTable)
            table.add_columns(*self._headings)
            table.add_rows(rows)
        self.query_one("#table-1").focus()

    def on_key(self, event: events.Key) -> None:
        """Choose a tab, or open the form."""
        if event.key in ("1", "2"):
            self.query_one(TabbedContent).active = f"pane-{event.key}"
            self.query_one(f"#table-{event.key}").focus()
        elif event.key == "e":
            self.push_screen(RowForm(self._headings, self._rows[0]))


def main() -> None:
    """Show the file that the call names."""
    *options, path = sys.argv[1:]
    content: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    app = TabbedTables if "--tabs" in options else TableApp
    app(content["headings"], content["rows"]).run()


if __name__ == "__main__":
    main()
