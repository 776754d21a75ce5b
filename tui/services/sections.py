"""Shared services in their tab: who shares what, and the lists of services and shares."""

from __future__ import annotations

from data.memberships.chosen_alliance import first_alliance
from data.services.matrix import SharesMatrix, shares_matrix
from data.store.books import Books
from models.services.share import Share
from models.services.shared_service import SharedService
from tui.alliances.matrix import MATRIX_OF_AN_ALLIANCE, OfAnAllianceSection
from tui.sections.list import ListSection, first
from tui.sections.places import Place, declare_places, lists
from tui.workbench.command import LETTERS, Here, hidden


@lists(SharedService)
class ServicesList(ListSection):
    """Shared services."""

    order = 70
    empty_text = "Nothing is shared yet. a adds the first service."
    commands = first(
        "open",
        "add",
        Here(
            "join",
            "charge",
            runs="tui.services.charging:charge",
            help="Charge the schools their shares of the service",
        ),
    )


@lists(Share)
class SharesList(ListSection):
    """Shares of schools in services, for their figures."""

    order = 72
    empty_text = "Nobody shares anything yet. Add a service, then set u in Who shares what."


class SharesSection(OfAnAllianceSection):
    """Schools × shared services."""

    lettered = SharesMatrix
    commands = (
        LETTERS,
        Here("open", runs="tui.alliances.cell_choices:open_cell",
             help="The choices of the cell"),
        *MATRIX_OF_AN_ALLIANCE, *hidden("asking.next"),
    )  # fmt: skip
    summary = "savings"
    form_told = "what it pays, paid before, saves"
    form_first = True

    def __init__(self) -> None:
        super().__init__(
            "who-shares-what",
            "Who shares what",
            "No member yet, or no shared service. Add an alliance, members and a service first.",
        )

    def read(self, books: Books) -> SharesMatrix:
        """The shares within one alliance."""
        self.tell_alliance(books, first_alliance(books))
        return shares_matrix(books, self.alliance)


declare_places("services", Place("Who shares what", None, SharesSection, order=71))
