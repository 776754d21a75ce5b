"""Workstreams in their tab: their list, and who does what."""

from __future__ import annotations

from data.memberships.chosen_alliance import first_alliance
from data.store.books import Books
from data.tables.cells import Outcome
from data.tables.matrix import Cells
from data.workstreams.matrix import CommitmentsMatrix, commitments_matrix
from models.workstreams.agenda_period import AgendaPeriod
from models.workstreams.commitment import Commitment
from models.workstreams.project import Project
from models.workstreams.workstream import Workstream
from tui.alliances.matrix import MATRIX_OF_AN_ALLIANCE, OfAnAllianceSection
from tui.forms.result import FormResult
from tui.sections.lettered import Save
from tui.sections.list import ListSection, first, moves_on, offers
from tui.sections.matrix import NEXT_ASKING
from tui.sections.places import Place, declare_places, lists
from tui.workbench.command import LETTERS, Here
from tui.workbench.workbench import Workbench


@offers(Workstream)
async def workstream_in_front(bench: Workbench) -> str | None:
    """The workstream of the record under the cursor."""
    target = bench.section.target()

    def read(books: Books) -> str | None:
        values = books.get(*target) if target else None
        if target is None or values is None:
            return None
        found = target[1] if target[0] is Workstream else values.get("workstream")
        return str(found) if found else None

    return await bench.books.read(read)


@lists(Workstream)
class WorkstreamsList(ListSection):
    """Workstreams."""

    order = 10

    @classmethod
    async def after_adding(cls, bench: Workbench, saved: FormResult) -> None:
        """Offer the level Lead to the lead school."""
        from tui.workstreams.leading import offer_lead

        await offer_lead(bench, saved.key)

    @classmethod
    async def after_changing(cls, bench: Workbench, saved: FormResult) -> None:
        """Offer the level Lead to a lead school that has none."""
        from tui.workstreams.leading import offer_lead

        await offer_lead(bench, saved.key)


@lists(Commitment)
class CommitmentsList(ListSection):
    """Commitments, each a period at one level."""

    order = 25
    empty_text = "Nobody does anything yet. [ goes to who does what, where a letter sets a level."


@lists(Project)
class ProjectsList(ListSection):
    """Projects, each of which is moved on until others know what was found."""

    order = 30
    empty_text = "No project yet. a adds the question to look into."
    commands = first(
        "open",
        "add",
        moves_on("Move the project on to its next stage"),
    )


@lists(AgendaPeriod)
class AgendaPeriodsList(ListSection):
    """Who set the agenda of each workstream, and since when; for looking up."""

    order = 95
    instead = "Who sets an agenda is entered in its workstream: [ goes there."


class CommitmentsSection(OfAnAllianceSection):
    """Schools × workstreams."""

    lettered = CommitmentsMatrix
    commands = (
        LETTERS, NEXT_ASKING,
        Here("open", runs="tui.alliances.cell_choices:open_cell",
             help="The choices of the cell"),
        *MATRIX_OF_AN_ALLIANCE,
    )  # fmt: skip
    summary = "who-does-what"

    def __init__(self) -> None:
        super().__init__(
            "who-does-what",
            "Who does what",
            "No member yet, or no workstream. Add an alliance, members and workstreams first.",
        )

    async def set_with_answers(self, cells: Cells, meaning: str, save: Save) -> Outcome | None:
        """Set a level; of a pause its reason and its review are asked for first."""
        if meaning != "paused":
            return await super().set_with_answers(cells, meaning, save)
        from tui.workstreams.pauses import ask_about_pause

        return await ask_about_pause(self.bench, self.matrix, cells, save)

    def read(self, books: Books) -> CommitmentsMatrix:
        """The commitments of one alliance."""
        self.tell_alliance(books, first_alliance(books))
        return commitments_matrix(books, self.alliance)


declare_places("workstreams", Place("Who does what", None, CommitmentsSection, order=20))
