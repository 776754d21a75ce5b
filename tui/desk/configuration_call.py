"""The verb `config check`: what is wrong with the configuration."""

from __future__ import annotations

from tui.command_line.calls import Call, say
from tui.desk.commands import key_map


def check(call: Call) -> int:
    """Say every fault of the configuration, a line each; 1 when there is one."""
    call.no_more()
    settings = call.configuration
    faults = [*settings.problems, *_of_keys(call), *_of_exports(call)]
    for fault in faults:
        say(fault)
    if not faults:
        there = "is sound" if settings.path.exists() else "is not there, which is all right"
        say(f"{settings.path} {there}.")
    return 1 if faults else 0


def _of_keys(call: Call) -> list[str]:
    """Keys of no command, and keys that clash."""
    return key_map(call.configuration)[1] if call.configuration.keys else []


def _of_exports(call: Call) -> list[str]:
    if not call.configuration.exports:
        return []
    from data.summaries.standing import faults_of

    return faults_of(call.configuration)
