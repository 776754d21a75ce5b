"""A deployment on a page of its own: its steps above, its need, charge and visits below."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

from textual.app import ComposeResult

from data.store.books import Books
from data.support.page import Page, page_of, visits_listed
from data.support.standing import standings
from data.tables.listing import Wanted
from models.records.record import Record
from models.support.deployment import Deployment
from tui.grid.source import TableSource
from tui.sections.section import DetailText, Prepared, Section
from tui.widgets.canvas import Canvas, Words
from tui.workbench.command import Here, hidden

_LABEL = 10
_ABOVE = 2
"""Lines above the steps: what it is about, and whom."""


class _Lines(Canvas):
    """Texts above or below the steps, each after its label, and folded where there is room."""

    DEFAULT_CSS = "_Lines { height: 3; }"
    lines: tuple[tuple[str, str], ...] = ()

    def fold_into(self, width: int, room: int) -> int:
        """Take what of this room the texts need, a line each at least; how many lines that is."""
        spare, height = room - len(self.lines), 0
        for _, text in self.lines:
            more = max(0, min(spare, len(self._folded(text, width)) - 1))
            spare, height = spare - more, height + 1 + more
        self.styles.height = max(1, height)
        return height

    def draw(self, width: int, height: int) -> list[Words]:
        """The texts; where they need more lines than there are, the first are told in full."""
        drawn: list[Words] = []
        spare = height - len(self.lines)
        for number, (label, text) in enumerate(self.lines):
            folded = self._folded(text, width)
            kept = folded[: 1 + max(0, spare)]
            if len(kept) < len(folded):
                # Cut by what draws it, with the sign of it.
                kept[-1] = " ".join(folded[len(kept) - 1 :])
            spare -= len(kept) - 1
            style = "" if number or label else "strong"
            for at, line in enumerate(kept):
                before = f" {'' if at else label:<{_LABEL}} " if label else " "
                drawn.append([(before, "label"), (line, style)])
        return drawn

    def _folded(self, text: str, width: int) -> list[str]:
        labelled = any(label for label, _ in self.lines)
        room = max(20, width - (_LABEL + 3 if labelled else 2))
        return textwrap.wrap(text, room) or [""]


class DeploymentPage(Section):
    """One deployment: its steps, of which the next one is taken by a key."""

    record = Deployment
    summary = "deployment-sheet"
    elsewhere = "That key works in the list of deployments. Esc goes there."
    commands = (
        Here("join", "takes the step", runs="tui.support.moving:move_on",
             help="Take the next step of the support"),
        Here("decline", "declines", runs="tui.support.moving:decline"),
        Here("add", "a visit", runs="tui.support.visits:add_visit", help="Add a visit"),
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
        self._reference = ""

    def compose(self) -> ComposeResult:
        """Who it is of, the steps, what else there is to say."""
        self._above.styles.height, self._below.styles.height = _ABOVE, 3
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
        return Prepared(TableSource(page.columns if page else (), rows), total=len(rows))

    def take(self, prepared: Prepared, cursor_key: str | None = None) -> None:
        """Show what was read; the cursor goes to the step that comes next."""
        page, before = self.page, self.grid.cursor_key
        self._reference = str(page.standing.deployment["reference"]) if page else ""
        self.label = f"Deployment {self._reference}".rstrip()
        moved = before is None or prepared.source.index_of(before) is None
        if page and (self._is_new or moved):
            cursor_key = page.open_step or page.rows[-1].key
        self._is_new = False
        super().take(prepared, cursor_key)
        self._above.lines = (("", page.title), ("", page.who)) if page else ()
        self._below.lines = page.lines if page else ()
        self._fold()

    def on_resize(self) -> None:
        """Fold the texts anew."""
        self._fold()

    def _fold(self) -> None:
        """Give the texts the room that the steps leave, first those below."""
        width, height = self.size
        steps = 1 + (len(self.page.rows) if self.page else 0)
        taken = self._below.fold_into(width, height - steps - _ABOVE)
        self._above.fold_into(width, height - steps - taken)
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
        """The line on what it waits for, and since when."""
        return self.page.waiting if self.page else ""

    async def details(self) -> DetailText | None:
        """The visits, and then all that there is to say of the deployment."""
        found = await super().details()
        if found is None or self.page is None:
            return found
        return DetailText(found.title, [*visits_listed(self.page.standing), *found.lines])

    @property
    def limits(self) -> Mapping[str, Any]:
        """The deployment, whose sheet is written."""
        return {"one": self.deployment}

    @property
    def about(self) -> str:
        """The reference, for the name of a file."""
        return self._reference

    async def go_back(self) -> None:
        """Go to the list of deployments."""
        section = await self.bench.show_list(Deployment, Wanted())
        if self.deployment:
            section.grid.move_to(key=self.deployment)
