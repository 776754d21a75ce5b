"""Loading the catalogues of policies that come with the desk."""

from __future__ import annotations

from tui.commands.catalogues import load_catalogue
from tui.workbench.workbench import Workbench


async def load_of_department(bench: Workbench) -> None:
    """Load the lists of the Department for Education."""
    await load_catalogue(bench, "dfe")


async def load_of_northumberland(bench: Workbench) -> None:
    """Load Northumberland's policies and their agreements."""
    await load_catalogue(bench, "northumberland")
