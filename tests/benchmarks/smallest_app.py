"""Textual's smallest program: one label, which says when a key was pressed."""

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Label


class SmallestApp(App[None]):
    """One label."""

    def compose(self) -> ComposeResult:
        """The label."""
        yield Label("first-paint")

    def on_key(self, event: events.Key) -> None:
        """Show that keys have their effect."""
        self.query_one(Label).update("key-effect")


if __name__ == "__main__":
    SmallestApp().run()
