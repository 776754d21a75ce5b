"""The approval that was recorded last while the desk is open."""

from __future__ import annotations

from typing import cast

from models.records.record import Values
from tui.workbench.workbench import Workbench

_NAME = "last approval"


def last_approval(bench: Workbench) -> Values | None:
    """What the approval said that was recorded last; None when there was none."""
    return cast("Values | None", bench.remembered.get(_NAME))


def remember_approval(bench: Workbench, approval: Values) -> None:
    """Keep what an approval said for the next one."""
    bench.remembered[_NAME] = approval
