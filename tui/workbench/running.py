"""Whether a command can run now, and running it in the section in front."""

from __future__ import annotations

from tui.workbench.command import Command, Runner, runner_of
from tui.workbench.workbench import Workbench


def why_not(bench: Workbench, command: Command) -> str:
    """Why a command cannot run now, in words; empty when it can."""
    if command.changes_books and bench.look_only:
        return f"{bench.look_only}, so nothing can be changed."
    return bench.section.why_not(command)


def runner_here(bench: Workbench, command: Command) -> Runner:
    """The function that runs a command in the section in front."""
    here = bench.section.use_of(command.name)
    return runner_of(here.runs if here is not None and here.runs else command.runs)
