"""Workstreams in their tab: their list, and who does what."""

from __future__ import annotations

from data.memberships.chosen_alliance import first_alliance
from data.store.books import Books
from data.workstreams.matrix import CommitmentsMatrix, commitments_matrix
from models.alliances.alliance import Alliance
from models.workstreams.workstream import Workstream
from tui.alliances.matrix import OfAnAllianceSection
from tui.sections.list import ListSection
from tui.sections.matrix import MATRIX_COMMANDS
from tui.sections.places import Place, has_section, lists
from tui.workbench.command import LETTERS, Here


@lists(Workstream)
class WorkstreamsList(ListSection):
    """Workstreams."""

    order = 10


class CommitmentsSection(OfAnAllianceSection):
    """Schools × workstreams."""

    lettered = CommitmentsMatrix
    commands = (
        LETTERS, Here("open", runs="tui.workstreams.choices:open_cell"), *MATRIX_COMMANDS,
    )  # fmt: skip
    summary = "who-does-what"

    def __init__(self) -> None:
        super().__init__(
            "who-does-what",
            "Who does what",
            "No member yet, or no workstream. Add an alliance, members and workstreams first.",
        )

    def read(self, books: Books) -> CommitmentsMatrix:
        """The commitments of one alliance."""
        if self.alliance is not None and books.get(Alliance, self.alliance) is None:
            self.alliance = None
        self.tell_alliance(books, self.alliance or first_alliance(books))
        return commitments_matrix(books, self.alliance)


has_section("workstreams", Place("Who does what", None, CommitmentsSection, order=20))
