"""Matrices of one alliance, which is told where there are several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from data.store.books import Books
from models.alliances.alliance import Alliance
from models.schools.school import School
from tui.sections.matrix import MATRIX_COMMANDS, MatrixSection
from tui.workbench.command import Here
from tui.workbench.workbench import Workbench

MATRIX_OF_AN_ALLIANCE: tuple[str | Here, ...] = (
    Here("alliance.next", "", runs="tui.alliances.matrix:show_next_alliance"),
    Here("alliance.previous", "", runs="tui.alliances.matrix:show_previous_alliance"),
    *MATRIX_COMMANDS,
)
"""The commands of a matrix of one alliance after its letters."""


class OfAnAllianceSection(MatrixSection):
    """A matrix of one alliance."""

    imported = School

    def __init__(self, name: str, label: str, empty: str) -> None:
        super().__init__(name, label, empty)
        self.alliance: str | None = None
        """The alliance that is shown; one that the books tell when none was chosen."""
        self.alliance_name = ""

    def tell_alliance(self, books: Books, shown: str | None) -> None:
        """Tell that this one is shown, where it is one of several."""
        names = books.names(Alliance)
        self.alliance_name = names.get(shown or "", "") if len(names) > 1 else ""

    async def choose_alliance(self, others: Iterable[tuple[str, str]]) -> None:
        """Ask which of these alliances, by key and name, is to be shown instead, and show it."""
        from tui.dialogs.choose import Choose

        choices = [(key, "", name, "") for key, name in others]
        chosen = await self.bench.ask(Choose("Which alliance?", choices))
        if chosen is not None:
            await self.show_alliance(chosen)

    async def turn_alliance(self, steps: int) -> None:
        """Show the alliance so many further on, by name; after the last comes the first."""
        names = await self.bench.books.read(lambda books: books.names(Alliance))
        keys = sorted(names, key=lambda key: names[key].casefold())
        if len(keys) < 2:
            self.bench.say("There is no other alliance in these books.", "info")
            return
        shown = next((key for key in keys if names[key] == self.alliance_name), keys[0])
        await self.show_alliance(keys[(keys.index(shown) + steps) % len(keys)])

    async def show_alliance(self, key: str) -> None:
        """Show this alliance."""
        self.alliance = key
        self.grid.clear_marks()
        await self.load()
        self.bench.refresh_bars()

    @property
    def limits(self) -> Mapping[str, Any]:
        """The alliance that was chosen."""
        return {"alliance": self.alliance}

    @property
    def filter_text(self) -> str:
        """The alliance, where it is one of several, how to turn to another, and any filter."""
        keys = [self.bench.keys.word(f"alliance.{way}") for way in ("previous", "next")]
        name = f"{self.alliance_name} {' '.join(keys)}" if self.alliance_name else ""
        return "  ".join(part for part in (name, super().filter_text) if part)


async def show_next_alliance(bench: Workbench) -> None:
    """Show the next alliance in the matrix in front."""
    if isinstance(bench.section, OfAnAllianceSection):
        await bench.section.turn_alliance(1)


async def show_previous_alliance(bench: Workbench) -> None:
    """Show the alliance before in the matrix in front."""
    if isinstance(bench.section, OfAnAllianceSection):
        await bench.section.turn_alliance(-1)
