"""What the command line says of workstreams beside the name of their kind."""

from __future__ import annotations

from tui.command_line.verb import declare_option, value

declare_option(
    "export",
    value("--workstream", "NAME", "of this workstream only", dest="one", kind="workstreams"),
)
