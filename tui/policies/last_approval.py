"""The approval that was recorded last while the desk is open."""

from __future__ import annotations

from typing import cast

from data.policies.approvals import LastApproval
from tui.workbench.workbench import Workbench

_NAME = "last approval"


def last_approval(bench: Workbench) -> LastApproval | None:
    """The approval that was recorded last, and for which schools; None when there was none."""
    return cast("LastApproval | None", bench.remembered.get(_NAME))


def remember_approval(bench: Workbench, approval: LastApproval) -> None:
    """Keep what an approval said for the next one."""
    bench.remembered[_NAME] = approval
