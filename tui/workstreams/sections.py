"""TODO"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.workstreams.letters import LEVEL_HINTS, LEVEL_LETTERS, LEVEL_WORDS
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.workstreams.commitment import Commitment
from tui.alliances.section import OfAnAllianceSection

if TYPE_CHECKING:
    from data.store.store import Store
    from data.tables.matrix import Matrix


class CommitmentsSection(OfAnAllianceSection):
    """Schools × workstreams."""

    summary = "who-does-what"
    letters = LEVEL_LETTERS
    words = LEVEL_WORDS
    hints = LEVEL_HINTS
    cell_record = Commitment
    row_record = Membership

    def __init__(self) -> None:
        super().__init__(
            "who-does-what",
            "Who does what",
            "No member yet, or no workstream. Add an alliance, members and workstreams first.",
        )

    def read(self, store: Store) -> Matrix:
        """The commitments of one alliance."""
        from data.memberships.chosen_alliance import first_alliance
        from data.workstreams.matrix import commitments_matrix

        if self.alliance is not None and store.get(Alliance, self.alliance) is None:
            self.alliance = None
        self.tell_alliance(store, self.alliance or first_alliance(store))
        return commitments_matrix(store, self.alliance)
