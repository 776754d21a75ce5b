"""Opening the page of a deployment, and from there its form."""

from __future__ import annotations

from data.tables.listing import Wanted
from models.support.deployment import Deployment
from models.support.support_step import SupportStep
from tui.commands.records import edit
from tui.support.page import DeploymentPage
from tui.workbench.workbench import Workbench


async def open_page(bench: Workbench) -> None:
    """Show the deployment under the cursor on its page."""
    target = bench.section.row_target()
    if target is not None:
        await show_page(bench, target[1])


async def show_page(bench: Workbench, deployment: str) -> None:
    """Show a deployment on its page."""
    section = await bench.show_list(SupportStep, Wanted())
    if isinstance(section, DeploymentPage):
        section.look_at(deployment)
        await section.load()
        bench.refresh_bars()


async def open_form(bench: Workbench) -> None:
    """Open the form of the deployment that is in front."""
    target = bench.section.target()
    if target is not None:
        await edit(bench, *target)


async def deployment_in_front(bench: Workbench) -> str | None:
    """The deployment that a command is likely to be about: of the page, or of the row."""
    target = bench.section.target()
    if target is None:
        return None
    if target[0] is Deployment:
        return target[1]
    values = await bench.books.read(lambda books: books.get(*target))
    found = values.get("deployment") if values else None
    return str(found) if found else None
