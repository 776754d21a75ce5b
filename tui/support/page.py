"""A deployment on a page of its own: its steps above, its need, charge and visits below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.app import ComposeResult

from data.store.books import Books
from data.support.page import COLUMNS, Page, page_of
from data.support.standing import standings
from data.tables.listing import Wanted
from models.records.record import Record
from models.support.deployment import Deployment
from tui.grid.source import TableSource
from tui.sections.section import Prepared, Section
from tui.widgets.canvas import Canvas, Words
from tui.workbench.command import Here, hidden

_LABEL = 9


class _Lines(Canvas):
    """Lines of label and text above or below the steps."""

    DEFAULT_CSS = "_Lines { height: 3; }"
    lines: tuple[tuple[str, str], ...] = ()

    def draw(self, width: int, height: int) -> list[Words]:
        """A line each; without a label the text is the line."""
        drawn: list[Words] = []
        for number, (label, text) in enumerate(self.lines):
            if label:
                drawn.append([(f" {label:<{_LABEL}} ", "label"), (text, "")])
            else:
                drawn.append([(f" {text}", "" if number else "strong")])
        return drawn


class DeploymentPage(Section):
    """One deployment: its steps, of which the next one is taken by a key."""

    record = Deployment
    summary = "deployment-sheet"
    elsewhere = "A page shows one deployment; the list has that key. Esc leads there."
    commands = (
        Here("join", "takes the step", runs="tui.support.moving:move_on"),
        Here("decline", "declines", runs="tui.support.moving:decline"),
        Here("add", "a visit", runs="tui.support.visits:add_visit"),
        Here("open", "form", runs="tui.support.opening:open_form"),
        Here("export", "sheet"),
        Here("repeat", "visit again", runs="tui.support.visits:same_again"),
        "undo", "view", "part.next", "quit", "help", *hidden("history"),
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__("deployment", "Deployment", "No deployment yet: a in the list adds one.")
        self.deployment: str | None = None
        """The deployment that is shown; the one that has waited longest when none was chosen."""
        self.page: Page | None = None
        self._above, self._below = _Lines(), _Lines()
        self._is_new = True

    def compose(self) -> ComposeResult:
        """Who it is of, the steps, what else there is to say."""
        self._above.styles.height, self._below.styles.height = 2, 4
        yield self._above
        yield self.grid
        yield self._below

    def look_at(self, deployment: str) -> None:
        """Be about this deployment from the next reading on."""
        self.deployment, self._is_new, self.stale = deployment, True, True

    def prepare(self, books: Books, wanted: Wanted, near: str | None) -> Prepared:
        """The steps of the deployment."""
        if self.deployment is None or books.get(Deployment, self.deployment) is None:
            stand = [each for each in standings(books) if not each.has_ended]
            first = max(stand, key=lambda each: each.waiting_days, default=None)
            self.deployment = first.key if first else None
        page = page_of(books, self.deployment) if self.deployment else None
        self.page = page
        rows = page.rows if page else ()
        return Prepared(TableSource(COLUMNS if page else (), rows), total=len(rows))

    def take(self, prepared: Prepared, cursor_key: str | None = None) -> None:
        """Show what was read; the cursor goes to the step that comes next."""
        page, before = self.page, self.grid.cursor_key
        self.label = str(page.standing.deployment["reference"]) if page else "Deployment"
        moved = before is None or prepared.source.index_of(before) is None
        if page and (self._is_new or moved):
            cursor_key = page.open_step or page.rows[-1].key
        self._is_new = False
        super().take(prepared, cursor_key)
        self._above.lines = (("", page.title), ("", page.who)) if page else ()
        self._below.lines = (*page.lines, ("", "")) if page else ()
        self._above.redraw()
        self._below.redraw()

    def target(self) -> tuple[type[Record], str] | None:
        """The deployment, whichever step the cursor is on."""
        return (Deployment, self.deployment) if self.deployment and self.page else None

    def marked(self) -> list[str]:
        """The deployment."""
        target = self.target()
        return [target[1]] if target else []

    @property
    def place(self) -> str:
        """Nothing: the steps are few."""
        return ""

    @property
    def under_cursor(self) -> str:
        """What it waits for, and since when."""
        return self.page.waiting if self.page else ""

    @property
    def limits(self) -> Mapping[str, Any]:
        """The deployment, whose sheet is written."""
        return {"one": self.deployment}

    @property
    def about(self) -> str:
        """The reference, for the name of a file."""
        return self.label

    async def go_back(self) -> None:
        """Go to the list of deployments."""
        section = await self.bench.show_list(Deployment, Wanted())
        if self.deployment:
            section.grid.move_to(key=self.deployment)
