"""A stock DataTable of the rows of a JSON file, with a line to filter them by."""

import json
import sys
from pathlib import Path
from typing import Any

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import DataTable, Input, Label


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


def main() -> None:
    """Show the file that the call names."""
    content: dict[str, Any] = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    TableApp(content["headings"], content["rows"]).run()


if __name__ == "__main__":
    main()
