"""Support in its tab: deployments and the page of each, visits, specialists, charge schemes."""

from __future__ import annotations

from data.store.books import Books
from models.records.record import Record, Values
from models.support.charge_scheme import ChargeScheme
from models.support.deployment import Deployment
from models.support.specialist import Specialist
from models.support.support_step import SupportStep
from models.support.visit import Visit
from tui.sections.list import ListSection, first
from tui.sections.places import Place, declare_places, lists
from tui.support.page import DeploymentPage
from tui.workbench.command import Here
from tui.workbench.workbench import Workbench


@lists(Deployment)
class DeploymentsList(ListSection):
    """Deployments, each with a page of its own, on which it goes on step by step."""

    order = 40
    empty_text = "No support was requested yet. a records the first request."
    first_field = "client"
    commands = first(
        Here("open", runs="tui.support.opening:open_page"), "add",
        Here("join", "next step", runs="tui.support.moving:move_on",
             help="Take the next step of the support"),
        Here("decline", runs="tui.support.moving:decline"),
        "import", "filter", "view", "undo",
        Here("repeat", "visit again", runs="tui.support.visits:same_again"),
    )  # fmt: skip

    @classmethod
    async def starting_values(cls, bench: Workbench, record: type[Record]) -> Values:
        """Requested today, in the only alliance or the one in front."""
        values = await super().starting_values(bench, record)
        return values | {"requested": bench.today}


@lists(SupportStep)
class SupportStepsList(ListSection):
    """Steps of deployments, which their pages show and take."""

    instead = "A step is taken on the page of its deployment: {join} there, in Deployments."


@lists(Visit)
class VisitsList(ListSection):
    """Visits, of which those that were planned are recorded once they took place."""

    order = 42
    commands = first(
        "open", "add",
        Here("join", "took place", runs="tui.support.visits:record_held",
             help="Note that the visit took place"),
        Here("repeat", "same again", runs="tui.support.visits:same_again"),
    )  # fmt: skip

    @classmethod
    async def starting_values(cls, bench: Workbench, record: type[Record]) -> Values:
        """A visit of the deployment in front, as long as its last one."""
        from data.support.visits import likely_visit
        from tui.support.opening import deployment_in_front

        key = await deployment_in_front(bench)
        if key is None:
            return {"day": bench.today}

        def read(books: Books) -> Values:
            return {"deployment": key, **likely_visit(books, key)}

        return await bench.books.read(read)


@lists(Specialist)
class SpecialistsList(ListSection):
    """Specialists, with the days that they have left this school year."""

    order = 43


@lists(ChargeScheme)
class ChargeSchemesList(ListSection):
    """Charge schemes, which are looked up more often than changed."""

    order = 80


declare_places("support", Place("Deployment", SupportStep, DeploymentPage, order=41))
