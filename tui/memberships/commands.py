"""Commands that memberships add to the lists of schools and organisations: joining an alliance."""

from __future__ import annotations

from models.schools.organisation import Organisation
from models.schools.school import School
from tui.sections.list import add_list_commands
from tui.workbench.command import Here

_JOIN = Here(
    "join", "alliance", runs="tui.memberships.joining:bring_in",
    help="Bring it, or all that are marked, into an alliance",
)  # fmt: skip
add_list_commands(School, _JOIN)
add_list_commands(Organisation, _JOIN)
