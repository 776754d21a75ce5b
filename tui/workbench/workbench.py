"""The workbench: what commands, forms and dialogs may ask of the desk and of its front section.

The app implements `Workbench` and the sections implement `FrontSection`; nothing else needs to know
either of them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from textual.screen import Screen
from textual.widget import Widget

from data.problems import Problem
from data.store.books import Books
from data.store.thread import StoreThread
from data.tables.listing import Wanted
from data.tables.table import Summary
from models.records.record import Record
from tui.grid.grid import Grid
from tui.workbench.command import Command, Here
from tui.workbench.keys import KeyMap

if TYPE_CHECKING:
    # The first screen can do without.
    from data.files.configuration import Configuration
    from data.files.drafts import Draft

Result = TypeVar("Result")
Form = TypeVar("Form", bound=Screen[Any])

HelpPart = tuple[str, Sequence[tuple[str, str]]]
"""A part of the help page: its heading, and what stands at the left and the right of each line."""


class FrontSection(Protocol):
    """The section in front: a list, a matrix, the matters of Today or the answer to a question.

    `summary` is the name of the summary that it shows; empty for a list of records. It is
    `written_to` when letters go to its records.
    """

    label: str
    empty: str
    written_to: bool
    loaded: bool
    summary: str
    wanted: Wanted
    grid: Grid

    @property
    def record(self) -> type[Record] | None:
        """The kind that it lists."""

    @property
    def records_wanted(self) -> Wanted:
        """The filter and order under which a list of its kind shows the same records."""

    @property
    def imported(self) -> type[Record] | None:
        """The kind that is imported in it, where it lists none."""

    @property
    def stamp(self) -> str:
        """A word that its screen bears, such as CONFIDENTIAL; empty on most."""

    @property
    def letters(self) -> Mapping[str, str]:
        """The meaning of each letter that sets a cell."""

    @property
    def hints(self) -> Mapping[str, str]:
        """Hints for the meanings of letters at the foot."""

    @property
    def number_hint(self) -> str:
        """A word for what digits typed into its cells do; empty where they do nothing."""

    @property
    def commands(self) -> Sequence[str | Here]:
        """The commands that it has, those first that matter most."""

    @property
    def limits(self) -> Mapping[str, Any]:
        """The limits of its summary."""

    @property
    def about(self) -> str:
        """The name of what the summary is about."""

    def own_table(self, books: Books) -> Summary | None:
        """The table that it shows, where it has neither a summary nor records of one kind."""

    @property
    def help(self) -> Sequence[HelpPart]:
        """The first part of the help page, about this section."""

    def use_of(self, command: str) -> Here | None:
        """How it has a command; None when it does not."""

    def why_not(self, command: Command) -> str:
        """Why a command cannot run in it now, in words; empty when it can."""

    def why_no_letter(self) -> str:
        """Why no letter can set what the cursor is on, in words; empty when one can."""

    def why_no_history(self) -> str:
        """Why there is no history of what the cursor is on, in words; empty when there is."""

    def target(self) -> tuple[type[Record], str] | None:
        """The record that commands work on; None when there is none."""

    def row_target(self) -> tuple[type[Record], str] | None:
        """The record that the cursor's row stands for; None when it stands for none."""

    def marked(self) -> list[str]:
        """The keys of all marked records, in the order of the rows, or of the cursor's."""

    async def narrow(self, words: str) -> None:
        """Filter by these words."""

    async def load(self, cursor_key: str | None = None) -> None:
        """Read and show what is wanted now."""

    async def go_back(self) -> None:
        """Go back to where it was opened from."""


class Workbench(Protocol):
    """The desk as commands, forms and dialogs know it."""

    keys: KeyMap
    books: StoreThread
    today: date
    away: bool
    """Whether another day is shown than the one on which the desk is used."""
    configuration: Configuration
    remembered: dict[str, Any]
    """Values that subjects remember while the desk is open, by a name of their own."""

    @property
    def section(self) -> FrontSection:
        """The section in front."""

    @property
    def subjects(self) -> Sequence[str]:
        """The subjects of the tab in front."""

    @property
    def look_only(self) -> str:
        """Why nothing can be changed, in words; empty when it can."""

    def say(self, text: str, style: str = "") -> None:
        """Say something on the message line."""

    def say_problem(self, problem: Problem) -> None:
        """Say what went wrong."""

    async def ask(self, screen: Screen[Result]) -> Result:
        """Show a screen over the desk and wait for its answer; keys that are held go to it."""

    def run_command(self, name: str) -> None:
        """Run a command, or say why it cannot run now."""

    def changed(self, kinds: frozenset[str], key: str | None = None) -> None:
        """Show anew what was changed; the cursor goes to the record of this key."""

    async def show_list(self, record: type[Record], wanted: Wanted) -> FrontSection:
        """Bring the list of a kind to the front, narrowed and ordered as wanted."""

    async def show_section(self, label: str) -> FrontSection:
        """Bring the section of this label to the front, which is no list. KeyError for none."""

    async def show_view(self, name: str, **limits: str | None) -> None:
        """Bring the answer to a question to the front, by the name of its summary."""

    def form_of(self, record: type[Record], make: Callable[[type[Record]], Form]) -> Form:
        """The form of a kind; it is made once and used again, because that opens faster."""

    def keep_draft(self, draft: Draft | None) -> None:
        """Keep what is being typed, in case the line drops; None forgets it."""

    def work_beside(self, work: Awaitable[None], group: str = "") -> None:
        """Do work that keeps no key waiting; of one group only the newest is done."""

    def keys_held(self) -> AbstractContextManager[None]:
        """Keep later keys waiting until the block ends."""

    def refresh_bars(self) -> None:
        """Bring the lines around the section up to date."""


def bench_of(widget: Widget) -> Workbench:
    """The workbench that a widget lies on."""
    return cast(Workbench, widget.app)
