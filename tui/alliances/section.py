"""TODO"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.alliances.alliance import Alliance
from tui.sections.matrix import MatrixSection

if TYPE_CHECKING:
    from data.store.store import Store


class OfAnAllianceSection(MatrixSection):
    """A matrix of one alliance, which is told where there are several."""

    def __init__(self, name: str, label: str, empty: str) -> None:
        super().__init__(name, label, empty)
        self.alliance_name = ""

    def tell_alliance(self, store: Store, shown: str | None) -> None:
        """Tell that this one is shown, where it is one of several."""
        names = store.names(Alliance)
        self.alliance_name = names.get(shown or "", "") if len(names) > 1 else ""

    @property
    def narrowed(self) -> str:
        """The alliance, where it is one of several, and why not all is shown."""
        return "  ".join(part for part in (self.alliance_name, super().narrowed) if part)
