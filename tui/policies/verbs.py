"""The sources of policies that `import` has beside tables of one kind: a tracker."""

from __future__ import annotations

from tui.command_line.verb import Source, declare_source, flag, value

declare_source(
    Source(
        "tracker",
        "tui.policies.tracker_call:import_tracker",
        (
            value("--catalogue", "NAME", "of a tracker: where its policies stand in several"),
            flag("--accept-near", "of a tracker: names that are only near are right"),
            flag("--add-policies", "of a tracker: unknown titles come into Our own"),
        ),
        kinds=("policies", "school-policies", "reviews"),
        knows="data.policies.tracker.shapes:is_tracker",
    )
)
