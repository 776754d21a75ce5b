"""Progress of work in the store's thread, which Esc stops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from textual import events
from textual.app import App, ComposeResult
from textual.containers import Vertical

from data.imports.plans import Cancelled
from data.store.store import Store
from tui.dialogs.ask import Ask, Title
from tui.widgets.bars import KeyBar, KeyHint
from tui.widgets.canvas import Canvas, Words
from tui.workbench.workbench import Workbench

Result = TypeVar("Result")
Tick = Callable[[int, int], None]


class _Bar(Canvas):
    DEFAULT_CSS = "_Bar { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self._done, self._total = 0, 0

    def show(self, done: int, total: int) -> None:
        self._done, self._total = done, total
        self.redraw()

    def draw(self, width: int, height: int) -> list[Words]:
        share = self._done / self._total if self._total else 0.0
        room = max(10, min(50, width - 30))
        filled = round(room * min(1.0, share))
        of = f"{self._done:,} of {self._total:,}" if self._total else f"{self._done:,}"
        return [
            [],
            [(" " + "█" * filled, "info"), ("░" * (room - filled), "quiet"), (f" {of}", "")],
        ]


class Progress(Ask[None]):
    """A bar while work is done elsewhere."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.stopped = False

    def compose(self) -> ComposeResult:
        """The title, the bar, the key."""
        with Vertical():
            yield Title(self._title)
            yield _Bar()
            yield KeyBar([KeyHint("Esc", "stop; nothing is changed then")], id="progress-keys")

    def on_key(self, event: events.Key) -> None:
        """Stop."""
        event.stop()
        if event.key == "escape":
            self.stopped = True

    def show(self, done: int, total: int) -> None:
        """Show how far the work is."""
        if self.is_attached:
            self.query_one(_Bar).show(done, total)

    @staticmethod
    async def during(
        bench: Workbench, title: str, work: Callable[[Store, Tick], Result]
    ) -> Result | None:
        """Do the work with a bar in front; None when it was stopped."""
        screen, app = Progress(title), cast(App[Any], bench)

        def tick(done: int, total: int) -> None:
            if screen.stopped:
                raise Cancelled
            app.call_from_thread(screen.show, done, total)

        waiting = app.push_screen(screen)
        try:
            await waiting
            return await bench.books.write(lambda store: work(store, tick))
        except Cancelled:
            return None
        finally:
            screen.dismiss()
