"""Matrices of one alliance, named where there are several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from data.store.books import Books
from models.alliances.alliance import Alliance
from models.schools.school import School
from tui.alliances.turning import TURNS_ALLIANCE, ShowsOneAlliance
from tui.sections.matrix import MATRIX_COMMANDS, MatrixSection
from tui.workbench.command import Here

MATRIX_OF_AN_ALLIANCE: tuple[str | Here, ...] = (
    *TURNS_ALLIANCE,
    *MATRIX_COMMANDS,
)
"""The commands of a matrix of one alliance after its letters."""


class OfAnAllianceSection(ShowsOneAlliance, MatrixSection):
    """A matrix of one alliance: one that the books tell while none was chosen."""

    says_alliance = False
    form_told: ClassVar[str] = "its form"
    """The hint about the form of a cell's record, where that is offered."""
    form_first: ClassVar[bool] = False
    """Whether it is offered before the letters: its figures are what is entered most."""

    imported = School

    def __init__(self, name: str, label: str, empty: str) -> None:
        super().__init__(name, label, empty)
        self.alliance_name = self._shown = ""

    def tell_alliance(self, books: Books, first: str | None) -> None:
        """Tell which is shown: the chosen one while it is in the books, or else this first one."""
        names = books.names(Alliance)
        if self.alliance not in names:
            self.alliance = None
        self._shown = self.alliance or first or ""
        self.alliance_name = names.get(self._shown, "") if len(names) > 1 else ""

    async def choose_alliance(self, others: Iterable[tuple[str, str]]) -> None:
        """Ask which of these alliances, by key and name, is to be shown instead, and show it."""
        from tui.dialogs.choose import Choose

        choices = [(key, "", name, "") for key, name in others]
        chosen = await self.bench.ask(Choose("Which alliance?", choices))
        if chosen is not None:
            await self.show_alliance(chosen)

    @property
    def shown_alliance(self) -> str:
        """The key of the alliance that is shown."""
        return self._shown

    async def show_alliance(self, key: str) -> None:
        """Show this alliance, with nothing marked in it."""
        self.grid.clear_marks()
        await super().show_alliance(key)

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
