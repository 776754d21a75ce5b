"""Loading the sets of indicators that come with the desk."""

from __future__ import annotations

from tui.commands.catalogues import load_catalogue
from tui.workbench.workbench import Workbench


async def load_set_of_2018(bench: Workbench) -> None:
    """Load what teaching schools were judged by from 2018."""
    await load_catalogue(bench, "teaching-schools-2018")


async def load_set_of_2011(bench: Workbench) -> None:
    """Load what national teaching schools were judged by until 2017."""
    await load_catalogue(bench, "teaching-schools-2011")
