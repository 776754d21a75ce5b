"""The verbs `help` and `version`."""

from __future__ import annotations

from tui.command_line.calls import Call, say
from tui.command_line.main import main, version


def show_help(call: Call) -> int:
    """The help that --help shows: of the whole command, of a verb, or of the fields of a kind."""
    return main([*call.words, "--help"])


def say_version(call: Call) -> int:
    """Which version this is."""
    call.no_more()
    say(f"Alliance Desk {version()}")
    return 0
