"""Names that the command line has for workstreams beside that of their kind."""

from __future__ import annotations

from tui.command_line.verb import declare_option, value

declare_option(
    "export",
    value("--workstream", "NAME", "of this workstream only", dest="one", kind="workstreams"),
)
